/** The test as the candidate sees it: parts, answers, marks and where they are. No input or output. */

import { isEmptyResponse } from "./interactions/index.js";
import { EntryState, Kind } from "./protocol.js";

export class Attempt {
  #answers;
  #marked;
  #options;

  constructor(state) {
    this.state = state.attempt.state;
    this.parts = state.parts;
    this.refs = state.parts.flatMap((part) => part.items);
    this.#answers = new Map(Object.entries(state.answers));
    this.#marked = new Set(state.marked);
    this.#options = state.options ?? {};
    this.position = this.refs.includes(state.position) ? state.position : null;
  }

  apply({ kind, item, value }) {
    if (!this.refs.includes(item)) return;
    if (kind === Kind.ANSWER) this.#answers.set(item, value);
    if (kind === Kind.MARK) this.#marked[value.marked ? "add" : "delete"](item);
    if (kind === Kind.VISIT) this.position = item;
  }

  /** Whether the entry says what is on the screen now. */
  isCurrent({ kind, item, value }) {
    if (kind === Kind.ANSWER) return JSON.stringify(value) === JSON.stringify(this.answer(item));
    return kind === Kind.MARK && value.marked === this.isMarked(item);
  }

  /** The response to an item as it was recorded last, or null. */
  answer(ref) {
    return this.#answers.get(ref) ?? null;
  }

  /** The options of an item in the order of this attempt; empty where their order is fixed. */
  optionOrder(ref) {
    return this.#options[ref] ?? [];
  }

  isAnswered(ref) {
    return !isEmptyResponse(this.answer(ref));
  }

  isMarked(ref) {
    return this.#marked.has(ref);
  }

  openCount() {
    return this.refs.filter((ref) => !this.isAnswered(ref)).length;
  }

  partOf(ref) {
    return this.parts.find((part) => part.items.includes(ref));
  }

  /** 1 for the first question of the test. */
  numberOf(ref) {
    return this.refs.indexOf(ref) + 1;
  }

  /** The reference `step` further on, or undefined at either end. */
  neighbour(ref, step) {
    return this.refs[this.refs.indexOf(ref) + step];
  }

  isFirstOfPart(ref) {
    return this.partOf(ref).items[0] === ref;
  }
}

/** What the server knows, with what it does not know yet on top. */
export function restoreAttempt(state, entries) {
  const attempt = new Attempt(state);
  for (const entry of entries) if (isNewer(entry, state)) attempt.apply(entry);
  return attempt;
}

/** A state that was kept here is older than what was acknowledged after it. */
const isNewer = (entry, state) =>
  entry.state === EntryState.LOCAL ||
  (entry.state === EntryState.ACKNOWLEDGED && entry.seq >= state.lease.next_seq);
