// Light or dark as the reader's system says, unless the reader chooses otherwise here. Loaded in the head and
// not deferred, so that a chosen view is there before the first paint. Nothing is stored before a choice.
(() => {
  "use strict";
  const key = "theme";
  const root = document.documentElement;
  const system = matchMedia("(prefers-color-scheme: dark)");

  const stored = () => {
    try {
      return localStorage.getItem(key);
    } catch {
      return null;
    }
  };
  const keep = (choice) => {
    try {
      if (choice) localStorage.setItem(key, choice);
      else localStorage.removeItem(key);
    } catch {
      // A browser may refuse storage, for a page opened from a folder for one: the choice then holds for this page.
    }
  };
  const preferred = () => (system.matches ? "dark" : "light");
  const shown = () => root.dataset.theme || preferred();

  const choice = stored();
  if (choice === "light" || choice === "dark") root.dataset.theme = choice;

  document.addEventListener("DOMContentLoaded", () => {
    const button = document.querySelector(".theme-switch");
    if (!button) return;
    const label = () => {
      button.querySelector(".to-dark").hidden = shown() === "dark";
      button.querySelector(".to-light").hidden = shown() === "light";
    };
    button.addEventListener("click", () => {
      const wanted = shown() === "dark" ? "light" : "dark";
      if (wanted === preferred()) delete root.dataset.theme;
      else root.dataset.theme = wanted;
      keep(root.dataset.theme);
      label();
    });
    system.addEventListener("change", label);
    label();
    button.hidden = false;
  });
})();
