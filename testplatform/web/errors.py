"""How each refusal is answered: one table for the player, one for the candidate's pages, one for
machines.
"""

from collections.abc import Callable
from typing import Any

import structlog
from flask import Flask, jsonify, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_wtf.csrf import CSRFError
from werkzeug.exceptions import HTTPException, NotFound

from testplatform import errors
from testplatform.catalogues import current_language
from testplatform.catalogues import say as _
from testplatform.clienttracking.contract import MessageUnreadable
from testplatform.clienttracking.documents import DocumentUnreadable
from testplatform.clienttracking.webhooks import WebhookRefused
from testplatform.db import db
from testplatform.screens import spoken_texts
from testplatform.services.panels.ratings import NotInPanel
from testplatform.web.api.reading import OtherAttempt, RequestFromElsewhere, RequestUnreadable
from testplatform.web.candidate import building
from testplatform.web.candidate.passes import NoSitting

logger = structlog.get_logger(__name__)

PLAYER_PREFIX = "/api/sitting/"
MACHINE_PREFIX = "/api/"
STAFF_PREFIX = "/staff"

# refusal → (status, code of the protocol, sentence for the candidate)
CANDIDATE_ANSWERS: dict[type[Exception], tuple[int, str, Callable[[], str]]] = {
    NoSitting: (401, "no_sitting", spoken_texts.no_sitting),
    errors.LeaseSuperseded: (409, "lease_superseded", spoken_texts.other_device),
    errors.SittingNotOpen: (409, "sitting_not_open", spoken_texts.sitting_not_open),
    errors.AttemptAlreadySubmitted: (409, "already_submitted", spoken_texts.used_code),
    errors.AttemptNotStarted: (409, "not_started", spoken_texts.sitting_not_open),
    errors.NoSuchTest: (409, "test_unknown", spoken_texts.no_sitting),
    errors.PackageUnknown: (404, "package_unknown", spoken_texts.no_sitting),
    OtherAttempt: (409, "other_attempt", spoken_texts.other_device),
    RequestFromElsewhere: (403, "from_elsewhere", spoken_texts.no_sitting),
}

STAFF_SENTENCES = {
    400: "De aanvraag klopt niet. Ga terug, vernieuw de pagina en probeer het opnieuw.",
    403: "U mag deze pagina niet zien.",
    404: "Deze pagina bestaat niet.",
    405: "Dat kan hier niet.",
    413: "Dit is te groot. Een bestand mag hoogstens 50 MB zijn.",
    429: "Te veel pogingen. Wacht een minuut.",
}


def init_errors(app: Flask) -> None:
    """Register every handler."""
    for refusal in CANDIDATE_ANSWERS:
        app.register_error_handler(refusal, _answer_candidate)
    app.register_error_handler(errors.EntriesMissing, _answer_entries_missing)
    app.register_error_handler(errors.RecordingsMissing, _answer_recordings_missing)
    app.register_error_handler(errors.ChunksMissing, _answer_chunks_missing)
    app.register_error_handler(errors.RecordingRefused, _answer_recording_refused)
    app.register_error_handler(RequestUnreadable, _answer_unreadable_request)
    app.register_error_handler(MessageUnreadable, _answer_unreadable_message)
    app.register_error_handler(DocumentUnreadable, _answer_no_document)
    app.register_error_handler(WebhookRefused, _answer_webhook_refused)
    app.register_error_handler(errors.BookingRefused, _answer_booking_refused)
    app.register_error_handler(errors.BookingConflict, _answer_booking_conflict)
    app.register_error_handler(NotInPanel, _answer_stranger)
    app.register_error_handler(CSRFError, _answer_http)
    app.register_error_handler(HTTPException, _answer_http)
    app.register_error_handler(Exception, _answer_fault)


