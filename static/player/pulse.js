/** Asks the server now and then how late it is and whether the test still goes on here. */

import { Refused } from "./server.js";

const EVERY_MS = 5_000;
const EVERY_ON_HOLD_MS = 5_000;

/** `onBeat()` after an answer, `onRefusal(refused)` when the server says no; returns {beat, stop}. */
export function startPulse({ server, clock, sender, journal }, { onBeat, onRefusal }) {
  let timer = null;
  let isBeating = false;
  let isStopped = false;

  async function beat() {
    if (isBeating || isStopped) return;
    clearTimeout(timer);
    isBeating = true;
    const refused = await ask();
    isBeating = false;
    if (!isStopped) timer = setTimeout(beat, refused ? EVERY_ON_HOLD_MS : EVERY_MS);
  }

  async function ask() {
    try {
      clock.sync((await server.pulse()).clock);
      sender.noteReach(true);
      journal.keep("clock", clock.reading());
      onBeat();
      return false;
    } catch (error) {
      sender.noteReach(error instanceof Refused);
      if (error instanceof Refused) onRefusal(error);
      return error instanceof Refused;
    }
  }

  const beatWhenSeen = () => document.visibilityState === "visible" && beat();
  addEventListener("online", beat);
  document.addEventListener("visibilitychange", beatWhenSeen);
  beat();
  function stop() {
    isStopped = true;
    clearTimeout(timer);
    removeEventListener("online", beat);
    document.removeEventListener("visibilitychange", beatWhenSeen);
  }
  return { beat, stop };
}
