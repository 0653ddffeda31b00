// Marks in the list of contents the part that is being read, and keeps its entry in sight where the list follows.
(() => {
  "use strict";
  const list = document.querySelector(".contents details");
  const links = [...document.querySelectorAll('.contents ol:not(.page-list *) a[href^="#"]')];
  const heads = links.map((link) => document.getElementById(decodeURIComponent(link.hash.slice(1))));
  if (!links.length || heads.includes(null)) return;
  let marked = null;
  const mark = () => {
    const line = 80;
    const end = innerHeight + scrollY >= document.documentElement.scrollHeight - 2;
    const passed = heads.filter((head) => head.getBoundingClientRect().top <= (end ? innerHeight : line));
    const current = passed.length ? links[heads.indexOf(passed.at(-1))] : null;
    if (current === marked) return;
    marked?.removeAttribute("aria-current");
    current?.setAttribute("aria-current", "location");
    marked = current;
    const room = list;
    if (current && room.scrollHeight > room.clientHeight) room.scrollTop = current.offsetTop - room.clientHeight / 2;
  };
  let asked = 0;
  const soon = () => {
    cancelAnimationFrame(asked);
    asked = requestAnimationFrame(mark);
  };
  addEventListener("scroll", soon, { passive: true });
  addEventListener("resize", soon, { passive: true });
  mark();
})();
