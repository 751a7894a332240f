/** Plays recordings: one at a time, only when asked, with what is being read marked on the page. */

const SPEEDS = [1, 1.25, 0.75];

/** Events: `listen` (detail: {item, segment}) when a recording starts, `broken` when one cannot be played. */
class ReadAloud extends EventTarget {
  #audio = new Audio();
  #owner = null;
  #current = null;
  #queue = [];
  speed = SPEEDS[0];

  constructor() {
    super();
    this.#audio.preservesPitch = true;
    this.#audio.addEventListener("ended", () => this.#playNext());
    this.#audio.addEventListener("error", () => this.#giveUp());
  }

  /** Play what the buttons stand for, one after another; again by the same owner: pause or go on. */
  toggle(owner, buttons = [owner]) {
    if (owner !== this.#owner) this.#begin(owner, buttons);
    else if (this.#audio.paused) this.#resume();
    else this.#pause();
  }

  stop() {
    this.#audio.pause();
    this.#mark(false);
    this.#owner = null;
    this.#current = null;
    this.#queue = [];
  }

  nextSpeed() {
    this.speed = SPEEDS[(SPEEDS.indexOf(this.speed) + 1) % SPEEDS.length];
    this.#audio.playbackRate = this.speed;
    return this.speed;
  }

  #begin(owner, buttons) {
    this.stop();
    this.#owner = owner;
    this.#queue = [...buttons];
    this.#playNext();
  }

  #playNext() {
    const [next, ...rest] = this.#queue;
    if (!next) return this.stop();
    this.#mark(false);
    this.#current = next;
    this.#queue = rest;
    this.#mark(true);
    this.#audio.src = next.dataset.audioUrl;
    this.#audio.defaultPlaybackRate = this.speed;
    this.#audio.playbackRate = this.speed;
    this.#resume();
    const detail = { item: itemOf(next)?.dataset.item, segment: segmentOf(next) };
    return this.dispatchEvent(new CustomEvent("listen", { detail }));
  }

  #resume() {
    for (const media of document.querySelectorAll("[data-media]")) media.pause();
    this.#press(true);
    this.#audio.play().catch((error) => error.name === "AbortError" || this.#giveUp());
  }

  #pause() {
    this.#audio.pause();
    this.#press(false);
  }

  #giveUp() {
    if (!this.#owner) return;
    this.stop();
    this.dispatchEvent(new Event("broken"));
  }

  #mark(isSpoken) {
    if (!this.#current) return;
    this.#press(isSpoken);
    const segment = this.#current.dataset.segment;
    placeOf(this.#current)
      ?.querySelector(`[data-spoken="${segment}"]`)
      ?.classList.toggle("is-spoken", isSpoken);
  }

  #press(isPressed) {
    for (const button of [this.#owner, this.#current])
      button?.setAttribute("aria-pressed", String(isPressed));
  }
}

const itemOf = (button) => button.closest("[data-item]");

/** Within a group each question has texts of the same names. */
const placeOf = (button) => button.closest("[data-question]") ?? itemOf(button);

function segmentOf(button) {
  const question = button.closest("[data-question]")?.dataset.question;
  return question ? `${question}.${button.dataset.segment}` : button.dataset.segment;
}

export const readAloud = new ReadAloud();

/** Every button with a recording works, wherever and whenever it appears. */
export function bindAudioButtons(root) {
  root.addEventListener("click", ({ target }) => {
    const button = target.closest("[data-audio-url]");
    if (button) readAloud.toggle(button);
  });
}
