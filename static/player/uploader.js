/** Brings recordings to the server piece by piece, again and again until it has them whole. */

import { retryDelayMs } from "./backoff.js";
import { Reason } from "./protocol.js";
import { Refused } from "./server.js";

export const RecordingState = Object.freeze({
  LOCAL: "local",
  UPLOADED: "uploaded",
  REFUSED: "refused",
});

export class Uploader {
  #store;
  #server;
  #timer = null;
  #isBusy = false;
  #isWokenAgain = false;
  #failures = 0;
  isStopped = false;

  constructor({ store, server }) {
    this.#store = store;
    this.#server = server;
    addEventListener("online", () => this.wake());
  }

  wake(delayMs = 0) {
    if (this.isStopped) return;
    if (this.#isBusy) {
      this.#isWokenAgain = true;
      return;
    }
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => this.#uploadAll(), delayMs);
  }

  /** Resolve to the recordings that can still be brought to the server. */
  async listOpen() {
    const recordings = await this.#store.list(this.#server.lease.attempt);
    return recordings.filter(({ state }) => state === RecordingState.LOCAL);
  }

  async #uploadAll() {
    if (this.#isBusy || this.isStopped) return;
    this.#isBusy = true;
    this.#isWokenAgain = false;
    try {
      for (const recording of await this.listOpen()) await this.#upload(recording);
      this.#failures = 0;
    } catch (error) {
      if (error.isFinal) this.isStopped = true;
      this.#failures += 1;
    }
    this.#isBusy = false;
    if (this.#failures) this.wake(retryDelayMs(this.#failures));
    else if (this.#isWokenAgain) this.wake();
  }

  async #upload(recording) {
    try {
      for (const chunk of await this.#store.listChunks(recording.id)) {
        if (!chunk.isSent) await this.#send(recording, chunk);
      }
      if (recording.count !== null) await this.#complete(recording);
    } catch (error) {
      if (!(error instanceof Refused) || error.isFinal || error.reason === Reason.NOT_STARTED)
        throw error;
      await this.#store.put({ ...recording, state: RecordingState.REFUSED });
    }
  }

  async #send(recording, chunk) {
    await this.#server.putChunk(recording, chunk);
    await this.#store.putChunk({ ...chunk, isSent: true });
  }

  /** The server may have lost a piece since, after a restored backup for instance. */
  async #complete(recording) {
    try {
      await this.#server.completeRecording(recording);
    } catch (error) {
      if (error.reason !== Reason.CHUNKS_MISSING) throw error;
      const chunks = await this.#store.listChunks(recording.id);
      const missing = chunks.filter(({ number }) => error.missing.includes(number));
      if (missing.length < error.missing.length) throw error;
      for (const chunk of missing) await this.#send(recording, chunk);
      await this.#server.completeRecording(recording);
    }
    await this.#store.put({ ...recording, state: RecordingState.UPLOADED });
  }
}
