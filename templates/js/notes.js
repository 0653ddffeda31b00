// Shows a note, a reference or the source of a figure beside the words that call it. Without this file the calls are
// plain links to the end of the page and to the ledger, which they stay for a reader who opens them in a new tab.
(() => {
  "use strict";
  const calls = "a.note-call, sup.cite > a, .text a.fact, .glance a.fact, .key-figures a.fact";
  const roomBeside = 290;
  const text = document.querySelector(".brief");
  if (!text || !("popover" in HTMLElement.prototype)) return;

  const card = document.createElement("div");
  card.className = "note-card";
  card.popover = "auto";
  card.tabIndex = -1;
  card.setAttribute("role", "note");
  text.append(card);

  const evidence = (call) => {
    const id = call.dataset.fact;
    return id ? text.querySelector(`[data-block="evidence-${CSS.escape(id)}"]`)?.closest("tr") : null;
  };

  const target = (call) => {
    if (call.dataset.fact) return evidence(call);
    const id = call.hash && decodeURIComponent(call.hash.slice(1));
    return id ? document.getElementById(id) : null;
  };

  // A row of the table of evidence, its cells under the words that head their columns; what is in doubt comes last.
  const record = (row) => {
    const list = document.createElement("dl");
    const heads = row.closest("table").tHead.rows[0].cells;
    const add = (name, words) => {
      const made = document.createElement(name);
      made.append(...words.cloneNode(true).childNodes);
      list.append(made);
    };
    [...row.cells].forEach((cell, at) => {
      if (at) add("dt", heads[at]);
      add("dd", cell);
    });
    const doubt = row.nextElementSibling?.matches(".doubt") && row.nextElementSibling.cells[0];
    if (doubt) add("dd", doubt);
    const whole = document.createElement("div");
    whole.append(list);
    return whole;
  };

  const fill = (entry) => {
    const copy = entry.matches("tr") ? record(entry) : entry.cloneNode(true);
    copy.querySelectorAll(".backlink").forEach((link) => link.remove());
    copy.querySelectorAll("[id]").forEach((part) => part.removeAttribute("id"));
    card.replaceChildren(...copy.childNodes);
  };

  // In the free column at the line of the call; where there is none, the style sheet sets it at the foot of the window.
  const place = (call) => {
    const edge = call.closest(".text > *, .end > section > *, .glance")?.getBoundingClientRect().right ?? innerWidth;
    const beside = innerWidth - edge >= roomBeside;
    card.classList.toggle("beside", beside);
    card.style.left = beside ? `${edge + scrollX + 48}px` : "";
    card.style.top = beside ? `${call.getBoundingClientRect().top + scrollY - 8}px` : "";
  };

  text.addEventListener("click", (event) => {
    const call = event.target.closest(calls);
    if (!call || card.contains(call) || event.ctrlKey || event.metaKey || event.shiftKey) return;
    const entry = target(call);
    if (!entry) return;
    event.preventDefault();
    fill(entry);
    place(call);
    card.setAttribute("aria-label", call.textContent.trim());
    if (!card.matches(":popover-open")) card.showPopover();
    card.focus({ preventScroll: true });
  });
})();
