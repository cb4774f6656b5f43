/* Warns two minutes before a declared session ends, and extends it without leaving the page; the buttons do the same without this script. */
"use strict";

const WARNED_BEFORE = 120;
let waiting = 0;

const watch = (bar) => {
  const warning = bar.querySelector("[data-warning]");
  const seconds = Math.max(0, Number(bar.dataset.sessionBar) - WARNED_BEFORE);
  clearTimeout(waiting);
  waiting = setTimeout(() => {
    warning.textContent = warning.dataset.warning;
  }, seconds * 1000);

  const form = bar.querySelector("[data-session-extend]");
  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    const answer = await fetch(form.action, {
      method: "POST", body: new FormData(form), headers: { "HX-Request": "true" },
    }).catch(() => null);
    const page = answer?.ok && new DOMParser().parseFromString(await answer.text(), "text/html");
    const renewed = page && !answer.redirected && page.querySelector("[data-session-bar]");
    if (!renewed) {
      form.submit();
      return;
    }
    bar.replaceWith(renewed);
    watch(renewed);
    renewed.querySelector("[data-session-extend] button").focus();
  });
};

watch(document.querySelector("[data-session-bar]"));
