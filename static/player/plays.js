/** Counts how often limited sound was started: on this device at once, on the server for good. */

import { Kind, Reason } from "./protocol.js";

const LONGEST_WAIT_MS = 3_000;

export class Plays {
  #sitting;
  #recorder;
  #positions = new Map();

  constructor(sitting, recorder) {
    this.#sitting = sitting;
    this.#recorder = recorder;
  }

  left(ref, limit) {
    return Math.max(0, limit - this.#sitting.attempt.playsOf(ref));
  }

  /**
   * Write a play down and resolve to whether it may begin. With a network the server has the last word before any
   * sound; without one this device's own count has it, and `onRefused()` tells when the server said no afterwards.
   */
  async ask(ref, limit, onRefused) {
    if (this.left(ref, limit) === 0) return false;
    const entry = await this.#recorder.record(Kind.PLAY, ref, { stimulus: ref });
    if (!entry) return false;
    const verdict = this.#hearVerdict(entry);
    verdict.then((isGranted) => isGranted || onRefused());
    return Promise.race([verdict, this.#goOnWithoutNetwork()]);
  }

  recallPosition(ref) {
    return this.#positions.get(ref);
  }

  /** A play that was begun goes on where it was when the candidate comes back to the question. */
  keepPosition(ref, seconds) {
    this.#positions.set(ref, seconds);
  }

  forgetPosition(ref) {
    this.#positions.delete(ref);
  }

  #hearVerdict({ seq, item }) {
    const { attempt, journal } = this.#sitting;
    return new Promise((resolve) => {
      journal.addEventListener("settled", function hear({ detail }) {
        const change = detail.find((one) => one.seq === seq);
        if (!change) return;
        journal.removeEventListener("settled", hear);
        const isRefused = change.reason === Reason.NO_PLAYS_LEFT;
        if (isRefused) attempt.exhaustPlays(item);
        resolve(!isRefused);
      });
    });
  }

  #goOnWithoutNetwork() {
    const { sender } = this.#sitting;
    const isWorthWaiting = sender.isReachable && navigator.onLine;
    if (isWorthWaiting) sender.wake(0);
    return new Promise((resolve) => {
      setTimeout(resolve, isWorthWaiting ? LONGEST_WAIT_MS : 0, true);
    });
  }
}
