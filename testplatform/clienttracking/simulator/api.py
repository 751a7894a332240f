"""The contract as the platform calls it: bookings to pull, results to put."""

import hmac
import logging
import time
from typing import assert_never

from flask import Blueprint, Response, g, jsonify, request

from testplatform.clienttracking import problems
from testplatform.clienttracking.contract import (
    ResultMessage,
    ResultUnreadable,
    result_message_from_document,
)
from testplatform.clienttracking.documents import DocumentUnreadable, read_json
from testplatform.clienttracking.simulator.answers import build_problem
from testplatform.clienttracking.simulator.bookings import CursorUnreadable, list_changed_bookings
from testplatform.clienttracking.simulator.dossiers import find_dossier
from testplatform.clienttracking.simulator.faults import (
    FaultKind,
    FaultTarget,
    list_armed_faults,
    take_fault,
)
from testplatform.clienttracking.simulator.results import (
    HeldResult,
    Verdict,
    find_result,
    list_results,
    receive_result,
)
from testplatform.clienttracking.simulator.surroundings import current_config, current_store
from testplatform.clock import now_utc

LONGEST_KEY = 128

blueprint = Blueprint("api", __name__, url_prefix="/v1")
logger = logging.getLogger(__name__)


@blueprint.before_request
def check_token() -> Response | None:
    scheme, _, token = request.headers.get("Authorization", "").partition(" ")
    expected = current_config().client_tracking_token
    if scheme.lower() == "bearer" and hmac.compare_digest(token.encode(), expected.encode()):
        return None
    return build_problem(401, problems.NOT_ADMITTED, "The token is missing or not the right one")


@blueprint.before_request
def play_fault() -> Response | None:
    """Let go wrong what was armed; what goes wrong after the commit waits for `play_late_fault`."""
    bookings = request.endpoint == "api.list_bookings_after"
    target = FaultTarget.BOOKINGS if bookings else FaultTarget.RESULTS
    store = current_store()
    with store.reading() as connection:
        if not list_armed_faults(connection):
            return None
    with store.writing() as connection:
        fault = take_fault(connection, target)
    if fault is None:
        return None
    match fault.kind:
        case FaultKind.FAIL_BEFORE_COMMIT:
            return _fail()
        case FaultKind.TOO_MANY_REQUESTS:
            wait = {"Retry-After": str(fault.seconds)}
            return build_problem(
                429, problems.TOO_MANY_REQUESTS, "Too many requests for now", headers=wait
            )
        case FaultKind.FAIL_AFTER_COMMIT | FaultKind.SLOW:
            g.late_fault = fault
            return None
        case _:  # pragma: no cover
            assert_never(fault.kind)


@blueprint.after_request
def play_late_fault(response: Response) -> Response:
    fault = g.pop("late_fault", None)
    if fault is None:
        return response
    if fault.kind is FaultKind.SLOW:
        time.sleep(fault.seconds)
        return response
    return _fail()


@blueprint.get("/bookings")
def list_bookings_after() -> Response:
    try:
        with current_store().reading() as connection:
            documents, cursor = list_changed_bookings(
                connection, request.args.get("after"), most=current_config().bookings_per_page
            )
    except CursorUnreadable:
        return build_problem(400, problems.CURSOR_UNREADABLE, "No cursor of this system")
    return jsonify({"bookings": documents, "next": cursor})


@blueprint.get("/results")
def list_all_results() -> Response:
    with current_store().reading() as connection:
        return jsonify({"results": [_to_document(held) for held in list_results(connection)]})


@blueprint.get("/results/<string:result>")
def show_result(result: str) -> Response:
    with current_store().reading() as connection:
        held = find_result(connection, result)
    if held is None:
        return build_problem(404, problems.RESULT_UNKNOWN, "No such result")
    return jsonify(_to_document(held))


@blueprint.put("/results/<string:result>")
def put_result(result: str) -> Response:
    key = request.headers.get("Idempotency-Key", "")
    if not 0 < len(key) <= LONGEST_KEY:
        return build_problem(400, problems.KEY_MISSING, "A delivery needs an Idempotency-Key")
    message = _read_result(result)
    if isinstance(message, Response):
        return message
    with current_store().writing() as connection:
        if find_dossier(connection, message.dossier) is None:
            return build_problem(404, problems.UNKNOWN_DOSSIER, "No such dossier")
        verdict = receive_result(connection, message, key, now_utc())
    logger.info(
        "result received",
        extra={"result": result, "revision": message.revision, "verdict": verdict.value},
    )
    return _answer_verdict(verdict, message)


def _read_result(result: str) -> ResultMessage | Response:
    if request.mimetype != "application/json":
        return build_problem(415, problems.MEDIA_TYPE_REFUSED, "A result is application/json")
    try:
        message = result_message_from_document(read_json(request.get_data()))
    except DocumentUnreadable as error:
        return build_problem(400, problems.BODY_UNREADABLE, error.problem)
    except ResultUnreadable as error:
        faulty = error.problems
        return build_problem(422, problems.MESSAGE_UNREADABLE, "Faulty fields", faulty=faulty)
    if message.result != result:
        faulty = {"result": "must be the id in the address"}
        return build_problem(422, problems.MESSAGE_UNREADABLE, "Faulty fields", faulty=faulty)
    return message


def _answer_verdict(verdict: Verdict, message: ResultMessage) -> Response:
    match verdict:
        case Verdict.NEW | Verdict.SAME:
            answer = jsonify({"result": message.result, "revision": message.revision})
            answer.status_code = 201 if verdict is Verdict.NEW else 200
            return answer
        case Verdict.DIFFERS:
            title = "Another body was received under this id or key"
            return build_problem(409, problems.RESULT_DIFFERS, title)
        case Verdict.OUTDATED:
            title = "A later revision of this result was received"
            return build_problem(409, problems.RESULT_OUTDATED, title)
        case _:  # pragma: no cover
            assert_never(verdict)


def _to_document(held: HeldResult) -> dict[str, object]:
    return {
        **held.message.to_document(),
        "received_at": held.received_at.isoformat(),
        "deliveries": held.deliveries,
        "current": held.current,
    }


def _fail() -> Response:
    return build_problem(500, problems.INTERNAL_ERROR, "A fault was armed for this answer")
