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
