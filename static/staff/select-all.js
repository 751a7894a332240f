/** A checkbox that ticks every row; hidden in the page, for without script it could do nothing. */

export function bindSelectAll(form) {
  const all = form.querySelector("[data-all]");
  if (all === null) return;
  const boxes = [...form.querySelectorAll('tbody input[type="checkbox"]')];
  all.hidden = false;
  all.addEventListener("change", () => {
    for (const box of boxes) box.checked = all.checked;
  });
  form.addEventListener("change", () => {
    const ticked = boxes.filter(({ checked }) => checked).length;
    all.checked = ticked === boxes.length;
    all.indeterminate = ticked > 0 && ticked < boxes.length;
  });
}
