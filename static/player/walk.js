/** The walk through an open test: from question to question, to the overview, to the hand-in. */

import { showClock } from "./clock-face.js";
import { deliverEarlierLeases, endBecause, leave } from "./endings.js";
import { hold, release } from "./hold.js";
import { bindKeys } from "./keys.js";
import { pauseMaterial } from "./material.js";
import { notify } from "./notices.js";
import { askToHandIn, showOverview } from "./overview-screen.js";
import { Plays } from "./plays.js";
import { AttemptState, Kind, Reason } from "./protocol.js";
import { startPulse } from "./pulse.js";
import { showPart, showProblem, showQuestion, showSending } from "./question-screen.js";
import { readAloud } from "./read-aloud.js";
import { Recorder } from "./recorder.js";
import { Recordings } from "./recordings.js";
import { showSaveState } from "./save-state.js";
import { Refused } from "./server.js";
import { askTime, closeTest, submitAttempt } from "./submission.js";
import { say } from "./texts.js";

const SPEAKING = "speaking";
const HANDING_IN = "handing-in";
const MATERIAL = "stimulus-media";

const nothingUntold = () => {};

export class Walk {
  #root;
  #sitting;
  #items;
  #recorder;
  #plays;
  #pulse = null;
  #isSubmitting = false;
  #flush = nothingUntold;
  #refreshClock = nothingUntold;

  constructor({ root, sitting, items }) {
    this.#root = root;
    this.#sitting = sitting;
    this.#items = items;
    this.#recorder = new Recorder(sitting);
    this.#plays = new Plays(sitting, this.#recorder);
  }

  async begin() {
    const { attempt, journal, lease, times } = this.#sitting;
    this.#sitting.recordings = await Recordings.open(this.#sitting, this.#recorder, {
      isNeeded: [...this.#items.values()].some(({ type }) => type === SPEAKING),
    });
    this.#listen();
    deliverEarlierLeases(lease);
    times.show(attempt.partOf(attempt.position ?? attempt.refs[0]));
    this.#refreshClock = showClock(times, () => this.#endTime());
    if (attempt.state === AttemptState.READY) return this.#showFirstPart();
    this.#startPulse();
    if ((await journal.recall(HANDING_IN)) === this.#mark) return this.#submit();
    if (attempt.test !== null && !attempt.position) return this.#showPartOf(attempt.refs[0]);
    return this.#resume();
  }

