/** All questions at a glance: answered, open or marked for later, in words and shapes. */

import { showKeys } from "./keys.js";
import { buildScreen, showDialog, showScreen } from "./screens.js";
import { say } from "./texts.js";

/** `onPick(ref)` is called with the question that the candidate wants to see. */
export function showOverview({ attempt, onPick, actions }) {
  const screen = buildScreen("overview", {
    fills: nameOpen(attempt),
    actions,
  });
  screen
    .querySelector("[data-parts]")
    .append(...attempt.parts.map((part) => buildPart(attempt, part, onPick)));
  showKeys(screen);
  return showScreen(screen);
}

/** How many are open as a number to read, and whether any is as a sentence to hear. */
function nameOpen(attempt) {
  const open = attempt.openCount();
  return {
    open: say("open", { number: open }),
    "all-answered": open === 0 || null,
    "some-open": open > 0 || null,
  };
}

function buildPart(attempt, part, onPick) {
  const section = buildScreen("overview-part", { fills: { title: part.title } });
  section.querySelector("ul").append(...part.items.map((ref) => buildItem(attempt, ref, onPick)));
  return section;
}

function buildItem(attempt, ref, onPick) {
  const state = nameState(attempt, ref);
  const entry = buildScreen("overview-item", {
    fills: {
      number: attempt.isQuestion(ref) ? String(attempt.numberOf(ref)) : "i",
      state: say(`state-${state}`),
      later: attempt.isMarked(ref) || null,
    },
  });
  const button = entry.querySelector("button");
  button.dataset.state = state;
  button.addEventListener("click", () => onPick(ref));
  if (ref === attempt.position) button.setAttribute("aria-current", "step");
  return entry;
}

function nameState(attempt, ref) {
  if (!attempt.isQuestion(ref)) return "information";
  return attempt.isAnswered(ref) ? "answered" : "open";
}

/** Ask once more; resolves to whether the candidate hands in. */
export function askToHandIn(attempt) {
  return new Promise((resolve) => {
    const dialog = buildScreen("hand-in-dialog", {
      fills: nameOpen(attempt),
      actions: { stay: () => dialog.close(), "hand-in": confirm },
    });
    // The second half of a double click on the page must not confirm what it opened.
    function confirm({ currentTarget, detail }) {
      if (detail > 1) return;
      currentTarget.disabled = true;
      dialog.close("hand-in");
    }
    dialog.addEventListener("close", () => resolve(dialog.returnValue === "hand-in"));
    showDialog(dialog);
  });
}
