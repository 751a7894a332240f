/**
 * The arrow keys walk over the cells of a table. Only one of its links is a tab stop, so that a table of a thousand
 * links takes one press of Tab to pass.
 */

const STEPS = {
  ArrowDown: [1, 0],
  ArrowUp: [-1, 0],
  ArrowRight: [0, 1],
  ArrowLeft: [0, -1],
};

export function walkCells(table) {
  const rows = [...table.rows]
    .map((row) => [...row.querySelectorAll("[data-cell]")])
    .filter((cells) => cells.length > 0);
  for (const cell of rows.flat()) cell.tabIndex = -1;
  let stop = rows[0][0];
  stop.tabIndex = 0;

  function moveTo(cell) {
    stop.tabIndex = -1;
    stop = cell;
    stop.tabIndex = 0;
    stop.focus();
  }

  table.addEventListener("keydown", (event) => {
    const next = findNext(rows, event);
    if (next === undefined) return;
    event.preventDefault();
    moveTo(next);
  });
  table.addEventListener("focusin", ({ target }) => {
    if (target.matches("[data-cell]") && target !== stop) moveTo(target);
  });
}

/** The cell that a key leads to from where the focus is, if any. */
function findNext(rows, { key, target }) {
  const row = rows.findIndex((cells) => cells.includes(target));
  if (row === -1) return undefined;
  const column = rows[row].indexOf(target);
  if (key === "Home") return rows[row][0];
  if (key === "End") return rows[row].at(-1);
  const step = STEPS[key];
  return step && rows[row + step[0]]?.[column + step[1]];
}
