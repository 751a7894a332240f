/**
 * The lists of the edit form: rows are added, removed and moved by the server, one change after another. Somebody
 * who goes on typing meanwhile loses nothing: what changed since a change was asked is put into what comes back, and
 * the keyboard stays where they are.
 */

const CONTROLS = "input:not([type=hidden]), select, textarea";
const FOCUSABLE = `${CONTROLS}, button`;

/** A queue of changes; `fetchForm(action)` gives the page with that done, or null when it did not come. */
export function bindRows(form, fetchForm) {
  let queue = Promise.resolve();
  let waiting = 0;

  return {
    isBusy: () => waiting > 0,
    settle: () => queue,
    /** Do what a button says, after all that was asked before; tells whether it was done. */
    change(button) {
      const wish = { button, key: keyOf(button), rowId: idOfRow(button), action: button.value };
      waiting += 1;
      const work = queue.then(() => changeRows(form, wish, fetchForm)).catch(() => false);
      queue = work.then(() => {
        waiting -= 1;
      });
      return work;
    },
  };
}

async function changeRows(form, wish, fetchForm) {
  const action = findAction(wish);
  if (action === null) return true;
  const before = readControls(form);
  const next = await fetchForm(action);
  const [, path] = action.split(":");
  if (!next?.getElementById(idOfList(path))) return false;
  const typed = listChanges(before, readControls(form));
  const focus = rememberFocus(form);
  // Every list: a row of one may be a choice in another.
  for (const fresh of next.querySelectorAll("fieldset.rows"))
    document.getElementById(fresh.id).replaceWith(document.importNode(fresh, true));
  putBack(form, typed);
  if (focus === null) return true;
  if (focus.key === "" || focus.key === wish.key) focusAfter(path, action);
  else restoreFocus(form, focus);
  return true;
}

/** What a button asks by now: its row may have moved since, or gone. */
function findAction({ button, rowId, action }) {
  if (button.isConnected || rowId === null) return action;
  const [what, path] = action.split(":");
  const list = document.getElementById(idOfList(path));
  const place = [...list.querySelectorAll(".editor-row")].findIndex((row) => idIn(row) === rowId);
  return place < 0 ? null : `${what}:${path}:${place}`;
}

/** What is in every field of the lists, by a name that stays the same when its row moves. */
function readControls(form) {
  return new Map(
    [...form.querySelectorAll("fieldset.rows")]
      .flatMap((list) => [...list.querySelectorAll(CONTROLS)])
      .map((control) => [keyOf(control), isTicked(control) ? control.checked : control.value]),
  );
}

function listChanges(before, after) {
  return [...after].filter(([key, value]) => before.has(key) && before.get(key) !== value);
}

function putBack(form, typed) {
  const controls = findByKey(form, CONTROLS);
  for (const [key, value] of typed) {
    const control = controls.get(key);
    if (control === undefined) continue; // its row went
    if (isTicked(control)) control.checked = value;
    else if (control.localName !== "select" || holdsOption(control, value)) control.value = value;
  }
}

/** Where the keyboard is: no key when it is nowhere, null when it is outside the lists. */
function rememberFocus(form) {
  const active = document.activeElement;
  if (active === null || active === document.body) return { key: "" };
  if (!form.contains(active) || active.closest("fieldset.rows") === null) return null;
  const { selectionStart, selectionEnd, selectionDirection } = active;
  return { key: keyOf(active), selection: [selectionStart, selectionEnd, selectionDirection] };
}

function restoreFocus(form, { key, selection }) {
  const control = findByKey(form, FOCUSABLE).get(key);
  control?.focus();
  if (typeof selection[0] === "number") control?.setSelectionRange(...selection);
}

/** The keyboard stays with the row that moved, goes to the one that came, or to the list. */
function focusAfter(path, action) {
  const list = document.getElementById(idOfList(path));
  const [what, , place] = action.split(":");
  const number = Number(place) + (what === "up" ? -1 : 1);
  const rows = list.querySelectorAll(".editor-row");
  if (what === "add") rows[rows.length - 1]?.querySelector("input:not([type=hidden])")?.focus();
  else if (what === "remove") list.focus();
  else {
    const same = list.querySelector(`[value="${what}:${path}:${number}"]`);
    (same ?? rows[number]?.querySelector("button"))?.focus();
  }
}

function findByKey(form, selector) {
  const lists = [...form.querySelectorAll("fieldset.rows")];
  const found = lists.flatMap((list) => [list, ...list.querySelectorAll(selector)]);
  return new Map(found.map((element) => [keyOf(element), element]));
}

/** A control by its list, its row and what it is there: its number among the rows is left out. */
function keyOf(element) {
  const list = element.closest("fieldset.rows").id;
  const name = element.name === "do" ? element.value.split(":")[0] : element.name;
  return JSON.stringify([list, idOfRow(element), name.replace(/^.*\]\./, "")]);
}

function idOfRow(element) {
  const row = element.closest(".editor-row");
  return row === null ? null : idIn(row);
}

function idIn(row) {
  return row.querySelector("input[type=hidden]").value;
}

function idOfList(path) {
  return `field-${path}`;
}

function isTicked({ type }) {
  return type === "checkbox" || type === "radio";
}

function holdsOption(select, value) {
  return [...select.options].some((option) => option.value === value);
}
