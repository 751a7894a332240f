/** A line to write on: {text: "…"}. */

import { tellWritten, textOf } from "./telling.js";

export const text = {
  bind(root, value, onValue) {
    const field = root.querySelector("input");
    field.value = value?.text ?? "";
    return tellWritten(root, () => ({ text: textOf(field) }), onValue);
  },
};
