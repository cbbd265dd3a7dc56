// Dragging along a ladder chooses the option under the pointer, as the arrow keys do from the
// keyboard.
"use strict";

(() => {
  const table = document.getElementById("draft");
  let ladder = null;

  const under = (event) => {
    const rung = document.elementFromPoint(event.clientX, event.clientY)?.closest(".rung");
    return rung && ladder.contains(rung) ? rung.querySelector("input") : null;
  };

  table.addEventListener("pointerdown", (event) => {
    const rung = event.target.closest(".rung");
    if (rung && rung.querySelector("input").checked) ladder = rung.closest(".ladder");
  });

  table.addEventListener("pointermove", (event) => {
    if (!ladder) return;
    table.classList.add("dragging");
    const chosen = under(event);
    if (chosen && !chosen.checked) {
      chosen.checked = true;
      chosen.dispatchEvent(new Event("change", { bubbles: true }));
    }
  });

  const end = () => {
    ladder = null;
    table.classList.remove("dragging");
  };
  document.addEventListener("pointerup", end);
  document.addEventListener("pointercancel", end);
})();
