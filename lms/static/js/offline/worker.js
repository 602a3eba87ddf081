// Keeps pages readable without a network and sends what was done when it returns (docs/adr/0158-offline.md).
// The server writes KNOWN before this: release, shell, offline, kept, sent, doors, never, holder, nobody, static, media.
"use strict";

// A host can hold several sites, each below a path of its own with a worker of its own: each keeps to its caches.
const MINE = KNOWN.base === "/" ? "" : `${KNOWN.base} `;
const SHELL = `${MINE}shell ${KNOWN.release}`;
const PAGES = `${MINE}pages ${KNOWN.release}`;
const META = `${MINE}meta`; // who is at the screen, where forms lead, which list was kept
const ACTS = `${MINE}acts`; // what waits to be sent, in order
const SLOW = 4000; // milliseconds after which a kept page is shown while the network goes on
const LONG = 15000; // milliseconds after which something sent counts as not arrived: its key makes a repeat harmless
const MOST_ACTS = 200;

// --- small things kept as JSON ------------------------------------------------------------------------

const at = (name) => new URL(`/-kept-/${name}`, location.origin).href;
const read = async (name, otherwise) => {
  const found = await (await caches.open(META)).match(at(name));
  return found ? found.json() : otherwise;
};
const write = async (name, value) => (await caches.open(META)).put(at(name), new Response(JSON.stringify(value)));

const within = (path) => (path.startsWith(KNOWN.base) ? path.slice(KNOWN.base.length - 1) : ""); // "/en/learn/"
const isHome = (place) => /^\/\w+\/$/.test(within(place));
const isBelow = (places, path) => places.some((place) => (isHome(place) ? path === place : path.startsWith(place)));
const isKept = (url) => isBelow(KNOWN.kept, url.pathname) && !KNOWN.never.includes(url.pathname) && !url.search;
const after = (time) => new Promise((resolve) => { setTimeout(resolve, time); });
const plain = (address) => { const url = new URL(address, location.origin); return url.origin + url.pathname; };

// --- whose pages these are ----------------------------------------------------------------------------

// One after the other: two pages that arrive at once must not undo one another.
let turn = Promise.resolve();
const inTurn = (work) => (turn = turn.then(work, work));

const forget = async () => {
  await caches.delete(PAGES);
  const meta = await caches.open(META);
  for (const name of ["follow", "mark"]) await meta.delete(at(name));
};

// A page of somebody else: what was kept for the one before goes, and what they had not sent. An answer that
// does not say whose it is (a proxy's, a paused site's, a redirect) changes nothing: null.
const meet = (answer) => inTurn(async () => {
  const said = answer.headers.get(KNOWN.holder);
  if (said === null) return null;
  const whose = said === KNOWN.nobody ? "" : said;
  const before = await read("holder", "");
  if (whose === before) return whose;
  await (await caches.open(META)).delete(at("mark")); // a first act: the pages show it from now on
  if (before) await forget();
  const acts = await caches.open(ACTS);
  for (const [key, act] of await waiting()) {
    if ((act.holder || act.refused) && act.holder !== whose) await acts.delete(key);
  }
  await write("holder", whose);
  return whose;
});

// --- pages --------------------------------------------------------------------------------------------

const isGood = (answer) => answer.status === 200 && answer.type === "basic" && !answer.redirected
  && (answer.headers.get("content-type") || "").startsWith("text/html");

const keep = async (address, answer) => {
  const cache = await caches.open(PAGES);
  const copy = answer.clone();
  const text = await answer.text();
  await cache.put(plain(address), copy);
  const files = [...text.matchAll(/(?:src|href)="([^"]+)"/g)].map((found) => found[1].replaceAll("&amp;", "&"))
    .filter((file) => file.startsWith(KNOWN.static) || file.startsWith(KNOWN.media) || file.includes("/theme.css?"));
  for (const file of new Set(files)) {
    if (!(await caches.match(file))) await cache.add(file).catch(() => {});
  }
};

const load = async (address) => {
  const answer = await fetch(address, { credentials: "same-origin", cache: "no-cache", redirect: "follow", signal: AbortSignal.timeout(LONG) });
  const whose = await meet(answer);
  if (isGood(answer)) await keep(address, answer);
  return whose;
};

let isKeeping = false;
const keepAll = async (here) => {
  if (isKeeping) return;
  isKeeping = true;
  try {
    const address = KNOWN.never.find((one) => within(here).startsWith(within(one).slice(0, 4))) || KNOWN.never[0];
    const answer = await fetch(`${address}?here=${encodeURIComponent(here)}`, { credentials: "same-origin" });
    if (!answer.ok) return;
    const whose = await meet(answer);
    const { mark, pages } = await answer.json();
    await write("follow", { ...(await read("follow", {})), ...Object.fromEntries(pages.filter((page) => page[1])) });
    const isFresh = (await read("mark", "")) === mark;
    const cache = await caches.open(PAGES);
    for (const [page] of pages) {
      if (isFresh && (await cache.match(plain(page)))) continue;
      if ((await load(page)) !== whose) return;
    }
    await write("mark", mark);
  } catch {
    // No network: another page of the site asks again.
  } finally {
    isKeeping = false;
  }
};

