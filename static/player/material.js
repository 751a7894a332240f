/** Sound and video of a stimulus: the browser's own controls, or ours where plays are counted. */

import { notify } from "./notices.js";
import { say } from "./texts.js";

const READY_TIMEOUT_MS = 10_000;
const JUMP_SECONDS = 0.5;

/** `plays` counts where there is a limit; `onListen()` tells that sound without one was started. */
export function bindMaterial(item, ref, { plays, onListen }) {
  const media = item.querySelector("[data-media]:not([data-sign])");
  if (!media) return;
  const box = item.querySelector("[data-limited-media]");
  if (box) new LimitedMedia({ box, media, ref, plays });
  else media.addEventListener("play", onListen);
}

export function pauseMaterial() {
  for (const media of document.querySelectorAll("[data-media]")) media.pause();
}

/** Starts, pauses and goes on; it never goes back, and a new start is asked for first. */
class LimitedMedia {
  #box;
  #media;
  #ref;
  #plays;
  #limit;
  #button;
  #isAsking = false;
  #isBegun = false;
  #position = 0;

  constructor({ box, media, ref, plays }) {
    this.#box = box;
    this.#media = media;
    this.#ref = ref;
    this.#plays = plays;
    this.#limit = Number(box.dataset.plays);
    this.#button = box.querySelector("[data-media-toggle]");
    const begun = plays.recallPosition(ref);
    this.#isBegun = begun !== undefined;
    this.#position = begun ?? 0;
    this.#button.addEventListener("click", () => this.#toggle());
    media.addEventListener("play", () => this.#isBegun || media.pause());
    media.addEventListener("seeking", () => this.#refuseJump());
    media.addEventListener("timeupdate", () => this.#advance());
    media.addEventListener("ended", () => this.#end());
    media.addEventListener("contextmenu", (event) => event.preventDefault());
    for (const event of ["playing", "pause"]) media.addEventListener(event, () => this.#show());
    this.#show();
  }

  #toggle() {
    if (this.#isAsking) return;
    if (!this.#media.paused) this.#media.pause();
    else if (this.#isBegun) this.#play();
    else if (this.#plays.left(this.#ref, this.#limit) > 0) this.#start();
  }

  /** What cannot be heard is not counted; what is counted may be heard to its end. */
  async #start() {
    this.#isAsking = true;
    const isReady = await whenReady(this.#media);
    if (!isReady) notify(say("audio-broken"));
    if (isReady && this.#box.isConnected) await this.#ask();
    this.#isAsking = false;
    this.#show();
  }

  async #ask() {
    const isGranted = await this.#plays.ask(this.#ref, this.#limit, () => this.#stop());
    if (!isGranted) return;
    this.#isBegun = true;
    this.#position = 0;
    if (this.#box.isConnected) this.#play();
  }

  #play() {
    this.#media.currentTime = this.#position;
    this.#media.play().catch((error) => error.name === "AbortError" || notify(say("audio-broken")));
  }

  #advance() {
    if (!this.#isBegun || this.#media.seeking) return;
    this.#position = this.#media.currentTime;
    this.#plays.keepPosition(this.#ref, this.#position);
    this.#showProgress();
  }

  #refuseJump() {
    const isJump = Math.abs(this.#media.currentTime - this.#position) > JUMP_SECONDS;
    if (isJump) this.#media.currentTime = this.#position;
  }

  #end() {
    this.#isBegun = false;
    this.#position = 0;
    this.#plays.forgetPosition(this.#ref);
    this.#show();
  }

  /** The server counted more plays than this device knew of. */
  #stop() {
    this.#end();
    this.#media.pause();
  }

  #show() {
    const left = this.#plays.left(this.#ref, this.#limit);
    const word = this.#isBegun ? (this.#media.paused ? "resume" : "pause") : "start";
    for (const place of this.#button.querySelectorAll("[data-media-word]"))
      place.hidden = place.dataset.mediaWord !== word;
    this.#button.setAttribute("aria-disabled", String(!this.#isBegun && left === 0));
    const sentence = this.#box.querySelector("[data-plays-left]");
    sentence.textContent = sentence.dataset.sentence.replace("{number}", left);
    sentence.hidden = left === 0;
    this.#box.querySelector("[data-no-plays-left]").hidden = left > 0;
    this.#showProgress();
  }

  #showProgress() {
    const { duration } = this.#media;
    const share = Number.isFinite(duration) && duration > 0 ? this.#position / duration : 0;
    this.#box.querySelector("[data-media-progress]").value = Math.round(share * 100);
  }
}

/** Resolve to whether there is something to play. */
function whenReady(media) {
  if (media.readyState >= HTMLMediaElement.HAVE_CURRENT_DATA) return Promise.resolve(true);
  return new Promise((resolve) => {
    const timer = setTimeout(resolve, READY_TIMEOUT_MS, false);
    const settle = (isReady) => {
      clearTimeout(timer);
      resolve(isReady);
    };
    media.addEventListener("loadeddata", () => settle(true), { once: true });
    media.addEventListener("error", () => settle(false), { once: true });
    media.load();
  });
}
