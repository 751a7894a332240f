/** Elements that each get a partner, by a list, by radio buttons or by cards: {pairs: {left: right}}. */

import { PairCards } from "./pair-cards.js";

export const pairs = {
  bind(root, value, onValue) {
    new Pairs(root, onValue).show(value?.pairs ?? {});
  },
};

class Pairs {
  #root;
  #rows;
  #cards;
  #onValue;

  constructor(root, onValue) {
    this.#root = root;
    this.#rows = [...root.querySelectorAll("[data-left]")];
    this.#cards = new PairCards(root, (row, right) => this.#place(row, right));
    this.#onValue = onValue;
    for (const row of this.#rows) row.addEventListener("change", () => this.#settle());
  }

  show(chosen) {
    for (const row of this.#rows) choose(row, chosen[row.dataset.left] ?? "");
    this.#show(this.#pairs());
  }

  // A card that can be had once goes to whoever asked last.
  #place(row, right) {
    const other = this.#isReused ? null : this.#rows.find((one) => chosenIn(one) === right);
    const sentences = [`${nameOf(row)}: ${this.#cards.nameOf(right)}`];
    if (other && other !== row) {
      choose(other, "");
      sentences.push(this.#root.dataset.emptied.replace("{text}", () => nameOf(other)));
    }
    choose(row, right);
    this.#settle();
    this.#root.querySelector("[data-announcement]").textContent = sentences.join(". ");
  }

  #settle() {
    const pairs = this.#pairs();
    this.#show(pairs);
    this.#onValue({ pairs });
  }

  #show(pairs) {
    const taken = this.#isReused ? [] : Object.values(pairs);
    this.#cards.show(pairs, taken);
    // The arrow keys choose what they pass: they must not take a partner from another on their way.
    for (const option of this.#root.querySelectorAll("[data-left] option"))
      option.disabled = !option.selected && taken.includes(option.value);
  }

  get #isReused() {
    return this.#root.dataset.reuse === "yes";
  }

  #pairs() {
    const chosen = this.#rows.map((row) => [row.dataset.left, chosenIn(row)]);
    return Object.fromEntries(chosen.filter(([, right]) => right));
  }
}

const nameOf = (row) =>
  (row.querySelector("select") ?? row.querySelector("[role=radiogroup]")).ariaLabel;

const chosenIn = (row) => row.querySelector("select, input:checked")?.value ?? "";

function choose(row, right) {
  const list = row.querySelector("select");
  if (list) list.value = right;
  for (const radio of row.querySelectorAll("input")) radio.checked = radio.value === right;
}
