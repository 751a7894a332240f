/** How long to wait before another try: longer each time, never all devices at once. */

const FIRST_MS = 1_000;
const LONGEST_MS = 20_000;

export function retryDelayMs(failures) {
  const full = Math.min(LONGEST_MS, FIRST_MS * 2 ** Math.max(0, failures - 1));
  return full * (0.5 + Math.random() / 2);
}

/** Resolve after the delay, or as soon as the browser says that there is a network again. */
export function waitBeforeRetry(failures) {
  return new Promise((resolve) => {
    const timer = setTimeout(proceed, retryDelayMs(failures));
    function proceed() {
      clearTimeout(timer);
      removeEventListener("online", proceed);
      resolve();
    }
    addEventListener("online", proceed);
  });
}
