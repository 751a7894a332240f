/**
 * Makes translating quick: Ctrl+Enter saves and goes on, Alt+K copies the source, and gaps, length and fixed terms are
 * checked while somebody types. The server checks all of it again.
 */

export function bindWorkbench(form) {
  const saveNext = form.querySelector("[data-save-next]");
  for (const row of form.querySelectorAll("[data-text]")) bindText(row);
  bindReviewAll(form);
  form.addEventListener("keydown", (event) => {
    if (event.key !== "Enter" || !(event.ctrlKey || event.metaKey)) return;
    event.preventDefault();
    form.requestSubmit(saveNext);
  });
  warnBeforeLeaving(form);
}

function bindText(row) {
  const field = row.querySelector("[data-longest]");
  if (field === null) return;
  const copyButton = row.querySelector("[data-copy]");
  copyButton.hidden = false;

  function copySource() {
    field.value = row.querySelector("[data-source]").textContent;
    field.dispatchEvent(new Event("input", { bubbles: true }));
    field.focus();
  }

  copyButton.addEventListener("click", copySource);
  field.addEventListener("keydown", (event) => {
    if (event.code !== "KeyK" || !event.altKey) return;
    event.preventDefault();
    copySource();
  });
  field.addEventListener("input", () => {
    check(row, field);
    for (const box of row.querySelectorAll("[data-review], [name=confirm]")) box.checked = false;
  });
  count(row, field);
}

function check(row, field) {
  const problem = findProblem(field);
  const line = row.querySelector("[data-check]");
  if (line.textContent !== problem) line.textContent = problem;
  field.setAttribute("aria-invalid", String(problem !== ""));
  count(row, field);
  for (const term of row.querySelectorAll("[data-term]"))
    term.querySelector("[data-absent]").hidden = holds(field.value, term.dataset.term);
}

function count(row, field) {
  row.querySelector("[data-count]").textContent =
    `${[...field.value].length} van hoogstens ${field.dataset.longest} tekens`;
}

function findProblem(field) {
  const text = field.value.trim();
  if (text === "") return "";
  if ([...text].length > Number(field.dataset.longest)) return "Deze tekst is te lang.";
  const gaps = field.dataset.gaps.split(" ").filter(Boolean);
  const wrong = gaps.filter((gap) => text.split(gap).length !== 2);
  if (wrong.length > 0) return `Elke invulplek moet er juist één keer staan: ${wrong.join(", ")}`;
  return "";
}

function holds(text, term) {
  return fold(text).includes(fold(term));
}

function fold(text) {
  return text.normalize("NFC").toLowerCase();
}

function bindReviewAll(form) {
  const button = form.querySelector("[data-review-all]");
  const boxes = [...form.querySelectorAll("[data-review]")];
  if (button === null || boxes.length === 0) return;
  button.hidden = false;
  button.addEventListener("click", () => {
    for (const box of boxes) box.checked = true;
  });
}

/** What was typed and not sent yet is not lost by a wrong click. */
function warnBeforeLeaving(form) {
  let isTouched = false;
  form.addEventListener("input", () => {
    isTouched = true;
  });
  form.addEventListener("submit", () => {
    isTouched = false;
  });
  window.addEventListener("beforeunload", (event) => {
    if (isTouched) event.preventDefault();
  });
}
