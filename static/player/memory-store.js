/** Stands in for the device store where the device keeps nothing: what is here is gone with the page. */

import { EntryState } from "./protocol.js";

export class MemoryStore {
  #entries = new Map();
  #facts = new Map();
  #floor = 1;

  /** Takes over what another store still had to send. */
  constructor({ entries = [], nextSeq = 1 } = {}) {
    for (const entry of entries) this.#entries.set(entry.seq, entry);
    this.#floor = nextSeq;
  }

  async append(entry) {
    const stored = { ...entry, seq: this.#floor, state: EntryState.LOCAL };
    this.#floor += 1;
    this.#entries.set(stored.seq, stored);
    return stored;
  }

  async listUnsent(limit) {
    return [...this.#entries.values()]
      .filter(({ state }) => state === EntryState.LOCAL)
      .slice(0, limit);
  }

  async listAll() {
    return [...this.#entries.values()];
  }

  async settle(changes) {
    for (const { seq, ...change } of changes) {
      const entry = this.#entries.get(seq);
      if (entry) this.#entries.set(seq, { ...entry, ...change });
    }
  }

  async raiseFloor(nextSeq) {
    this.#floor = Math.max(this.#floor, nextSeq);
  }

  async keep(fact, value) {
    this.#facts.set(fact, value);
  }

  async recall(fact) {
    return this.#facts.get(fact);
  }

  close() {}
}
