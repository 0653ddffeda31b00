// The tools of a brief that need a script: printing, copying the link, keeping the switch between the two tiers from page to
// page. What is folded opens for a link into it, in browsers that do not do so by themselves.
(() => {
  "use strict";
  const key = "marks";
  const shown = (part) => { part.hidden = false; };
  const print = document.querySelector(".tools .print");
  if (print) {
    print.addEventListener("click", () => window.print());
    shown(print.closest(".of-script"));
  }
  const link = document.querySelector(".tools .link");
  if (link && navigator.clipboard) {
    const done = (yes) => {
      link.querySelector(".before").hidden = yes;
      link.querySelector(".after").hidden = !yes;
    };
    link.addEventListener("click", async () => {
      const canonical = document.querySelector('link[rel="canonical"]');
      try {
        await navigator.clipboard.writeText(canonical?.href ?? location.href.replace(/#.*/, ""));
      } catch {
        return;
      }
      done(true);
      setTimeout(done, 2000, false);
    });
    shown(link.closest(".of-script"));
  }
  const marks = document.getElementById("marks");
  if (marks) {
    try {
      marks.checked = localStorage.getItem(key) === "on";
      marks.addEventListener("change", () => {
        if (marks.checked) localStorage.setItem(key, "on");
        else localStorage.removeItem(key);
      });
    } catch {
      // A browser may refuse storage, for a page opened from a folder for one: the choice then holds for this page.
    }
  }
  const unfold = () => {
    const place = location.hash && document.getElementById(decodeURIComponent(location.hash.slice(1)));
    if (!place) return;
    let closed = false;
    for (let at = place.closest("details"); at; at = at.parentElement.closest("details")) {
      if (!at.open && !at.closest(".menu, .contents")) at.open = closed = true;
    }
    if (closed) place.scrollIntoView();
  };
  addEventListener("hashchange", unfold);
  unfold();
})();
