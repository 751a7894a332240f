/** Writes down what the candidate does, on the screen and in the journal at once. */

import { Kind, Reason } from "./protocol.js";
import { fetchState } from "./server.js";

const WORTH_REPEATING = new Set([Kind.ANSWER, Kind.MARK, Kind.PLAY]);

export class Recorder {
  #sitting;
  isClosed = false;

  constructor(sitting) {
    this.#sitting = sitting;
    sitting.sender.addEventListener("refused-entries", ({ detail }) => this.#repeatCurrent(detail));
  }

  /**
   * Resolves to the entry as it is stored; to nothing once no more is taken. `ageMs` is how long ago it was done: what
   * was written in time counts although it is told after it.
   */
  async record(kind, item, value = {}, ageMs = 0) {
    if (this.isClosed) return undefined;
    this.#sitting.attempt.apply({ kind, item, value });
    return this.#write({ kind, item, value }, ageMs);
  }

  #write(entry, ageMs = 0) {
    const { journal, clock, times } = this.#sitting;
    const made = { ...entry, made_at_ms: clock.nowMs() - Math.round(ageMs) };
    times.note(made);
    return journal.record(made);
  }

  /** A number that was taken must not cost what was said under it: once more under a new one. */
  async #repeatCurrent(refused) {
    const { attempt, journal } = this.#sitting;
    const repeatable = refused.filter(
      (entry) =>
        entry.reason === Reason.SEQUENCE_REUSED &&
        !entry.isRepeat &&
        WORTH_REPEATING.has(entry.kind) &&
        attempt.isCurrent(entry),
    );
    if (repeatable.length === 0) return;
    const state = await fetchState().catch(() => null);
    if (state) await journal.raiseFloor(state.lease.next_seq);
    for (const { kind, item, value } of repeatable)
      this.#write({ kind, item, value, isRepeat: true });
  }
}
