/**
 * Lets a test that is on this device open again without a network. It only reads what the player put into the
 * cache, never answers for the state, and a new version waits until the old one has no page left.
 */

import { Address, CACHE_NAME } from "./protocol.js";

const SHELL_TIMEOUT_MS = 4_000;

addEventListener("activate", (event) => event.waitUntil(clients.claim()));

addEventListener("fetch", (event) => {
  const { request } = event;
  const url = new URL(request.url);
  if (request.method !== "GET" || url.origin !== location.origin) return;
  if (request.mode === "navigate") {
    if (url.pathname === Address.SHELL) event.respondWith(openShell(request));
  } else if (isContent(url)) {
    event.respondWith(takeContent(request));
  }
});

const isContent = ({ pathname }) =>
  !pathname.startsWith("/api/") || pathname.startsWith(Address.PACKAGES);

/** A refusal too is the player's to explain: it may still hold answers that it has to deliver first. */
async function openShell(request) {
  const kept = await findKept(Address.SHELL);
  if (!kept) return fetch(request);
  try {
    const fresh = await fetch(request, { signal: AbortSignal.timeout(SHELL_TIMEOUT_MS) });
    return fresh.status >= 400 ? kept : fresh;
  } catch {
    return kept;
  }
}

/** Addresses carry the hash of their content: what is kept is right. */
async function takeContent(request) {
  const isShell = new URL(request.url).pathname === Address.SHELL;
  const kept = isShell ? null : await findKept(request.url);
  if (!kept) return fetch(request);
  const range = /^bytes=(\d*)-(\d*)$/.exec(request.headers.get("Range") ?? "");
  return range ? cutRange(kept, range) : kept;
}

/** Media elements ask for pieces: "bytes=100-", "bytes=100-200", or the last hundred, "bytes=-100". */
async function cutRange(kept, [, first, last]) {
  const whole = await kept.blob();
  const isTail = first === "";
  const start = isTail ? Math.max(0, whole.size - Number(last)) : Number(first);
  const end = Math.min(last && !isTail ? Number(last) : Infinity, whole.size - 1);
  if (start > end)
    return new Response(null, {
      status: 416,
      headers: { "Content-Range": `bytes */${whole.size}` },
    });
  return new Response(whole.slice(start, end + 1), {
    status: 206,
    headers: {
      "Content-Type": kept.headers.get("Content-Type") ?? whole.type,
      "Content-Range": `bytes ${start}-${end}/${whole.size}`,
      "Content-Length": String(end + 1 - start),
      "Accept-Ranges": "bytes",
    },
  });
}

const findKept = (address) => caches.open(CACHE_NAME).then((cache) => cache.match(address));
