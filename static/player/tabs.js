/** One tab at a time: the tab that holds the lock is the one that takes answers. */

const LOCK = "player";
const TAKE_OVER = "take-over";

/** Resolve to whether this tab may go on; `onLost` is called when another tab takes over later. */
export function holdTab(onLost) {
  if (!navigator.locks) return Promise.resolve(true);
  const isTakingOver = sessionStorage.getItem(TAKE_OVER) !== null;
  sessionStorage.removeItem(TAKE_OVER);
  const options = isTakingOver ? { steal: true } : { ifAvailable: true };
  return new Promise((resolve) => {
    navigator.locks
      .request(LOCK, options, (lock) => {
        resolve(lock !== null);
        return lock && new Promise(() => {});
      })
      .catch(onLost);
  });
}

/** Start again in this tab and shut the other one out. */
export function takeOver() {
  sessionStorage.setItem(TAKE_OVER, "yes");
  location.reload();
}
