// The ledger is filtered by the style sheet; this takes away the heading of a brief that has no fact left under it.
(() => {
  "use strict";
  const groups = [...document.querySelectorAll(".ledger .group")];
  const filter = () => {
    for (const group of groups) {
      group.hidden = false;
      group.hidden = ![...group.querySelectorAll(".fact-entry")].some((entry) => entry.checkVisibility());
    }
  };
  document.querySelector(".filters")?.addEventListener("change", filter);
  filter();
})();
