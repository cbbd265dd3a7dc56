// The figure beside a slider follows it, and what stands where it starts stays out of the address.
"use strict";

(() => {
  const form = document.getElementById("levers");

  const shown = (slider) => {
    const value = Number(slider.value);
    const kind = slider.dataset.kind;
    const sign = kind === "added" && value >= 0 ? "+" : "";
    return `${kind === "times" ? "× " : ""}${sign}${value}`.replace("-", "−");
  };

  const standing = () => {
    const pairs = [];
    for (const field of form.querySelectorAll("input[type=range], select, textarea")) {
      const start = field.dataset.start ?? "";
      if (field.type === "range" ? Number(field.value) !== Number(start) : field.value.trim() !== start) {
        pairs.push([field.name, field.value]);
      }
    }
    return pairs;
  };

  const mark = (field) => {
    const moved = standing().some(([name]) => name === field.name);
    field.closest(".slider, .switch")?.classList.toggle("moved", moved);
  };

  form.addEventListener("input", (event) => {
    const field = event.target;
    if (field.type === "range") field.parentElement.querySelector("output").textContent = shown(field);
    mark(field);
  });

  form.addEventListener("htmx:configRequest", (event) => {
    if (event.target !== form) return;
    event.detail.parameters = Object.fromEntries(standing());
  });
})();
