/**
 * Makes listening quick: space plays, A approves, R rejects, N and P go on and back, and the sentence that is heard is
 * marked. Nothing plays by itself. Who speaks to a computer, or leans on keys, turns the letters off.
 */

const SETTING = "review-keys";

export function bindAudioReview(element) {
  const sound = element.querySelector("audio, video");
  const reject = element.querySelector("[data-reject]");
  const keysOn = bindKeysSetting(element);
  markWhileHeard(element, sound);

  const actions = {
    " ": () => (sound.paused ? sound.play() : sound.pause()),
    a: () => element.querySelector("[data-approve]")?.click(),
    r: () => openReject(reject),
    n: () => element.querySelector("[data-next]")?.click(),
    p: () => element.querySelector("[data-previous]")?.click(),
  };
  document.addEventListener("keydown", (event) => {
    const action = actions[event.key.toLowerCase()];
    if (action === undefined || !keysOn.checked || !isFree(event)) return;
    event.preventDefault();
    action();
  });
}

/** Whether the key means nothing else: no field is typed in, no button has the focus, nothing else is held. */
function isFree({ key, target, repeat, ctrlKey, altKey, metaKey }) {
  if (repeat || ctrlKey || altKey || metaKey) return false;
  const isTyping = target.matches("select") || target.closest("[data-reject] form") !== null;
  const isPressing = key === " " && target.matches("a, audio, video, button, input, summary");
  return !isTyping && !isPressing;
}

function openReject(reject) {
  if (reject === null) return;
  reject.open = true;
  const choice = reject.querySelector("[name=kind]:checked") ?? reject.querySelector("[name=kind]");
  choice.focus();
}

function markWhileHeard(element, sound) {
  const pieces = [...element.querySelectorAll("[data-from]")];
  const mark = () => {
    const now = sound.currentTime * 1_000;
    for (const piece of pieces) {
      const { from, to } = piece.dataset;
      const isHeard = !sound.paused && now >= Number(from) && now < Number(to);
      piece.classList.toggle("is-heard", isHeard);
    }
  };
  for (const happening of ["timeupdate", "play", "pause", "ended"])
    sound.addEventListener(happening, mark);
}

/** The letters can be turned off (WCAG 2.1.4); the choice is kept on this device. */
function bindKeysSetting(element) {
  const box = element.querySelector("[data-keys-on]");
  box.checked = localStorage.getItem(SETTING) !== "off";
  box.addEventListener("change", () => {
    localStorage.setItem(SETTING, box.checked ? "on" : "off");
  });
  return box;
}
