// The language switch leads to the same place in the other language: to the last heading above the top of the
// window. Both languages give aligned blocks the same id; where they do not, the page opens at its start.
(() => {
  "use strict";
  const headings = [...document.querySelectorAll("main :is(h2, h3)[id]")];
  const current = () => headings.filter((heading) => heading.getBoundingClientRect().top < innerHeight / 3).pop();
  document.querySelectorAll(".languages a, .elsewhere a").forEach((link) => {
    link.addEventListener("click", () => {
      const heading = scrollY > innerHeight / 3 ? current() : null;
      link.hash = heading ? heading.id : "";
    });
  });
})();
