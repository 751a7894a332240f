/** The test is not open now: a dialog that nothing can be done behind, until the server lets it go on. */

import { buildScreen, showDialog } from "./screens.js";

let dialog = null;

export function hold(message) {
  if (dialog) return;
  document.querySelector("dialog[open]")?.close();
  dialog = showDialog(buildScreen("hold-dialog", { fills: { message } }));
  dialog.addEventListener("keydown", (event) => event.key === "Escape" && event.preventDefault());
  dialog.addEventListener("cancel", (event) => event.preventDefault());
  dialog.addEventListener("close", () => {
    dialog = null;
  });
}

export const release = () => dialog?.close();
