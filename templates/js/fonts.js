// Holds the first paint until the page's fonts are there, so that no line moves under a reader's eyes; after a second it
// waits no longer. In the head and not deferred; the style sheet hides the page while the root has the class.
(() => {
  "use strict";
  const longest = 1000;
  const root = document.documentElement;
  const show = () => root.classList.remove("waits");
  if (!document.fonts?.ready) return;
  root.classList.add("waits");
  setTimeout(show, longest);
  // Only when all is laid out has the browser asked for all fonts of the page; scripts that change it have run by then.
  document.addEventListener("DOMContentLoaded", () => requestAnimationFrame(() => document.fonts.ready.then(show)));
})();
