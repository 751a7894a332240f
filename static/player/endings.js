/** How a test ends on this device: handed in, moved elsewhere, or without a candidate. */

import { clearDelivered, forgetContent, recallLease } from "./device.js";
import { deleteStore, listLeases } from "./device-store.js";
import { connectLease } from "./opening.js";
import { Reason } from "./protocol.js";
import { showSending } from "./question-screen.js";
import { buildScreen, fill, showScreen } from "./screens.js";
import { whenSettled } from "./submission.js";
import { say } from "./texts.js";

/** Show what a refusal means; what this device still holds is delivered first or kept. */
export async function endBecause(reason, { root, connected }) {
  document.querySelector("[data-bar]").hidden = true;
  if (reason === Reason.SUPERSEDED) await showMoved(connected);
  else if (reason === Reason.SUBMITTED) await leave(root, connected);
  else showNoSitting(root);
}

/** The server has the test: nothing of it stays on the device. */
export async function leave(root, connected) {
  showSending();
  const delivering = connected ?? (await connectKnownLease());
  if (delivering) {
    await whenSettled(delivering);
    delivering.sender.stop();
    delivering.journal.close();
  }
  await forgetContent();
  await clearDelivered();
  location.replace(root.dataset.doneUrl);
}

/** Deliver what was made here under earlier leases of this attempt: the server keeps it for the supervisor. */
export async function deliverEarlierLeases({ attempt, fence }) {
  const leases = await listLeases().catch(() => []);
  const earlier = leases.filter((other) => other.attempt === attempt && other.fence !== fence);
  for (const lease of earlier) await deliver(lease);
}

/** Nothing of a finished test stays, unless it holds answers that the server does not want from here. */
export async function clearAfterTest() {
  const unsent = await clearDelivered();
  for (const lease of unsent) await deliver(lease);
  if ((await clearDelivered()).length === 0) await forgetContent();
}

async function deliver(lease) {
  const connected = await connectLease(lease);
  await whenSettled(connected);
  connected.sender.stop();
  connected.journal.close();
  if (connected.journal.isSettled) await deleteStore(lease);
}

async function showMoved(connected) {
  const screen = showScreen(buildScreen("moved", { fills: { kept: say("sending-kept") } }));
  const delivering = connected ?? (await connectKnownLease());
  if (delivering) await whenSettled(delivering);
  const isKept = !delivering || delivering.journal.isSettled;
  if (isKept) await forgetContent();
  fill(screen, { kept: isKept ? say("kept") : say("sending-kept") });
}

function showNoSitting(root) {
  const screen = buildScreen("no-sitting");
  screen.querySelector("[data-start-link]").href = root.dataset.startUrl;
  showScreen(screen);
}

async function connectKnownLease() {
  const lease = await recallLease();
  return lease && connectLease(lease);
}
