/** A recorder: time to prepare, then to speak, and the own voice to hear back: {recording: id, seconds: n}. */

import { Microphone } from "../microphone.js";

const TICK_MS = 200;

export const speaking = {
  bind(root, value, _onValue, { ref, recordings }) {
    // In a preview nothing is kept, so there is nothing to record to.
    if (recordings) new Speaking({ root, ref, recordings }).begin(value?.recording ?? null);
    else root.querySelector("[data-speak]").disabled = true;
  },
};

class Speaking {
  #root;
  #ref;
  #recordings;
  #button;
  #phase = "idle";
  #endsAt = 0;
  #startedAt = 0;
  #timer = null;
  #microphone = null;
  #take = null;
  #ended = null;

  constructor({ root, ref, recordings }) {
    this.#root = root;
    this.#ref = ref;
    this.#recordings = recordings;
    this.#button = root.querySelector("[data-speak]");
    this.#button.addEventListener("click", () => this.#press());
  }

  async begin(recording) {
    this.#show(recording ? "done" : "idle");
    if (recording) await this.#offer(recording);
  }

  /** The one button does what comes next. */
  #press() {
    if (this.#phase === "recording") this.#recordings.stop();
    else if (this.#phase === "preparing") this.#speak();
    else if (this.#phase !== "opening" && this.#left() > 0) this.#prepare();
  }

  async #prepare() {
    this.#show("opening");
    this.#own.pause();
    try {
      this.#microphone = await Microphone.open();
    } catch {
      this.#place("no-microphone").hidden = false;
      return this.#show("idle");
    }
    this.#place("no-microphone").hidden = true;
    this.#recordings.setRunning({ stop: () => this.#stop() });
    const seconds = Number(this.#root.dataset.prepareSeconds);
    if (!this.#root.isConnected) return this.#recordings.stop();
    if (seconds === 0) return this.#speak();
    this.#show("preparing");
    return this.#countDown(seconds, () => this.#speak());
  }

  async #speak() {
    clearInterval(this.#timer);
    this.#show("opening");
    this.#take = await this.#recordings.begin(this.#ref);
    this.#ended = new Promise((resolve) => {
      this.#microphone.record({
        onPiece: (blob) => this.#take.add(blob),
        onLevel: (percent) => {
          this.#place("level").value = percent;
        },
        onSilence: (isSilent) => {
          this.#place("silent").hidden = !isSilent;
        },
        onEnd: resolve,
      });
    });
    this.#startedAt = performance.now();
    this.#show("recording");
    this.#countDown(Number(this.#root.dataset.recordSeconds), () => this.#recordings.stop());
  }

  /** The pieces are on the disk of this device, and the answer names them. */
  async #stop() {
    clearInterval(this.#timer);
    this.#microphone.stop();
    if (!this.#take) return this.#show("idle");
    this.#show("opening");
    await this.#ended;
    const seconds = Math.max(1, Math.round((performance.now() - this.#startedAt) / 1000));
    const answer = await this.#take.finish(seconds);
    this.#take = null;
    this.#place("silent").hidden = true;
    this.#show(answer ? "done" : "idle");
    if (answer) await this.#offer(answer.recording);
  }

  #countDown(seconds, onEnd) {
    this.#endsAt = performance.now() + seconds * 1000;
    const tick = () => {
      const left = Math.max(0, Math.ceil((this.#endsAt - performance.now()) / 1000));
      this.#place("time").textContent = writeTime(left);
      if (left > 0) return;
      clearInterval(this.#timer);
      onEnd();
    };
    clearInterval(this.#timer);
    this.#timer = setInterval(tick, TICK_MS);
    tick();
  }

  async #offer(recording) {
    const sound = await this.#recordings.listen(recording);
    this.#own.hidden = sound === null;
    if (sound) this.#own.src = URL.createObjectURL(sound);
  }

  get #own() {
    return this.#place("own");
  }

  #left() {
    return Math.max(0, Number(this.#root.dataset.takes) - this.#recordings.takesOf(this.#ref));
  }

  #place(name) {
    return this.#root.querySelector(`[data-speaking="${name}"]`);
  }

  #show(phase) {
    this.#phase = phase;
    const left = this.#left();
    for (const place of this.#root.querySelectorAll("[data-phase]"))
      place.hidden = !place.dataset.phase.split(" ").includes(phase);
    const isClosed =
      phase === "opening" || (phase !== "recording" && phase !== "preparing" && !left);
    this.#button.setAttribute("aria-disabled", String(isClosed));
    if (phase === "recording" || phase === "preparing") this.#own.hidden = true;
    const sentence = this.#place("takes-left");
    sentence.textContent = sentence.dataset.sentence.replace("{number}", left);
  }
}

const writeTime = (seconds) =>
  `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, "0")}`;
