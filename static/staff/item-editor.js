/**
 * The edit form of an item: the preview follows what is typed, a sound draft saves itself, and rows are added,
 * removed and moved without a new page. Without script the same buttons send the form.
 */

import { bindRows } from "./item-rows.js";

const PREVIEW_PAUSE = 700;
const SAVE_PAUSE = 3_000;
const LONGEST_WAIT = 30_000;
const DIRECTION = "direction"; // these two choose how the preview looks
const SIZE = "preview-size";
const CONFLICT = 409;
const SERVER_ERROR = 500;

export function bindItemEditor(form) {
  const saving = { isDirty: "unsaved" in form.dataset, isLeaving: false, underway: null };
  const rows = bindRows(form, (action) => fetchForm(form, action));
  const preview = debounce(bindPreview(form), PREVIEW_PAUSE);
  const save = debounce(() => saveDraft(form, saving), SAVE_PAUSE);

  form.querySelector("[data-preview-button]").hidden = true;
  if (saving.isDirty) noteChange();
  if ([...form.querySelectorAll("input, select, textarea")].some(wasTouched)) {
    noteChange();
    preview();
  }
  form.addEventListener("input", ({ target }) => {
    if (target.name === SIZE) return;
    preview();
    if (target.name !== DIRECTION) noteChange();
  });
  form.addEventListener("submit", (event) => {
    const button = event.submitter;
    if (button?.value.includes(":")) {
      event.preventDefault();
      changeRows(button);
    } else if (button?.formTarget !== "preview") leave(event, button);
  });
  addEventListener("beforeunload", (event) => {
    if (saving.isDirty && !saving.isLeaving) event.preventDefault();
  });
  addEventListener("pageshow", stay);

  function stay() {
    saving.isLeaving = false;
  }

  function noteChange() {
    saving.isDirty = true;
    tell(form, "unsaved");
    if (form.dataset.draftUrl) save();
  }

  async function changeRows(button) {
    if (!(await rows.change(button))) return tell(form, "failed");
    noteChange();
    preview();
  }

  /** The form is sent when all that is under way has come back: otherwise it argues with itself. */
  function leave(event, button) {
    if (saving.isLeaving) return event.preventDefault();
    saving.isLeaving = true;
    setTimeout(stay, LONGEST_WAIT);
    if (!rows.isBusy() && saving.underway === null) return;
    event.preventDefault();
    Promise.all([rows.settle(), saving.underway]).then(() => {
      stay();
      form.requestSubmit(button);
    });
  }
}

/** Whether somebody was here before this script: a slow line brings it after the form. */
function wasTouched(control) {
  if (control.name === DIRECTION || control.name === SIZE) return false;
  if (control.localName === "select") {
    const options = [...control.options];
    const usual = options.find((option) => option.defaultSelected) ?? options[0];
    return usual !== undefined && !usual.selected;
  }
  return control.value !== control.defaultValue || control.checked !== control.defaultChecked;
}

function debounce(work, pause) {
  let timer;
  return () => {
    clearTimeout(timer);
    timer = setTimeout(work, pause);
  };
}

/** Shows what is typed; the answer to an older question is not shown over a newer one. */
function bindPreview(form) {
  let newest = null;
  return async () => {
    newest?.abort();
    newest = new AbortController();
    const { signal } = newest;
    const html = await readText(post(form, form.dataset.previewUrl, { signal }));
    if (html && !signal.aborted) showPreview(form.querySelector("iframe"), html);
  };
}

function showPreview(frame, html) {
  const next = new DOMParser().parseFromString(html, "text/html");
  const host = frame.contentDocument?.querySelector('[data-module="preview"]');
  const fresh = next.querySelector('[data-module="preview"]');
  if (host && fresh) {
    host.replaceChildren(...frame.contentDocument.importNode(fresh, true).childNodes);
    host.dispatchEvent(new Event("renewed"));
  } else if (frame.contentDocument?.body.innerHTML !== next.body.innerHTML) {
    frame.srcdoc = html;
  }
}

async function saveDraft(form, saving) {
  if (saving.underway !== null || saving.isLeaving || !saving.isDirty) return;
  saving.underway = sendDraft(form, saving);
  await saving.underway;
  saving.underway = null;
}

async function sendDraft(form, saving) {
  const before = serialise(form);
  const answer = await post(form, form.dataset.draftUrl);
  const told = await answer?.json().catch(() => null);
  if (told && "edits" in told) {
    form.elements.edits.value = told.edits;
    saving.isDirty = serialise(form) !== before;
    tell(form, saving.isDirty ? "unsaved" : "saved");
  } else if (answer?.status === CONFLICT) return tell(form, told?.closed ? "closed" : "conflict");
  else tell(form, told ? "waiting" : "failed");
  const isLate = !(answer?.status < SERVER_ERROR) || serialise(form) !== before;
  if (isLate && saving.isDirty) setTimeout(() => saveDraft(form, saving), SAVE_PAUSE);
}

/** What is typed, without the number of edits: that one changes by saving. */
function serialise(form) {
  const data = new URLSearchParams(new FormData(form));
  data.delete("edits");
  return data.toString();
}

async function fetchForm(form, action) {
  const html = await readText(post(form, form.action, { extra: { do: action } }));
  return html === null ? null : new DOMParser().parseFromString(html, "text/html");
}

async function post(form, url, { extra = {}, signal } = {}) {
  const body = new FormData(form);
  for (const [name, value] of Object.entries(extra)) body.set(name, value);
  const signals = [AbortSignal.timeout(LONGEST_WAIT), ...(signal ? [signal] : [])];
  return fetch(url, { method: "POST", body, signal: AbortSignal.any(signals) }).catch(() => null);
}

/** The text of an answer, null when it did not come whole or was a refusal. */
async function readText(asked) {
  const answer = await asked;
  return answer?.ok ? answer.text().catch(() => null) : null;
}

function tell(form, name) {
  const line = form.querySelector("[data-save-state]");
  const sentence =
    form.dataset.draftUrl || name === "failed" ? line.dataset[name] : line.dataset.unsaved;
  if (line.textContent !== sentence) line.textContent = sentence;
}
