// Puts the worker to work and says, in one quiet line, which state the page is in. Nothing here is needed to learn.
(() => {
  const line = document.querySelector("[data-net]");
  const worker = navigator.serviceWorker;
  if (!line || !worker) return;

  const words = line.dataset;
  const board = document.querySelector("[data-kept-pages]");
  const ask = (want) => worker.ready.then(({ active }) => active?.postMessage({ want, here: location.pathname })).catch(() => {});
  let known = { isKept: false, waiting: 0, refused: [] };
  let isBack = false;
  let wasSent = false;

  const say = (...parts) => {
    const text = parts.filter(Boolean).join(" ");
    if (line.textContent !== text) line.textContent = text;
  };

  const show = () => {
    const isCut = !navigator.onLine || (known.isKept && !isBack);
    const waits = known.waiting && words.netWaiting.replace("{n}", known.waiting);
    say(isCut && words.netCut, waits, !isCut && wasSent && !known.waiting && words.netSent, known.refused.length && words.netRefused);
  };

  const row = (address, text) => {
    const item = document.createElement("li");
    item.append(Object.assign(document.createElement("a"), { href: address, textContent: text }));
    return item;
  };

  // With the words that were typed there, so that they can be taken along.
  const refusedRow = ({ url, words: typed }) => {
    const item = row(url, new URL(url).pathname);
    item.append(...typed.map((text) => Object.assign(document.createElement("blockquote"), { textContent: text })));
    return item;
  };

  const fill = ({ pages }) => {
    const list = board.querySelector("ul");
    list.replaceChildren(...pages.map(({ path, title }) => row(path, decode(title))));
    board.querySelector("[data-none]").hidden = pages.length > 0;
    const refused = document.querySelector("[data-refused]");
    refused.hidden = known.refused.length === 0;
    refused.querySelector("ul").replaceChildren(...known.refused.map(refusedRow));
  };
  const decode = (title) => new DOMParser().parseFromString(title, "text/html").documentElement.textContent;

  worker.addEventListener("message", ({ data }) => {
    known = data;
    if (data.sent) isBack = wasSent = true;
    show();
    if (board && data.pages) fill(data);
    if (data.isCleared) say(words.netCleared);
  });

  addEventListener("offline", () => { isBack = wasSent = false; show(); });
  addEventListener("online", () => { isBack = true; show(); ask("send"); });
  worker.register(`${words.netTop}sw.js`, { scope: words.netTop }).then(() => worker.ready).then(() => {
    ask(board ? "list" : "state");
    if (/^\w\w\/(learn|check)\/./.test(location.pathname.slice(words.netTop.length)) && !navigator.connection?.saveData) setTimeout(ask, 1500, "keep");
  }).catch(() => {});
  document.querySelector("[data-clear-kept]")?.addEventListener("click", () => ask("clear"));
})();
