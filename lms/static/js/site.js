// What script makes quicker on every page: settings without a reload, errors in focus, drafts kept, a quiet way out.
// Everything here works without it.
(() => {
  const root = document.documentElement;
  const usual = { text: "100", contrast: "usual", view: "full", scheme: "auto" };

  // Settings: show the choice at once, tell the server in the background.
  const bar = document.querySelector("form[data-settings]");
  bar?.addEventListener("submit", (event) => {
    const button = event.submitter;
    if (!button?.name) return;
    event.preventDefault();
    const { name, value } = button;
    // Larger text may fold the bar away; it stays open under its button for the next choice.
    document.querySelector(".settings-toggle").open = true;
    if (value === usual[name]) root.removeAttribute("data-" + name);
    else root.setAttribute("data-" + name, value);
    const body = new URLSearchParams({ [name]: value });
    fetch(bar.action, { method: "POST", body, redirect: "manual" }).catch(() => {});
    const values = button.dataset.values?.split(" ");
    if (values) {
      const isOn = value === values[1];
      button.value = isOn ? values[0] : values[1];
      button.setAttribute("aria-pressed", isOn);
    } else {
      for (const other of bar.querySelectorAll(`[name="${name}"]`)) other.setAttribute("aria-pressed", other === button);
    }
  });

  // Errors: our own summary instead of the browser's bubbles, and it takes the focus.
  for (const form of document.querySelectorAll("main form")) form.noValidate = true;
  document.querySelector("[data-error-summary]")?.focus();

  // How many letters are left. Spoken when the writer pauses, not at each key.
  for (const box of document.querySelectorAll("textarea[data-count]")) {
    const template = box.form?.dataset.countText || document.body.dataset.countText;
    if (!template) continue;
    const line = Object.assign(document.createElement("p"), { className: "count" });
    const spoken = Object.assign(document.createElement("p"), { className: "sr-only" });
    spoken.setAttribute("aria-live", "polite");
    box.after(line, spoken);
    let wait;
    const show = () => {
      line.textContent = template.replace("{n}", Math.max(0, box.dataset.count - box.value.length));
      clearTimeout(wait);
      wait = setTimeout(() => { spoken.textContent = line.textContent; }, 1500);
    };
    line.setAttribute("aria-hidden", "true");
    box.addEventListener("input", show);
    show();
  }

  // Drafts: a lost connection loses no typing. Kept in this tab only; never for fields marked data-never-keep.
  const store = (() => { try { return window.sessionStorage; } catch { return null; } })();
  const prefix = "draft:";
  const forget = () => { for (const key of Object.keys(store)) if (key.startsWith(prefix)) store.removeItem(key); };
  if (store) {
    // The server has them, gives them back to be put right, or has stopped for an emergency and keeps nothing.
    const isDone = document.querySelector(".message.success, [data-error-summary], [data-stopped]");
    for (const key of Object.keys(store)) {
      if (!key.startsWith(prefix)) continue;
      const { sent, path } = JSON.parse(store[key]);
      // A sent draft went through when another page came back, or the same page with the good news.
      if (sent && (isDone || path !== location.pathname)) store.removeItem(key);
    }
    document.querySelectorAll("form[data-keep-draft]").forEach((form, number) => {
      const key = prefix + location.pathname + "#" + (form.id || number);
      const fields = [...form.elements].filter((field) =>
        field.name && !field.closest("[data-never-keep]") && /^(text|search|textarea|select-one|radio|checkbox)$/.test(field.type));
      const idOf = (field) => (/radio|checkbox/.test(field.type) ? field.name + "=" + field.value : field.name);
      const kept = JSON.parse(store[key] || "null");
      if (kept && !document.querySelector("[data-error-summary]")) {
        for (const field of fields) {
          const value = kept.values[idOf(field)];
          if (value === undefined) continue;
          if (typeof value === "boolean") field.checked = value;
          else if (!field.value) field.value = value;
        }
      }
      const keep = (sent) => {
        const values = {};
        for (const field of fields) values[idOf(field)] = /radio|checkbox/.test(field.type) ? field.checked : field.value;
        store[key] = JSON.stringify({ path: location.pathname, sent, values });
      };
      form.addEventListener("input", () => keep(false));
      form.addEventListener("submit", () => keep(true));
    });
    for (const form of document.querySelectorAll("form[data-clear-drafts]")) form.addEventListener("submit", forget);
  }

  // A note that was read folds away at once, so that nothing typed on the page is lost; the server is told meanwhile.
  for (const form of document.querySelectorAll("form[data-fold]")) {
    form.addEventListener("submit", (event) => {
      event.preventDefault();
      fetch(form.action, { method: "POST", body: new FormData(form), redirect: "manual", keepalive: true }).catch(() => {});
      form.closest("[data-folds]").remove();
      document.querySelector("#main").focus();
    });
  }

  // A quiet way out: forget the drafts, and let "back" not lead here.
  document.addEventListener("click", (event) => {
    const way = event.target.closest?.("a[data-leave]");
    if (!way) return;
    event.preventDefault();
    if (store) forget();
    location.replace(way.href);
  });

  for (const button of document.querySelectorAll("[data-print]")) {
    button.hidden = false;
    button.addEventListener("click", () => window.print());
  }
})();
