/** A calm clock: whole minutes, hidden on request, and a word only at the moments that the test names. */

import { notify } from "./notices.js";
import { say } from "./texts.js";

const TICK_MS = 1_000;
const HIDDEN = "clock-hidden";

/** Returns `refresh`, for when the clock is of something else from now on. */
export function showClock(clock, onTimeUp) {
  const box = document.querySelector("[data-clock-box]");
  const face = box.querySelector("[data-clock]");
  const toggle = box.querySelector("[data-clock-toggle]");
  let previousSeconds = Infinity;

  function refresh() {
    const seconds = clock.remainingSeconds();
    box.hidden = seconds === null;
    if (seconds === null) return seconds;
    write(face, nameMinutes(seconds));
    if (
      clock.warnMinutes.some(
        (minutes) => seconds <= minutes * 60 && previousSeconds > minutes * 60,
      ) &&
      previousSeconds !== Infinity
    )
      notify(nameMinutes(seconds));
    previousSeconds = seconds;
    return seconds;
  }

  function tick() {
    if (refresh() === 0) onTimeUp();
  }

  function setHidden(isHidden) {
    sessionStorage.setItem(HIDDEN, isHidden ? "yes" : "");
    face.hidden = isHidden;
    toggle.textContent = say(isHidden ? "show-clock" : "hide-clock");
  }

  toggle.addEventListener("click", () => setHidden(!face.hidden));
  setHidden(sessionStorage.getItem(HIDDEN) === "yes");
  tick();
  setInterval(tick, TICK_MS);
  return refresh;
}

const nameMinutes = (seconds) =>
  seconds < 60 ? say("last-minute") : say("minutes-left", { number: Math.ceil(seconds / 60) });

function write(element, sentence) {
  if (element.textContent !== sentence) element.textContent = sentence;
}
