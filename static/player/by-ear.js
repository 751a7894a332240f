/** Screens that speak by themselves, for who cannot read; anybody else hears only what they ask for. */

import { By, readAloud, utteranceOf } from "./read-aloud.js";
import { findSpeech, squeeze } from "./speech.js";

const CHOSEN_BY_EAR = "language-by-ear";
// Not the end of a touch: the sign would be gone before its click, which then lands on what is under it.
const TOUCHES = ["click", "keydown"];
const READ = "h1, h2, p, .code-label, .button, .audio-button";

/** Where a need says so always; on the code screen, which knows nobody yet, when the language was chosen by ear. */
export function speaksByItself() {
  const { byEar } = document.body.dataset;
  return (
    byEar === "always" || (byEar === "asked" && sessionStorage.getItem(CHOSEN_BY_EAR) === "yes")
  );
}

/** Read a screen from top to bottom: its sentences, the question with its options, and what can be pressed. */
export function introduce(screen) {
  if (speaksByItself()) readAloud.read(listUtterances(screen), { by: By.SCREEN });
}

/** Say a sentence that has a recording, after what is being said. */
export function speak(sentence) {
  const speech = speaksByItself() && findSpeech(sentence);
  if (speech) readAloud.interject(speech);
}

/** Say at once what somebody pressed or typed, one sign after another; `places` light up with them. */
export function sayBack(signs, places = []) {
  if (!speaksByItself()) return;
  const utterances = signs.map((sign, number) => {
    const speech = findSpeech(sign);
    return speech && { ...speech, place: places[number] };
  });
  readAloud.read(utterances.filter(Boolean), { by: By.CHOSEN });
}

/** Say back what was chosen: `label` ("You chose:"), and the option. */
export function bindFeedback(host, label) {
  if (!speaksByItself()) return;
  host.addEventListener("change", ({ target }) => {
    const button = target.closest(".choice")?.querySelector("[data-audio-url]");
    if (!target.checked || !button) return;
    const utterances = [findSpeech(label), utteranceOf(button)].filter(Boolean);
    readAloud.read(utterances, { by: By.CHOSEN });
  });
}

/** Remember on this device that somebody chose their language with their ears; the next one begins anew. */
export function bindLanguages(list) {
  sessionStorage.removeItem(CHOSEN_BY_EAR);
  list.addEventListener("click", ({ target }) => {
    if (target.closest("[data-audio-url]")) sessionStorage.setItem(CHOSEN_BY_EAR, "yes");
  });
}

/** A browser that plays nothing before a touch gets one: anywhere on the screen. */
export function waitForTouch() {
  const sign = document.querySelector("[data-touch-to-listen]");
  if (!sign) return;
  readAloud.addEventListener("blocked", () => {
    sign.hidden = false;
    for (const event of TOUCHES) addEventListener(event, begin);
  });
  function begin() {
    sign.hidden = true;
    for (const event of TOUCHES) removeEventListener(event, begin);
    readAloud.again(By.SCREEN);
  }
}

const listUtterances = (screen) =>
  [...screen.querySelectorAll(READ)].filter(isIntroduced).map(toUtterance).filter(Boolean);

const isIntroduced = (element) =>
  (element.checkVisibility?.() ?? true) && element.closest("[data-not-introduced]") === null;

/** Within an item only what may be read aloud is. */
function toUtterance(element) {
  if (element.closest("[data-item]"))
    return element.dataset.audioUrl ? utteranceOf(element) : undefined;
  const speech = findSpeech(squeeze(element.textContent));
  return speech && { ...speech, place: element };
}
