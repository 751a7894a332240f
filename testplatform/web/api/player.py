"""The player's protocol; docs/player-protocol.md draws it."""

from typing import Any

from flask import Blueprint, current_app, jsonify, request
from flask.typing import ResponseReturnValue

from testplatform.clock import now_utc
from testplatform.db import after_commit, db, unit_of_work
from testplatform.errors import AttemptAlreadySubmitted, AttemptNotStarted
from testplatform.extensions import csrf
from testplatform.group_commit import JournalDesk
from testplatform.models.journal import HeldReason
from testplatform.services.attempts import (
    CLOSED_STATES,
    check_lease,
    check_sitting_open,
    start_attempt,
    submit_attempt,
)
from testplatform.services.closing_tests import close_test
from testplatform.services.journal import JournalMessage, JournalReceipt
from testplatform.tasks import wake
from testplatform.tasks.results import score
from testplatform.web.access import Access, access
from testplatform.web.api.packages import find_package
from testplatform.web.api.passes import own_fence, own_pass
from testplatform.web.api.reading import (
    check_same_origin,
    read_body,
    read_entries,
    read_number,
    read_numbers,
    read_recording_keys,
)
from testplatform.web.api.state import (
    build_attempt_clock,
    build_clock,
    build_state,
)
from testplatform.web.candidate.passes import get_attempt_of_pass
from testplatform.web.compression import send_compressed

blueprint = Blueprint("player", __name__, url_prefix="/api/sitting")
csrf.exempt(blueprint)  # same-origin is checked by header instead: a token could expire mid-test

MAX_BODY_BYTES = 512 * 1024


@blueprint.before_request
def _limit_and_check_origin() -> None:
    request.max_content_length = MAX_BODY_BYTES
    if request.method == "POST":
        check_same_origin()


@blueprint.get("/state")
@access(Access.CANDIDATE)
def state() -> ResponseReturnValue:
    """Where the attempt stands, as the server knows it."""
    attempt = get_attempt_of_pass()
    now = now_utc()
    check_sitting_open(attempt, now)
    return jsonify(build_state(db.session, attempt, now))


@blueprint.post("/start")
@access(Access.CANDIDATE)
def start() -> ResponseReturnValue:
    """Start the clock; again is no second start."""
    body = read_body()
    sitting_pass = own_pass(body)
    now = now_utc()
    fence = own_fence(body, sitting_pass)
    with unit_of_work() as session:
        start_attempt(session, sitting_pass.attempt_id, fence=fence, now=now)
    return jsonify(build_state(db.session, get_attempt_of_pass(), now))


@blueprint.get("/packages/<string:sha256>")
@access(Access.CANDIDATE)
def package(sha256: str) -> ResponseReturnValue:
    """One part of the test with its questions; the name is the hash of the content."""
    attempt = get_attempt_of_pass()
    if attempt.state in CLOSED_STATES:
        raise AttemptAlreadySubmitted
    check_sitting_open(attempt, now_utc())
    data = find_package(db.session, attempt, sha256)
    return send_compressed(data, "application/json")


@blueprint.post("/journal")
@access(Access.CANDIDATE)
def journal() -> ResponseReturnValue:
    """Take in entries; what is acknowledged is on disk."""
    body = read_body()
    entries = read_entries(body)
    sitting_pass = own_pass(body)
    desk: JournalDesk = current_app.extensions["journal_desk"]
    receipt = desk.take_in(
        JournalMessage(
            attempt_id=sitting_pass.attempt_id,
            fence=own_fence(body, sitting_pass),
            entries=entries,
        )
    )
    if receipt.is_before_start:
        raise AttemptNotStarted
    return _receipt_document(receipt), _receipt_status(receipt)


@blueprint.post("/submit")
@access(Access.CANDIDATE)
def submit() -> ResponseReturnValue:
    """Hand in, once everything the device wrote has arrived."""
    body = read_body()
    sitting_pass = own_pass(body)
    last_seq, lost = read_number(body, "last_seq"), read_numbers(body, "lost")
    with unit_of_work() as session:
        is_new = submit_attempt(
            session,
            sitting_pass.attempt_id,
            fence=own_fence(body, sitting_pass),
            last_seq=last_seq,
            lost=lost,
            lost_recordings=read_recording_keys(body, "lost_recordings"),
            now=now_utc(),
        )
        if is_new:
            after_commit(session, lambda: wake(score, sitting_pass.attempt_id))
    return jsonify({"state": "submitted"})


@blueprint.post("/close-test")
@access(Access.CANDIDATE)
def close() -> ResponseReturnValue:
    """Hand one test in, where the next one depends on it; the state tells which that is."""
    body = read_body()
    sitting_pass = own_pass(body)
    number, last_seq = read_number(body, "test"), read_number(body, "last_seq")
    now = now_utc()
    with unit_of_work() as session:
        is_last = close_test(
            session,
            sitting_pass.attempt_id,
            fence=own_fence(body, sitting_pass),
            number=number,
            last_seq=last_seq,
            lost=read_numbers(body, "lost"),
            now=now,
        )
        if is_last:
            after_commit(session, lambda: wake(score, sitting_pass.attempt_id))
    return jsonify(build_state(db.session, get_attempt_of_pass(), now))


@blueprint.post("/pulse")
@access(Access.CANDIDATE)
def pulse() -> ResponseReturnValue:
    """The clock, for a device that has nothing to send."""
    body = read_body()
    fence = own_fence(body, own_pass(body))
    attempt, now = get_attempt_of_pass(), now_utc()
    check_lease(attempt, fence)
    check_sitting_open(attempt, now)
    answer: dict[str, Any] = {"clock": build_attempt_clock(db.session, attempt, now)}
    if attempt.state in CLOSED_STATES:
        answer["state"] = "submitted"
    return jsonify(answer)


def _receipt_document(receipt: JournalReceipt) -> dict[str, Any]:
    document: dict[str, Any] = {
        "acknowledged": receipt.acknowledged,
        "refused": [{"seq": seq, "reason": reason.value} for seq, reason in receipt.refused],
        "clock": build_clock(receipt.clock, now_utc(), receipt.part_clocks),
    }
    if receipt.shut_out is not None and receipt.refused:
        document["error"] = receipt.shut_out.value
    return document


def _receipt_status(receipt: JournalReceipt) -> int:
    reasons = {reason for _, reason in receipt.refused}
    if not reasons:
        return 200
    unreadable = {HeldReason.UNKNOWN_ITEM, HeldReason.UNREADABLE}
    return 422 if reasons <= unreadable else 409
