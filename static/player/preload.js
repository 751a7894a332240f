/** Brings the whole test to the device before it shows: packages, sound, images and the page itself. */

import { waitBeforeRetry } from "./backoff.js";
import { Address, CACHE_NAME } from "./protocol.js";
import { playable } from "./sound-files.js";
import { listSpeechUrls } from "./speech.js";

const AT_ONCE = 4;
const MEDIA_ROUNDS = 3;
const TIMEOUT_MS = 30_000;
const HTTP_NOT_FOUND = 404;

class Gone extends Error {}

/**
 * Resolve to the items by reference. Packages are fetched until they are there; media that stays away after a
 * few rounds is played or shown from the network later. `onProgress(done, total)`, `onTrouble()` tell how it goes.
 */
export async function preloadTest(parts, { onProgress, onTrouble }) {
  const cache = await openCache();
  const packages = [];
  for (const part of parts) packages.push(await fetchPackage(cache, part.package, onTrouble));
  const items = packages.flatMap(({ items, reviewed }) =>
    items.map((item) => ({ ...item, isReviewed: reviewed })),
  );
  const assets = listAssets();
  const missing = await fetchRounds(cache, [...assets, ...listMedia(items)], onProgress);
  if (!missing.some((url) => assets.includes(url)))
    await take(cache, Address.SHELL).catch(() => {});
  return new Map(items.map((item) => [item.ref, item]));
}

async function fetchPackage(cache, { url, sha256 }, onTrouble) {
  for (let failures = 1; ; failures += 1) {
    try {
      const fetched = await (await take(cache, url)).json();
      if (fetched.sha256 === sha256 && Array.isArray(fetched.items)) return fetched;
      await cache?.delete(url);
    } catch (error) {
      // The server knows another package now (its voices became ready): begin again from the state.
      if (error instanceof Gone) location.reload();
    }
    onTrouble();
    await waitBeforeRetry(failures);
  }
}

const listAssets = () =>
  [...document.querySelectorAll("link[rel=stylesheet], script[src]")].map(
    (element) => element.href ?? element.src,
  );

const listMedia = (items) => [
  ...new Set([
    ...listSpeechUrls(),
    ...items.flatMap((item) => [...listVoices(item), ...(item.media ?? [])]),
  ]),
];

const listVoices = ({ audio }) =>
  Object.values(audio ?? {})
    .filter(Boolean)
    .map(playable);

/** Return what did not come. */
async function fetchRounds(cache, urls, onProgress) {
  let left = urls;
  for (let round = 1; left.length && round <= MEDIA_ROUNDS; round += 1) {
    if (round > 1) await waitBeforeRetry(round);
    left = await fetchAll(cache, left, (waiting) => onProgress(urls.length - waiting, urls.length));
  }
  return left;
}

async function fetchAll(cache, urls, onWaiting) {
  const waiting = [...urls];
  const failed = [];
  const fetchOneByOne = async () => {
    for (let url = waiting.pop(); url; url = waiting.pop()) {
      await take(cache, url).catch(() => failed.push(url));
      onWaiting(waiting.length + failed.length);
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, fetchOneByOne));
  return failed;
}

/** From the cache, else from the network and into the cache; the shell always freshly if it can be. */
async function take(cache, url) {
  const kept = await cache?.match(url);
  if (kept && url !== Address.SHELL) return kept;
  const response = await fetch(url, { signal: AbortSignal.timeout(TIMEOUT_MS) });
  if (response.status === HTTP_NOT_FOUND) throw new Gone(url);
  if (!response.ok || response.redirected) throw new Error(`${url}: ${response.status}`);
  await cache?.put(url, response.clone()).catch(() => {});
  return response;
}

const openCache = () => ("caches" in window ? caches.open(CACHE_NAME).catch(() => null) : null);
