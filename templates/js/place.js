// The language switch leads to the same block in the other language: to the one that the address names while it is in
// sight, else to the first in sight. Both languages give aligned blocks the same id; where they do not, the page opens
// at its start. Pages of the PDF are others in each language, so their marks are passed over.
(() => {
  "use strict";
  const places = () => [...document.querySelectorAll("main [id]:not(svg *, caption, figcaption, .page-break, .note-card *)")];
  // The number of a paragraph that has an id of its own stands for all of it.
  const block = (place) => (place.matches(".paragraph-number") ? place.closest("p, ul, ol, li") : place);
  const box = (place) => (place.checkVisibility() ? block(place).getBoundingClientRect() : null);
  const inSight = (place) => {
    const seen = place && box(place);
    return seen && seen.bottom > 0 && seen.top < innerHeight;
  };
  const here = () => {
    const named = document.getElementById(decodeURIComponent(location.hash.slice(1)));
    if (location.hash && inSight(named)) return named.id;
    if (scrollY < innerHeight / 3) return "";
    const line = 48;
    const passed = places().filter((place) => !place.matches("a:not(.paragraph-number)") && box(place)?.top <= line);
    return passed.at(-1)?.id ?? "";
  };
  const links = document.querySelectorAll(".languages a, .elsewhere a, .beside-forms a");
  const lead = (event) => { event.currentTarget.hash = here(); };
  for (const link of links) for (const kind of ["click", "auxclick"]) link.addEventListener(kind, lead);
})();
