/** Registers the service worker that lets the test open again without a network. */

import { Address } from "./protocol.js";

const LONGEST_WAIT_MS = 5_000;

/** Resolve when the worker is there, or after a while: a test without it is better than no test. */
export async function keepOffline() {
  if (!navigator.serviceWorker) return;
  const registered = navigator.serviceWorker
    .register(Address.SERVICE_WORKER, { scope: "/" })
    .then(() => navigator.serviceWorker.ready)
    .catch(() => {});
  await Promise.race([registered, new Promise((resolve) => setTimeout(resolve, LONGEST_WAIT_MS))]);
}
