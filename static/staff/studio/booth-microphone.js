/**
 * The microphone of the studio: it stays open between two texts, says how loud it is, and records in pieces. Nothing is
 * filtered by the browser: what a speaker sounds like is what is kept.
 */

const PIECE_MS = 1_000;
const LOOK_MS = 50;
const BITS_PER_SECOND = 96_000;
const MEDIA_TYPE = "audio/webm;codecs=opus";
const QUIET_MS = 2_000;
const NOISE_DB = -45;
const DEAD_DB = -90;
const CLIPPED = 0.985;
const FLOOR_DB = -60;

/** What two seconds of silence sound like. */
export const Silence = Object.freeze({ GOOD: "good", NOISY: "noisy", DEAD: "dead" });

export class BoothMicrophone {
  #stream;
  #analyser;
  #samples;
  #recorder = null;
  #onLevel;
  #levels = [];

  constructor(stream, onLevel) {
    this.#stream = stream;
    this.#onLevel = onLevel;
    const context = new AudioContext();
    this.#analyser = context.createAnalyser();
    context.createMediaStreamSource(stream).connect(this.#analyser);
    this.#samples = new Float32Array(this.#analyser.fftSize);
    setInterval(() => this.#look(), LOOK_MS);
  }

  /** `onLevel({percent, isClipped})`, twenty times a second. Rejects when there is none, or it may not be used. */
  static async open(onLevel) {
    const audio = {
      ...{ channelCount: 1, echoCancellation: false },
      ...{ noiseSuppression: false, autoGainControl: false },
    };
    return new BoothMicrophone(await navigator.mediaDevices.getUserMedia({ audio }), onLevel);
  }

  /** Whether it was unplugged, or taken away. */
  get isGone() {
    return this.#stream.getTracks().some(({ readyState }) => readyState === "ended");
  }

  get isRecording() {
    return this.#recorder !== null;
  }

  /** Listen to the room while nobody speaks. */
  async checkSilence() {
    this.#levels = [];
    await new Promise((resolve) => setTimeout(resolve, QUIET_MS));
    const levels = this.#levels.toSorted((one, other) => one - other);
    const usual = levels[Math.floor(levels.length / 2)] ?? DEAD_DB;
    if (usual <= DEAD_DB) return Silence.DEAD;
    return usual > NOISE_DB ? Silence.NOISY : Silence.GOOD;
  }

  /** `onPiece(blob)` for every piece; resolves to when it really began. */
  record(onPiece) {
    this.#recorder = new MediaRecorder(this.#stream, {
      mimeType: MEDIA_TYPE,
      audioBitsPerSecond: BITS_PER_SECOND,
    });
    this.#recorder.addEventListener("dataavailable", ({ data }) => data.size && onPiece(data));
    const recorder = this.#recorder;
    return new Promise((resolve) => {
      recorder.addEventListener("start", () => resolve(performance.now()));
      recorder.start(PIECE_MS);
    });
  }

  /** Resolves after the last piece. */
  stop() {
    const recorder = this.#recorder;
    this.#recorder = null;
    // A microphone that was unplugged has stopped by itself, its last piece told.
    if (recorder.state === "inactive") return Promise.resolve();
    return new Promise((resolve) => {
      recorder.addEventListener("stop", resolve);
      recorder.stop();
    });
  }

  #look() {
    this.#analyser.getFloatTimeDomainData(this.#samples);
    const peak = this.#samples.reduce((most, one) => Math.max(most, Math.abs(one)), 0);
    const decibels = 20 * Math.log10(Math.max(peak, 1e-6));
    this.#levels.push(decibels);
    const share = Math.max(0, Math.min(1, 1 - decibels / FLOOR_DB));
    this.#onLevel({ percent: Math.round(share * 100), isClipped: peak >= CLIPPED });
  }
}
