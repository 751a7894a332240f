/**
 * The cards of partners: tap a card and then an element, or drag it there. Only for the pointer: the
 * list of each element does the same for everybody.
 */

import { whileDragging } from "./dragging.js";

export class PairCards {
  #root;
  #cards;
  #picked = null;
  #onPlace;

  /** `onPlace(row, right)` tells that a card was put at the row of an element. */
  constructor(root, onPlace) {
    this.#root = root;
    this.#cards = [...root.querySelectorAll(".pair-card")];
    this.#onPlace = onPlace;
    if (this.#cards.length === 0) return;
    this.#sortLists();
    root.addEventListener("click", (event) => this.#tap(event.target));
    for (const card of this.#cards)
      card.addEventListener("pointerdown", (event) => this.#startDrag(event, card));
  }

  /** Show which cards are taken, and the images of those at the elements. */
  show(pairs, taken) {
    for (const card of this.#cards)
      card.classList.toggle("is-taken", taken.includes(card.dataset.option));
    for (const place of this.#root.querySelectorAll("[data-placed]")) {
      const right = pairs[place.closest("[data-left]").dataset.left];
      const image = right && this.#cardOf(right).querySelector("img");
      place.hidden = !image;
      if (image) place.src = image.src;
    }
  }

  nameOf(right) {
    const text = this.#cardOf(right).querySelector("[data-spoken]");
    return text.querySelector("img")?.alt ?? text.textContent.trim();
  }

  #cardOf(right) {
    return this.#cards.find((card) => card.dataset.option === right);
  }

  // An attempt may have its own order of the cards; the lists follow it.
  #sortLists() {
    for (const list of this.#root.querySelectorAll("[data-left] select"))
      for (const card of this.#cards)
        list.append(list.querySelector(`[value="${CSS.escape(card.dataset.option)}"]`));
  }

  #tap(target) {
    if (target.closest("button")) return;
    const card = target.closest(".pair-card");
    const row = target.closest("[data-left]");
    if (card) this.#pick(card === this.#picked ? null : card);
    else if (row && this.#picked) this.#put(row, this.#picked);
  }

  #pick(card) {
    this.#picked?.classList.remove("is-picked");
    card?.classList.add("is-picked");
    this.#picked = card;
    this.#root.classList.toggle("is-picking", card !== null);
  }

  #put(row, card) {
    this.#pick(null);
    this.#onPlace(row, card.dataset.option);
  }

  #startDrag(event, card) {
    const isGrip = event.target.closest("[data-grip]") !== null;
    if (event.target.closest("button") || (event.pointerType !== "mouse" && !isGrip)) return;
    const { pageX, pageY } = event;
    let row = null;
    const aimAt = (next) => {
      row?.classList.remove("is-aimed-at");
      next?.classList.add("is-aimed-at");
      row = next;
    };
    const end = () => {
      const aim = row;
      aimAt(null);
      card.style.translate = "";
      return aim;
    };
    whileDragging(event, card, {
      onMove: (now) => {
        card.style.translate = `${now.pageX - pageX}px ${now.pageY - pageY}px`;
        aimAt(document.elementFromPoint(now.clientX, now.clientY)?.closest("[data-left]") ?? null);
      },
      onEnd: () => {
        const aim = end();
        if (aim && this.#root.contains(aim)) this.#put(aim, card);
      },
      onCancel: end,
    });
  }
}
