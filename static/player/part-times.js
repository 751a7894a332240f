/** The times of the parts that have one: each is opened once, and closed for good. No input or output. */

export class PartTimes {
  #attempt;
  #clock;
  #openedHere = new Map();
  #shown = null;

  constructor(attempt, clock) {
    this.#attempt = attempt;
    this.#clock = clock;
  }

  /** The first entry about an item of a part opens it, here as on the server. */
  note({ item, made_at_ms }) {
    const part = this.#attempt.partOf(item);
    if (!part || !isTimed(part) || this.#openedHere.has(part.code)) return;
    const deadline_ms = made_at_ms + part.time_ms;
    this.#openedHere.set(part.code, { opened_at_ms: made_at_ms, deadline_ms });
  }

  /** Whether the part has a time that has not begun. */
  isUnopened(part) {
    return isTimed(part) && !this.#openingOf(part);
  }

  /** Whether its questions may be on the screen: always, where it has no time of its own. */
  mayVisit(part) {
    return !isTimed(part) || part === this.#openPart;
  }

  isClosed(part) {
    return !this.isUnopened(part) && !this.mayVisit(part);
  }

  /** Whether opening this part closes another one. */
  closesAnother(part) {
    return this.isUnopened(part) && this.#openPart !== undefined;
  }

  listVisitable() {
    return this.#attempt.parts.filter((part) => this.mayVisit(part));
  }

  findUnopened() {
    return this.#attempt.parts.find((part) => this.isUnopened(part));
  }

  /** This question, or the first one after the parts that are closed; undefined when there is none. */
  firstFrom(ref) {
    const { parts } = this.#attempt;
    const own = this.#attempt.partOf(ref);
    if (!this.isClosed(own)) return ref;
    const next = parts.slice(parts.indexOf(own) + 1).find((part) => !this.isClosed(part));
    return next?.items[0];
  }

  /** Let the clock be that of this part: of the whole test where it has none, or for null. */
  show(part) {
    this.#shown = part;
  }

  get shown() {
    return this.#shown;
  }

  get warnMinutes() {
    return this.#clock.warnMinutes;
  }

  /** Seconds left for what is shown, or null when no time runs; before a part is opened, all it will have. */
  remainingSeconds() {
    const whole = this.#clock.remainingSeconds();
    if (!this.#shown || !isTimed(this.#shown)) return whole;
    const seconds = Math.min(this.#remainingOf(this.#shown), whole ?? Number.POSITIVE_INFINITY);
    return Number.isFinite(seconds) ? seconds : null;
  }

  #remainingOf(part) {
    const opening = this.#openingOf(part);
    if (!opening) return part.time_ms / 1000;
    if (opening.deadline_ms === null) return Number.POSITIVE_INFINITY; // a pause keeps it open
    return Math.max(0, (opening.deadline_ms - this.#clock.nowMs()) / 1000);
  }

  /** The server's word where it has one. */
  #openingOf({ code }) {
    return this.#clock.parts[code] ?? this.#openedHere.get(code);
  }

  /** The part that was opened last, while its time lasts. */
  get #openPart() {
    const opened = this.#attempt.parts.filter((part) => isTimed(part) && this.#openingOf(part));
    const openedAt = (part) => this.#openingOf(part).opened_at_ms;
    const last = opened.sort((one, other) => openedAt(one) - openedAt(other)).at(-1);
    return last && this.#remainingOf(last) > 0 ? last : undefined;
  }
}

const isTimed = (part) => Number.isFinite(part.time_ms);
