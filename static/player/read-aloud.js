/** Plays recordings: one at a time, with what is being read marked on the page. */

import { Marking } from "./marking.js";
import { playable } from "./sound-files.js";

const SPEED = "reading-speed";
const VOLUME = "reading-volume";

/** Who wanted it: a button of its own, the button for everything, "again", the screen itself, or an answer. */
export const By = Object.freeze({
  BUTTON: "button",
  ALL: "all",
  AGAIN: "again",
  SCREEN: "screen",
  CHOSEN: "chosen",
});

/**
 * What is read is a row of utterances {url, marked, place, button}. Events: `listen` (detail: {item, segment, by,
 * speed}) when a recording starts, `broken` when one cannot be played, `blocked` when the browser wants a touch first.
 */
class ReadAloud extends EventTarget {
  #audio = new Audio();
  #owner = null;
  #by = By.BUTTON;
  #current = null;
  #queue = [];
  #last = null;
  #marking = null;
  #otherTabs = new BroadcastChannel("sound");
  speed = Number(sessionStorage.getItem(SPEED)) || 1;

  constructor() {
    super();
    this.#audio.preservesPitch = true;
    this.#audio.volume = Number(sessionStorage.getItem(VOLUME) ?? 1);
    this.#audio.addEventListener("ended", () => this.#playNext());
    this.#audio.addEventListener("error", () => this.#giveUp());
    this.#otherTabs.addEventListener("message", () => this.#pause());
  }

  get volume() {
    return this.#audio.volume;
  }

  set volume(volume) {
    this.#audio.volume = Math.min(1, Math.max(0, volume));
    sessionStorage.setItem(VOLUME, String(this.#audio.volume));
  }

  /** Play what the buttons stand for, one after another; again by the same owner: pause or go on. */
  toggle(owner, buttons = [owner], by = By.BUTTON) {
    if (owner !== this.#owner) this.read([...buttons].map(utteranceOf), { owner, by });
    else if (this.#audio.paused) this.#resume();
    else this.#pause();
  }

  read(utterances, { owner = null, by }) {
    this.stop();
    if (utterances.length === 0) return;
    this.#last = { utterances, owner, by };
    this.#owner = owner;
    this.#by = by;
    this.#queue = [...utterances];
    this.#playNext();
  }

  /** From its beginning, what was read last; false when there is nothing of it on the page any more. */
  again(by = By.AGAIN) {
    const { utterances, owner } = this.#last ?? {};
    if (!utterances?.some(({ place }) => place?.isConnected)) return false;
    this.read(utterances, { owner, by });
    return true;
  }

  /**
   * Say something as soon as what is being said is over: nothing that is read is lost, and no sound of a question is
   * broken off, whose plays may be counted.
   */
  interject(utterance) {
    const notice = { ...utterance, isNotice: true };
    const media = [...document.querySelectorAll("[data-media]")].find(({ paused }) => !paused);
    if (media) media.addEventListener("pause", () => this.interject(utterance), { once: true });
    else if (this.#current && !this.#audio.paused) this.#queue.unshift(notice);
    else this.read([notice], { by: By.SCREEN });
  }

  /** A text that is signed was started: it is told like one that is read. */
  tellWatched(clip) {
    const { item, segment } = placeOf(clip, clip.dataset.sign);
    const detail = { item: item?.dataset.item, segment, by: By.BUTTON, speed: 1 };
    this.dispatchEvent(new CustomEvent("listen", { detail }));
  }

  stop() {
    this.#audio.pause();
    this.#unmark();
    this.#owner = null;
    this.#current = null;
    this.#queue = [];
  }

  setSpeed(speed) {
    this.speed = speed;
    this.#audio.playbackRate = speed;
    sessionStorage.setItem(SPEED, String(speed));
  }

  #playNext() {
    const [next, ...rest] = this.#queue;
    if (!next) return this.stop();
    this.#unmark();
    this.#current = next;
    this.#queue = rest;
    this.#mark();
    this.#audio.src = next.url;
    this.#audio.defaultPlaybackRate = this.speed;
    this.#audio.playbackRate = this.speed;
    this.#resume();
    const { item, segment } = next;
    const detail = { item, segment, by: this.#by, speed: this.speed };
    return this.dispatchEvent(new CustomEvent("listen", { detail }));
  }

  #resume() {
    for (const media of document.querySelectorAll("[data-media]")) media.pause();
    this.#otherTabs.postMessage("here");
    this.#press(true);
    this.#audio.play().catch((error) => this.#takeRefusal(error));
    this.#follow();
  }

  #pause() {
    this.#audio.pause();
    this.#press(false);
  }

  #takeRefusal({ name }) {
    if (name === "AbortError") return;
    if (name !== "NotAllowedError" || this.#by !== By.SCREEN) return this.#giveUp();
    this.stop();
    this.dispatchEvent(new Event("blocked"));
  }

  #giveUp() {
    if (!this.#current) return;
    const { isNotice } = this.#current;
    this.stop();
    // A sentence that says what is broken, and is broken itself, would say so for ever.
    if (!isNotice) this.dispatchEvent(new Event("broken"));
  }

  #mark() {
    const { place, marked } = this.#current;
    this.#press(true);
    if (place) this.#marking = new Marking(place, marked);
    if (place && this.#by === By.SCREEN) place.scrollIntoView({ block: "nearest" });
  }

  #unmark() {
    this.#press(false);
    this.#marking?.clear();
    this.#marking = null;
  }

  /** The sentence follows the sound, at any speed. */
  #follow() {
    const marking = this.#marking;
    if (!marking || this.#audio.paused) return;
    marking.show(this.#audio.currentTime);
    requestAnimationFrame(() => marking === this.#marking && this.#follow());
  }

  #press(isPressed) {
    for (const button of [this.#owner, this.#current?.button])
      button?.setAttribute("aria-pressed", String(isPressed));
  }
}

/** Item element → segment → {text, marks}: what its package says of the recordings. */
const knownMarks = new WeakMap();

export function rememberMarks(item, marks) {
  if (item && marks) knownMarks.set(item, marks);
}

/** Within a group each question has texts of the same names. */
function placeOf(element, own) {
  const item = element.closest("[data-item]");
  const question = element.closest("[data-question]");
  return { item, question, segment: question ? `${question.dataset.question}.${own}` : own };
}

/** What a button with a recording reads. */
export function utteranceOf(button) {
  const { segment: own, audioUrl } = button.dataset;
  const { item, question, segment } = placeOf(button, own);
  return {
    url: playable(audioUrl),
    button,
    item: item?.dataset.item,
    segment,
    marked: knownMarks.get(item)?.[segment] ?? null,
    place: (question ?? item)?.querySelector(`[data-spoken="${CSS.escape(own)}"]`) ?? null,
  };
}

export const readAloud = new ReadAloud();

/** Every button with a recording works, wherever and whenever it appears; other sound ends what is read. */
export function bindAudioButtons(root) {
  root.addEventListener("click", ({ target }) => {
    const button = target.closest("[data-audio-url]");
    if (button) readAloud.toggle(button);
  });
  const hushOthers = ({ target }) => {
    if (!target.matches("[data-media]")) return;
    readAloud.stop();
    if (target.dataset.sign && target.currentTime === 0) readAloud.tellWatched(target);
    for (const media of document.querySelectorAll("[data-media]"))
      if (media !== target) media.pause();
  };
  root.addEventListener("play", hushOthers, { capture: true });
}
