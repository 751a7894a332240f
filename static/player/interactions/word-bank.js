/**
 * Words beside a text with gaps: press one and then a gap, or drag it there. The lists do the same with
 * the words that are free.
 */

import { whileDragging } from "./dragging.js";

export function bindWordBank(root, bank, fields) {
  new WordBank(root, bank, fields).show();
}

class WordBank {
  #root;
  #fields;
  #words;
  #isReusable;
  #picked = null;

  constructor(root, bank, fields) {
    this.#root = root;
    this.#fields = fields;
    this.#words = [...bank.querySelectorAll("[data-word]")];
    this.#isReusable = "reusable" in bank.dataset;
    for (const word of this.#words) this.#bindWord(word);
    for (const field of fields) this.#bindField(field);
    root.addEventListener("keydown", ({ key }) => key === "Escape" && this.#pick(null));
  }

  /** The lists name the words in the order of the bank, which is that of this attempt. */
  show() {
    for (const field of this.#fields) {
      const chosen = field.value;
      for (const { dataset } of this.#words)
        field.append(field.querySelector(`option[value="${CSS.escape(dataset.word)}"]`));
      field.value = chosen;
    }
    this.#showUsed();
  }

  #bindWord(word) {
    word.addEventListener("click", () => this.#pick(word === this.#picked ? null : word));
    word.addEventListener("pointerdown", (event) => {
      // A finger on a word may want to scroll; it can press instead.
      if (event.pointerType !== "touch" && event.button === 0) this.#startDrag(event, word);
    });
  }

  #bindField(field) {
    field.addEventListener("mousedown", (event) => this.#placePicked(event, field));
    field.addEventListener("keydown", (event) => {
      if (event.key === "Enter" || event.key === " ") this.#placePicked(event, field);
    });
    field.addEventListener("input", () => this.#settle(field));
  }

  #startDrag(start, word) {
    const home = { x: start.clientX, y: start.clientY };
    const gapAt = ({ clientX, clientY }) =>
      document
        .elementsFromPoint(clientX, clientY)
        .find((element) => this.#fields.includes(element));
    const end = () => {
      word.style.translate = "";
      this.#aimAt(null);
    };
    word.focus();
    whileDragging(start, word, {
      onMove: (event) => {
        word.style.translate = `${event.clientX - home.x}px ${event.clientY - home.y}px`;
        this.#aimAt(gapAt(event));
      },
      onEnd: (event) => {
        end();
        const field = gapAt(event);
        if (field) this.#place(word, field);
      },
      onCancel: end,
    });
  }

  #pick(word) {
    this.#picked = word;
    this.#root.classList.toggle("is-picking", word !== null);
    for (const other of this.#words) other.setAttribute("aria-pressed", String(other === word));
  }

  /** With a word in hand a gap takes it, instead of opening its list. */
  #placePicked(event, field) {
    if (!this.#picked) return;
    event.preventDefault();
    this.#place(this.#picked, field);
  }

  #place(word, field) {
    this.#pick(null);
    field.value = word.dataset.word;
    field.focus();
    field.dispatchEvent(new Event("input", { bubbles: true }));
    field.dispatchEvent(new Event("change", { bubbles: true }));
  }

  /** A word that can be used once leaves the gap that it was in. */
  #settle(field) {
    for (const other of this.#fields)
      if (!this.#isReusable && other !== field && other.value === field.value) other.value = "";
    this.#showUsed();
  }

  #showUsed() {
    const used = new Set(this.#isReusable ? [] : this.#fields.map(({ value }) => value));
    for (const word of this.#words) {
      const isUsed = used.has(word.dataset.word);
      word.classList.toggle("is-used", isUsed);
      word.querySelector("[data-used]").hidden = !isUsed;
    }
    for (const field of this.#fields) {
      field.classList.toggle("is-filled", field.value !== "");
      // Arrow keys pass every word of a list: they must not take one out of another gap on their way.
      for (const option of field.options)
        option.disabled =
          option.value !== "" && option.value !== field.value && used.has(option.value);
    }
  }

  #aimAt(field) {
    for (const other of this.#fields) other.classList.toggle("is-aimed-at", other === field);
  }
}
