// At an old address: the place in the page that a link names goes along to the new address, where the redirect that
// needs no script would lose it.
(() => {
  "use strict";
  const link = document.querySelector("main a[href]");
  if (!link) return;
  const there = new URL(link.href);
  there.search ||= location.search;
  there.hash ||= location.hash;
  location.replace(there);
})();
