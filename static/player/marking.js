/** Marks on the page what is being read: the sentence where that is known, the whole text everywhere else. */

import { findPieces } from "./spoken-text.js";

const NAME = "spoken-sentence";
const canHighlight = () => "highlights" in CSS && typeof Highlight === "function";

/** Marks a place until `clear()`; ranges are painted and nothing is inserted, so letters that join stay joined. */
export class Marking {
  #place;
  #pieces;
  #shown = -1;

  constructor(place, marked) {
    this.#place = place;
    this.#pieces = marked && canHighlight() ? findPieces(place, marked) : null;
    place.classList.add("is-spoken");
    place.classList.toggle("has-sentences", this.#pieces !== null);
  }

  /** Show what is heard at this moment of the recording; between two sentences the first one stays. */
  show(seconds) {
    if (!this.#pieces) return;
    const now = this.#pieces.findLastIndex(({ from }) => from <= seconds * 1000);
    const piece = Math.max(0, now);
    if (piece === this.#shown) return;
    this.#shown = piece;
    CSS.highlights.set(NAME, new Highlight(this.#pieces[piece].range));
  }

  clear() {
    this.#place.classList.remove("is-spoken", "has-sentences");
    if (this.#pieces) CSS.highlights.delete(NAME);
  }
}
