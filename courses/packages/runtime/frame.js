// Runs inside a SCORM package, after place.js and before its own scripts: gives it the SCORM calls it looks for, answered at once from what
// the server put above this script (window.portalwisePackage), and tells the lesson's page what was set.
(() => {
  const start = window.portalwisePackage;
  delete window.portalwisePackage;
  if (!start) return;
  const door = new URL("~keep", document.currentScript.src).href;

  // A package of several pages loads this script anew on each: what was set is carried on in the frame's name.
  const mark = `portalwise ${start.token} `;
  let values = start.values;
  if (window.name.startsWith(mark)) {
    try { values = { ...values, ...JSON.parse(window.name.slice(mark.length)) }; } catch { /* not ours */ }
  }

  let changed = {};
  let isDue = false;
  let isLeaving = false;

  // Once the package is being left, the page around it hears nothing more: what is set then, often the result,
  // goes straight to the server, by a request that outlives the page.
  const MOST_BYTES = 60000; // of such a request
  const post = (said) => {
    const body = JSON.stringify(said);
    const keepalive = new Blob([body]).size < MOST_BYTES;
    fetch(door, { method: "POST", body, keepalive }).catch(() => {});
    return keepalive;
  };
  const leave = (said) => {
    const { "cmi.suspend_data": long, ...rest } = said;
    if (!post(said) && long !== undefined) post(rest); // the result at least
  };

  const send = (isOver) => {
    if (!isOver && !Object.keys(changed).length) return;
    if (isLeaving && Object.keys(changed).length) leave(changed);
    window.top.postMessage({ portalwise: "package", values: changed, isOver }, "*");
    changed = {};
  };
  // What is set in one go is sent in one go, as soon as the package's script is at its end.
  const sendSoon = () => {
    if (isDue) return;
    isDue = true;
    Promise.resolve().then(() => { isDue = false; send(false); });
  };
  const keep = (element, value) => {
    if (!start.kept.includes(element)) return;
    values[element] = changed[element] = String(value);
    window.name = mark + JSON.stringify(values);
    sendSoon();
  };
  window.addEventListener("pagehide", () => { isLeaving = true; });
  window.addEventListener("pageshow", () => { isLeaving = false; });

  const settings = { autocommit: false, lmsCommitUrl: false, logLevel: 5, alwaysSendTotalTime: false };
  const is12 = start.kind === "scorm12";
  const API = is12 ? window.Scorm12API : window.Scorm2004API;
  const name = is12 ? "API" : "API_1484_11";
  const calls = is12 ? ["LMSSetValue", "LMSCommit", "LMSFinish"] : ["SetValue", "Commit", "Terminate"];
  const api = new API(settings);
  api.loadFromFlattenedJSON({ ...start.given, ...values });
  window[name] = api;
  const [set, commit, finish] = calls;
  for (const call of calls) {
    const original = api[call].bind(api);
    api[call] = (...given) => {
      const answer = original(...given);
      if (String(answer) === "true") {
        if (call === set) keep(...given);
        if (call === commit) send(false);
        if (call === finish) send(true);
      }
      return answer;
    };
  }
})();
