// Reads the main part aloud, block by block, with the browser's own voice. Without one the button stays hidden.
(() => {
  const button = document.querySelector("[data-read-aloud]");
  const voice = window.speechSynthesis;
  const main = document.querySelector("main");
  if (!button || !voice || !window.SpeechSynthesisUtterance || !main) return;

  const BLOCKS = "h1,h2,h3,h4,p,li,dt,dd,legend,label,caption,th,td,figcaption,summary,.door,.tag";
  const label = button.querySelector("span");
  const start = label.textContent;
  let run = 0;
  let marked;

  const mark = (block) => {
    marked?.classList.remove("being-read");
    marked = block;
    if (!block) return;
    block.classList.add("being-read");
    const calm = matchMedia("(prefers-reduced-motion: reduce)").matches;
    block.scrollIntoView({ block: "nearest", behavior: calm ? "auto" : "smooth" });
  };

  const isShown = (block) => block.getClientRects().length > 0 && !block.closest("[hidden],[aria-hidden=true],.coach__bar");
  const blocks = () => [...main.querySelectorAll(BLOCKS)].filter((block) => isShown(block) && !block.querySelector(BLOCKS) && block.innerText.trim());

  // Some phones fall silent in a text that is too long, so it goes sentence by sentence.
  const sentences = (text) => text.replace(/\s+/g, " ").match(/[^.!?:]+[.!?:]*/g) || [];

  const stop = () => {
    run += 1;
    voice.cancel();
    mark(null);
    button.setAttribute("aria-pressed", "false");
    label.textContent = start;
  };

  const say = (queue, mine) => {
    if (mine !== run) return;
    const next = queue.shift();
    if (!next) return stop();
    if (next.block !== marked) mark(next.block);
    const words = new SpeechSynthesisUtterance(next.text);
    words.lang = next.block.closest("[lang]").lang;
    words.rate = 0.9;
    words.onend = () => say(queue, mine);
    words.onerror = () => { if (mine === run) stop(); };
    voice.speak(words);
  };

  button.hidden = false;
  button.setAttribute("aria-pressed", "false");
  button.addEventListener("click", () => {
    if (button.getAttribute("aria-pressed") === "true") return stop();
    voice.cancel();
    button.setAttribute("aria-pressed", "true");
    label.textContent = button.dataset.stop;
    run += 1;
    say(blocks().flatMap((block) => sentences(block.innerText).map((text) => ({ block, text }))), run);
  });
  addEventListener("pagehide", () => voice.cancel());
})();
