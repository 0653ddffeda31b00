// On a disk a folder shows no page of its own: links to folders lead to the file that a server would send.
(() => {
  "use strict";
  if (location.protocol !== "file:") return;
  for (const link of document.querySelectorAll("a[href]")) {
    if (link.protocol === "file:" && link.pathname.endsWith("/")) link.pathname += "index.html";
  }
})();
