// Editing a case: what was typed and not saved is guarded, errors stand beside their fields, the
// arrow keys move through the matrix, and Ctrl+Z outside a field undoes the last save.
"use strict";

(() => {
  const typed = () => document.querySelector("form[data-guarded][data-typed]");

  const lost = () => {
    const form = typed();
    return form !== null && !window.confirm(form.dataset.leave);
  };

  document.addEventListener("input", (event) => {
    const form = event.target.closest("form[data-guarded]");
    if (form) form.dataset.typed = "yes";
  });

  document.addEventListener("submit", (event) => {
    const form = event.target;
    if (form.matches("form[data-guarded]")) delete form.dataset.typed;
    else if (form.dataset.key && lost()) event.preventDefault();
    else typed()?.removeAttribute("data-typed");
  });

  window.addEventListener("beforeunload", (event) => {
    if (typed()) event.preventDefault();
  });

  document.addEventListener("htmx:confirm", (event) => {
    if (!event.target.matches("a.into")) return;
    if (lost()) event.preventDefault();
    else typed()?.removeAttribute("data-typed");
  });

  // A field for a claim leaves room for another one.
  document.addEventListener("change", (event) => {
    const field = event.target;
    if (!field.matches("[data-more]") || !field.value) return;
    const label = field.closest("label");
    if (label.nextElementSibling?.matches("label.more")) return;
    const next = label.cloneNode(true);
    next.querySelector("input").value = "";
    label.after(next);
  });

  const show = (wrong) => {
    for (const slot of document.querySelectorAll("[data-wrong]")) {
      const messages = wrong[slot.dataset.wrong];
      slot.hidden = !messages;
      slot.textContent = messages ? messages.join("; ") : "";
    }
    for (const field of document.querySelectorAll("[aria-describedby^='wrong-']")) {
      const name = field.getAttribute("aria-describedby").slice("wrong-".length);
      if (wrong[name]) field.setAttribute("aria-invalid", "true");
      else field.removeAttribute("aria-invalid");
    }
  };

  document.addEventListener("htmx:afterSettle", (event) => {
    if (event.target.id === "verdict") {
      const judged = event.target.querySelector("[data-wrong-fields]");
      if (judged) show(JSON.parse(judged.dataset.wrongFields));
    }
    if (event.target.id === "opened") {
      event.target.querySelector("[data-focus]")?.focus();
      for (const lead of document.querySelectorAll("a.into")) {
        if (lead.pathname === location.pathname) lead.setAttribute("aria-current", "true");
        else lead.removeAttribute("aria-current");
      }
    }
  });

  // What is opened ends where the window does, so that its buttons are in sight from the first.
  const opened = document.getElementById("opened");
  const fit = () => {
    const top = Math.max(opened.getBoundingClientRect().top, 8);
    opened.style.setProperty("--top", `${Math.round(top)}px`);
  };
  if (opened) {
    window.addEventListener("scroll", fit, { passive: true });
    window.addEventListener("resize", fit);
    fit();
  }

  const beside = (lead, row, column) => {
    const rows = [...document.querySelectorAll("#positions tr")];
    const cell = lead.closest("th, td");
    const there = rows[rows.indexOf(cell.parentElement) + row]?.cells[cell.cellIndex + column];
    return there?.querySelector("a.into");
  };

  const ways = { ArrowUp: [-1, 0], ArrowDown: [1, 0], ArrowLeft: [0, -1], ArrowRight: [0, 1] };

  document.addEventListener("keydown", (event) => {
    const lead = event.target.closest?.("a.into");
    if (lead && ways[event.key]) {
      const [row, column] = ways[event.key];
      const mirrored = document.documentElement.dir === "rtl" ? -column : column;
      const next = beside(lead, row, mirrored);
      if (next) {
        event.preventDefault();
        next.focus();
      }
      return;
    }
    if (event.key.toLowerCase() !== "z" || !(event.ctrlKey || event.metaKey) || event.altKey) return;
    if (event.target.closest?.("input, textarea, select, [contenteditable]")) return;
    const form = document.querySelector(`form[data-key="${event.shiftKey ? "redo" : "undo"}"]`);
    const button = form?.querySelector("button:not(:disabled)");
    if (!button) return;
    event.preventDefault();
    form.requestSubmit(button);
  });

  // Errors of the source text lead to their line, and the line of the cursor is told.
  const text = () => document.querySelector("textarea.source");

  document.addEventListener("click", (event) => {
    const link = event.target.closest("a[data-line]");
    const area = text();
    if (!link || !area) return;
    event.preventDefault();
    const lines = area.value.split("\n");
    const line = Number(link.dataset.line);
    const start = lines.slice(0, line - 1).reduce((sum, each) => sum + each.length + 1, 0);
    area.focus();
    area.setSelectionRange(start, start + (lines[line - 1] ?? "").length);
    area.scrollTop = (line - 6) * (area.scrollHeight / lines.length);
  });

  document.addEventListener("selectionchange", () => {
    const area = text();
    const where = document.querySelector("[data-where]");
    if (!area || !where || document.activeElement !== area) return;
    const line = area.value.slice(0, area.selectionStart).split("\n").length;
    where.textContent = `${where.dataset.where} ${line}`;
  });

  // After a save the word of it is read out, and reading goes on from there.
  document.querySelector(".said[data-focus]")?.focus({ preventScroll: true });
})();
