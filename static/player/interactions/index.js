/** Connects the markup of an item to its response: one script per interaction, by data-interaction. */

import { choices } from "./choices.js";
import { group } from "./group.js";
import { speaking } from "./speaking.js";

// `bind(root, value, onValue, context)` shows an earlier value (or null) and tells every new one.
const INTERACTIONS = { choices, group, speaking };

/** Show `value` in the item and call `onValue(value)` with the whole response at every change. */
export function bindResponse(item, value, onValue, context = {}) {
  const root = item.querySelector("[data-interaction]");
  INTERACTIONS[root?.dataset.interaction]?.bind(root, value ?? null, onValue, {
    ...context,
    bindResponse,
  });
}

/** Put the options in the order of this attempt; what the order does not name stays behind. */
export function arrangeOptions(item, order = []) {
  for (const question of item.querySelectorAll("[data-question]")) {
    const prefix = `${question.dataset.question}.`;
    const own = order.filter((id) => id.startsWith(prefix));
    arrange(
      question,
      own.map((id) => id.slice(prefix.length)),
    );
  }
  arrange(item, order);
}

function arrange(item, order) {
  const host = item.querySelector("[data-options]");
  if (!host) return;
  for (const id of order) {
    const option = host.querySelector(`:scope > [data-option="${CSS.escape(id)}"]`);
    if (option) host.append(option);
  }
}

/** Whether a response says nothing: no text, no choice, nothing placed. */
export function isEmptyResponse(value) {
  if (value === null || value === undefined || value === "") return true;
  if (typeof value !== "object") return false;
  return Object.values(value).every(isEmptyResponse);
}
