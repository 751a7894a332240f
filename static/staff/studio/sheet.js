/** The prompt sheet: which text stands in the booth, what became of its take, and how it sounds. */

const WORDS = {
  kept: "Bewaard op dit toestel, wordt verstuurd.",
  waiting: "Bewaard op dit toestel. Wacht op het netwerk.",
  "signed-out":
    "Bewaard op dit toestel. Meld u opnieuw aan of vernieuw de pagina: daarna wordt de opname verstuurd.",
  saved: "Bewaard op de server.",
};
const RECORDED = "opgenomen, wacht op nalezing";

export class Sheet {
  #rows;
  #booth;
  #at = 0;
  #sounds = new Map();
  #told = new Map();
  onChange = () => {};

  constructor(element, booth) {
    this.#booth = booth;
    this.#rows = [...element.querySelectorAll("[data-prompt]")];
    for (const [place, row] of this.#rows.entries()) {
      if (row.dataset.audio) this.#sounds.set(row.dataset.prompt, row.dataset.audio);
      row.querySelector("[data-go]").addEventListener("click", () => {
        this.#show(place);
        booth.scrollIntoView();
        booth.querySelector('[data-do="record"]').focus();
      });
    }
    this.#show(0);
  }

  /** The hash of the text in the booth. */
  get text() {
    return this.#rows[this.#at].dataset.prompt;
  }

  /** One further or back; at the ends it stays. */
  go(step) {
    const place = Math.max(0, Math.min(this.#rows.length - 1, this.#at + step));
    if (place !== this.#at) this.#show(place);
  }

  listen() {
    const sound = this.#sounds.get(this.text);
    if (sound === undefined) return;
    const player = this.#player;
    player.src = sound;
    player.play().catch(() => {});
  }

  silence() {
    this.#player.pause();
  }

  /** What became of a take: {what, text, sound, audio, sentence}. */
  note({ what, text, sound, audio, sentence }) {
    if (sound) this.#sounds.set(text, URL.createObjectURL(sound));
    if (audio) this.#sounds.set(text, audio);
    this.#told.set(text, { what, sentence: sentence ?? WORDS[what] });
    const row = this.#rows.find(({ dataset }) => dataset.prompt === text);
    if (row && what === "saved") markRecorded(row);
    this.#showState();
  }

  get #player() {
    return this.#booth.querySelector("[data-sound]");
  }

  #show(place) {
    this.#at = place;
    this.silence();
    const row = this.#rows[place];
    for (const one of this.#rows) one.classList.toggle("is-current", one === row);
    const said = row.querySelector("[data-of-said]")?.textContent ?? "";
    const reasons = [...row.querySelectorAll("[data-of-reason]")].map((one) => one.textContent);
    this.#set("[data-text]", row.querySelector("[data-of-text]").textContent);
    this.#set("[data-position]", `${place + 1} van ${this.#rows.length}`);
    this.#set("[data-said]", said);
    this.#booth.querySelector("[data-said-line]").hidden = said === "";
    this.#set("[data-reason]", reasons.join(" "));
    this.#booth.querySelector("[data-reason]").hidden = reasons.length === 0;
    this.#showState();
    this.onChange();
  }

  #showState() {
    const told = this.#told.get(this.text);
    const saved = this.#booth.querySelector("[data-saved]");
    saved.classList.toggle("text-danger-emphasis", told?.what === "refused");
    this.#set("[data-saved]", told?.sentence ?? "");
  }

  #set(selector, words) {
    const element = this.#booth.querySelector(selector);
    if (element.textContent !== words) element.textContent = words;
  }
}

function markRecorded(row) {
  const badge = row.querySelector("[data-of-state] .badge");
  badge.textContent = RECORDED;
  badge.className = "badge text-bg-primary";
  for (const reason of row.querySelectorAll("[data-of-reason]")) reason.remove();
}
