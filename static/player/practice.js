/** Shows back what was chosen in a practice question; nothing is kept or scored. */

import { bindResponse } from "./interactions/index.js";

export function bindPractice(practice) {
  bindResponse(practice, null, () => {});
  const line = practice.querySelector("[data-chosen-label]");
  practice.addEventListener("change", () => {
    const chosen = [...practice.querySelectorAll("input:checked")].map(nameChoice);
    line.textContent = chosen.length ? `${line.dataset.chosenLabel} ${chosen.join(", ")}` : "";
  });
}

function nameChoice(control) {
  const label = control.closest("label");
  return label.querySelector("img")?.alt ?? label.textContent.trim();
}
