// The page around a package from elsewhere: shows its frame, hears what the package sets, and has it kept.
// The package itself can send words only; what they may be is judged by the server.
(() => {
  const frame = document.querySelector("iframe[data-package]");
  if (!frame) return;
  const state = document.querySelector("[data-package-state]");
  const { keep, token } = frame.dataset;
  let waiting = {};
  let isBusy = false;
  let isAsking = false;

  const isInside = (window_) => {
    for (let one = window_, up = 0; one && up < 10; one = one.parent, up += 1) {
      if (one === frame.contentWindow) return true;
      if (one === one.parent) return false;
    }
    return false;
  };

  const tell = (kept) => {
    const score = kept.score === null ? "" : " " + state.dataset.score.replace("{n}", kept.score);
    state.textContent = (kept.refused ? state.dataset.part : kept.done ? state.dataset.done : state.dataset.kept) + score;
  };

  const FIRST_WAIT = 5000; // milliseconds; doubled each time, up to LONGEST_WAIT
  const LONGEST_WAIT = 60000;
  const MOST_TRIES = 10; // about seven minutes; what the package sets next begins anew
  let tries = 0;
  let timer = null;

  // One after the other, so that an older word never overtakes a newer one; but for the last of all.
  // `isAsking`: the package has told the server itself, and the learner wants to see how far that is.
  const send = async (isLast) => {
    if ((isBusy && !isLast) || (!Object.keys(waiting).length && !isAsking)) return;
    isAsking = false;
    clearTimeout(timer);
    timer = null;
    const said = waiting;
    waiting = {};
    isBusy = true;
    let mayTryAgain = false;
    try {
      const body = JSON.stringify(said);
      const headers = { "Content-Type": "application/json", "X-CSRFToken": token };
      const answer = await fetch(keep, { method: "POST", body, headers, keepalive: body.length < 60000 });
      if (answer.ok) tell(await answer.json());
      else if (answer.status >= 500) mayTryAgain = true;
      else state.textContent = state.dataset.part;
    } catch {
      mayTryAgain = true;
    }
    isBusy = false;
    if (mayTryAgain) {
      waiting = { ...said, ...waiting };
      state.textContent = state.dataset.lost;
      tries = tries < MOST_TRIES ? tries + 1 : 0;
      if (tries) timer = setTimeout(send, Math.min(FIRST_WAIT * 2 ** (tries - 1), LONGEST_WAIT));
    } else {
      tries = 0;
      send();
    }
  };

  window.addEventListener("message", (event) => {
    const said = event.data;
    if (said?.portalwise !== "package" || typeof said.values !== "object" || !isInside(event.source)) return;
    Object.assign(waiting, said.values);
    isAsking ||= said.isNew === true;
    if (!timer) send(); // else it goes along when the next try is due
  });
  window.addEventListener("pagehide", () => { isAsking = false; send(true); });

  frame.hidden = false;
  frame.src = frame.dataset.package;
})();
