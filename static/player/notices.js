/** One quiet line that is also read out: changes of the network, the last minutes, trouble. Nothing else. */

import { speak } from "./by-ear.js";

const SHOWN_MS = 15_000;
let timer = null;

/** What the page shows elsewhere already is only read out (`isOnlyHeard`). */
export function notify(sentence, { isLasting = false, isOnlyHeard = false } = {}) {
  const line = document.querySelector("[data-notice]");
  clearTimeout(timer);
  line.classList.toggle("only-heard", isOnlyHeard);
  line.textContent = sentence;
  speak(sentence);
  if (!isLasting)
    timer = setTimeout(() => {
      line.textContent = "";
    }, SHOWN_MS);
}
