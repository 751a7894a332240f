/** Characters that a keyboard may lack: pressed, they come where the caret is; arrows walk along them. */

export function bindPalette(root, sheet) {
  const palette = root.querySelector("[data-palette]");
  if (!palette) return;
  const keys = [...palette.querySelectorAll("[data-character]")];
  const reach = (key) => {
    for (const other of keys) other.tabIndex = other === key ? 0 : -1;
  };

  palette.addEventListener("click", ({ target }) => {
    const key = target.closest("[data-character]");
    if (key) insert(sheet, key.dataset.character);
  });
  palette.addEventListener("keydown", (event) => {
    const step = stepOf(event.key, getComputedStyle(palette).direction === "rtl");
    if (!step || event.altKey) return;
    event.preventDefault();
    const here = keys.indexOf(document.activeElement);
    keys[(here + step + keys.length) % keys.length].focus();
  });
  palette.addEventListener("focusin", ({ target }) => reach(target));
  reach(keys[0]);
}

function stepOf(key, isRightToLeft) {
  if (key === "ArrowRight") return isRightToLeft ? -1 : 1;
  if (key === "ArrowLeft") return isRightToLeft ? 1 : -1;
  return 0;
}

/** The old command is the only way to insert that the writer can undo. */
function insert(sheet, character) {
  sheet.focus();
  document.execCommand("insertText", false, character);
}