const withoutNetwork = async (address, client) => {
  const kept = await (await caches.open(PAGES)).match(plain(address));
  if (kept) { shownKept.add(client); return kept; }
  const code = within(new URL(address).pathname).slice(1, 3);
  const page = KNOWN.offline[code] || Object.values(KNOWN.offline)[0];
  shownKept.add(client);
  return (await (await caches.open(SHELL)).match(page)) || Response.error();
};

const shownKept = new Set(); // the windows that show a kept page

const open = async (event) => {
  const { request } = event;
  const url = new URL(request.url);
  const client = event.resultingClientId;
  const isQuick = await sentWithin(event, SLOW);
  const network = fetch(request).then(async (answer) => {
    await meet(answer);
    if (isKept(url) && isGood(answer)) event.waitUntil(keep(request.url, answer.clone()));
    return answer;
  });
  const isHere = isKept(url) && (await (await caches.open(PAGES)).match(plain(request.url)));
  try {
    if (!isHere) return await network;
    const first = await Promise.race([network, after(isQuick ? SLOW : 0)]);
    if (first) return first;
    event.waitUntil(network.catch(() => {}));
  } catch {
    // falls through to what was kept
  }
  return withoutNetwork(request.url, client);
};

// --- acts ---------------------------------------------------------------------------------------------

const waiting = async () => {
  const cache = await caches.open(ACTS);
  const keys = (await cache.keys()).map((key) => key.url).sort();
  return Promise.all(keys.map(async (key) => [key, await (await cache.match(key)).json()]));
};

let number = 0;
const act = async (event) => {
  const { request } = event;
  const body = await request.clone().text();
  const one = { url: request.url, body, key: crypto.randomUUID(), holder: await read("holder", ""), title: "" };
  try {
    // What was done before goes before: while that hangs, this one waits behind it.
    if (!(await sentWithin(event, SLOW))) throw new Error("No network.");
    return await post(one, body);
  } catch {
    if ((await waiting()).length >= MOST_ACTS) return withoutNetwork(request.url, event.resultingClientId);
    const name = `${String(Date.now()).padStart(15, "0")}-${String(number += 1).padStart(6, "0")}`;
    await (await caches.open(ACTS)).put(at(name), new Response(JSON.stringify(one)));
    await self.registration.sync?.register("send").catch(() => {});
    const follow = await read("follow", {});
    const path = new URL(request.url).pathname;
    const isAnswer = new URLSearchParams(body).has("activity");
    return Response.redirect((!isAnswer && follow[path]) || path, 303);
  }
};

const post = (one, body) => fetch(one.url, {
  method: "POST",
  body,
  redirect: "manual",
  credentials: "same-origin",
  signal: AbortSignal.timeout(LONG),
  headers: { "Content-Type": "application/x-www-form-urlencoded", "Idempotency-Key": one.key },
});

// The token of a kept page may be out of date by now; a fresh page has a fresh one.
const withToken = async (one) => {
  const page = await fetch(one.url, { credentials: "same-origin", cache: "no-store", signal: AbortSignal.timeout(LONG) });
  const whose = await meet(page);
  if (whose === null || page.status >= 500) throw new Error("The site is not well: later.");
  const found = (await page.text()).match(/name="csrfmiddlewaretoken" value="([A-Za-z0-9]+)"/);
  const fields = new URLSearchParams(one.body);
  if (found) fields.set("csrfmiddlewaretoken", found[1]);
  return { whose, body: fields.toString() };
};

let sending = null;
const sendAll = () => (sending ??= send().finally(() => { sending = null; }));

// Sends what waits; true once nothing is under way, false where that takes longer and goes on by itself.
const sentWithin = (event, time) => {
  const sent = sendAll();
  event.waitUntil(sent.catch(() => {}));
  return Promise.race([sent.then(() => true), after(time).then(() => false)]);
};

const send = async () => {
  const cache = await caches.open(ACTS);
  const touched = new Set();
  let count = 0;
  for (const [key, one] of await waiting()) {
    if (one.refused) continue;
    try {
      const { whose, body } = await withToken(one);
      if (one.holder && one.holder !== whose) { await cache.delete(key); continue; }
      const answer = await post(one, body);
      if (answer.status >= 500 || answer.status === 429) break; // the server is not well: later
      if (answer.type === "opaqueredirect" || answer.status === 204) {
        await cache.delete(key);
        touched.add(one.url);
        count += 1;
      } else {
        await cache.put(key, new Response(JSON.stringify({ ...one, holder: one.holder || whose, refused: true })));
      }
    } catch {
      break; // still no network, or no answer of the site's own
    }
  }
  for (const address of touched) await load(address).catch(() => {});
  if (count) await tell({ sent: count });
};

