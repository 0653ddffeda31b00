// Shows on a page what the search had found there, which stands in the address; and Ctrl+K leads to the search.
(() => {
  "use strict";
  const door = document.querySelector(".find a");
  addEventListener("keydown", (event) => {
    if (event.key.toLowerCase() !== "k" || event.altKey || event.shiftKey || !(event.ctrlKey || event.metaKey) || !door) return;
    event.preventDefault();
    const field = document.getElementById("question");
    if (field) field.focus();
    else location.assign(`${door.href}#question`);
  });

  const wanted = new URLSearchParams(location.search).getAll("found").map((words) => words.toLowerCase()).filter(Boolean);
  const main = document.querySelector("main");
  if (!wanted.length || !main || !globalThis.Highlight || !CSS.highlights) return;
  let text = "";
  const places = [];
  const walker = document.createTreeWalker(main, NodeFilter.SHOW_TEXT);
  while (walker.nextNode()) {
    const node = walker.currentNode;
    if (node.parentElement.closest("svg, button, nav")) continue;
    for (let i = 0; i < node.data.length; i += 1) {
      const sign = node.data[i].normalize("NFC").toLowerCase();
      if (/[\u00ad\u200b\u2060]/.test(sign) || sign.length > 1) continue;
      const space = /\s/.test(sign);
      if (space && text.endsWith(" ")) continue;
      text += space ? " " : sign;
      places.push([node, i]);
    }
  }
  const shown = new Highlight();
  for (const words of wanted) {
    for (let at = text.indexOf(words); at >= 0; at = text.indexOf(words, at + words.length)) {
      const range = new Range();
      range.setStart(...places[at]);
      const [node, last] = places[at + words.length - 1];
      range.setEnd(node, last + 1);
      shown.add(range);
    }
  }
  CSS.highlights.set("found", shown);
  // Here and not in the style sheet, which would have to name what some readers of style sheets do not know yet.
  const style = new CSSStyleSheet();
  style.insertRule("::highlight(found) { background-color: var(--accent-pale); color: var(--ink); text-decoration: underline 0.125rem; }");
  document.adoptedStyleSheets.push(style);
})();
