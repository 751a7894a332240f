/** Tells what somebody writes: within a second of the first key, and at once when they leave the field. */

const LATEST_MS = 800;

/**
 * `read()` gives the whole response and `onValue(value, ageMs)` takes it, `ageMs` after the last key: what was
 * written in time counts although it is told later. Returns `flush`, which tells at once what was not told yet.
 */
export function tellWritten(root, read, onValue) {
  let timer = null;
  let writtenAt = 0;

  function flush() {
    if (timer === null) return;
    clearTimeout(timer);
    timer = null;
    onValue(read(), performance.now() - writtenAt);
  }

  root.addEventListener("input", () => {
    writtenAt = performance.now();
    timer ??= setTimeout(flush, LATEST_MS);
  });
  root.addEventListener("change", flush);
  root.addEventListener("focusout", flush);
  return flush;
}

/** What a field holds, without what the server would not take: half of a pair, or no character at all. */
export const textOf = (field) => field.value.toWellFormed().replaceAll("\0", "");