// --- what pages are told ------------------------------------------------------------------------------

const state = async (client) => {
  const acts = (await waiting()).map(([, one]) => one);
  return {
    isKept: shownKept.has(client),
    waiting: acts.filter((one) => !one.refused).length,
    refused: acts.filter((one) => one.refused).map((one) => ({ url: one.url, words: wordsOf(one) })),
  };
};

// What somebody typed into a form: keys, numbers and tokens are left out.
const wordsOf = ({ body }) => [...new URLSearchParams(body || "")]
  .filter(([name, value]) => name !== "csrfmiddlewaretoken" && name !== "next" && !/^[\w-]*$/.test(value)).map(([, value]) => value);

const tell = async (more) => {
  for (const client of await self.clients.matchAll({ type: "window" })) {
    client.postMessage({ ...(await state(client.id)), ...more });
  }
};

const list = async () => {
  const cache = await caches.open(PAGES);
  const rows = [];
  for (const { url } of await cache.keys()) {
    const path = new URL(url).pathname;
    if (!isKept(new URL(url)) || within(path).split("/").length > 6) continue; // the steps are reached from their lesson
    const titled = (await (await cache.match(url)).text()).match(/<title>([^<]*)<\/title>/)?.[1] || path;
    const title = titled.replace(/ – [^–]*$/, ""); // without the name of the site, which is the same on all
    rows.push({ path, title });
  }
  return rows;
};

const answerTo = async (event) => {
  const { want, here } = event.data;
  const reply = (value) => event.source.postMessage(value);
  if (want === "keep") { await keepAll(here); return; }
  if (want === "list") { reply({ ...(await state(event.source.id)), pages: await list() }); return; }
  if (want === "clear") {
    await inTurn(forget);
    await caches.delete(ACTS);
    reply({ ...(await state(event.source.id)), pages: [], isCleared: true });
    return;
  }
  if (want === "send") await sendAll();
  reply(await state(event.source.id));
};

// --- events -------------------------------------------------------------------------------------------

self.addEventListener("install", (event) => {
  event.waitUntil((async () => {
    const cache = await caches.open(SHELL);
    await cache.addAll(KNOWN.shell);
    for (const page of Object.values(KNOWN.offline)) {
      await cache.put(page, await fetch(page, { credentials: "omit", cache: "no-cache" }));
    }
    await self.skipWaiting();
  })());
});

self.addEventListener("activate", (event) => {
  event.waitUntil((async () => {
    const ours = new Set([SHELL, PAGES, META, ACTS]);
    for (const name of await caches.keys()) if (isMine(name) && !ours.has(name)) await caches.delete(name);
    await self.clients.claim();
  })());
});

const isMine = (name) => (MINE ? name.startsWith(MINE) : !name.startsWith("/"));

self.addEventListener("message", (event) => event.waitUntil(answerTo(event)));
self.addEventListener("sync", (event) => event.waitUntil(sendAll()));

self.addEventListener("fetch", (event) => {
  const { request } = event;
  const url = new URL(request.url);
  if (url.origin !== location.origin) return;
  const inLanguage = Object.keys(KNOWN.offline).some((code) => within(url.pathname).startsWith(`/${code}/`));
  if (request.mode === "navigate" && inLanguage) {
    if (request.method === "GET") event.respondWith(open(event));
    else if (request.method === "POST" && isBelow(KNOWN.sent, url.pathname) && isForm(request)) event.respondWith(act(event));
    else if (request.method === "POST" && isBelow(KNOWN.doors, url.pathname)) event.respondWith(throughTheDoor(event));
  } else if (request.method === "GET" && isFile(url)) {
    event.respondWith(file(request, url));
  }
});

const isFile = ({ pathname }) => pathname.startsWith(KNOWN.static) || pathname.startsWith(KNOWN.media) || pathname.endsWith("/theme.css");
const isForm = (request) => (request.headers.get("content-type") || "").startsWith("application/x-www-form-urlencoded");

// Somebody signs in or out: what waits is sent first, and no page of theirs stays behind.
const throughTheDoor = async (event) => {
  await sentWithin(event, LONG);
  const answer = await fetch(event.request);
  await inTurn(forget);
  return answer;
};

// A file with its content's hash in its name never changes; any other is asked for first.
const file = async (request, url) => {
  const kept = await caches.match(request, { ignoreVary: true });
  if (kept && (/\.[0-9a-f]{12}\./.test(url.pathname) || url.pathname.startsWith(KNOWN.media))) return kept;
  return fetch(request).catch((error) => { if (kept) return kept; throw error; });
};
