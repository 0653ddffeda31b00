// Shows a note, a reference or the source of a figure by the words that call it. Without this file the calls are
// plain links to the end of the page and to the ledger, which they stay for a reader who opens them in a new tab.
(() => {
  "use strict";
  const calls = "a.note-call, sup.cite > a, .paragraph-sources a, .text a.fact, .glance a.fact, .since a.fact, .key-figures a.fact, .key-figures .source > a, .since .source > a";
  const edge = 8;
  const reach = 120;
  let openedAt = 0;
  const text = document.querySelector(".brief");
  if (!text || !("popover" in HTMLElement.prototype)) return;

  const card = document.createElement("div");
  card.className = "note-card";
  card.popover = "auto";
  card.tabIndex = -1;
  card.setAttribute("role", "note");
  text.append(card);

  const close = document.createElement("button");
  close.type = "button";
  close.className = "close";
  close.textContent = "×";
  close.setAttribute("aria-label", text.dataset.close ?? "×");
  close.addEventListener("click", () => card.hidePopover());

  const evidence = (call) => {
    const id = call.dataset.fact;
    return id ? text.querySelector(`[data-block="evidence-${CSS.escape(id)}"]`)?.closest("tr") : null;
  };

  const target = (call) => {
    if (call.dataset.fact) return evidence(call);
    const id = call.hash && decodeURIComponent(call.hash.slice(1));
    return id ? document.getElementById(id) : null;
  };

  const made = (name, className, ...content) => {
    const part = document.createElement(name);
    part.className = className;
    part.append(...content);
    return part;
  };
  const copied = (part) => [...part.cloneNode(true).childNodes];

  // A row of the table of evidence: what is said, then in two columns its sources by name, how strong and how checked.
  const record = (row) => {
    const [said, ...cells] = row.cells;
    const heads = [...row.closest("table").tHead.rows[0].cells].slice(1);
    const list = made("dl", "");
    cells.forEach((cell, at) => list.append(made("dt", "", ...copied(heads[at])), made("dd", "", ...copied(cell))));
    list.querySelectorAll(".source > a[title]").forEach((link) => link.append(` ${link.title}`));
    const whole = made("div", "", made("p", "said", ...copied(said)), list);
    const doubt = row.nextElementSibling?.matches(".doubt") && row.nextElementSibling.cells[0];
    if (doubt) whole.append(made("p", "doubt", ...copied(doubt)));
    return whole;
  };

  const fill = (entry) => {
    const copy = entry.matches("tr") ? record(entry) : entry.cloneNode(true);
    copy.querySelectorAll(".backlink").forEach((link) => link.remove());
    copy.querySelectorAll("[id]").forEach((part) => part.removeAttribute("id"));
    card.replaceChildren(close, ...copy.childNodes);
  };

  // Below the line of the call, above it where there is more room, and always inside the window; on a phone at its foot.
  const place = (call) => {
    const beside = innerWidth >= 700;
    card.classList.toggle("beside", beside);
    card.style.left = card.style.top = "";
    if (!beside) return;
    const line = call.getBoundingClientRect();
    const { offsetWidth: width, offsetHeight: height } = card;
    const within = (at, size, room) => Math.max(edge, Math.min(at, room - size - edge));
    const below = line.bottom + edge;
    const top = below + height <= innerHeight - edge ? below : line.top - edge - height;
    card.style.left = `${within(line.left, width, document.documentElement.clientWidth)}px`;
    card.style.top = `${within(top, height, innerHeight)}px`;
  };

  text.addEventListener("click", (event) => {
    const call = event.target.closest(calls);
    if (!call || card.contains(call) || event.ctrlKey || event.metaKey || event.shiftKey) return;
    const entry = target(call);
    if (!entry) return;
    event.preventDefault();
    fill(entry);
    card.setAttribute("aria-label", call.textContent.trim());
    if (!card.matches(":popover-open")) card.showPopover();
    place(call);
    openedAt = scrollY;
    card.focus({ preventScroll: true });
  });
  // The text scrolls on below the card; once its call is out of reach it closes.
  addEventListener("scroll", () => {
    if (card.matches(".beside:popover-open") && Math.abs(scrollY - openedAt) > reach) card.hidePopover();
  }, { passive: true });
})();
