/** Asks the server, while somebody fills in a form, what it would mean; the button "Nakijken" does it without script. */

const PAUSE = 500;
const REFUSED = 422; // what was filled in cannot be: the page says why

export function bindLiveCheck(form) {
  let timer;
  let asked = 0;
  form.addEventListener("input", () => {
    clearTimeout(timer);
    timer = setTimeout(check, PAUSE);
  });

  async function check() {
    const number = ++asked;
    const fresh = await fetchCheck(form);
    if (fresh !== null && number === asked) {
      const place = form.querySelector("[data-check]");
      place.replaceChildren(...document.importNode(fresh, true).childNodes);
    }
  }
}

/** What the page of the check says, or null when it did not come. */
async function fetchCheck(form) {
  try {
    const answer = await fetch(form.dataset.checkUrl, { method: "POST", body: new FormData(form) });
    const isSaid = answer.ok || answer.status === REFUSED;
    if (!isSaid || answer.redirected) return null;
    const page = new DOMParser().parseFromString(await answer.text(), "text/html");
    return page.querySelector("[data-check]");
  } catch {
    return null;
  }
}
