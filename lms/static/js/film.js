// Plays a film of scenes: one picture after the other, its caption always shown. Nothing moves before somebody asks.
// Without this script a film is a poster and the list of its captions.
(() => {
  const LEAST = 4000; // milliseconds a scene stays, by the length of its caption
  const MOST = 8000;
  const TO_LOOK = 1200;
  const A_WORD = 400;
  const calm = matchMedia("(prefers-reduced-motion: reduce)");

  const ready = (film) => {
    const scenes = [...film.querySelectorAll(".film__stage > *")];
    const lines = [...film.querySelectorAll("ol > li")];
    const caption = film.querySelector(".film__caption");
    const bar = film.querySelector("progress");
    const play = film.querySelector("[data-film-play]");
    const back = film.querySelector("[data-film-back]");
    const next = film.querySelector("[data-film-next]");
    const start = play.textContent;
    const last = scenes.length - 1;
    let at = 0;
    let timer = null;

    const captionOf = (number) => lines[number].lastChild.textContent.trim();
    const long = (number) => Math.min(MOST, Math.max(LEAST, TO_LOOK + A_WORD * captionOf(number).split(/\s+/).length));

    const show = (number) => {
      at = number;
      scenes.forEach((scene, place) => scene.classList.toggle("now", place === at));
      lines.forEach((line, place) => (place === at ? line.setAttribute("aria-current", "true") : line.removeAttribute("aria-current")));
      const told = document.createElement("span");
      told.className = "sr-only";
      told.textContent = `${film.dataset.film.replace("{n}", at + 1).replace("{all}", scenes.length)} ${lines[at].firstElementChild.textContent}`;
      caption.replaceChildren(told, captionOf(at));
      bar.value = at + 1;
      // A button that cannot be pressed keeps the focus, so that nobody at a keyboard is thrown out of the film.
      back.setAttribute("aria-disabled", at === 0);
      next.setAttribute("aria-disabled", at === last);
    };

    const stop = () => {
      clearTimeout(timer);
      timer = null;
      play.textContent = at === last ? play.dataset.again : start;
    };
    const wait = () => {
      timer = setTimeout(() => {
        if (at < last) show(at + 1);
        if (at < last) wait();
        else stop();
      }, long(at));
    };
    const go = () => {
      if (at === last) show(0);
      play.textContent = play.dataset.pause;
      wait();
    };
    const step = (by) => {
      const to = at + by;
      if (to < 0 || to > last) return;
      show(to);
      stop();
    };

    play.addEventListener("click", () => (timer ? stop() : go()));
    back.addEventListener("click", () => step(-1));
    next.addEventListener("click", () => step(1));
    document.addEventListener("visibilitychange", () => { if (document.hidden && timer) stop(); });

    // Who wants no motion goes from scene to scene by hand.
    const still = () => {
      if (calm.matches && timer) stop();
      play.hidden = calm.matches;
    };
    calm.addEventListener("change", still);
    still();
    film.querySelector(".film__bar").hidden = false;
    back.setAttribute("aria-disabled", "true");
    lines[0].setAttribute("aria-current", "true");
  };

  document.querySelectorAll("[data-film]").forEach(ready);
})();
