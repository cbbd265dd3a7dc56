// What every page of the workbench needs beyond htmx: the choice of a language at once, and a word
// to those who do not see that a part of the page has changed.
"use strict";

document.documentElement.classList.add("scripted");

document.addEventListener("change", (event) => {
  const chosen = event.target.closest("form.language select");
  if (chosen) chosen.form.requestSubmit();
});

document.body.addEventListener("htmx:afterSettle", (event) => {
  const words = event.target.closest("[data-said]") || event.target.querySelector?.("[data-said]");
  if (words) document.getElementById("said").textContent = words.dataset.said;
});

// A form that keeps or compares what another one holds takes it along as it is at that moment.
document.addEventListener("submit", (event) => {
  const form = event.target;
  if (!form.dataset.takes) return;
  form.querySelectorAll("input[type=hidden]").forEach((field) => field.remove());
  for (const [name, value] of new FormData(document.querySelector(form.dataset.takes))) {
    if (!value) continue;
    const field = document.createElement("input");
    Object.assign(field, { type: "hidden", name, value });
    form.append(field);
  }
});

// On a narrow screen the tabs are wider than it: the one that is open is brought into view.
(() => {
  const tabs = document.querySelector("nav.tabs");
  const open = tabs?.querySelector("[aria-current]");
  if (!open) return;
  const [all, one] = [tabs.getBoundingClientRect(), open.getBoundingClientRect()];
  tabs.scrollLeft += one.left + one.width / 2 - (all.left + all.width / 2);
})();
