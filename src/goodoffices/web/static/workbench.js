// What every page of the workbench needs beyond htmx: a word to those who do not see that a part of
// the page has changed, and the focus kept where what had it is replaced.
"use strict";

document.documentElement.classList.add("scripted");

(() => {
  const said = document.getElementById("said");
  const unsaid = new Map();
  let waiting = 0;

  // Once, when what follows a slider or a key has come to rest; and again where it is the same. What
  // another part has to say meanwhile is said with it.
  const say = (part, words) => {
    clearTimeout(waiting);
    said.textContent = "";
    unsaid.delete(part);
    unsaid.set(part, words);
    waiting = setTimeout(() => {
      said.textContent = [...unsaid.values()].join(" ");
      unsaid.clear();
    }, 500);
  };

  let lost = false;
  let done = false;

  document.body.addEventListener("htmx:beforeSwap", (event) => {
    const part = event.detail.target;
    lost = part.contains(document.activeElement) && document.activeElement !== document.body;
    done = part.matches(".working") && !event.detail.serverResponse.includes('class="working');
  });

  document.body.addEventListener("htmx:afterSettle", (event) => {
    const part = event.target;
    const words = part.closest("[data-said]") || part.querySelector?.("[data-said]");
    if (words) say(words.id, words.dataset.said);
    else if (done) say("", said.dataset.done);
    done = false;
    if (!lost) return;
    lost = false;
    // After whatever a page does about it itself.
    setTimeout(() => {
      if (document.activeElement !== document.body || !part.isConnected) return;
      const next = part.querySelector("h2, h3, button") || part;
      if (!next.matches("button")) next.tabIndex = -1;
      next.focus({ preventScroll: true });
    });
  });
})();

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
