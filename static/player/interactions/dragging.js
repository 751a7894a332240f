/** A drag by mouse, finger or pen: always beside controls that do the same, never in their place. */

const STILL_PX = 8;
const EDGE_PX = 56;
const STEP_PX = 18;

/**
 * Follow the pointer that an event put down. A drag begins when it leaves its place: until then it
 * may become a click. The element carries `is-dragged` meanwhile; `onEnd` tells where it was let go.
 */
export function whileDragging(start, element, { onMove, onEnd, onCancel = onEnd }) {
  const { pointerId } = start;
  const listening = new AbortController();
  const listen = (kind, heed) =>
    addEventListener(kind, (event) => event.pointerId === pointerId && heed(event), {
      signal: listening.signal,
    });
  const isDragged = () => element.classList.contains("is-dragged");
  const stop = (heed) => (event) => {
    listening.abort();
    if (!isDragged()) return;
    element.classList.remove("is-dragged");
    heed(event);
  };

  // Otherwise the mouse selects text and a finger's events go to what it first touched.
  start.preventDefault();
  start.target.releasePointerCapture?.(pointerId);
  listen("pointermove", (event) => {
    if (!isDragged() && isStill(start, event)) return;
    element.classList.add("is-dragged");
    scrollAtEdge(event.clientY);
    onMove(event);
  });
  listen("pointerup", stop(onEnd));
  listen("pointercancel", stop(onCancel));
}

function isStill(start, { clientX, clientY }) {
  return Math.hypot(clientX - start.clientX, clientY - start.clientY) < STILL_PX;
}

function scrollAtEdge(y) {
  if (y < EDGE_PX) scrollBy(0, -STEP_PX);
  else if (y > innerHeight - EDGE_PX) scrollBy(0, STEP_PX);
}
