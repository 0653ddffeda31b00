// Marks in the list of contents the part that is being read, and keeps its entry in sight where the list follows. On a phone
// the list closes once it has led somewhere.
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
    follow();
  };
  // Once a script scrolls anything, the browser holds the place that the address names no longer; while fonts are on
  // their way the text moves under it. So the list follows only after the frame in which all is there.
  let settled = false;
  const follow = () => {
    if (!settled || !marked || list.scrollHeight <= list.clientHeight) return;
    list.scrollTop = marked.offsetTop - list.clientHeight / 2;
  };
  const settle = () => {
    settled = true;
    follow();
  };
  let asked = 0;
  const soon = () => {
    cancelAnimationFrame(asked);
    asked = requestAnimationFrame(mark);
  };
  addEventListener("scroll", soon, { passive: true });
  addEventListener("resize", () => {
    soon();
    requestAnimationFrame(follow);
  });
  const onPhone = matchMedia("(max-width: 59.99em)");
  list.addEventListener("click", (event) => {
    if (onPhone.matches && event.target.closest("a")) list.open = false;
  });
  addEventListener("load", () => requestAnimationFrame(() => requestAnimationFrame(settle)));
  mark();
})();
