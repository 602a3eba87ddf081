/* Speaks cmi5 with the learning site that launched the lesson (cmi5 specification "Quartz", sections 7 to 11). */
window.lessonRecord = (() => {
  "use strict";

  const PATIENCE = 10_000; // milliseconds until a request counts as unanswered
  const VERB = "http://adlnet.gov/expapi/verbs/";
  const CATEGORY = "https://w3id.org/xapi/cmi5/context/categories/";
  const MASTERY = "https://w3id.org/xapi/cmi5/context/extensions/masteryscore";
  const KEPT = "lesson"; // our own document of the State resource
  const ONCE = { completed: "hasCompleted", passed: "hasPassed" }; // in a registration (section 9.3)
  const asked = new URLSearchParams(window.location.search);
  const waiting = []; // statements that were not taken yet, in their order
  let session = null; // { token, actor, data, began, kept }
  let isOver = false;
  let sending = null;

  const tell = (what) => document.dispatchEvent(new CustomEvent("record", { detail: what }));

  const request = (path, query, options = {}) => {
    const address = new URL(`${asked.get("endpoint").replace(/\/+$/, "")}/${path}`);
    for (const [name, value] of Object.entries(query)) address.searchParams.set(name, value);
    return fetch(address, {
      ...options,
      credentials: "omit",
      signal: AbortSignal.timeout(PATIENCE),
      headers: {
        Authorization: `Basic ${session.token}`,
        "X-Experience-API-Version": "1.0.3",
        ...(options.body ? { "Content-Type": "application/json" } : {}),
      },
    });
  };

  const about = (stateId) => ({
    activityId: asked.get("activityId"),
    agent: JSON.stringify(session.actor),
    registration: asked.get("registration"),
    stateId,
  });

  /* Returns a document, or null where there is none; with `mayRefuse` also where we may not read it. */
  const read = async (path, query, mayRefuse = false) => {
    const answer = await request(path, query);
    if (answer.status === 404 || (mayRefuse && answer.status === 403)) return null;
    if (!answer.ok) throw new Error(`${path}: ${answer.status}`);
    return answer.json();
  };

  const token = async () => {
    const answer = await fetch(asked.get("fetch"), { method: "POST", signal: AbortSignal.timeout(PATIENCE) });
    const said = await answer.json();
    if (!said["auth-token"]) throw new Error(said["error-text"] ?? "no token");
    return said["auth-token"];
  };

  /* randomUUID is only there on https. */
  const uuid = () => {
    const bytes = crypto.getRandomValues(new Uint8Array(16));
    bytes[6] = (bytes[6] & 0x0f) | 0x40;
    bytes[8] = (bytes[8] & 0x3f) | 0x80;
    const hex = [...bytes].map((byte) => byte.toString(16).padStart(2, "0")).join("");
    return hex.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, "$1-$2-$3-$4-$5");
  };

  const spent = () => `PT${((Date.now() - session.began) / 1000).toFixed(2)}S`;
  const isNormal = () => session?.data.launchMode === "Normal";

  const context = (result, extensions) => {
    const made = structuredClone(session.data.contextTemplate ?? {});
    made.registration = asked.get("registration");
    const activities = (made.contextActivities ??= {});
    const categories = [activities.category ?? []].flat();
    const isJudged = result && ("success" in result || "completion" in result);
    for (const id of [`${CATEGORY}cmi5`, ...(isJudged ? [`${CATEGORY}moveon`] : [])]) {
      if (!categories.some((one) => one.id === id)) categories.push({ id, objectType: "Activity" });
    }
    activities.category = categories;
    made.extensions = { ...extensions, ...made.extensions };
    return made;
  };

  const state = (verb, result, extensions = {}) => {
    waiting.push({
      id: uuid(),
      actor: session.actor,
      verb: { id: `${VERB}${verb}`, display: { en: verb } },
      object: { objectType: "Activity", id: asked.get("activityId") },
      ...(result ? { result } : {}),
      context: context(result, extensions),
      timestamp: new Date().toISOString(),
    });
  };

  const post = async (statements) => {
    const answer = await request("statements", {}, { method: "POST", keepalive: true, body: JSON.stringify(statements) });
    if (!answer.ok && answer.status !== 409) throw new Error(`statements: ${answer.status}`); // 409: it has them
  };

  /* Sends what is waiting, one by one; what is not taken goes on waiting, and the learner is told. */
  const send = () => {
    sending ??= (async () => {
      while (waiting.length) {
        await post([waiting[0]]);
        note([waiting.shift()]);
      }
    })().finally(() => {
      sending = null;
    });
    return sending;
  };

  const trySending = async () => {
    try {
      await send();
      return true;
    } catch {
      tell("silent");
      return false;
    }
  };

  const keep = (shown) => {
    session.kept = { ...session.kept, ...shown };
    const body = JSON.stringify(session.kept);
    request("activities/state", about(KEPT), { method: "PUT", keepalive: true, body }).catch(() => {});
  };

  /* Keeps that statements were taken which may be made only once. */
  const note = (statements) => {
    const made = statements.map((one) => ONCE[one.verb.id.replace(VERB, "")]).filter(Boolean);
    if (made.length) keep(Object.fromEntries(made.map((name) => [name, true])));
  };

  const mayState = (verb) => !session.kept[ONCE[verb]] && !waiting.some((one) => one.verb.id === VERB + verb);

  const launch = async () => {
    session = { token: await token(), actor: JSON.parse(asked.get("actor")), began: Date.now(), data: {}, kept: {} };
    const data = await read("activities/state", about("LMS.LaunchData"));
    const person = { profileId: "cmi5LearnerPreferences", agent: JSON.stringify(session.actor) };
    const wishes = await read("agents/profile", person, true);
    session.data = data ?? {};
    session.kept = (await read("activities/state", about(KEPT))) ?? {};
    session.began = Date.now();
    return (wishes?.languagePreference ?? "").split(",").map((one) => one.trim()).filter(Boolean);
  };

  const start = async () => {
    if (!asked.get("endpoint") || !asked.get("fetch")) return { how: "alone" };
    let languages;
    try {
      languages = await launch();
    } catch {
      session = null;
      return { how: "silent" };
    }
    state("initialized");
    const isHeard = await trySending();
    return { how: isHeard ? (isNormal() ? "" : "look") : "silent", languages, state: session.kept };
  };

  const save = (shown) => {
    if (session && isNormal() && !isOver) keep(shown);
  };

  /* Without a masteryScore of the learning site's, passing means that every question was answered rightly. */
  const complete = async (score, shown) => {
    if (!session || !isNormal() || isOver) return;
    if (mayState("completed")) state("completed", { completion: true, duration: spent() });
    const mastery = session.data.masteryScore;
    if (score !== null && score >= (mastery ?? 1) && mayState("passed")) {
      const extensions = mastery === undefined ? {} : { [MASTERY]: mastery };
      state("passed", { success: true, score: { scaled: score }, duration: spent() }, extensions);
    }
    keep(shown);
    await trySending();
  };

  const leave = async () => {
    if (!session || isOver) return;
    isOver = true;
    state("terminated", { duration: spent() });
    if ((await trySending()) && session.data.returnURL) window.location.assign(session.data.returnURL);
  };

  const again = async () => {
    if (await trySending()) tell("");
  };

  /* The window closes: nothing can be waited for, so all that is left goes off at once. */
  window.addEventListener("pagehide", () => {
    if (!session || (isOver && !waiting.length)) return;
    if (!isOver) state("terminated", { duration: spent() });
    isOver = true;
    post(waiting).catch(() => {});
    note(waiting);
  });

  return { start, save, complete, leave, again };
})();
