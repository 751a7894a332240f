/** What this device knows beyond one attempt: whose test is open on it, and what may be thrown away. */

import { deleteDB, openDB } from "idb";
import { DeviceStore, deleteStore, listLeases } from "./device-store.js";
import { CACHE_NAME } from "./protocol.js";

const NAME = "device";
const OPEN_LEASE = "open-lease";

/** Return {attempt, fence} of the test that is open here, or undefined. */
export const recallLease = () => useFacts((facts) => facts.get("facts", OPEN_LEASE));

export const keepLease = (lease) => useFacts((facts) => facts.put("facts", lease, OPEN_LEASE));

export const forgetLease = () => deleteDB(NAME).catch(() => {});

/** Forget which test was open and its content. Answers stay: only a server that has them makes them superfluous. */
export async function forgetContent() {
  await forgetLease();
  if ("caches" in window) await caches.delete(CACHE_NAME);
}

/** Delete every journal on this device that has nothing unsent. Return the leases that do. */
export async function clearDelivered() {
  const kept = [];
  for (const lease of await listLeases().catch(() => [])) {
    if (await hasUnsent(lease)) kept.push(lease);
    else await deleteStore(lease).catch(() => {});
  }
  return kept;
}

async function hasUnsent(lease) {
  try {
    const store = await DeviceStore.open(lease);
    const unsent = await store.listUnsent(1);
    store.close();
    return unsent.length > 0;
  } catch {
    return true;
  }
}

/** A device without IndexedDB knows nothing: that is no reason to stop. */
async function useFacts(use) {
  try {
    const facts = await openDB(NAME, 1, {
      upgrade: (db) => void db.createObjectStore("facts"),
      blocking: (_current, _blocked, event) => event.target.close(),
    });
    const value = await use(facts);
    facts.close();
    return value;
  } catch {
    return undefined;
  }
}
