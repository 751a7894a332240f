/** The line that says where the answers are; "saved" only when the server has everything. */

import { notify } from "./notices.js";
import { say } from "./texts.js";

export function showSaveState({ journal, sender }) {
  const line = document.querySelector("[data-save-state]");
  let wasReachable = true;
  let wasDurable = true;
  let refused = 0;

  function update() {
    const key = nameState(journal, sender);
    line.dataset.saveState = key;
    line.textContent = key && say(key);
    if (journal.isDurable !== wasDurable) notify(say("memory-only"));
    if (sender.isReachable !== wasReachable) announceReach(key);
    if (journal.refused > refused) notify(say("refused"), { isLasting: true });
    [wasDurable, wasReachable, refused] = [journal.isDurable, sender.isReachable, journal.refused];
  }

  const announceReach = (key) =>
    notify(say(sender.isReachable ? "network-back" : key), { isOnlyHeard: true });

  journal.addEventListener("change", update);
  sender.addEventListener("reach", update);
  update();
}

function nameState(journal, sender) {
  if (!sender.isReachable) return journal.isDurable ? "offline" : "offline-unsafe";
  if (!journal.isDurable && !journal.isSettled) return "sending";
  if (journal.writing > 0) return "saving";
  if (!journal.isSettled) return "saved-here";
  return journal.lastSeq > 0 ? "saved" : "";
}
