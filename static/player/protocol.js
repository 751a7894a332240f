/** The closed sets and addresses of the player protocol (docs/player-protocol.md). */

export const Address = Object.freeze({
  SHELL: "/sitting/test",
  STATE: "/api/sitting/state",
  START: "/api/sitting/start",
  JOURNAL: "/api/sitting/journal",
  SUBMIT: "/api/sitting/submit",
  CLOSE_TEST: "/api/sitting/close-test",
  PULSE: "/api/sitting/pulse",
  RECORDINGS: "/api/sitting/recordings/",
  PACKAGES: "/api/sitting/packages/",
  SERVICE_WORKER: "/sw.js",
});

export const AttemptState = Object.freeze({
  READY: "ready",
  IN_PROGRESS: "in_progress",
  SUBMITTED: "submitted",
});

export const Kind = Object.freeze({
  ANSWER: "answer",
  MARK: "mark",
  VISIT: "visit",
  LISTEN: "listen",
  PLAY: "play",
});

/** Where an entry is: only here, committed by the server, refused by it, or kept by it for the supervisor. */
export const EntryState = Object.freeze({
  LOCAL: "local",
  ACKNOWLEDGED: "acknowledged",
  REFUSED: "refused",
  HELD: "held",
});

export const Reason = Object.freeze({
  SUPERSEDED: "lease_superseded",
  OTHER_ATTEMPT: "other_attempt",
  SUBMITTED: "already_submitted",
  NO_SITTING: "no_sitting",
  NOT_OPEN: "sitting_not_open",
  MISSING: "entries_missing",
  SEQUENCE_REUSED: "sequence_reused",
  RECORDINGS_MISSING: "recordings_missing",
  CHUNKS_MISSING: "chunks_missing",
  NOT_STARTED: "not_started",
  NO_PLAYS_LEFT: "no_plays_left",
});

export const CACHE_NAME = "current-test";
export const MAX_BATCH = 200;
