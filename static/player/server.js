/** Requests to the server, sorted into: an answer, a refusal with its reason, or not reached at all. */

import { Address, AttemptState, Reason } from "./protocol.js";

const TIMEOUT_MS = 10_000;

/** No usable answer came: the network, the server or something between them. Always worth another try. */
export class Unreachable extends Error {}

const FINAL = new Set([
  Reason.SUPERSEDED,
  Reason.SUBMITTED,
  Reason.NO_SITTING,
  Reason.OTHER_ATTEMPT,
]);

/** The server understood and said no. */
export class Refused extends Error {
  constructor(status, body) {
    super(body.error);
    this.status = status;
    this.reason = body.error;
    this.sentence = body.message ?? "";
    this.missing = body.missing ?? [];
    this.recordings = body.recordings ?? [];
  }

  /** Whether the test cannot go on here, however often it is tried. */
  get isFinal() {
    return FINAL.has(this.reason);
  }
}

export class Server {
  /** Names the attempt in every request, so that a cookie of somebody else can never receive it. */
  constructor({ attempt, fence }) {
    this.lease = { attempt, fence };
  }

  start() {
    return this.#post(Address.START, {}).then(checkState);
  }

  async pulse() {
    const reply = await this.#post(Address.PULSE, {});
    if (reply.state === AttemptState.SUBMITTED) throw new Refused(409, { error: Reason.SUBMITTED });
    return reply;
  }

  submit(lastSeq, { lost = [], lostRecordings = [] } = {}) {
    return this.#post(Address.SUBMIT, {
      last_seq: lastSeq,
      ...(lost.length && { lost }),
      ...(lostRecordings.length && { lost_recordings: lostRecordings }),
    });
  }

  /** Hand one test in; the state says which one is open now, or that this was the last. */
  closeTest(test, lastSeq, { lost = [] } = {}) {
    const body = { test, last_seq: lastSeq, ...(lost.length && { lost }) };
    return this.#post(Address.CLOSE_TEST, body).then(checkState);
  }

  putChunk({ id, item }, { number, data, sha256 }) {
    const query = new URLSearchParams({ ...this.lease, item, sha256 });
    return exchange(`${Address.RECORDINGS}${id}/chunks/${number}?${query}`, { bytes: data });
  }

  completeRecording({ id, count }) {
    return this.#post(`${Address.RECORDINGS}${id}/complete`, { chunks: count });
  }

  /** Resolve with {acknowledged, refused, clock}, also when the status says that some were refused. */
  async sendEntries(entries, { keepalive = false } = {}) {
    const body = { entries: entries.map(toWire) };
    const reply = await this.#post(Address.JOURNAL, body, { keepalive, accept: isJournalReply });
    if (!isJournalReply(reply)) throw new Unreachable("malformed");
    return reply;
  }

  #post(address, body, options) {
    return exchange(address, { ...options, body: { ...this.lease, ...body } });
  }
}

export const fetchState = () => exchange(Address.STATE).then(checkState);

async function exchange(address, { body, bytes, keepalive, accept = () => false } = {}) {
  const { status, reply } = await reach(address, { ...toRequest(body, bytes), keepalive });
  if (status < 300 || accept(reply)) return reply;
  if (typeof reply.error !== "string") throw new Unreachable("malformed");
  throw new Refused(status, reply);
}

/** A question without a body, a message, or a piece of a recording. */
function toRequest(body, bytes) {
  if (bytes) {
    return { method: "PUT", headers: { "Content-Type": "application/octet-stream" }, body: bytes };
  }
  if (!body) return { method: "GET" };
  const headers = { "Content-Type": "application/json" };
  return { method: "POST", headers, body: JSON.stringify(body) };
}

async function reach(address, request) {
  try {
    const response = await fetch(address, {
      ...request,
      cache: "no-store",
      redirect: "error",
      signal: AbortSignal.timeout(TIMEOUT_MS),
    });
    const reply = await response.json();
    if (isTryLater(response.status) || !isRecord(reply))
      throw new Unreachable(`status ${response.status}`);
    return { status: response.status, reply };
  } catch (cause) {
    throw cause instanceof Unreachable ? cause : new Unreachable("no answer", { cause });
  }
}

const isTryLater = (status) => status >= 500 || status === 408 || status === 429;

const isRecord = (value) => typeof value === "object" && value !== null && !Array.isArray(value);

/** With an error beside the lists it is the whole lease that is refused, not single entries. */
const isJournalReply = (reply) =>
  Array.isArray(reply.acknowledged) &&
  Array.isArray(reply.refused) &&
  typeof reply.error !== "string";

function checkState(state) {
  const isComplete =
    typeof state.attempt?.key === "string" &&
    Number.isInteger(state.lease?.fence) &&
    Array.isArray(state.parts) &&
    isRecord(state.answers);
  if (!isComplete) throw new Unreachable("malformed");
  return state;
}

const toWire = ({ seq, kind, item, value, made_at_ms }) => ({ seq, kind, item, value, made_at_ms });
