/** The journal of one attempt and lease on this device: IndexedDB, flushed to disk at every entry. */

import { deleteDB, openDB } from "idb";
import { EntryState } from "./protocol.js";

const PREFIX = "answers";
const NAME_PATTERN = /^answers-(.+)-(\d+)$/;
const STRICT = { durability: "strict" };
const OPEN_TIMEOUT_MS = 5_000;

export class DeviceStore {
  #db;

  constructor(db) {
    this.#db = db;
  }

  static async open(lease) {
    const opening = openDB(nameOf(lease), 1, {
      upgrade(db) {
        db.createObjectStore("entries", { keyPath: "seq" }).createIndex("state", "state");
        db.createObjectStore("facts");
      },
      blocking: (_current, _blocked, event) => event.target.close(),
    });
    return new DeviceStore(await within(OPEN_TIMEOUT_MS, opening));
  }

  /** Store the entry under the next free number; number and entry are one transaction. */
  async append(entry) {
    const tx = this.#db.transaction(["entries", "facts"], "readwrite", STRICT);
    const [last, floor] = await Promise.all([
      tx.objectStore("entries").openKeyCursor(null, "prev"),
      tx.objectStore("facts").get("floor"),
    ]);
    const seq = Math.max(floor ?? 1, (last?.key ?? 0) + 1);
    const stored = { ...entry, seq, state: EntryState.LOCAL };
    await Promise.all([tx.objectStore("entries").add(stored), tx.done]);
    return stored;
  }

  /** In order of number. */
  listUnsent(limit) {
    return this.#db.getAllFromIndex("entries", "state", EntryState.LOCAL, limit);
  }

  /** In order of number. */
  listAll() {
    return this.#db.getAll("entries");
  }

  /** Give entries another state: [{seq, state, reason}]. */
  async settle(changes) {
    const tx = this.#db.transaction("entries", "readwrite", STRICT);
    for (const { seq, ...change } of changes) {
      const entry = await tx.store.get(seq);
      if (entry) tx.store.put({ ...entry, ...change });
    }
    await tx.done;
  }

  /** Numbers below are taken: the server has seen them. */
  raiseFloor(nextSeq) {
    return this.keep("floor", nextSeq);
  }

  async keep(fact, value) {
    const tx = this.#db.transaction("facts", "readwrite", STRICT);
    await Promise.all([tx.store.put(value, fact), tx.done]);
  }

  recall(fact) {
    return this.#db.get("facts", fact);
  }

  close() {
    this.#db.close();
  }
}

const nameOf = ({ attempt, fence }) => `${PREFIX}-${attempt}-${fence}`;

export async function listLeases() {
  const databases = await indexedDB.databases();
  return databases
    .map(({ name }) => NAME_PATTERN.exec(name))
    .filter(Boolean)
    .map(([, attempt, fence]) => ({ attempt, fence: Number(fence) }));
}

export const deleteStore = (lease) => deleteDB(nameOf(lease));

function within(milliseconds, promise) {
  const late = new Promise((_resolve, reject) => {
    setTimeout(reject, milliseconds, new DOMException("IndexedDB does not open", "TimeoutError"));
  });
  return Promise.race([promise, late]);
}
