// Documents that are dropped are put into the form; and proposals are decided with single keys while
// one of them has the focus, so that no key does anything elsewhere on the page.
"use strict";

(() => {
  const area = document.querySelector("[data-drop]");
  if (area) {
    const field = area.querySelector("input[type=file]");
    const over = (event) => {
      if (!event.dataTransfer?.types.includes("Files")) return;
      event.preventDefault();
      area.classList.add("over");
    };
    area.addEventListener("dragenter", over);
    area.addEventListener("dragover", over);
    area.addEventListener("dragleave", (event) => {
      if (!area.contains(event.relatedTarget)) area.classList.remove("over");
    });
    area.addEventListener("drop", (event) => {
      area.classList.remove("over");
      if (!event.dataTransfer?.files.length) return;
      event.preventDefault();
      field.files = event.dataTransfer.files;
      area.requestSubmit();
    });
    return;
  }

  const cards = () => [...document.querySelectorAll("[data-proposals] .proposal[data-key]")];
  const asked = () => cards().filter((card) => card.dataset.answer !== "along");
  let decided = null;

  const show = (card) => {
    if (!card) return;
    card.focus({ preventScroll: true });
    card.scrollIntoView({ block: "nearest" });
  };

  const beside = (card, step) => {
    const all = asked();
    show(all[all.indexOf(card) + step]);
  };

  const press = (card, answer) => {
    const button = card.querySelector(`.decide button[value=${answer}]`);
    if (!button || card.querySelector(".htmx-request")) return;
    decided = { key: card.dataset.key, on: answer !== "open" };
    button.click();
  };

  const keys = {
    j: (card) => beside(card, 1),
    k: (card) => beside(card, -1),
    a: (card) => press(card, "accepted"),
    r: (card) => press(card, "rejected"),
    u: (card) => press(card, "open"),
    m: (card) => {
      const mend = card.querySelector("details.mend");
      if (!mend) return;
      mend.open = true;
      mend.querySelector("input:not([type=hidden]), textarea, select").focus();
    },
  };

  document.addEventListener("keydown", (event) => {
    const card = event.target.closest?.("[data-proposals] .proposal[data-key]");
    if (!card || event.ctrlKey || event.metaKey || event.altKey) return;
    const writing = event.target.closest("input, textarea, select");
    if (event.key === "Escape") {
      if (writing) show(card);
      return;
    }
    if (writing || !Object.hasOwn(keys, event.key)) return;
    event.preventDefault();
    keys[event.key](card);
  });

  document.addEventListener("submit", (event) => {
    const card = event.target.closest(".proposal[data-key]");
    if (card && decided?.key !== card.dataset.key) decided = { key: card.dataset.key, on: false };
  });

  // What was decided is put in place anew, and with it the focus would be lost.
  document.body.addEventListener("htmx:afterSettle", (event) => {
    const card = event.target;
    if (!decided || !card.matches?.(".proposal[data-key]") || card.dataset.key !== decided.key) return;
    const { on } = decided;
    decided = null;
    const here = document.activeElement;
    if (here && here !== document.body && !card.contains(here)) return;
    const all = asked();
    const rest = all.slice(all.indexOf(card) + 1);
    const next = rest.find((each) => each.dataset.answer === "open") || rest[0];
    show(on && !card.querySelector(".faults") && next ? next : card);
  });

  document.addEventListener("click", (event) => {
    const link = event.target.closest("[data-first-open]");
    const card = link && document.getElementById(new URL(link.href).hash.slice(1));
    if (!card) return;
    event.preventDefault();
    show(card);
  });
})();
