// Part of the preview only: reloads the page when it has become another, and shows the problems of the site.
"use strict";
(() => {
  const shown = document.currentScript.dataset.page;
  const events = new EventSource(`/.briefgen/events?page=${encodeURIComponent(location.pathname)}`);

  events.onmessage = (event) => {
    const state = JSON.parse(event.data);
    if (state.page !== shown) location.reload();
    else {
      showProblems(state.summary, state.report);
      showMarks(state.marks);
    }
  };

  // Each problem of a text at its block: outlined, and said behind the words of the block for who does not see that.
  function showMarks(marks) {
    document.querySelectorAll(".briefgen-mark").forEach((mark) => mark.remove());
    document.querySelectorAll("[data-briefgen-marked]").forEach((block) => {
      block.style.outline = "";
      delete block.dataset.briefgenMarked;
    });
    for (const { block, severity, message, hint } of marks) {
      const place = document.querySelector(`[data-block="${CSS.escape(block)}"]`);
      if (!place) continue;
      const colour = severity === "error" ? "#c62a2f" : "#8a5a00";
      place.dataset.briefgenMarked = severity;
      place.style.outline = `2px solid ${colour}`;
      const mark = document.createElement("span");
      mark.className = "briefgen-mark";
      mark.lang = "en";
      mark.tabIndex = 0;
      mark.setAttribute("role", "note");
      mark.textContent = `${severity}: ${message}${hint ? ` (${hint})` : ""}`;
      mark.style.cssText =
        `display:block;margin:.3rem 0;padding:.2rem .5rem;background:${colour};color:#fff;` +
        "font:14px/1.5 ui-monospace,monospace;overflow-wrap:anywhere;text-indent:0;text-align:start";
      place.insertAdjacentElement(place.matches("table, tr, ul, ol, hr, pre") ? "afterend" : "beforeend", mark);
    }
  }

  function showProblems(summary, report) {
    document.getElementById("briefgen-problems")?.remove();
    if (!report) return;
    const panel = document.createElement("details");
    panel.id = "briefgen-problems";
    panel.lang = "en";
    panel.style.cssText =
      "position:fixed;inset:auto 0 0 0;z-index:2147483647;max-height:60vh;overflow:auto;padding:.6rem 1rem;" +
      "background:#1d1d1f;color:#fff;font:14px/1.5 ui-monospace,monospace;border-top:4px solid #e5484d";
    const head = document.createElement("summary");
    head.textContent = summary;
    head.style.cursor = "pointer";
    const body = document.createElement("pre");
    body.textContent = report;
    body.style.cssText = "white-space:pre-wrap;margin:.6rem 0 0;font:inherit;color:inherit;background:none";
    panel.append(head, body);
    document.body.append(panel);
  }
})();
