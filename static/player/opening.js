/** Finds the test to go on with: from the server, or without a network from what this device keeps. */

import { restoreAttempt } from "./attempt.js";
import { waitBeforeRetry } from "./backoff.js";
import { ServerClock } from "./clock.js";
import { forgetContent, keepLease, recallLease } from "./device.js";
import { Journal } from "./journal.js";
import { EntryState, Reason } from "./protocol.js";
import { Sender } from "./sender.js";
import { fetchState, Refused, Server } from "./server.js";

/**
 * Resolve to the open sitting {lease, attempt, times, journal, sender, server, clock, isFresh}. Rejects with Refused
 * when there is nothing to go on with; `onTrouble(sentence)` tells why it is still waiting.
 */
export async function openSitting(onTrouble) {
  for (let failures = 1; ; failures += 1) {
    const known = await recallLease();
    try {
      return await openFromServer(await fetchState(), known);
    } catch (error) {
      if (error instanceof Refused && error.reason !== Reason.NOT_OPEN) throw error;
      const kept = error instanceof Refused ? null : await openFromDevice(known);
      if (kept) return kept;
      onTrouble(error.sentence);
    }
    await waitBeforeRetry(failures);
  }
}

/** The parts that work on one lease, without a test on top. */
export async function connectLease(lease) {
  const clock = new ServerClock();
  const server = new Server(lease);
  const journal = await Journal.open(lease);
  return { lease, clock, server, journal, sender: new Sender({ journal, server, clock }) };
}

async function openFromServer(state, known) {
  const lease = { attempt: state.attempt.key, fence: state.lease.fence };
  if (known?.attempt !== lease.attempt) await forgetContent();
  await keepLease(lease);
  const connected = await connectLease(lease);
  const { journal, clock } = connected;
  clock.sync(state.clock);
  await journal.raiseFloor(state.lease.next_seq);
  await journal.reopen(await listLost(journal, state));
  await journal.keep("state", state);
  const entries = await journal.listAll();
  return { ...connected, isFresh: true, ...restoreAttempt(state, entries, clock) };
}

async function openFromDevice(lease) {
  if (!lease) return null;
  const connected = await connectLease(lease);
  const { journal, clock } = connected;
  const state = await journal.recall("state");
  if (!state) return null;
  const entries = await journal.listAll();
  clock.resume((await journal.recall("clock")) ?? state.clock, entries.at(-1)?.made_at_ms ?? 0);
  return { ...connected, isFresh: false, ...restoreAttempt(state, entries, clock) };
}

/** Numbers that the server once acknowledged and no longer has, after a restored backup for instance. */
async function listLost(journal, state) {
  const entries = await journal.listAll();
  return entries
    .filter((entry) => entry.state === EntryState.ACKNOWLEDGED && entry.seq >= state.lease.next_seq)
    .map(({ seq }) => seq);
}
