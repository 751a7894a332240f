/**
 * The takes of a speaker on this device: kept piece by piece, brought to the server one after another in the order in
 * which they were made, and gone from the device once the server has them.
 */

import { retryDelayMs } from "../../player/backoff.js";
import { RecordingStore } from "../../player/recording-store.js";

const MEDIA_TYPE = "audio/webm";
// Not 400: then other bytes arrived than the device holds, and the take is sent again.
const IS_FINAL = new Set([404, 413, 422]);
const HTTP_BAD_REQUEST = 400;
const SIGNED_OUT = "signed-out";
const PIECE_MS = 1_000;

export class Takes extends EventTarget {
  #store;
  #desk;
  #timer = null;
  #isBusy = false;
  #isWokenAgain = false;
  #failures = 0;

  constructor(store, desk) {
    super();
    this.#store = store;
    this.#desk = desk;
    addEventListener("online", () => this.wake());
  }

  /** `desk` is {name, url, token}: of which speaker, form and language, and where takes go. */
  static async open(desk) {
    const takes = new Takes(await RecordingStore.open(), desk);
    await takes.#recover();
    return takes;
  }

  /** Begin a take of a text; returns {add(blob), finish(ms)}, which resolve once it is on the disk of this device. */
  async begin(text) {
    const take = {
      ...{ id: crypto.randomUUID().replaceAll("-", ""), attempt: this.#desk.name },
      ...{ item: text, count: null, seconds: null, begun: Date.now() },
    };
    await this.#store.put(take);
    let count = 0;
    let queue = Promise.resolve();
    const add = (blob) => {
      const number = count;
      count += 1;
      queue = queue.then(async () => {
        const data = await blob.arrayBuffer();
        await this.#store.putChunk({ recording: take.id, number, data, isSent: false });
      });
      return queue;
    };
    const finish = async (ms) => {
      await queue;
      if (count === 0) return this.#store.remove(take.id);
      await this.#store.put({ ...take, count, seconds: ms / 1_000 });
      this.#tell("kept", take.item, { sound: await this.#read(take.id) });
      this.wake();
    };
    return { add, finish };
  }

  wake(delayMs = 0) {
    if (this.#isBusy) {
      this.#isWokenAgain = true;
      return;
    }
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => this.#sendAll(), delayMs);
  }

  async #sendAll() {
    this.#isBusy = true;
    this.#isWokenAgain = false;
    const takes = (await this.#store.list(this.#desk.name)).filter(({ count }) => count !== null);
    try {
      for (const take of takes) await this.#send(take);
      this.#failures = 0;
    } catch (problem) {
      this.#failures += 1;
      const reason = problem.message === SIGNED_OUT ? "signed-out" : "waiting";
      for (const { item } of await this.#store.list(this.#desk.name)) this.#tell(reason, item);
    }
    this.#isBusy = false;
    if (this.#failures) this.wake(retryDelayMs(this.#failures));
    else if (this.#isWokenAgain) this.wake();
  }

  async #send(take) {
    const sound = await this.#read(take.id);
    const url = new URL(this.#desk.url, location.href);
    url.searchParams.set("text", take.item);
    url.searchParams.set("ms", String(Math.round(take.seconds * 1_000)));
    url.searchParams.set("sha256", await hash(sound));
    const answer = await fetch(url, {
      method: "POST",
      body: sound,
      headers: { "Content-Type": MEDIA_TYPE, "X-CSRFToken": this.#desk.token },
    });
    if (answer.redirected) throw new Error(SIGNED_OUT);
    const said = await readJson(answer);
    const isRefused = answer.status === HTTP_BAD_REQUEST && said?.sentence === undefined;
    if (!answer.ok && !isRefused && !IS_FINAL.has(answer.status))
      throw new Error(String(answer.status));
    // Without a sentence it is the page that is out of date, not the take that is wrong.
    if (!answer.ok && said?.sentence === undefined) throw new Error(SIGNED_OUT);
    await this.#store.remove(take.id);
    if (answer.ok) this.#tell("saved", take.item, { audio: said.audio });
    else this.#tell("refused", take.item, { sentence: said.sentence });
  }

  /** A page that was closed in the middle of a take left pieces: they are the take. */
  async #recover() {
    for (const take of await this.#store.list(this.#desk.name)) {
      if (take.count !== null) continue;
      const chunks = await this.#store.listChunks(take.id);
      if (chunks.length === 0) await this.#store.remove(take.id);
      // Its last piece was not whole, so nothing longer is promised than what is surely there.
      const seconds = Math.max(0, ((chunks.length - 1) * PIECE_MS) / 1_000);
      if (chunks.length) await this.#store.put({ ...take, count: chunks.length, seconds });
    }
    this.wake();
  }

  async #read(id) {
    const chunks = await this.#store.listChunks(id);
    return new Blob(
      chunks.map(({ data }) => data),
      { type: MEDIA_TYPE },
    );
  }

  #tell(what, text, details = {}) {
    this.dispatchEvent(new CustomEvent("take", { detail: { what, text, ...details } }));
  }
}

async function readJson(answer) {
  try {
    return await answer.json();
  } catch {
    return null;
  }
}

async function hash(blob) {
  const digest = await crypto.subtle.digest("SHA-256", await blob.arrayBuffer());
  return [...new Uint8Array(digest)].map((byte) => byte.toString(16).padStart(2, "0")).join("");
}
