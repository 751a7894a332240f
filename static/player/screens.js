/** Screens are templates of the page: copied, filled in, bound to actions and shown one at a time. */

import { introduce } from "./by-ear.js";
import { readAloud } from "./read-aloud.js";

/** Copy a template. `fills` are texts by name: null hides the place, true shows what is already in it. */
export function buildScreen(name, { fills = {}, actions = {} } = {}) {
  const template = document.querySelector(`template[data-screen="${name}"]`);
  const screen = template.content.firstElementChild.cloneNode(true);
  fill(screen, fills);
  for (const [action, act] of Object.entries(actions)) {
    screen.querySelector(`[data-action="${action}"]`).addEventListener("click", act);
  }
  return screen;
}

export function fill(screen, fills) {
  for (const [name, value] of Object.entries(fills)) {
    const place = screen.querySelector(`[data-fill="${name}"]`);
    if (typeof value === "string") place.textContent = value;
    place.hidden = value === null;
  }
}

/** Show the screen in place of what was there and bring the reader to its heading. */
export function showScreen(screen) {
  document.querySelector('[data-module="player"]').replaceChildren(screen);
  const heading = screen.querySelector("h1");
  heading.tabIndex = -1;
  heading.focus({ preventScroll: true });
  document.title = heading.textContent;
  scrollTo(0, 0);
  introduce(screen);
  return screen;
}

/** Show a dialog that makes everything behind it inert; the dialog goes when it closes. */
export function showDialog(dialog) {
  document.body.append(dialog);
  dialog.addEventListener("close", () => {
    dialog.remove();
    readAloud.stop();
  });
  readAloud.stop();
  dialog.showModal();
  introduce(dialog);
  return dialog;
}
