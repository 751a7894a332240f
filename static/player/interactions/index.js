/** Connects the markup of an item to its response: one script per interaction, by data-interaction. */

import { choices } from "./choices.js";
import { gaps } from "./gaps.js";
import { group } from "./group.js";
import { order } from "./order.js";
import { pairs } from "./pairs.js";
import { speaking } from "./speaking.js";
import { text } from "./text.js";
import { writing } from "./writing.js";

// `bind(root, value, onValue, context)` shows an earlier value (or null) and tells every new one. What does not
// tell at once returns a function that does.
const INTERACTIONS = { choices, gaps, group, order, pairs, speaking, text, writing };

const nothingUntold = () => {};

/**
 * Show `value` in the item and call `onValue(value, ageMs)` with the whole response at every change, `ageMs` after
 * it was made. Returns `flush`, which tells at once what was not told yet: to be called before the item goes.
 */
export function bindResponse(item, value, onValue, context = {}) {
  const root = item.querySelector("[data-interaction]");
  const interaction = INTERACTIONS[root?.dataset.interaction];
  const inner = { ...context, bindResponse };
  return interaction?.bind(root, value ?? null, onValue, inner) ?? nothingUntold;
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
  if (value === null || value === undefined) return true;
  if (typeof value === "string") return value.trim() === "";
  if (typeof value !== "object") return false;
  return Object.values(value).every(isEmptyResponse);
}
