/** All questions at a glance: answered, open or marked for later, in words and shapes. */

import { showKeys } from "./keys.js";
import { buildScreen, showDialog, showScreen } from "./screens.js";
import { say } from "./texts.js";

/**
 * The questions of the parts that may be visited. `onPick(ref)` is called with the one that the candidate wants to see;
 * where `hasMore`, there is a part to go on to and the test is not handed in yet. `isClosing` when this part is over then.
 */
export function showOverview({ attempt, parts, hasMore, isClosing, canGoBack, onPick, actions }) {
  const screen = buildScreen("overview", {
    fills: { ...nameOpen(attempt, parts), closing: isClosing || null },
    actions,
  });
  screen
    .querySelector("[data-parts]")
    .append(...parts.map((part) => buildPart(attempt, part, onPick)));
  screen.querySelector('[data-action="back"]').hidden = !canGoBack;
  screen.querySelector('[data-action="next"]').hidden = !hasMore;
  screen.querySelector('[data-action="hand-in"]').hidden = hasMore;
  showKeys(screen);
  return showScreen(screen);
}

/** How many are open as a number to read, and whether any is as a sentence to hear. */
function nameOpen(attempt, parts) {
  const open = attempt.openCount(parts);
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
export function askToHandIn(attempt, parts) {
  return new Promise((resolve) => {
    const dialog = buildScreen("hand-in-dialog", {
      fills: nameOpen(attempt, parts),
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
