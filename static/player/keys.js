/** The keys of the test: Alt with the arrow of the reading direction, or with Page Up and Page Down. */

const isRightToLeft = () => document.documentElement.dir === "rtl";

const actionOf = (key) =>
  ({
    PageDown: "next",
    PageUp: "back",
    ArrowRight: isRightToLeft() ? "back" : "next",
    ArrowLeft: isRightToLeft() ? "next" : "back",
  })[key];

/** Press the button of the question screen that the key stands for. */
export function bindKeys() {
  addEventListener("keydown", (event) => {
    const action = event.altKey && actionOf(event.key);
    if (!action) return;
    event.preventDefault();
    if (document.querySelector("dialog[open]")) return;
    document.querySelector(`[data-item-host] ~ .steps [data-action="${action}"]`)?.click();
  });
}

/** Write the arrows as they are in this reading direction. */
export function showKeys(screen) {
  const [next, back] = isRightToLeft() ? ["←", "→"] : ["→", "←"];
  for (const key of screen.querySelectorAll('[data-key="next"]')) key.textContent = next;
  for (const key of screen.querySelectorAll('[data-key="back"]')) key.textContent = back;
}
