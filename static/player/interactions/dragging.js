/** A drag by mouse, finger or pen: always beside buttons that do the same, never in their place. */

const EDGE_PX = 56;
const STEP_PX = 18;

/** Follow one pointer from the event that put it down; the element carries `is-dragged` meanwhile. */
export function whileDragging(start, element, { onMove, onEnd, onCancel = onEnd }) {
  const { pointerId } = start;
  const listening = new AbortController();
  const listen = (kind, heed) =>
    addEventListener(kind, (event) => event.pointerId === pointerId && heed(event), {
      signal: listening.signal,
    });
  const stop = (heed) => (event) => {
    listening.abort();
    element.classList.remove("is-dragged");
    heed(event);
  };

  // Otherwise the mouse selects text and a finger's events go to what it first touched.
  start.preventDefault();
  start.target.releasePointerCapture?.(pointerId);
  element.classList.add("is-dragged");
  listen("pointermove", (event) => {
    scrollAtEdge(event.clientY);
    onMove(event);
  });
  listen("pointerup", stop(onEnd));
  listen("pointercancel", stop(onCancel));
}

function scrollAtEdge(y) {
  if (y < EDGE_PX) scrollBy(0, -STEP_PX);
  else if (y > innerHeight - EDGE_PX) scrollBy(0, STEP_PX);
}
