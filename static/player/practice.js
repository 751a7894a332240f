/** Shows back what was chosen in a practice question; nothing is kept or scored. */

import { bindFeedback } from "./by-ear.js";
import { bindResponse } from "./interactions/index.js";
import { rememberMarks } from "./read-aloud.js";

export function bindPractice(practice) {
  bindResponse(practice, null, () => {});
  rememberMarks(
    practice.querySelector("[data-item]"),
    JSON.parse(practice.dataset.itemMarks ?? "{}"),
  );
  const line = practice.querySelector("[data-chosen-label]");
  bindFeedback(practice, line.dataset.chosenLabel);
  practice.addEventListener("change", () => {
    const chosen = [...practice.querySelectorAll("input:checked")].map(nameChoice);
    line.textContent = chosen.length ? `${line.dataset.chosenLabel} ${chosen.join(", ")}` : "";
  });
}

function nameChoice(control) {
  const label = control.closest("label");
  return label.querySelector("img")?.alt ?? label.textContent.trim();
}