def _answer_candidate(refusal: Exception) -> ResponseReturnValue:
    status, code, sentence = CANDIDATE_ANSWERS[type(refusal)]
    if isinstance(refusal, errors.SittingNotOpen) and refusal.is_over:
        sentence = spoken_texts.sitting_over
    if request.path.startswith(PLAYER_PREFIX):
        return jsonify({"error": code, "message": sentence()}), status
    return _candidate_page(_("Wait a moment"), sentence()), status


def _answer_entries_missing(refusal: errors.EntriesMissing) -> ResponseReturnValue:
    return jsonify({"error": "entries_missing", "missing": list(refusal.missing)[:1000]}), 409


def _answer_recordings_missing(refusal: errors.RecordingsMissing) -> ResponseReturnValue:
    return jsonify({"error": "recordings_missing", "recordings": list(refusal.keys)}), 409


def _answer_chunks_missing(refusal: errors.ChunksMissing) -> ResponseReturnValue:
    return jsonify({"error": "chunks_missing", "missing": list(refusal.missing)[:1000]}), 409


def _answer_recording_refused(refusal: errors.RecordingRefused) -> ResponseReturnValue:
    return jsonify({"error": refusal.reason}), 409


def _answer_unreadable_request(refusal: RequestUnreadable) -> ResponseReturnValue:
    return jsonify({"error": "unreadable", "field": refusal.field}), 400


def _answer_unreadable_message(refusal: MessageUnreadable) -> ResponseReturnValue:
    return _problem(422, "message-unreadable", problems=refusal.problems)


def _answer_no_document(_refusal: DocumentUnreadable) -> ResponseReturnValue:
    return _problem(400, "body-unreadable")


def _answer_webhook_refused(_refusal: WebhookRefused) -> ResponseReturnValue:
    return _problem(401, "not-admitted")


def _answer_booking_refused(refusal: errors.BookingRefused) -> ResponseReturnValue:
    return _problem(422, "booking-refused", problems=refusal.problems)


def _answer_booking_conflict(refusal: errors.BookingConflict) -> ResponseReturnValue:
    return _problem(409, "booking-conflict", problems={"revision": refusal.problem})


def _answer_stranger(_refusal: NotInPanel) -> ResponseReturnValue:
    """Whoever was not invited does not learn that there is such a panel."""
    return _answer_http(NotFound())


def _answer_http(refusal: HTTPException) -> ResponseReturnValue:
    if refusal.response is not None:
        return refusal
    return _answer_status(refusal.code or 500)


def _answer_fault(fault: Exception) -> ResponseReturnValue:
    """The outermost handler: the log gets the fault, the person a page without it."""
    db.session.rollback()
    logger.error("request failed", path=request.endpoint, exc_info=fault)
    try:
        return _answer_status(500)
    except Exception as second:  # the page itself is broken: a plain word is better than none
        logger.exception("error page failed", path=request.endpoint, exc_info=second)
        return "Er ging iets mis.", 500


def _answer_status(status: int) -> ResponseReturnValue:
    if request.path.startswith(PLAYER_PREFIX):
        return jsonify({"error": f"http_{status}"}), status
    if request.path.startswith(MACHINE_PREFIX):
        return _problem(status, f"http-{status}")
    if request.path.startswith(STAFF_PREFIX):
        sentence = STAFF_SENTENCES.get(status, "Er ging iets mis. De fout is genoteerd.")
        return render_template("staff/problem.html", sentence=sentence), status
    if status == 429:
        return _candidate_page(_("Wait a moment"), spoken_texts.too_many_codes()), status
    return _candidate_page(_("Wait a moment"), spoken_texts.not_me()), status


def _candidate_page(title: str, message: str) -> str:
    page = building.build_problem_page(
        db.session,
        title,
        message,
        language=current_language(),
        next_url=url_for("candidate.start"),
    )
    return render_template("candidate/problem.html", page=page)


def _problem(status: int, name: str, **details: Any) -> ResponseReturnValue:
    document = {"type": f"urn:problem-type:testplatform:{name}", "status": status, **details}
    response = jsonify(document)
    response.mimetype = "application/problem+json"
    return response, status
