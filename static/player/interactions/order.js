/** Rows to put in order by buttons or by dragging: {order: [ids]}, empty until somebody agrees or moves. */

import { whileDragging } from "./dragging.js";

export const order = {
  bind(root, value, onValue) {
    new Order(root, onValue).show(value?.order ?? []);
  },
};

class Order {
  #root;
  #list;
  #agreed;
  #onValue;

  constructor(root, onValue) {
    this.#root = root;
    this.#list = root.querySelector("[data-options]");
    this.#agreed = root.querySelector("[data-agreed]");
    this.#onValue = onValue;
    root.addEventListener("click", ({ target }) => {
      const button = target.closest("[data-move]");
      if (button) this.#move(button.closest("[data-option]"), button.dataset.move);
    });
    this.#agreed.addEventListener("change", () => this.#tell());
    this.#list.addEventListener("pointerdown", (event) => this.#startDrag(event));
  }

  show(ids) {
    for (const id of ids)
      this.#list.append(this.#list.querySelector(`[data-option="${CSS.escape(id)}"]`));
    this.#agreed.checked = ids.length > 0;
    this.#showEnds();
  }

  // The row itself stays where it is and its neighbour passes it, so that the focus is not lost.
  #move(row, direction) {
    const other = direction === "up" ? row.previousElementSibling : row.nextElementSibling;
    if (other && direction === "up") row.after(other);
    else if (other) row.before(other);
    this.#announce(row);
    if (other) this.#settle();
  }

  #startDrag(event) {
    const row = event.target.closest("[data-option]");
    const isGrip = event.target.closest("[data-grip]") !== null;
    // A finger on the text of a row scrolls the page.
    if (!row || event.target.closest("button") || (event.pointerType !== "mouse" && !isGrip))
      return;
    const before = this.#ids().join();
    whileDragging(event, row, {
      onMove: ({ clientY }) => this.#follow(row, clientY),
      onEnd: () => {
        if (this.#ids().join() === before) return;
        this.#announce(row);
        this.#settle();
      },
    });
  }

  #follow(row, y) {
    while (isPastTop(row, y)) row.after(row.previousElementSibling);
    while (isPastBottom(row, y)) row.before(row.nextElementSibling);
  }

  #settle() {
    this.#agreed.checked = true;
    this.#showEnds();
    this.#tell();
  }

  // A disabled button would lose the focus of somebody who has just reached the end with it.
  #showEnds() {
    for (const row of this.#list.children) {
      const [up, down] = row.querySelectorAll("[data-move]");
      up.setAttribute("aria-disabled", String(row === this.#list.firstElementChild));
      down.setAttribute("aria-disabled", String(row === this.#list.lastElementChild));
    }
  }

  #announce(row) {
    const text = row.querySelector("[data-spoken]");
    const values = {
      text: text.querySelector("img")?.alt ?? text.textContent.trim(),
      number: [...this.#list.children].indexOf(row) + 1,
      total: this.#list.children.length,
    };
    this.#root.querySelector("[data-announcement]").textContent = this.#root.dataset.moved.replace(
      /\{(\w+)\}/g,
      (_match, name) => values[name],
    );
  }

  #tell() {
    this.#onValue({ order: this.#agreed.checked ? this.#ids() : [] });
  }

  #ids() {
    return [...this.#list.children].map((row) => row.dataset.option);
  }
}

// Rows differ in height: a row moves only where it will then be under the pointer, or it would
// jump to and fro.
function isPastTop(row, y) {
  const above = row.previousElementSibling?.getBoundingClientRect();
  return above !== undefined && y < Math.min(above.bottom, above.top + row.offsetHeight);
}

function isPastBottom(row, y) {
  const below = row.nextElementSibling?.getBoundingClientRect();
  return below !== undefined && y > Math.max(below.top, below.bottom - row.offsetHeight);
}
