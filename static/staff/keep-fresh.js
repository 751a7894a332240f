/**
 * Keeps the parts of a page that carry data-fresh as they are on the server: the same page is fetched again and
 * again, and a part is swapped when it changed and nobody is busy in it. A hidden tab asks nothing. With
 * data-until-settled it stops once the server no longer says so: then nothing changes by itself any more.
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
    const isCurrent = next !== null && swapParts(element, next);
    if (isCurrent && isSettled(element, next)) return stop();
    timer = setTimeout(refresh, period);
  }

  function tell(sentence) {
    notice.hidden = sentence === "";
    if (notice.textContent !== sentence) notice.textContent = sentence;
  }

  function stop() {
    document.removeEventListener("visibilitychange", refresh);
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

/** Whether the server was still at work when this page was shown, and is no more. */
function isSettled(element, next) {
  return (
    element.hasAttribute("data-until-settled") &&
    next.querySelector("[data-until-settled]") === null
  );
}

/** Whether every part is now as it is on the server. */
function swapParts(element, next) {
  let isCurrent = true;
  for (const part of element.querySelectorAll("[data-fresh]")) {
    const fresh = next.querySelector(`[data-fresh="${part.dataset.fresh}"]`);
    if (fresh === null || fresh.innerHTML === part.innerHTML) continue;
    if (isBusy(part)) isCurrent = false;
    else part.replaceChildren(...document.importNode(fresh, true).childNodes);
  }
  return isCurrent;
}

/** Somebody has the focus or a selection in the part: what they see must not move. */
function isBusy(part) {
  const selection = document.getSelection();
  const isSelected =
    selection !== null && !selection.isCollapsed && selection.containsNode(part, true);
  return isSelected || part.contains(document.activeElement);
}
