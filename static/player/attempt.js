/** The test as the candidate sees it: parts, answers, marks and where they are. No input or output. */

import { isEmptyResponse } from "./interactions/index.js";
import { PartTimes } from "./part-times.js";
import { EntryState, Kind } from "./protocol.js";

export class Attempt {
  #answers;
  #marked;
  #options;
  #plays;
  #traits;
  #recordings;

  constructor(state) {
    this.state = state.attempt.state;
    /** The number of the test that is open where tests open one after the other, else null. */
    this.test = state.test ?? null;
    this.parts = state.parts;
    this.refs = state.parts.flatMap((part) => part.items);
    this.#answers = new Map(Object.entries(state.answers));
    this.#marked = new Set(state.marked);
    this.#options = state.options ?? {};
    this.#plays = new Map(Object.entries(state.plays ?? {}));
    this.#traits = state.items ?? {};
    this.#recordings = state.recordings ?? {};
    this.position = this.refs.includes(state.position) ? state.position : null;
  }

  apply({ kind, item, value }) {
    if (!this.refs.includes(item)) return;
    if (kind === Kind.ANSWER) this.#answers.set(item, value);
    if (kind === Kind.MARK) this.#marked[value.marked ? "add" : "delete"](item);
    if (kind === Kind.PLAY) this.#plays.set(item, this.playsOf(item) + 1);
    if (kind === Kind.VISIT) this.position = item;
  }

  /** Whether the entry says what is on the screen now; a play happened, whatever is there. */
  isCurrent({ kind, item, value }) {
    if (kind === Kind.PLAY) return true;
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

  /** A group is answered when each of its questions is. */
  isAnswered(ref) {
    const { questions } = this.#traitsOf(ref);
    const answer = this.answer(ref);
    if (questions) return questions.every((id) => !isEmptyResponse(answer?.[id]));
    return !isEmptyResponse(answer);
  }

  /** Whether there is anything to answer: a page that informs asks nothing. */
  isQuestion(ref) {
    return !this.#traitsOf(ref).informs;
  }

  /** How often limited sound was started, on any device. */
  playsOf(ref) {
    return this.#plays.get(ref) ?? 0;
  }

  /** The recordings of an item that the server knows of. */
  recordingsOf(ref) {
    return this.#recordings[ref] ?? [];
  }

  exhaustPlays(ref) {
    this.#plays.set(ref, Number.POSITIVE_INFINITY);
  }

  #traitsOf(ref) {
    return this.#traits[ref] ?? {};
  }

  isMarked(ref) {
    return this.#marked.has(ref);
  }

  openCount(parts = this.parts) {
    return parts
      .flatMap((part) => part.items)
      .filter((ref) => this.isQuestion(ref) && !this.isAnswered(ref)).length;
  }

  partOf(ref) {
    return this.parts.find((part) => part.items.includes(ref));
  }

  get questionCount() {
    return this.#questions.length;
  }

  /** 1 for the first question of the test; 0 for a page that only informs. */
  numberOf(ref) {
    return this.#questions.indexOf(ref) + 1;
  }

  countQuestions(part) {
    return part.items.filter((ref) => this.isQuestion(ref)).length;
  }

  get #questions() {
    return this.refs.filter((ref) => this.isQuestion(ref));
  }

  /** The reference `step` further on, or undefined at either end. */
  neighbour(ref, step) {
    return this.refs[this.refs.indexOf(ref) + step];
  }

  isFirstOfPart(ref) {
    return this.partOf(ref).items[0] === ref;
  }
}

/** What the server knows, with what it does not know yet on top: {attempt, times}. */
export function restoreAttempt(state, entries, clock) {
  const attempt = new Attempt(state);
  const times = new PartTimes(attempt, clock);
  for (const entry of entries.filter((one) => isNewer(one, state))) {
    attempt.apply(entry);
    times.note(entry);
  }
  return { attempt, times };
}

/** A state that was kept here is older than what was acknowledged after it. */
const isNewer = (entry, state) =>
  entry.state === EntryState.LOCAL ||
  (entry.state === EntryState.ACKNOWLEDGED && entry.seq >= state.lease.next_seq);
