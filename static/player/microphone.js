/** The microphone: pieces of a recording as they come, and how loud it is. */

const PIECE_MS = 1_000;
const LOOK_MS = 100;
const BITS_PER_SECOND = 32_000;
const MEDIA_TYPE = "audio/webm;codecs=opus";
const SILENCE_MS = 2_500;
const QUIETEST_PEAK = 0.004; // -48 dBFS: a quiet room is louder than a microphone that is off
const QUIETEST_DB = -60;

export class Microphone {
  #stream;
  #recorder = null;
  #context = null;
  #looking = null;

  constructor(stream) {
    this.#stream = stream;
  }

  /** Rejects when there is none, or when it may not be used. */
  static async open() {
    const audio = { channelCount: 1, echoCancellation: true, noiseSuppression: true };
    return new Microphone(await navigator.mediaDevices.getUserMedia({ audio }));
  }

  /** `onPiece(blob)` for every piece, `onLevel(percent)`, `onSilence(isSilent)`, `onEnd()` after the last piece. */
  record({ onPiece, onLevel, onSilence, onEnd }) {
    this.#recorder = new MediaRecorder(this.#stream, {
      mimeType: MEDIA_TYPE,
      audioBitsPerSecond: BITS_PER_SECOND,
    });
    this.#recorder.addEventListener("dataavailable", ({ data }) => data.size && onPiece(data));
    this.#recorder.addEventListener("stop", () => {
      this.#close();
      onEnd();
    });
    this.#recorder.start(PIECE_MS);
    this.#watch(onLevel, onSilence);
  }

  stop() {
    if (this.#recorder?.state === "recording") this.#recorder.stop();
    else this.#close();
  }

  #watch(onLevel, onSilence) {
    this.#context = new AudioContext();
    const analyser = this.#context.createAnalyser();
    this.#context.createMediaStreamSource(this.#stream).connect(analyser);
    const samples = new Float32Array(analyser.fftSize);
    let heardAt = performance.now();
    this.#looking = setInterval(() => {
      analyser.getFloatTimeDomainData(samples);
      const peak = samples.reduce((most, sample) => Math.max(most, Math.abs(sample)), 0);
      if (peak >= QUIETEST_PEAK) heardAt = performance.now();
      onLevel(toPercent(peak));
      onSilence(performance.now() - heardAt > SILENCE_MS);
    }, LOOK_MS);
  }

  #close() {
    clearInterval(this.#looking);
    this.#context?.close();
    this.#context = null;
    for (const track of this.#stream.getTracks()) track.stop();
  }
}

function toPercent(peak) {
  const level = 20 * Math.log10(Math.max(peak, 1e-6));
  return Math.round(Math.max(0, Math.min(1, 1 - level / QUIETEST_DB)) * 100);
}
