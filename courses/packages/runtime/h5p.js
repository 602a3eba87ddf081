// Runs inside an H5P package, after place.js and before H5P's own scripts: what H5P needs to know to begin, and what it
// says when the learner is done (its xAPI events), told to the lesson's page. docs/adr/0261
(() => {
  const start = window.portalwisePackage;
  delete window.portalwisePackage;
  if (!start) return;
  const door = new URL("~keep", document.currentScript.src).href;
  window.H5PIntegration = start.integration;

  const MOST_BYTES = 60000; // of a request that outlives the page
  const LONGEST_STATE = 64000; // letters, as the server takes them
  let isLeaving = false;
  window.addEventListener("pagehide", () => { isLeaving = true; });
  window.addEventListener("pageshow", () => { isLeaving = false; });

  const keep = (values) => {
    if (isLeaving) {
      const body = JSON.stringify(values);
      fetch(door, { method: "POST", body, keepalive: new Blob([body]).size < MOST_BYTES }).catch(() => {});
    }
    window.top.postMessage({ portalwise: "package", values, isOver: false }, "*");
  };

  const hear = (event) => {
    const statement = event.data?.statement;
    const verb = event.getVerb?.();
    // Only of the whole: a question inside a set has a parent.
    if (!["completed", "answered"].includes(verb) || statement?.context?.contextActivities?.parent?.length) return;
    const { score, success } = statement.result ?? {};
    const said = { "h5p.completion": "true" };
    if (Number.isFinite(score?.raw) && Number.isFinite(score?.max)) {
      said["h5p.score.raw"] = String(score.raw);
      said["h5p.score.max"] = String(score.max);
    }
    if (typeof success === "boolean") said["h5p.success"] = String(success);
    keep(said);
  };

  const connect = () => {
    if (!window.H5P?.externalDispatcher) return;
    H5P.externalDispatcher.on("xAPI", hear);
    // H5P would send its state to a site where the learner is signed in. This one goes to the lesson's page.
    H5P.setUserData = (_content, name, data, extras = {}) => {
      if (name !== "state" || extras.subContentId) return;
      const state = JSON.stringify(data);
      if (state && state.length <= LONGEST_STATE && state !== start.integration.contents["cid-1"].last) {
        start.integration.contents["cid-1"].last = state;
        keep({ "h5p.state": state });
      }
    };
    window.addEventListener("resize", () => H5P.instances.forEach((one) => H5P.trigger(one, "resize")));
    const save = () => H5P.instances.forEach((one) => {
      const state = one.getCurrentState?.();
      if (state !== undefined) H5P.setUserData("1", "state", state);
    });
    window.addEventListener("pagehide", save);
  };
  // H5P begins when the page is there; this listener stands first, as it is added first.
  document.addEventListener("DOMContentLoaded", connect, { once: true });
})();
