// Reads the main part aloud with the browser's own voice and marks each word. Without a voice of the page's language
// the button stays hidden.
(() => {
  const button = document.querySelector("[data-read-aloud]");
  const rest = document.querySelector("[data-read-pause]");
  const voice = window.speechSynthesis;
  const main = document.querySelector("main");
  if (!button || !voice || !window.SpeechSynthesisUtterance || !main) return;

  const BLOCKS = "h1,h2,h3,h4,p,li,dt,dd,legend,label,caption,th,td,figcaption,summary,.door,.tag";
  const label = button.querySelector("span");
  const start = label.textContent;
  const pause = rest.textContent;
  let run = 0;
  let marked;

  // The word is marked over the text, not in it, so that nothing on the page moves.
  const words = window.Highlight && CSS.highlights ? new Highlight() : null;
  if (words) CSS.highlights.set("spoken", words);

  const mark = (block) => {
    words?.clear();
    marked?.classList.remove("being-read");
    marked = block;
    if (!block) return;
    block.classList.add("being-read");
    const calm = matchMedia("(prefers-reduced-motion: reduce)").matches;
    block.scrollIntoView({ block: "nearest", behavior: calm ? "auto" : "smooth" });
  };

  const isShown = (block) => block.getClientRects().length > 0 && !block.closest("[hidden],[aria-hidden=true],.coach__bar");
  const blocks = () => [...main.querySelectorAll(BLOCKS)].filter((block) => isShown(block) && !block.querySelector(BLOCKS) && block.innerText.trim());

  // The words of a block as written, each with its place in the page.
  const wordsOf = (block) => {
    const found = [];
    const walker = document.createTreeWalker(block, NodeFilter.SHOW_TEXT);
    while (walker.nextNode()) {
      const node = walker.currentNode;
      if (node.parentElement.closest("[aria-hidden=true],[hidden],[popover],script,style")) continue;
      for (const { 0: text, index } of node.data.matchAll(/\S+/g)) found.push({ text, node, index });
    }
    return found;
  };

  // Some phones fall silent in a text that is too long, so it goes sentence by sentence.
  const sentences = (block) => {
    const all = [[]];
    for (const word of wordsOf(block)) {
      all.at(-1).push(word);
      if (/[.!?:]["”)]?$/.test(word.text)) all.push([]);
    }
    return all.filter((part) => part.length).map((part) => ({ block, part }));
  };

  const markWord = (part, place) => {
    let at = 0;
    const word = part.find(({ text }) => (at += text.length + 1) > place);
    if (!word || !words) return;
    const range = new Range();
    range.setStart(word.node, word.index);
    range.setEnd(word.node, Math.min(word.node.length, word.index + word.text.length));
    words.clear();
    words.add(range);
  };

  const press = (isOn) => {
    button.setAttribute("aria-pressed", isOn);
    label.textContent = isOn ? button.dataset.stop : start;
    rest.hidden = !isOn;
    rest.textContent = pause;
  };

  const stop = () => {
    run += 1;
    voice.cancel();
    mark(null);
    press(false);
  };

  const voiceOf = (language) => voice.getVoices().find((one) => one.lang.slice(0, 2).toLowerCase() === language.slice(0, 2));

  const say = (queue, mine) => {
    if (mine !== run) return;
    const next = queue.shift();
    if (!next) return stop();
    if (next.block !== marked) mark(next.block);
    const spoken = new SpeechSynthesisUtterance(next.part.map((word) => word.text).join(" "));
    spoken.lang = next.block.closest("[lang]").lang;
    spoken.voice = voiceOf(spoken.lang) || null;
    spoken.rate = 0.9;
    spoken.onboundary = (event) => { if (mine === run && event.name !== "sentence") markWord(next.part, event.charIndex); };
    spoken.onend = () => say(queue, mine);
    spoken.onerror = () => { if (mine === run) stop(); };
    voice.speak(spoken);
  };

  button.addEventListener("click", () => {
    if (button.getAttribute("aria-pressed") === "true") return stop();
    voice.cancel();
    press(true);
    run += 1;
    say(blocks().flatMap(sentences), run);
  });
  rest.addEventListener("click", () => {
    const isPaused = rest.textContent !== pause;
    if (isPaused) voice.resume();
    else voice.pause();
    rest.textContent = isPaused ? pause : rest.dataset.goOn;
  });

  // Voices may come late; the button comes with the first one of the page's language.
  const offer = () => { if (button.hidden && voiceOf(document.documentElement.lang)) { button.hidden = false; press(false); } };
  offer();
  voice.addEventListener?.("voiceschanged", offer);
  addEventListener("pagehide", () => voice.cancel());
})();
