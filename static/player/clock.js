/** The server's clock as known here. It moves by performance.now(): the clock of the device never counts. */

export class ServerClock {
  #serverMs = 0;
  #localMs = performance.now();
  #latestMs = 0;
  deadlineMs = null;
  warnMinutes = [];
  parts = {};

  sync(reading) {
    if (!Number.isFinite(reading?.server_now_ms)) return;
    this.#set(reading.server_now_ms, reading);
  }

  /** Without a server: go on from the last moment that is known. Time while the page was closed does not count. */
  resume(reading, lastKnownMs) {
    this.#set(Math.max(reading?.server_now_ms ?? 0, lastKnownMs), reading);
  }

  /** Never runs back, so that entries keep their order. */
  nowMs() {
    const estimate = Math.round(this.#serverMs + performance.now() - this.#localMs);
    this.#latestMs = Math.max(this.#latestMs, estimate);
    return this.#latestMs;
  }

  reading() {
    return {
      server_now_ms: this.nowMs(),
      deadline_ms: this.deadlineMs,
      warn_minutes: this.warnMinutes,
      parts: this.parts,
    };
  }

  /** Seconds until the deadline, or null when there is none. */
  remainingSeconds() {
    return this.deadlineMs === null ? null : Math.max(0, (this.deadlineMs - this.nowMs()) / 1000);
  }

  #set(serverMs, reading) {
    this.#serverMs = serverMs;
    this.#localMs = performance.now();
    this.deadlineMs = reading?.deadline_ms ?? null;
    this.warnMinutes = reading?.warn_minutes ?? this.warnMinutes ?? [];
    this.parts = reading?.parts ?? this.parts;
  }
}
