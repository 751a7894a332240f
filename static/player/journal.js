/** Everything the candidate does, in order; what was not acknowledged by the server is unsent. */

import { DeviceStore } from "./device-store.js";
import { MemoryStore } from "./memory-store.js";
import { EntryState, Reason } from "./protocol.js";

/** Events: `change` when something was recorded or settled, `settled` (detail: the changes). */
export class Journal extends EventTarget {
  #store;
  #unsent = new Map();
  #queue = Promise.resolve();
  writing = 0;
  refused = 0;
  lastSeq = 0;
  isDurable = true;

  /** Open the journal of a lease; without a working device store it lives in memory and says so. */
  static async open(lease) {
    const journal = new Journal();
    try {
      journal.#store = await DeviceStore.open(lease);
      journal.#remember(await journal.#store.listAll());
    } catch {
      journal.#moveToMemory();
    }
    return journal;
  }

  get unsentCount() {
    return this.#unsent.size;
  }

  get isSettled() {
    return this.#unsent.size === 0 && this.writing === 0;
  }

  /** Resolves once the entry is stored; entries are stored one after another. */
  record(entry) {
    this.writing += 1;
    this.#changed();
    const stored = this.#queue.then(() => this.#append(entry));
    this.#queue = stored.catch(() => {});
    return stored.finally(() => {
      this.writing -= 1;
      this.#changed();
    });
  }

  /** What is known to be unsent, at once: for a page that is going away. */
  peekUnsent(limit) {
    return [...this.#unsent.values()].slice(0, limit);
  }

  async listUnsent(limit) {
    this.#remember(await this.#attempt((store) => store.listUnsent(limit)));
    return this.peekUnsent(limit);
  }

  listAll() {
    return this.#store.listAll();
  }

  /** Resolves when everything recorded so far is stored. */
  async whenWritten() {
    await this.#queue;
  }

  /** Take note of what the server said about entries: [{seq, state, reason}]. */
  async settle(changes) {
    for (const { seq, state, reason } of changes) {
      const isLoss = state === EntryState.REFUSED && reason !== Reason.NO_PLAYS_LEFT;
      if (isLoss && this.#unsent.has(seq)) this.refused += 1;
    }
    await this.#attempt((store) => store.settle(changes));
    for (const { seq } of changes) this.#unsent.delete(seq);
    this.dispatchEvent(new CustomEvent("settled", { detail: changes }));
    this.#changed();
  }

  /** Make entries unsent again that the server turns out not to have; return the numbers that are not here. */
  async reopen(numbers) {
    const here = new Map((await this.listAll()).map((entry) => [entry.seq, entry]));
    const sendable = numbers.filter(
      (seq) => here.has(seq) && here.get(seq).state !== EntryState.REFUSED,
    );
    await this.#attempt((store) =>
      store.settle(sendable.map((seq) => ({ seq, state: EntryState.LOCAL }))),
    );
    for (const seq of sendable)
      this.#unsent.set(seq, { ...here.get(seq), state: EntryState.LOCAL });
    this.#changed();
    return numbers.filter((seq) => !sendable.includes(seq));
  }

  async raiseFloor(nextSeq) {
    await this.#attempt((store) => store.raiseFloor(nextSeq));
    this.lastSeq = Math.max(this.lastSeq, nextSeq - 1);
  }

  async keep(fact, value) {
    await this.#attempt((store) => store.keep(fact, value));
  }

  recall(fact) {
    return this.#store.recall(fact);
  }

  close() {
    this.#store.close();
  }

  async #append(entry) {
    const stored = await this.#attempt((store) => store.append(entry));
    this.#remember([stored]);
    return stored;
  }

  /** A device that is full or broken must not stop the test: go on in memory. */
  async #attempt(use) {
    try {
      return await use(this.#store);
    } catch (error) {
      if (!this.isDurable) throw error;
      this.#moveToMemory();
      return use(this.#store);
    }
  }

  #moveToMemory() {
    this.isDurable = false;
    this.#store = new MemoryStore({ entries: this.peekUnsent(), nextSeq: this.lastSeq + 1 });
    this.#changed();
  }

  #remember(entries) {
    for (const entry of entries) {
      this.lastSeq = Math.max(this.lastSeq, entry.seq);
      if (entry.state === EntryState.LOCAL) this.#unsent.set(entry.seq, entry);
    }
  }

  #changed() {
    this.dispatchEvent(new Event("change"));
  }
}
