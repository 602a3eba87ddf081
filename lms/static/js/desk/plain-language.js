// Reads what stands in the editor, saved or not, when the author asks.
document.addEventListener("click", async (event) => {
  const button = event.target.closest("[data-plain-language-read]");
  if (!button) return;
  const panel = button.closest("[data-plain-language]");
  const form = document.querySelector("[data-edit-form], #page-edit-form");
  const place = panel.querySelector("[data-plain-language-report]");
  button.disabled = true;
  try {
    const answer = await fetch(panel.dataset.plainLanguage, {
      method: "POST",
      body: new FormData(form),
      signal: AbortSignal.timeout(20000),
    });
    if (!answer.ok) throw new Error(answer.status);
    place.innerHTML = await answer.text();
  } catch {
    place.prepend(Object.assign(document.createElement("p"), { textContent: panel.dataset.failed }));
  } finally {
    button.disabled = false;
  }
});
