/**
 * The recording studio: one text at a time, recorded with one key (R), heard back (L), and on to the next (N). A take is
 * on the disk of this device before anything is sent. Letters can be turned off (WCAG 2.1.4).
 */

import { BoothMicrophone, Silence } from "./booth-microphone.js";
import { Sheet } from "./sheet.js";
import { Takes } from "./takes.js";

const SETTING = "studio-keys";
const LONGEST_MS = 58_000; // the server takes a minute
const SHOWN_MS = 5_000;
const LATE_MS = 1_000;

const NOTICES = {
  [Silence.GOOD]: "De kamer is stil genoeg. Druk R om op te nemen.",
  [Silence.NOISY]: "Er is veel lawaai. Sluit deuren en ramen, of ga dichter bij de microfoon.",
  [Silence.DEAD]: "De microfoon geeft geen geluid. Kijk na of ze aanstaat.",
  elsewhere: "Deze lijst is al open in een ander tabblad. Sluit dat om hier op te nemen.",
  checking: "Stil zijn: de studio luistert naar de kamer.",
  missing: "Er is geen microfoon, of de browser mag ze niet gebruiken.",
  recording: "Opname loopt. Druk R om te stoppen.",
  stopped: "Gestopt. Druk L om te luisteren, N voor de volgende, A om opnieuw op te nemen.",
};
const CLIPPED = "Te luid: het geluid is vervormd. Ga iets verder van de microfoon.";

export async function bindStudio(element) {
  const booth = element.querySelector("[data-booth]");
  if (booth === null) return;
  const sheet = new Sheet(element, booth);
  const { takeUrl: url, store: name, token } = element.dataset;
  await becomeOnly(name, booth.querySelector("[data-notice]"));
  const takes = await Takes.open({ name, url, token });
  takes.addEventListener("take", ({ detail }) => sheet.note(detail));
  const studio = new Studio(booth, sheet, takes);
  bindKeys(booth, studio);
  for (const button of booth.querySelectorAll("[data-do]"))
    button.addEventListener("click", () => studio.do(button.dataset.do));
  sheet.onChange = () => studio.leaveText();
  booth.classList.add("is-ready");
}

/** Two tabs would take each other's unfinished takes for those of a page that was killed: the second one waits. */
function becomeOnly(name, notice) {
  const usual = notice.textContent;
  const late = setTimeout(() => {
    notice.textContent = NOTICES.elsewhere;
  }, LATE_MS);
  return new Promise((resolve) => {
    navigator.locks.request(name, () => {
      clearTimeout(late);
      notice.textContent = usual;
      resolve();
      return new Promise(() => {});
    });
  });
}

class Studio {
  #booth;
  #sheet;
  #takes;
  #microphone = null;
  #take = null;
  #begun = 0;
  #timer = null;
  #isBusy = false;
  #clippedUntil = 0;

  constructor(booth, sheet, takes) {
    this.#booth = booth;
    this.#sheet = sheet;
    this.#takes = takes;
    addEventListener("beforeunload", (event) => {
      if (this.#take !== null) event.preventDefault();
    });
  }

  /** Steps come one at a time: a key that is pressed while the last one still works does nothing. */
  async do(step) {
    if (this.#isBusy) return;
    this.#isBusy = true;
    try {
      if (step === "record") await (this.#take ? this.#stop() : this.#record());
      if (step === "again" && this.#take === null) await this.#record();
      if (step === "listen" && this.#take === null) this.#sheet.listen();
      if (step === "next") this.#sheet.go(1);
      if (step === "previous") this.#sheet.go(-1);
    } finally {
      this.#isBusy = false;
    }
  }

  /** Another text is shown: a take that still runs is of the one before, and ends. */
  async leaveText() {
    if (this.#take !== null) await this.#stop();
  }

  async #record() {
    if (this.#microphone?.isGone) this.#microphone = null;
    if (this.#microphone === null) return this.#openMicrophone();
    this.#sheet.silence();
    this.#take = await this.#takes.begin(this.#sheet.text);
    this.#begun = await this.#microphone.record(this.#take.add);
    this.#timer = setTimeout(() => this.#stop(), LONGEST_MS);
    this.#show(NOTICES.recording, "Stoppen (R)");
  }

  async #stop() {
    const take = this.#take;
    if (take === null || !this.#microphone.isRecording) return;
    clearTimeout(this.#timer);
    const ms = performance.now() - this.#begun;
    await this.#microphone.stop();
    this.#take = null;
    this.#show(NOTICES.stopped, "Opnemen (R)");
    await take.finish(ms);
  }

  async #openMicrophone() {
    try {
      this.#show(NOTICES.checking);
      this.#microphone = await BoothMicrophone.open((level) => this.#showLevel(level));
      this.#show(NOTICES[await this.#microphone.checkSilence()]);
    } catch {
      this.#show(NOTICES.missing);
    }
  }

  #showLevel({ percent, isClipped }) {
    this.#booth.querySelector("[data-level]").value = percent;
    const now = performance.now();
    if (isClipped && this.#take !== null) this.#clippedUntil = now + SHOWN_MS;
    const warning = this.#booth.querySelector("[data-warning]");
    const sentence = now < this.#clippedUntil ? CLIPPED : "";
    if (warning.textContent !== sentence) warning.textContent = sentence;
  }

  #show(notice, label) {
    this.#booth.querySelector("[data-notice]").textContent = notice;
    this.#booth.classList.toggle("is-recording", this.#take !== null);
    if (label) this.#booth.querySelector('[data-do="record"]').textContent = label;
  }
}

function bindKeys(booth, studio) {
  const box = booth.querySelector("[data-keys-on]");
  box.checked = localStorage.getItem(SETTING) !== "off";
  box.addEventListener("change", () => {
    localStorage.setItem(SETTING, box.checked ? "on" : "off");
  });
  const steps = { r: "record", l: "listen", n: "next", p: "previous", a: "again" };
  document.addEventListener("keydown", (event) => {
    const step = steps[event.key.toLowerCase()];
    const isOther = event.repeat || event.ctrlKey || event.altKey || event.metaKey;
    if (step === undefined || isOther || !box.checked || event.target.matches("select")) return;
    event.preventDefault();
    studio.do(step);
  });
}
