// The page around a package from elsewhere: shows its frame, hears what the package sets, and has it kept.
// The package itself can send words only; what they may be is judged by the server.
(() => {
  const frame = document.querySelector("iframe[data-package]");
  if (!frame) return;
  const state = document.querySelector("[data-package-state]");
  const { keep, token } = frame.dataset;
  let waiting = {};
  let isBusy = false;

  const isInside = (window_) => {
    for (let one = window_, up = 0; one && up < 10; one = one.parent, up += 1) {
      if (one === frame.contentWindow) return true;
      if (one === one.parent) return false;
    }
    return false;
  };

  const tell = (kept) => {
    const score = kept.score === null ? "" : " " + state.dataset.score.replace("{n}", kept.score);
    state.textContent = (kept.done ? state.dataset.done : state.dataset.kept) + score;
  };

  // One after the other, so that an older word never overtakes a newer one.
  const send = async () => {
    if (isBusy || !Object.keys(waiting).length) return;
    const said = waiting;
    waiting = {};
    isBusy = true;
    let again = 0;
    try {
      const body = JSON.stringify(said);
      const headers = { "Content-Type": "application/json", "X-CSRFToken": token };
      const answer = await fetch(keep, { method: "POST", body, headers, keepalive: body.length < 60000 });
      if (answer.ok) tell(await answer.json());
      else if (answer.status >= 500) again = 5000;
      else state.textContent = state.dataset.lost;
    } catch {
      again = 5000;
    }
    isBusy = false;
    if (again) {
      waiting = { ...said, ...waiting };
      state.textContent = state.dataset.lost;
      setTimeout(send, again);
    } else {
      send();
    }
  };

  window.addEventListener("message", (event) => {
    const said = event.data;
    if (said?.portalwise !== "package" || typeof said.values !== "object" || !isInside(event.source)) return;
    Object.assign(waiting, said.values);
    send();
  });
  window.addEventListener("pagehide", send);

  frame.hidden = false;
  frame.src = frame.dataset.package;
})();
