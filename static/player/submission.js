/** Hands in: first every entry, then the request, again and again until the server has it. */

import { waitBeforeRetry } from "./backoff.js";
import { Reason } from "./protocol.js";
import { Refused } from "./server.js";

/**
 * Resolve to whether the server has the whole test; false when `isCalledOff` says that it goes on.
 * Rejects with Refused when this device may not hand in.
 */
export async function submitAttempt(sitting, { isCalledOff = () => false } = {}) {
  const { journal, server } = sitting;
  const submit = (missing) => server.submit(journal.lastSeq, missing);
  return (await bring(sitting, submit, isCalledOff)) !== null;
}

/** Resolve to the state after the open test was handed in. Rejects as `submitAttempt` does. */
export function closeTest(sitting) {
  const { attempt, journal, server } = sitting;
  return bring(sitting, (missing) => server.closeTest(attempt.test, journal.lastSeq, missing));
}

/** Resolve to the answer of the server; null when it is called off before there is one. */
async function bring({ journal, sender, recordings }, send, isCalledOff = () => false) {
  let lost = [];
  let lostRecordings = [];
  for (let failures = 1; !isCalledOff(); failures += 1) {
    await whenSettled({ journal, sender }, isCalledOff);
    if (isCalledOff()) break;
    try {
      return await send({ lost, lostRecordings });
    } catch (error) {
      if (error.isFinal) throw error;
      sender.noteReach(error instanceof Refused);
      if (error.reason === Reason.MISSING) lost = await journal.reopen(error.missing);
      if (error.reason === Reason.RECORDINGS_MISSING)
        lostRecordings = await recordings.listLost(error.recordings);
    }
    await waitBeforeRetry(failures);
  }
  return null;
}

/** Resolve when nothing is unsent any more, or when it no longer matters. */
export async function whenSettled({ journal, sender }, isCalledOff = () => false) {
  await journal.whenWritten();
  sender.wake(0);
  while (!journal.isSettled && !isCalledOff() && !sender.isStopped) await nextChange(journal);
}

/** Set the clock before the time is taken as up; where the server says no, the submission will hear why. */
export async function askTime({ clock, sender, server }) {
  for (let failures = 1; ; failures += 1) {
    try {
      return clock.sync((await server.pulse()).clock);
    } catch (error) {
      sender.noteReach(error instanceof Refused);
      if (error instanceof Refused) return null;
    }
    await waitBeforeRetry(failures);
  }
}

/** A second at most: what calls the submission off may be something else than the journal. */
function nextChange(journal) {
  return new Promise((resolve) => {
    const timer = setTimeout(resolve, 1_000);
    journal.addEventListener(
      "change",
      () => {
        clearTimeout(timer);
        resolve();
      },
      { once: true },
    );
  });
}
