/** Gaps in a text: {gaps: {g1: "…"}}, without those that are empty. They are fields or native lists. */

import { tellWritten, textOf } from "./telling.js";
import { bindWordBank } from "./word-bank.js";

export const gaps = {
  bind(root, value, onValue) {
    const fields = [...root.querySelectorAll("[data-gap]")];
    for (const field of fields) field.value = value?.gaps?.[field.dataset.gap] ?? "";
    const read = () => ({
      gaps: Object.fromEntries(
        fields.filter((field) => field.value).map((field) => [field.dataset.gap, textOf(field)]),
      ),
    });
    const bank = root.querySelector("[data-word-bank]");
    if (bank) bindWordBank(root, bank, fields);
    return tellWritten(root, read, onValue);
  },
};
