// The language switch leads to the same place in the other language: to the paragraph whose link was followed while it
// is in sight, else to the last heading above the top of the window. Both languages give aligned blocks the same id;
// where they do not, the page opens at its start.
(() => {
  "use strict";
  const headings = [...document.querySelectorAll("main :is(h2, h3)[id]")];
  const current = () => headings.filter((heading) => heading.getBoundingClientRect().top < innerHeight / 3).pop();
  const passage = () => {
    const link = document.querySelector(`.paragraph-number[href="#${CSS.escape(location.hash.slice(1))}"]`);
    const place = link?.closest(":is(p, ul, ol)").getBoundingClientRect();
    return place && place.bottom > 0 && place.top < innerHeight ? location.hash.slice(1) : "";
  };
  document.querySelectorAll(".languages a, .elsewhere a").forEach((link) => {
    link.addEventListener("click", () => {
      const heading = scrollY > innerHeight / 3 ? current() : null;
      link.hash = passage() || (heading ? heading.id : "");
    });
  });
})();
