// Copies a draft with one press. Without script the text can be marked and copied by hand.
(() => {
  if (!navigator.clipboard) return;
  for (const button of document.querySelectorAll("[data-copy]")) {
    const box = document.getElementById(button.dataset.copy);
    const said = button.parentElement.querySelector("[role=status]");
    button.hidden = false;
    button.addEventListener("click", async () => {
      try {
        await navigator.clipboard.writeText(box.value);
        said.textContent = button.dataset.copied;
      } catch {
        box.select();
        said.textContent = button.dataset.notCopied;
      }
    });
  }
})();
