/**
 * Makes rating quick: where a band has the focus a digit chooses one and goes to the next criterion, and Ctrl with Enter
 * saves. What was chosen is kept as a draft after a moment, so that a closed page loses nothing.
 */

const PAUSE = 800;

export function bindRating(form) {
  let timer;
  form.addEventListener("input", () => {
    clearTimeout(timer);
    timer = setTimeout(() => keepDraft(form), PAUSE);
  });
  form.addEventListener("submit", () => clearTimeout(timer));
  form.addEventListener("keydown", (event) => {
    if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) {
      event.preventDefault();
      form.querySelector("[data-save]").click();
    } else if (isDigit(event)) {
      const criterion = event.target.closest("[data-criterion]");
      if (criterion !== null && choose(criterion, event.key)) event.preventDefault();
    }
  });
}

/** A digit means something only on a band: in the remark it is written (WCAG 2.1.4). */
function isDigit({ key, target, ctrlKey, altKey, metaKey }) {
  return /^\d$/.test(key) && !ctrlKey && !altKey && !metaKey && target.matches("[type=radio]");
}

function choose(criterion, points) {
  const band = [...criterion.querySelectorAll("[type=radio]")].find(
    ({ value }) => value === points,
  );
  if (band === undefined) return false;
  band.click();
  const next = criterion.nextElementSibling;
  if (next?.matches("[data-criterion]")) {
    const bands = [...next.querySelectorAll("[type=radio]")];
    (bands.find(({ checked }) => checked) ?? bands[0]).focus();
  } else {
    next?.querySelector("textarea")?.focus();
  }
  return true;
}

async function keepDraft(form) {
  const said = form.querySelector("[data-draft-said]");
  try {
    const answer = await fetch(form.dataset.draftUrl, {
      method: "POST",
      body: new FormData(form),
      headers: { "X-Requested-With": "draft" },
    });
    said.textContent =
      answer.status === 204
        ? "Uw keuzes zijn bewaard als kladje."
        : "Uw keuzes zijn nog niet bewaard.";
  } catch {
    said.textContent = "Uw keuzes zijn nog niet bewaard.";
  }
}
