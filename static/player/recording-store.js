/** What was spoken, on this device: recordings and their numbered pieces, flushed to disk one by one. */

import { deleteDB, openDB } from "idb";

const NAME = "recordings";
const STRICT = { durability: "strict" };

export class RecordingStore {
  #db;

  constructor(db) {
    this.#db = db;
  }

  /** A device that keeps nothing gets a store that lives as long as the page. */
  static async open() {
    try {
      const db = await openDB(NAME, 1, {
        upgrade(created) {
          created
            .createObjectStore("recordings", { keyPath: "id" })
            .createIndex("attempt", "attempt");
          created.createObjectStore("chunks", { keyPath: ["recording", "number"] });
        },
        blocking: (_current, _blocked, event) => event.target.close(),
      });
      return new RecordingStore(db);
    } catch {
      return new MemoryRecordingStore();
    }
  }

  /** Store a recording {id, attempt, fence, item, count, seconds, state}; `count` is null while it goes on. */
  put(recording) {
    return this.#write("recordings", recording);
  }

  /** Store a piece {recording, number, data, sha256, isSent}. */
  putChunk(chunk) {
    return this.#write("chunks", chunk);
  }

  /** In the order in which they were begun. */
  async list(attempt) {
    const found = await this.#db.getAllFromIndex("recordings", "attempt", attempt);
    return found.sort((one, other) => one.begun - other.begun);
  }

  /** In order of number. */
  listChunks(recording) {
    return this.#db.getAll("chunks", IDBKeyRange.bound([recording], [recording, []]));
  }

  /** Leave nothing of one recording. */
  async remove(id) {
    const tx = this.#db.transaction(["recordings", "chunks"], "readwrite", STRICT);
    tx.objectStore("recordings").delete(id);
    tx.objectStore("chunks").delete(IDBKeyRange.bound([id], [id, []]));
    await tx.done;
  }

  /** Leave nothing of an attempt, and no empty store either. */
  async forget(attempt) {
    for (const { id } of await this.list(attempt)) {
      const tx = this.#db.transaction(["recordings", "chunks"], "readwrite");
      tx.objectStore("recordings").delete(id);
      tx.objectStore("chunks").delete(IDBKeyRange.bound([id], [id, []]));
      await tx.done;
    }
    if ((await this.#db.count("recordings")) > 0) return;
    this.#db.close();
    await deleteDB(NAME);
  }

  async #write(name, value) {
    const tx = this.#db.transaction(name, "readwrite", STRICT);
    await Promise.all([tx.store.put(value), tx.done]);
  }
}

export class MemoryRecordingStore {
  #recordings = new Map();
  #chunks = new Map();

  async put(recording) {
    this.#recordings.set(recording.id, recording);
  }

  async putChunk(chunk) {
    const own = this.#chunks.get(chunk.recording) ?? new Map();
    this.#chunks.set(chunk.recording, own.set(chunk.number, chunk));
  }

  async list(attempt) {
    return [...this.#recordings.values()].filter((recording) => recording.attempt === attempt);
  }

  async listChunks(recording) {
    const own = [...(this.#chunks.get(recording)?.values() ?? [])];
    return own.sort((one, other) => one.number - other.number);
  }

  async remove(id) {
    this.#recordings.delete(id);
    this.#chunks.delete(id);
  }

  async forget() {
    this.#recordings.clear();
    this.#chunks.clear();
  }
}
