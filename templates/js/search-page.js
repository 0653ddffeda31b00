// The page of the search: a question goes in, passages with links to their places come out.
(() => {
  "use strict";
  const finder = globalThis.briefgenFinder;
  const box = document.querySelector(".search");
  if (!finder?.ready() || !box) return;
  const lang = document.documentElement.lang;
  const field = box.querySelector("input");
  const told = box.querySelector(".told");
  const results = box.querySelector(".results");
  const index = document.querySelector(".index");
  const shownOfPage = 3;
  const room = 90;
  let asked = 0;
  let last = "";

  const make = (name, attributes = {}, ...children) => {
    const made = document.createElement(name);
    for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, value);
    made.append(...children);
    return made;
  };
  const say = (name, words) => box.querySelector(`[data-phrase="${name}"]`).textContent.trim().replace("{}", words);

  // The words round the first find, cut at spaces, with every find in them marked.
  const excerpt = (hit) => {
    const [from, to] = hit.spans[0];
    let start = from > room ? hit.text.lastIndexOf(" ", from - room / 2) + 1 : 0;
    if (start < from - room) start = from - room / 2;
    let end = hit.text.length > to + room * 1.5 ? hit.text.indexOf(" ", to + room) : hit.text.length;
    if (end < 0 || end > to + room * 2) end = Math.min(hit.text.length, to + room);
    const words = make("span", { class: "words" }, start ? "… " : "");
    let at = start;
    for (const [one, two] of [...hit.spans].sort((a, b) => a[0] - b[0] || b[1] - a[1])) {
      if (one < at || two > end) continue;
      words.append(hit.text.slice(at, one), make("mark", {}, hit.text.slice(one, two)));
      at = two;
    }
    words.append(hit.text.slice(at, end), end < hit.text.length ? " …" : "");
    return words;
  };

  const address = (hit) => {
    const found = [...new Set(hit.spans.map(([one, two]) => hit.text.slice(one, two)))].slice(0, 6);
    const query = found.map((words) => `found=${encodeURIComponent(words)}`).join("&");
    return `${finder.root}${hit.piece.u}?${query}${hit.anchor ? `#${encodeURIComponent(hit.anchor)}` : ""}`;
  };

  const line = (hit) => {
    const place = [hit.number && say("paragraph", hit.number), hit.page && say("page", hit.page)].filter(Boolean).join(" · ");
    const link = make("a", { href: address(hit) }, excerpt(hit));
    if (place) link.append(" ", make("span", { class: "place", lang }, place));
    return make("li", {}, link);
  };

  const sectionOf = (part) => {
    const own = part.tag === lang;
    const section = make("section", { "data-of": part.tag });
    if (!own) section.append(make("h2", {}, say("elsewhere", part.name)));
    return section;
  };

  const add = (part, hits) => {
    let section = results.querySelector(`[data-of="${part.tag}"]`);
    if (!section && hits.length) {
      section = sectionOf(part);
      if (part.tag === lang) results.prepend(section);
      else results.append(section);
    }
    for (const hit of hits) {
      let page = [...section.querySelectorAll(".hit")].find((it) => it.dataset.page === hit.piece.u);
      if (!page) {
        const number = hit.piece.n ? [make("span", { class: "number" }, hit.piece.n), " "] : [];
        const title = make("h3", {}, ...number, make("a", { href: finder.root + hit.piece.u }, hit.piece.h));
        page = make("article", { class: "hit", "data-page": hit.piece.u, lang: part.tag }, title, make("ol"));
        section.append(page);
      }
      const first = page.querySelector("ol");
      if (first.children.length < shownOfPage) {
        first.append(line(hit));
        continue;
      }
      let rest = page.querySelector("details");
      if (!rest) {
        rest = make("details", {}, make("summary", { lang }), make("ol"));
        page.append(rest);
      }
      rest.querySelector("ol").append(line(hit));
      rest.querySelector("summary").textContent = say("rest", rest.querySelectorAll("li").length);
    }
  };

  const tell = (looking, question) => {
    const count = results.querySelectorAll("li").length;
    const left = looking.parts.some((part) => part.numbers.length);
    if (left) told.textContent = say("more", count);
    else told.textContent = count ? say("found", count) : say("none", question);
    index.hidden = count > 0 || left;
    results.querySelector(".on")?.remove();
    if (!left) return;
    const on = make("button", { type: "button", class: "on" }, say("on"));
    on.addEventListener("click", async () => {
      const links = results.querySelectorAll("li a").length;
      await unlessLost(asked, go(looking, question));
      (results.querySelectorAll("li a")[links] || field).focus();
    });
    results.append(on);
  };

  const go = async (looking, question) => {
    const turn = asked;
    for (const part of looking.parts) {
      const hits = await looking.look(part);
      if (turn !== asked) return;
      add(part, hits);
    }
    const nothing = !results.querySelector("li") && looking.parts.some((part) => part.numbers.length);
    if (nothing) await go(looking, question);
    else tell(looking, question);
  };

  const keep = (question) => {
    try {
      history.replaceState(null, "", (question ? `?q=${encodeURIComponent(question)}` : location.pathname) + location.hash);
    } catch {
      // From a folder some browsers keep the address as it is.
    }
  };

  const ask = async () => {
    const question = field.value.trim();
    if (question === last) return;
    last = question;
    asked += 1;
    const turn = asked;
    keep(question);
    if (!question) {
      index.hidden = false;
      results.replaceChildren();
      told.textContent = "";
      return;
    }
    index.hidden = true;
    told.textContent = say("busy");
    await unlessLost(turn, begin(turn, question));
  };

  const begin = async (turn, question) => {
    const looking = await finder.search(question, lang);
    if (turn !== asked) return;
    results.replaceChildren();
    await go(looking, question);
  };

  // Where the index or the text cannot be fetched the reader is told, and may ask the same again.
  const unlessLost = async (turn, work) => {
    try {
      await work;
    } catch {
      if (turn !== asked) return;
      told.textContent = say("failed");
      last = null;
    }
  };

  let timer = 0;
  field.addEventListener("input", () => {
    clearTimeout(timer);
    timer = setTimeout(ask, 180);
  });
  field.addEventListener("keydown", (event) => {
    if (event.key === "Enter" && !event.isComposing) {
      clearTimeout(timer);
      ask();
    }
  });
  box.addEventListener("keydown", (event) => {
    if (event.isComposing || event.altKey || event.ctrlKey || event.metaKey) return;
    const links = [...results.querySelectorAll("li a, .on")].filter((it) => it.checkVisibility());
    const at = links.indexOf(document.activeElement);
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (event.key === "Escape" && at >= 0) field.focus();
    else if (step && (at >= 0 || document.activeElement === field) && links.length) (links[at + step] || (step < 0 ? field : links[at]) || field).focus();
    else return;
    event.preventDefault();
  });

  box.hidden = false;
  field.value = new URLSearchParams(location.search).get("q") || "";
  ask();
  if (location.hash === "#question") field.focus({ preventScroll: true });
})();