  /** What is written down of a hand-in: the test that it is of, where others may follow. */
  get #mark() {
    return this.#sitting.attempt.test ?? true;
  }

  /** Take nothing more and ask nothing more; entries that are still unsent go on being sent. */
  close() {
    this.#leaveQuestion();
    this.#recorder.isClosed = true;
    this.#pulse?.stop();
    document.querySelector("dialog[open]")?.close();
  }

  #listen() {
    const { attempt, journal, sender } = this.#sitting;
    document.querySelector("[data-bar]").hidden = false;
    showSaveState(this.#sitting);
    bindKeys();
    sender.addEventListener("refusal", ({ detail }) => this.#takeRefusal(detail));
    readAloud.addEventListener("broken", () => notify(say("audio-broken")));
    readAloud.addEventListener("listen", ({ detail: { item, ...heard } }) => {
      if (attempt.refs.includes(item)) this.#recorder.record(Kind.LISTEN, item, heard);
    });
    addEventListener("pagehide", () => this.#sendRest());
    document.addEventListener("visibilitychange", () => document.hidden && this.#sendRest());
    addEventListener("beforeunload", (event) => {
      this.#flush();
      if (!journal.isDurable && !journal.isSettled) event.preventDefault();
    });
    sender.wake(0);
  }

  /** The page may not come back: what is written goes to the journal, and what is there to the server. */
  async #sendRest() {
    const { journal, sender } = this.#sitting;
    this.#flush();
    sender.flush();
    if (journal.writing === 0) return;
    await journal.whenWritten();
    sender.flush();
  }

  /** What is written is told before it goes; resolves when what is spoken is kept too. */
  #leaveQuestion() {
    this.#flush();
    this.#flush = nothingUntold;
    return this.#quieten();
  }

  #startPulse() {
    this.#pulse = startPulse(this.#sitting, {
      onBeat: release,
      onRefusal: (refusal) => this.#takeRefusal(refusal),
    });
  }

  #showFirstPart() {
    const { attempt } = this.#sitting;
    const screen = showPart({
      attempt,
      part: attempt.parts[0],
      isBeginning: true,
      actions: { begin: ({ currentTarget }) => this.#start(screen, currentTarget) },
    });
  }

  async #start(screen, button) {
    const { attempt, clock, journal, server } = this.#sitting;
    button.disabled = true;
    try {
      const state = await server.start();
      clock.sync(state.clock);
      attempt.state = state.attempt.state;
      await journal.keep("state", state);
      this.#startPulse();
      this.#goTo(attempt.refs[0]);
    } catch (error) {
      button.disabled = false;
      showProblem(screen, error.sentence || say("no-network-start"));
      if (error.isFinal) this.#takeRefusal(error);
    }
  }

  /** Go on where the candidate was, or after it when that part is closed by now. */
  #resume() {
    const { attempt, times } = this.#sitting;
    if (this.#isSubmitting) return undefined;
    const from = attempt.position ?? attempt.refs[0];
    const ref = times.firstFrom(from);
    if (!ref) return this.#endTime();
    if (times.mayVisit(attempt.partOf(ref))) return this.#goTo(ref);
    return this.#showPartOf(ref, { isTimeUp: ref !== from });
  }

  /** The question before this one, where there is one that may be visited. */
  #before(ref) {
    const { attempt, times } = this.#sitting;
    const before = attempt.neighbour(ref, -1);
    return before && times.mayVisit(attempt.partOf(before)) ? before : undefined;
  }

  #showTimeOf(part) {
    this.#sitting.times.show(part);
    this.#refreshClock();
  }

  #goTo(ref) {
    if (this.#recorder.isClosed) return;
    const { attempt, recordings } = this.#sitting;
    this.#leaveQuestion();
    this.#recorder.record(Kind.VISIT, ref);
    this.#showTimeOf(attempt.partOf(ref));
    this.#flush = showQuestion({
      attempt,
      item: this.#items.get(ref),
      plays: this.#plays,
      recordings,
      canGoBack: this.#before(ref) !== undefined,
      onAnswer: (item, value, ageMs) => this.#recorder.record(Kind.ANSWER, item, value, ageMs),
      onListen: (item) => this.#recorder.record(Kind.LISTEN, item, { segment: MATERIAL }),
      onMark: (item, marked) => this.#recorder.record(Kind.MARK, item, { marked }),
      actions: {
        back: () => this.#goTo(attempt.neighbour(ref, -1)),
        next: () => this.#goOn(attempt.neighbour(ref, 1)),
        overview: () => this.#showOverview(),
      },
    });
  }

  #goOn(next) {
    const { attempt, times } = this.#sitting;
    const ref = next && times.firstFrom(next);
    if (!ref || times.closesAnother(attempt.partOf(ref))) this.#showOverview();
    else if (attempt.isFirstOfPart(ref)) this.#showPartOf(ref);
    else this.#goTo(ref);
  }

  #showPartOf(ref, { isTimeUp = false } = {}) {
    if (this.#recorder.isClosed) return;
    this.#leaveQuestion();
    const { attempt, times } = this.#sitting;
    const part = attempt.partOf(ref);
    this.#showTimeOf(part);
    showPart({
      attempt,
      part,
      isBeginning: times.isUnopened(part),
      isTimeUp,
      canGoBack: this.#before(ref) !== undefined,
      actions: { begin: () => this.#goTo(ref), back: () => this.#goBack(ref) },
    });
  }

  /** The time of the part before may have run out on the screen in between. */
  #goBack(ref) {
    const before = this.#before(ref);
    if (before) this.#goTo(before);
    else this.#showPartOf(ref, { isTimeUp: true });
  }

  async #showOverview() {
    await this.#leaveQuestion();
    if (this.#recorder.isClosed) return;
    const { attempt, times } = this.#sitting;
    const { position } = attempt;
    const unopened = times.findUnopened();
    showOverview({
      attempt,
      parts: times.listVisitable(),
      hasMore: unopened !== undefined,
      isClosing: unopened !== undefined && times.closesAnother(unopened),
      canGoBack: position !== null && times.mayVisit(attempt.partOf(position)),
      onPick: (ref) => this.#goTo(ref),
      actions: {
        back: () => this.#goTo(position),
        next: () => this.#showPartOf(unopened.items[0]),
        "hand-in": () => this.#handIn(),
      },
    });
  }

  /** Nothing sounds and nothing is recorded behind another screen. */
  #quieten() {
    readAloud.stop();
    return this.#sitting.recordings?.stop();
  }

  async #handIn() {
    const { attempt, times } = this.#sitting;
    if (!(await askToHandIn(attempt, times.listVisitable())) || this.#recorder.isClosed) return;
    await this.#sitting.journal.keep(HANDING_IN, this.#mark);
    await this.#submit();
  }

  /** The time of the test is up, or that of a part: then there may be more to go on with. */
  async #endTime() {
    if (this.#isSubmitting || this.#endPart()) return;
    const { times } = this.#sitting;
    // The last word on the time is the server's: it may have given more.
    await this.#submit({ isTimeUp: true, isCalledOff: () => times.remainingSeconds() > 0 });
    if (!this.#isSubmitting) this.#resume();
  }

  /** Return whether the test goes on after the part of which the time is up. */
  #endPart() {
    const { clock, times } = this.#sitting;
    if (clock.remainingSeconds() === 0) return false;
    const next = times.shown && times.firstFrom(times.shown.items[0]);
    const isOver = !next && times.listVisitable().length === 0;
    if (isOver) return false;
    document.querySelector("dialog[open]")?.close();
    if (next) this.#showPartOf(next, { isTimeUp: true });
    else {
      this.#showTimeOf(null);
      this.#showOverview();
    }
    return true;
  }

  async #submit({ isTimeUp = false, isCalledOff = () => false } = {}) {
    this.#isSubmitting = true;
    document.querySelector("dialog[open]")?.close();
    const quiet = this.#leaveQuestion();
    showSending({ isTimeUp });
    try {
      await quiet;
      if (isTimeUp) await askTime(this.#sitting);
      this.#isSubmitting =
        isTimeUp || this.#sitting.attempt.test === null
          ? await submitAttempt(this.#sitting, { isCalledOff })
          : await this.#closeTest();
      if (this.#isSubmitting) await this.#leave();
    } catch (error) {
      if (!(error instanceof Refused)) throw error;
      this.#takeRefusal(error);
    }
  }

  /** Whether the whole test is over; the next test is kept here, and begins a page of its own. */
  async #closeTest() {
    const state = await closeTest(this.#sitting);
    if (state.attempt.state === AttemptState.SUBMITTED) return true;
    await this.#sitting.journal.keep("state", state);
    this.close();
    location.reload();
    return false;
  }

  async #leave() {
    this.close();
    this.#sitting.recordings.stopSending();
    await this.#sitting.recordings.forget();
    await leave(this.#root, this.#sitting);
  }

  #takeRefusal(refusal) {
    if (this.#recorder.isClosed) return;
    if (refusal.reason === Reason.NOT_OPEN && !this.#isSubmitting) this.#wait(refusal.sentence);
    if (!refusal.isFinal) return;
    this.close();
    endBecause(refusal.reason, { root: this.#root, connected: this.#sitting });
  }

  #wait(message) {
    this.#quieten();
    pauseMaterial();
    hold(message);
    this.#pulse?.beat();
  }
}
