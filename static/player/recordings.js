/** The recordings of a test: begun, kept piece by piece, sent, and named in the answer. */

import { Kind } from "./protocol.js";
import { MemoryRecordingStore, RecordingStore } from "./recording-store.js";
import { RecordingState, Uploader } from "./uploader.js";

export class Recordings {
  #sitting;
  #recorder;
  #store;
  #uploader;
  #known = [];
  #running = null;

  constructor({ sitting, recorder, store }) {
    this.#sitting = sitting;
    this.#recorder = recorder;
    this.#store = store;
    this.#uploader = new Uploader({ store, server: sitting.server });
  }

  /** A test in which nobody speaks leaves no trace of recordings on the device. */
  static async open(sitting, recorder, { isNeeded }) {
    const store = isNeeded ? await RecordingStore.open() : new MemoryRecordingStore();
    const recordings = new Recordings({ sitting, recorder, store });
    await recordings.#recover();
    return recordings;
  }

  /** How many takes there are of an item, on this device and on the server. */
  takesOf(ref) {
    const here = this.#known.filter(({ item }) => item === ref).map(({ id }) => id);
    return new Set([...here, ...this.#sitting.attempt.recordingsOf(ref)]).size;
  }

  /** Begin a take; returns {add(blob), finish(seconds)}, which resolve once it is on the disk of this device. */
  async begin(ref) {
    const { attempt, fence } = this.#sitting.lease;
    const id = crypto.randomUUID().replaceAll("-", "");
    let recording = {
      ...{ id, attempt, fence, item: ref, count: null, seconds: null },
      ...{ state: RecordingState.LOCAL, begun: Date.now() },
    };
    await this.#store.put(recording);
    this.#known.push(recording);
    let count = 0;
    let queue = Promise.resolve();
    const add = (blob) => {
      const number = count;
      count += 1;
      queue = queue.then(() => this.#keepPiece(id, number, blob));
      return queue;
    };
    const finish = async (seconds) => {
      await queue;
      recording = { ...recording, count, seconds };
      return this.#finish(recording);
    };
    return { add, finish };
  }

  /** The take that is being recorded now, if any: {stop()}, which resolves once its answer is written down. */
  setRunning(take) {
    this.#running = take;
  }

  /** Leave nothing running, for another question or the hand-in. */
  async stop() {
    const running = this.#running;
    this.#running = null;
    await running?.stop();
  }

  /** The sound of a recording as one blob; null when it is not on this device. */
  async listen(id) {
    const chunks = await this.#store.listChunks(id);
    return chunks.length
      ? new Blob(
          chunks.map(({ data }) => data),
          { type: "audio/webm" },
        )
      : null;
  }

  /** Of the recordings that the server lacks, those that this device cannot bring any more; the rest is sent. */
  async listLost(missing) {
    const open = (await this.#uploader.listOpen()).map(({ id }) => id);
    this.#uploader.wake();
    return missing.filter((id) => !open.includes(id));
  }

  stopSending() {
    this.#uploader.isStopped = true;
  }

  forget() {
    return this.#store.forget(this.#sitting.lease.attempt);
  }

  async #keepPiece(recording, number, blob) {
    const data = await blob.arrayBuffer();
    const sha256 = toHex(await crypto.subtle.digest("SHA-256", data));
    await this.#store.putChunk({ recording, number, data, sha256, isSent: false });
    this.#uploader.wake();
  }

  /** An empty take is none: nothing is sent, and the earlier answer stays. */
  async #finish(recording) {
    if (recording.count === 0) {
      await this.#store.put({ ...recording, state: RecordingState.REFUSED });
      this.#known = this.#known.filter(({ id }) => id !== recording.id);
      return null;
    }
    await this.#store.put(recording);
    const value = { recording: recording.id, seconds: recording.seconds };
    await this.#recorder.record(Kind.ANSWER, recording.item, value);
    this.#uploader.wake();
    return value;
  }

  /** A page that was killed in the middle of a take left pieces: they are the take. */
  async #recover() {
    const { attempt, fence } = this.#sitting.lease;
    this.#known = await this.#store.list(attempt);
    for (const recording of this.#known.filter(({ count }) => count === null)) {
      const chunks = await this.#store.listChunks(recording.id);
      const finished = { ...recording, count: chunks.length, seconds: chunks.length };
      if (recording.fence === fence) await this.#finish(finished);
      else await this.#store.put(finished);
    }
    this.#uploader.wake();
  }
}

const toHex = (bytes) =>
  [...new Uint8Array(bytes)].map((byte) => byte.toString(16).padStart(2, "0")).join("");
