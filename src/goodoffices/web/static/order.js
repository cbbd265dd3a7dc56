// An act is moved by its handle, with a mouse, a pen or a finger; its arrows do the same from the
// keyboard, and need no script.
"use strict";

(() => {
  let dragged = null;
  let before = "";

  const list = () => dragged.closest(".acts");
  const order = (acts) => [...acts.children].map((act) => act.dataset.act).join(",");

  document.addEventListener("pointerdown", (event) => {
    const grip = event.target.closest(".grip");
    if (!grip || event.button !== 0) return;
    event.preventDefault();
    dragged = grip.closest("li");
    before = order(list());
    dragged.classList.add("dragged");
    list().classList.add("dragging");
  });

  document.addEventListener("pointermove", (event) => {
    if (!dragged) return;
    // The act goes before the first other one whose middle is below the pointer.
    const others = [...list().children].filter((act) => act !== dragged);
    const next = others.find((act) => {
      const box = act.getBoundingClientRect();
      return event.clientY < box.top + box.height / 2;
    });
    if (dragged.nextElementSibling !== (next ?? null)) list().insertBefore(dragged, next ?? null);
    const edge = 60;
    if (event.clientY < edge) window.scrollBy(0, -12);
    if (event.clientY > window.innerHeight - edge) window.scrollBy(0, 12);
  });

  const end = (event) => {
    if (!dragged) return;
    const acts = list();
    const form = dragged.closest("form");
    dragged.classList.remove("dragged");
    acts.classList.remove("dragging");
    dragged = null;
    if (order(acts) === before) return;
    if (event.type === "pointercancel") return void restore(acts);
    form.elements.order.value = order(acts);
    form.requestSubmit();
  };

  const restore = (acts) => {
    for (const key of before.split(",")) acts.append([...acts.children].find((act) => act.dataset.act === key));
  };

  document.addEventListener("pointerup", end);
  document.addEventListener("pointercancel", end);

  // The first act cannot go up nor the last one down; both keep the focus.
  document.addEventListener("click", (event) => {
    if (event.target.closest("[aria-disabled=true]")) event.preventDefault();
  }, true);
})();
