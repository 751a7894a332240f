/**
 * The edit form of an item: the preview follows what is typed, a sound draft saves itself, and rows are added,
 * removed and moved without a new page. Without script the same buttons send the form.
 */

const PREVIEW_PAUSE = 700;
const SAVE_PAUSE = 3_000;

export function bindItemEditor(form) {
  const state = { isDirty: false, isSaving: false };
  const preview = debounce(() => renewPreview(form), PREVIEW_PAUSE);
  const save = debounce(() => saveDraft(form, state), SAVE_PAUSE);

  form.querySelector("[data-preview-button]").hidden = true;
  form.addEventListener("input", ({ target }) => {
    if (target.name === "preview-size") return;
    preview();
    if (target.name !== "direction") noteChange();
  });
  form.addEventListener("submit", (event) => {
    const action = event.submitter?.value ?? "";
    if (!action.includes(":")) {
      if (event.submitter?.formTarget !== "preview") state.isDirty = false;
      return;
    }
    event.preventDefault();
    changeRows(form, action).then(() => {
      noteChange();
      preview();
    });
  });
  addEventListener("beforeunload", (event) => {
    if (state.isDirty) event.preventDefault();
  });

  function noteChange() {
    state.isDirty = true;
    tell(form, "unsaved");
    if (form.dataset.draftUrl) save();
  }
}

function debounce(work, pause) {
  let timer;
  return () => {
    clearTimeout(timer);
    timer = setTimeout(work, pause);
  };
}

async function renewPreview(form) {
  const frame = form.querySelector("iframe");
  const html = await post(form, form.dataset.previewUrl).then((answer) => answer?.text());
  if (!html) return;
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

async function saveDraft(form, state) {
  if (state.isSaving || !state.isDirty) return;
  state.isSaving = true;
  const before = serialise(form);
  const answer = await post(form, form.dataset.draftUrl);
  state.isSaving = false;
  if (answer === null) return;
  if (answer.ok) {
    form.elements.edits.value = (await answer.json()).edits;
    state.isDirty = serialise(form) !== before;
    tell(form, state.isDirty ? "unsaved" : "saved");
    if (state.isDirty) setTimeout(() => saveDraft(form, state), SAVE_PAUSE);
  } else tell(form, answer.status === 409 ? "conflict" : "waiting");
}

/** What is typed, without the number of edits: that one changes by saving. */
function serialise(form) {
  const data = new URLSearchParams(new FormData(form));
  data.delete("edits");
  return data.toString();
}

async function changeRows(form, action) {
  const answer = await post(form, form.action, { do: action });
  if (!answer?.ok) return;
  const next = new DOMParser().parseFromString(await answer.text(), "text/html");
  const [, list] = action.split(":");
  const id = `field-${list}`;
  if (!next.getElementById(id)) return;
  // Every list: a row of one may be a choice in another.
  for (const fresh of next.querySelectorAll("fieldset.rows"))
    document.getElementById(fresh.id).replaceWith(document.importNode(fresh, true));
  focusAfter(document.getElementById(id), action);
}

/** The keyboard stays with the row that moved, goes to the one that came, or to the list. */
function focusAfter(list, action) {
  const [what, path, place] = action.split(":");
  const number = Number(place) + (what === "up" ? -1 : 1);
  const rows = list.querySelectorAll(".editor-row");
  if (what === "add") rows[rows.length - 1]?.querySelector("input:not([type=hidden])")?.focus();
  else if (what === "remove") list.focus();
  else {
    const same = list.querySelector(`[value="${what}:${path}:${number}"]`);
    (same ?? rows[number]?.querySelector("button"))?.focus();
  }
}

async function post(form, url, extra = {}) {
  const body = new FormData(form);
  for (const [name, value] of Object.entries(extra)) body.set(name, value);
  return fetch(url, { method: "POST", body }).catch(() => null);
}

function tell(form, name) {
  const line = form.querySelector("[data-save-state]");
  const sentence = form.dataset.draftUrl ? line.dataset[name] : line.dataset.unsaved;
  if (line.textContent !== sentence) line.textContent = sentence;
}
