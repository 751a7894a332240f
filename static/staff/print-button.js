/** A button that prints; hidden in the page, for without script it could do nothing. */

export function bindPrintButton(button) {
  button.hidden = false;
  button.addEventListener("click", () => window.print());
}
