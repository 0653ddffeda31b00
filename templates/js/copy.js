// Copies a citation. The button appears only where a browser can do it.
(() => {
  "use strict";
  if (!navigator.clipboard) return;
  document.querySelectorAll("button[data-copies]").forEach((button) => {
    const source = document.getElementById(button.dataset.copies);
    if (!source) return;
    const show = (done) => {
      button.querySelector(".before").hidden = done;
      button.querySelector(".after").hidden = !done;
    };
    button.addEventListener("click", async () => {
      try {
        // Marks that only keep lines together are not part of what is cited.
        const words = source.textContent.replace(/[\u00ad\u200b\u2060]/g, "");
        await navigator.clipboard.writeText(words.trim().replace(/\s+/g, " "));
        show(true);
        setTimeout(show, 2000, false);
      } catch {
        getSelection().selectAllChildren(source);
      }
    });
    button.hidden = false;
  });
})();
