// Copies a citation. The button appears only where a browser can do it.
(() => {
  "use strict";
  if (!navigator.clipboard) return;
  document.querySelectorAll("button[data-copies]").forEach((button) => {
    const source = document.getElementById(button.dataset.copies);
    if (!source) return;
    const label = button.textContent;
    button.setAttribute("aria-live", "polite");
    button.hidden = false;
    button.addEventListener("click", async () => {
      try {
        await navigator.clipboard.writeText(source.textContent.trim().replace(/\s+/g, " "));
        button.textContent = button.dataset.done;
        setTimeout(() => (button.textContent = label), 2000);
      } catch {
        getSelection().selectAllChildren(source);
      }
    });
  });
})();
