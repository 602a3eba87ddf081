/* Speaks SCORM 1.2 with the learning site that shows the lesson (run-time environment, sections 3.3 and 3.4). */
window.lessonRecord = (() => {
  "use strict";

  const MOST_PARENTS = 50;
  const MOST_KEPT = 4096; // characters of cmi.suspend_data
  const began = Date.now();
  let api = null;
  let isJudged = false;
  let isDone = false;

  const within = (place) => {
    for (let at = place, count = 0; at && count < MOST_PARENTS; at = at.parent, count += 1) {
      try {
        if (at.API) return at.API;
      } catch {
        return null; // another site's frame
      }
      if (at.parent === at) break;
    }
    return null;
  };

  const find = () => {
    const found = within(window);
    if (found) return found;
    try {
      return window.top.opener ? within(window.top.opener) : null;
    } catch {
      return null;
    }
  };

  const ask = (name) => String(api.LMSGetValue(name) ?? "");
  const set = (name, value) => api.LMSSetValue(name, String(value));
  const silent = () => document.dispatchEvent(new CustomEvent("record", { detail: "silent" }));
  const commit = () => {
    if (String(api.LMSCommit("")) === "false") silent();
  };

  const read = (text) => {
    try {
      return JSON.parse(text) ?? {};
    } catch {
      return {};
    }
  };

  /* HHHH:MM:SS.SS, as the data model's CMITimespan. */
  const spent = () => {
    const hundredths = Math.floor((Date.now() - began) / 10);
    const two = (number) => String(number).padStart(2, "0");
    const seconds = Math.floor(hundredths / 100);
    const [hours, minutes] = [Math.floor(seconds / 3600), Math.floor(seconds / 60) % 60];
    return `${String(hours).padStart(4, "0")}:${two(minutes)}:${two(seconds % 60)}.${two(hundredths % 100)}`;
  };

  const start = async () => {
    api = find();
    if (!api) return { how: "alone" };
    if (String(api.LMSInitialize("")) !== "true") {
      api = null;
      return { how: "silent" };
    }
    const status = ask("cmi.core.lesson_status");
    const mode = ask("cmi.core.lesson_mode");
    isJudged = !["browse", "review"].includes(mode);
    isDone = ["completed", "passed"].includes(status);
    if (isJudged && ["", "not attempted", "unknown", "browsed"].includes(status)) {
      set("cmi.core.lesson_status", "incomplete");
      commit();
    }
    const kept = read(ask("cmi.suspend_data"));
    return {
      how: isJudged ? "" : "look",
      languages: [ask("cmi.student_preference.language")].filter(Boolean),
      state: { answers: kept.answers, step: ask("cmi.core.lesson_location"), done: isDone },
    };
  };

  const save = (state) => {
    if (!api || !isJudged) return;
    set("cmi.core.lesson_location", state.step);
    const kept = JSON.stringify({ answers: state.answers });
    if (kept.length <= MOST_KEPT) set("cmi.suspend_data", kept);
    commit();
  };

  const complete = (score) => {
    if (!api || !isJudged) return;
    if (score !== null) {
      set("cmi.core.score.min", 0);
      set("cmi.core.score.max", 100);
      set("cmi.core.score.raw", Math.round(score * 100));
    }
    set("cmi.core.lesson_status", "completed");
    isDone = true;
    commit();
  };

  const leave = () => {
    if (!api) return;
    set("cmi.core.session_time", spent());
    set("cmi.core.exit", isDone ? "" : "suspend");
    api.LMSCommit("");
    api.LMSFinish("");
    api = null;
  };

  window.addEventListener("pagehide", leave);
  return { start, save, complete, leave };
})();
