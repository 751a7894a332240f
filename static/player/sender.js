/** Brings the unsent entries to the server: one request at a time, until every one is acknowledged. */

import { retryDelayMs } from "./backoff.js";
import { EntryState, MAX_BATCH, Reason } from "./protocol.js";
import { Refused, Unreachable } from "./server.js";

const DEBOUNCE_MS = 400;
const KEPT_BY_SERVER = new Set([Reason.SUPERSEDED, Reason.SUBMITTED]);
const NOT_OURS = new Set([Reason.NO_SITTING, Reason.OTHER_ATTEMPT]);
const UNREADABLE = new Set([400, 413, 422]);

/** Events: `reach` (isReachable changed), `refusal` (detail: the Refused), `refused-entries` (detail: entries). */
export class Sender extends EventTarget {
  #journal;
  #server;
  #clock;
  #timer = null;
  #isBusy = false;
  #failures = 0;
  #batchSize = MAX_BATCH;
  isReachable = true;
  isStopped = false;

  constructor({ journal, server, clock }) {
    super();
    this.#journal = journal;
    this.#server = server;
    this.#clock = clock;
    journal.addEventListener("change", () => this.#isBusy || this.wake(DEBOUNCE_MS));
    addEventListener("online", () => this.wake(0));
  }

  /** Send soon; an earlier appointment stands. */
  wake(delayMs) {
    if (delayMs === 0) this.#cancel();
    if (this.#timer || this.isStopped || this.#journal.unsentCount === 0) return;
    this.#timer = setTimeout(() => {
      this.#timer = null;
      this.#sendAll();
    }, delayMs);
  }

  /** Last chance of a page that is going away: sent again later if nobody hears the answer. */
  flush() {
    const entries = this.#journal.peekUnsent(MAX_BATCH);
    if (entries.length === 0 || this.isStopped) return;
    this.#deliver(entries, { keepalive: true }).catch(() => {});
  }

  /** Another request told whether the server can be reached. */
  noteReach(isReachable) {
    if (isReachable === this.isReachable) return;
    this.isReachable = isReachable;
    this.dispatchEvent(new Event("reach"));
    if (isReachable && !this.#isBusy) this.wake(0);
  }

  stop() {
    this.isStopped = true;
    this.#cancel();
  }

  async #sendAll() {
    if (this.#isBusy) return;
    this.#isBusy = true;
    try {
      while (!this.isStopped && (await this.#sendBatch()));
      this.#failures = 0;
    } catch (error) {
      this.#failures += 1;
      this.noteReach(!(error instanceof Unreachable));
    }
    this.#isBusy = false;
    this.wake(this.#failures ? retryDelayMs(this.#failures) : DEBOUNCE_MS);
  }

  /** Return whether there may be more. */
  async #sendBatch() {
    const entries = await this.#journal.listUnsent(this.#batchSize);
    if (entries.length === 0) return false;
    try {
      await this.#deliver(entries);
      this.noteReach(true);
    } catch (error) {
      if (!(error instanceof Refused)) throw error;
      await this.#takeRefusal(error, entries);
    }
    return true;
  }

  async #deliver(entries, options) {
    const reply = await this.#server.sendEntries(entries, options);
    const changes = listChanges(reply, new Set(entries.map(({ seq }) => seq)));
    if (changes.length === 0) throw new Unreachable("nothing acknowledged");
    this.#clock.sync(reply.clock);
    this.#batchSize = MAX_BATCH;
    await this.#journal.settle(changes);
    this.#announceRefused(entries, changes);
  }

  async #takeRefusal(refusal, entries) {
    if (KEPT_BY_SERVER.has(refusal.reason)) {
      await this.#journal.settle(entries.map(({ seq }) => ({ seq, state: EntryState.HELD })));
    } else if (NOT_OURS.has(refusal.reason)) {
      this.stop();
    } else if (UNREADABLE.has(refusal.status)) {
      await this.#narrow(entries, refusal.reason);
      return;
    }
    this.dispatchEvent(new CustomEvent("refusal", { detail: refusal }));
    if (!KEPT_BY_SERVER.has(refusal.reason)) throw refusal;
  }

  /** One bad entry must not hold up the rest: send fewer at once until it stands alone. */
  async #narrow(entries, reason) {
    this.#batchSize = Math.ceil(entries.length / 2);
    if (entries.length > 1) return;
    const changes = [{ seq: entries[0].seq, state: EntryState.REFUSED, reason }];
    this.#batchSize = MAX_BATCH;
    await this.#journal.settle(changes);
    this.#announceRefused(entries, changes);
  }

  #announceRefused(entries, changes) {
    const reasons = new Map(changes.map(({ seq, reason }) => [seq, reason]));
    const refused = entries
      .filter(({ seq }) => reasons.get(seq))
      .map((entry) => ({ ...entry, reason: reasons.get(entry.seq) }));
    if (refused.length) this.dispatchEvent(new CustomEvent("refused-entries", { detail: refused }));
  }

  #cancel() {
    clearTimeout(this.#timer);
    this.#timer = null;
  }
}

function listChanges({ acknowledged, refused }, sent) {
  return [
    ...acknowledged.map((seq) => ({ seq, state: EntryState.ACKNOWLEDGED })),
    ...refused.map(({ seq, reason }) => ({ seq, state: EntryState.REFUSED, reason })),
  ].filter(({ seq }) => sent.has(seq));
}
