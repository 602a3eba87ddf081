/* Shows a lesson a step at a time, in one language, marks its questions, and tells record.js what was done.
   Without this file the page is there to read, from top to bottom, each answer folded away. */
(() => {
  "use strict";

  const record = window.lessonRecord;
  const STEPS = ["connect", "see", "try", "reflect", "plan", "done"];
  const articles = [...document.querySelectorAll("[data-lesson]")];
  const links = [...document.querySelectorAll("[data-language]")];
  const note = document.querySelector("[data-note]");
  const state = { step: STEPS[0], answers: {}, done: false };
  let article = articles[0];
  let told = "";
  let touched = false;

  const make = (name, text, attributes = {}) => {
    const element = Object.assign(document.createElement(name), attributes);
    element.textContent = text;
    return element;
  };

  const button = (text, act, kind = "") => {
    const element = make("button", text, { type: "button", className: kind });
    element.addEventListener("click", act);
    return element;
  };

  /* --- questions --------------------------------------------------------------------------------------- */

  class Question {
    constructor(section, words) {
      this.key = section.dataset.question;
      this.isOne = section.dataset.kind === "choice";
      this.words = words;
      this.answers = [...section.querySelectorAll("[data-answer]")].map((item) => this.read(item));
      const form = make("fieldset", "");
      form.append(make("legend", section.querySelector("h3").textContent));
      for (const answer of this.answers) form.append(answer.row);
      this.result = make("p", "", { className: "result" });
      this.result.setAttribute("role", "status");
      section.replaceChildren(form, button(words.check, () => this.check()), this.result);
    }

    read(item) {
      const input = make("input", "", { type: this.isOne ? "radio" : "checkbox", name: `${this.words.lang}-${this.key}` });
      const label = make("label", "");
      label.append(input, make("span", item.querySelector("summary").textContent));
      const why = item.querySelector("details > p");
      why.className = "told";
      why.hidden = true;
      const row = make("div", "", { className: "answer" });
      row.append(label, why);
      return { key: item.dataset.answer, isRight: "right" in item.dataset, input, why, row };
    }

    isRight(given) {
      return this.isOne
        ? this.answers.some((one) => one.isRight && given.includes(one.key))
        : this.answers.every((one) => one.isRight === given.includes(one.key));
    }

    check() {
      const given = this.answers.filter((one) => one.input.checked).map((one) => one.key);
      if (!given.length) {
        this.result.textContent = this.words.choose;
        return;
      }
      touched = true;
      state.answers[this.key] = given;
      for (const one of articles) one.questions.get(this.key)?.show();
      keep();
    }

    show() {
      const given = state.answers[this.key];
      if (!given) return;
      for (const one of this.answers) {
        one.input.checked = given.includes(one.key);
        one.why.hidden = this.isOne && !one.input.checked;
      }
      this.result.textContent = this.isRight(given) ? this.words.right : this.words.wrong;
    }
  }

  /* The share of questions that were answered rightly in the end, 0 to 1; null where there are none. */
  const score = () => {
    const questions = [...article.questions.values()];
    const right = questions.filter((one) => one.isRight(state.answers[one.key] ?? []));
    return questions.length ? Math.round((right.length / questions.length) * 10000) / 10000 : null;
  };

  /* --- steps ------------------------------------------------------------------------------------------- */

  const build = (one) => {
    const words = { ...one.dataset, lang: one.lang };
    one.questions = new Map();
    for (const section of one.querySelectorAll("[data-question]")) {
      if (!section.querySelector("[data-answer]")) continue;
      const question = new Question(section, words);
      one.questions.set(question.key, question);
    }
    one.steps = new Map([...one.querySelectorAll("[data-step]")].map((step) => [step.dataset.step, step]));
    STEPS.forEach((name, at) => {
      const step = one.steps.get(name);
      step.querySelector("h2").tabIndex = -1;
      if (at < 5) step.prepend(make("p", words.stepOf.replace("{n}", at + 1), { className: "soft" }));
      const go = make("div", "", { className: "go" });
      if (at) go.append(button(words.back, () => to(STEPS[at - 1]), "quiet"));
      if (at < 4) go.append(button(words.next, () => to(STEPS[at + 1])));
      if (at === 4) go.append(button(words.finish, finish));
      if (at === 5) go.append(button(words.close, close));
      step.append(go);
    });
  };

  const draw = () => {
    for (const one of articles) {
      one.hidden = one !== article;
      for (const [name, step] of one.steps) step.hidden = name !== state.step;
      for (const question of one.questions.values()) question.show();
    }
    for (const link of links) link.toggleAttribute("aria-current", link.dataset.language === article.lang);
    document.documentElement.lang = article.lang;
    document.title = article.dataset.title;
    tell(told);
  };

  const to = (step) => {
    touched = true;
    state.step = step;
    draw();
    window.scrollTo(0, 0);
    article.steps.get(step).querySelector("h2").focus({ preventScroll: true });
    keep();
  };

  const finish = () => {
    const open = [...article.questions.keys()].some((key) => !state.answers[key]);
    if (open) {
      to("try");
      tell("open");
      return;
    }
    state.done = true;
    record.complete(score(), state);
    tell("done");
    to("done");
  };

  const close = () => {
    record.leave(state);
    tell("closed");
  };

  /* --- what is said, and kept -------------------------------------------------------------------------- */

  const tell = (what) => {
    told = what;
    note.replaceChildren();
    if (!what) return;
    note.append(make("p", article.dataset[what], { lang: article.lang }));
    if (what === "silent" && record.again) note.append(button(article.dataset.again, record.again));
  };

  const keep = () => record.save(state);

  const speak = (language) => {
    const found = articles.find((one) => one.lang === language.toLowerCase().split("-")[0]);
    if (found) article = found;
    return Boolean(found);
  };

  const begin = (start) => {
    const wished = [...(start.languages ?? []), ...navigator.languages];
    if (!touched) wished.find(speak);
    if (!touched && start.state) {
      if (STEPS.includes(start.state.step)) state.step = start.state.step;
      state.answers = { ...start.state.answers };
      state.done = Boolean(start.state.done);
    }
    told = start.how;
    draw();
  };

  articles.forEach(build);
  for (const link of links) {
    link.addEventListener("click", (event) => {
      event.preventDefault();
      touched = true;
      speak(link.dataset.language);
      draw();
    });
  }
  document.addEventListener("record", (event) => tell(event.detail || (state.done ? "done" : "")));
  window.addEventListener("pageshow", (event) => event.persisted && window.location.reload()); // its session is over
  draw();
  record.start().catch(() => ({ how: "silent" })).then(begin);
})();
