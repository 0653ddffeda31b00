// Part of the preview only: reloads the page when it has become another, and shows the problems of the site.
"use strict";
(() => {
  const shown = document.currentScript.dataset.page;
  const events = new EventSource(`/.briefgen/events?page=${encodeURIComponent(location.pathname)}`);

  events.onmessage = (event) => {
    const state = JSON.parse(event.data);
    if (state.page !== shown) location.reload();
    else showProblems(state.summary, state.report);
  };

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
