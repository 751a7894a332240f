/**
 * Keeps the parts of a page that carry data-fresh as they are on the server: the same page is fetched again and
 * again, and a part is swapped when it changed and nobody is busy in it. A hidden tab asks nothing.
 */

export function keepFresh(element) {
  const period = Number(element.dataset.seconds) * 1_000;
  const notice = element.querySelector("[data-notice]");
  let timer = setTimeout(refresh, period);

  async function refresh() {
    clearTimeout(timer);
    if (document.hidden) return;
    const next = await fetchPage();
    if (next === SIGNED_OUT) return tell(notice.dataset.signedOut);
    tell(next === null ? notice.dataset.offline : "");
    if (next !== null) swapParts(element, next);
    timer = setTimeout(refresh, period);
  }

  function tell(sentence) {
    notice.hidden = sentence === "";
    if (notice.textContent !== sentence) notice.textContent = sentence;
  }

  document.addEventListener("visibilitychange", refresh);
}

const SIGNED_OUT = Symbol("signed out");

/** The page as it is now, null when it did not come, or SIGNED_OUT. */
async function fetchPage() {
  try {
    const response = await fetch(location.href, { cache: "no-store" });
    if (response.redirected) return SIGNED_OUT;
    if (!response.ok) return null;
    return new DOMParser().parseFromString(await response.text(), "text/html");
  } catch {
    return null;
  }
}

function swapParts(element, next) {
  for (const part of element.querySelectorAll("[data-fresh]")) {
    const fresh = next.querySelector(`[data-fresh="${part.dataset.fresh}"]`);
    if (fresh === null || fresh.innerHTML === part.innerHTML || isBusy(part)) continue;
    part.replaceChildren(...document.importNode(fresh, true).childNodes);
  }
}

/** Somebody has the focus or a selection in the part: what they see must not move. */
function isBusy(part) {
  const selection = document.getSelection();
  const isSelected =
    selection !== null && !selection.isCollapsed && selection.containsNode(part, true);
  return isSelected || part.contains(document.activeElement);
}
