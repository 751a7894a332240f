/** One question: the item as the server made it, with what the candidate chose before. */

import { bindFeedback } from "./by-ear.js";
import { arrangeOptions, bindResponse } from "./interactions/index.js";
import { bindMaterial } from "./material.js";
import { By, readAloud, rememberMarks } from "./read-aloud.js";
import { buildScreen, fill, showScreen } from "./screens.js";
import { say } from "./texts.js";

/**
 * `onAnswer(ref, value, ageMs)`, `onMark(ref, isMarked)`, `onListen(ref)` and the actions of the steps tell what the
 * candidate does; `plays` counts how often limited sound is started, `recordings` keeps what is spoken. Returns
 * `flush`, which tells what is written and not told yet: to be called before the question goes.
 */
export function showQuestion({
  attempt,
  item,
  plays,
  recordings,
  canGoBack,
  onAnswer,
  onMark,
  onListen,
  actions,
}) {
  const { ref } = item;
  const screen = buildScreen("question", {
    fills: { part: attempt.partOf(ref).title, heading: nameQuestion(attempt, ref) },
    actions: { ...actions, mark: toggleMark, "read-all": readAll, "listen-again": listenAgain },
  });
  const button = (action) => screen.querySelector(`[data-action="${action}"]`);

  function toggleMark() {
    onMark(ref, !attempt.isMarked(ref));
    showMark();
  }
  function showMark() {
    button("mark").setAttribute("aria-pressed", String(attempt.isMarked(ref)));
  }
  function readAll() {
    const buttons = screen.querySelectorAll("[data-item] [data-audio-url]");
    readAloud.toggle(button("read-all"), buttons, By.ALL);
  }
  function listenAgain() {
    if (readAloud.again()) return;
    readAloud.stop();
    readAll();
  }

  const flush = showItem(screen, item, {
    order: attempt.optionOrder(ref),
    value: attempt.answer(ref),
    onValue: (value, ageMs) => onAnswer(ref, value, ageMs),
    context: { ref, recordings },
  });
  bindMaterial(screen, ref, { plays, onListen: () => onListen(ref) });
  button("back").disabled = !canGoBack;
  showMark();
  bindSpeeds(screen);
  showScreen(screen);
  return flush;
}

const nameQuestion = (attempt, ref) =>
  attempt.isQuestion(ref)
    ? say("question-of", { number: attempt.numberOf(ref), total: attempt.questionCount })
    : say("information");

function showItem(screen, item, { order, value, onValue, context }) {
  const host = screen.querySelector("[data-item-host]");
  host.innerHTML = item.html;
  arrangeOptions(host, order);
  const flush = bindResponse(host, value, onValue, context);
  rememberMarks(host.querySelector("[data-item]"), item.marks);
  bindFeedback(host, say("you-chose"));
  // What may not be read aloud has no button and no struck-through speaker either: nothing is missing.
  const hasAudio = host.querySelector("[data-audio-url]") !== null;
  const lacksAudio = host.querySelector(".audio-absent") !== null;
  screen.querySelector("[data-read-aloud]").hidden = !hasAudio;
  screen.querySelector("[data-no-audio]").hidden = hasAudio || !lacksAudio;
  const isUnreviewed = item.isReviewed === false;
  const isSigned = host.querySelector("[data-sign]") !== null;
  screen.querySelector("[data-voice-badge]").hidden = !isUnreviewed;
  screen.querySelector("[data-video-badge]").hidden = !(isUnreviewed && isSigned);
  return flush;
}

function bindSpeeds(screen) {
  const buttons = [...screen.querySelectorAll("[data-speed]")];
  const show = () => {
    for (const button of buttons)
      button.setAttribute("aria-pressed", String(Number(button.dataset.speed) === readAloud.speed));
  };
  for (const button of buttons)
    button.addEventListener("click", () => {
      readAloud.setSpeed(Number(button.dataset.speed));
      show();
    });
  show();
}

/** The screen before a part. The first one starts the time of the test, and one of a part with its own time that one. */
export function showPart({
  attempt,
  part,
  isBeginning,
  isTimeUp = false,
  canGoBack = false,
  actions,
}) {
  const screen = buildScreen("part", {
    fills: {
      "time-up": isTimeUp || null,
      title: part.title,
      count: say("part-of", {
        number: attempt.parts.indexOf(part) + 1,
        total: attempt.parts.length,
      }),
      questions: say("questions", { number: attempt.countQuestions(part) }),
      beginning: isBeginning || null,
    },
    actions,
  });
  screen.querySelector('[data-action="back"]').hidden = !canGoBack;
  return showScreen(screen);
}

/** Nothing to do but wait; the line at the top says whether there is a network. */
export const showSending = ({ isTimeUp = false } = {}) =>
  showScreen(buildScreen("sending", { fills: { "time-up": isTimeUp || null } }));

/** Say on the screen what is wrong, or that nothing is (null). */
export const showProblem = (screen, sentence) => fill(screen, { problem: sentence });
