"""The ratings of one response, and a correction that one proposes and another judges."""

from flask import Blueprint, abort, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_security import current_user

from scoring.ratings import ScoresDoNotFit, rubric_from_document
from testplatform.clock import now_utc
from testplatform.db import db, unit_of_work
from testplatform.errors import TransitionRefused
from testplatform.models.ratings import RatingCorrection, RatingTask
from testplatform.services.ratings.correcting import (
    LONGEST_REASON,
    CorrectionRefused,
    OwnRatingCorrection,
    approve_correction,
    find_open_correction,
    propose_correction,
    reject_correction,
)
from testplatform.web.access import Access, access
from testplatform.web.marking import wording
from testplatform.web.marking.correcting import Proposed, build_task_page
from testplatform.web.marking.forms import read_given, read_points
from testplatform.web.marking.recordings import send_recording

blueprint = Blueprint(
    "rating_corrections", __name__, url_prefix="/staff/administration/ratings/responses"
)


@blueprint.get("/<int:task_id>")
@access(Access.ADMINISTRATOR)
def task(task_id: int) -> ResponseReturnValue:
    """The ratings of a response, with who gave them."""
    page = build_task_page(db.session, _get_task(task_id), Proposed())
    return render_template("marking/ratings.html", page=page)


@blueprint.get("/<int:task_id>/recording.webm")
@access(Access.ADMINISTRATOR)
def recording(task_id: int) -> ResponseReturnValue:
    """What was said, while a correction of its rating waits for a judgement; else not found."""
    found = _get_task(task_id)
    if find_open_correction(db.session, task_id) is None:
        abort(404)
    return send_recording(db.session, found)


@blueprint.post("/<int:task_id>")
@access(Access.ADMINISTRATOR)
def propose(task_id: int) -> ResponseReturnValue:
    """Ask another administrator to correct a rating."""
    proposed = _read_proposed(_get_task(task_id))
    if proposed.number is None:
        return _show_again(task_id, proposed, wording.PLACE_MISSING)
    if len(proposed.reason.strip()) > LONGEST_REASON:
        return _show_again(task_id, proposed, wording.COMMENT_TOO_LONG)
    try:
        with unit_of_work() as session:
            propose_correction(
                session,
                task_id,
                proposed.number,
                proposed.scores,
                proposed.reason,
                staff_id=current_user.id,
                now=now_utc(),
            )
    except ScoresDoNotFit:
        return _show_again(task_id, proposed, wording.SCORES_MISSING)
    except CorrectionRefused as refused:
        return _show_again(task_id, proposed, wording.CORRECTION_FAULTS[refused.fault])
    flash(wording.CORRECTION_PROPOSED, "success")
    return _to_task(task_id)


@blueprint.post("/corrections/<int:correction_id>/approve")
@access(Access.ADMINISTRATOR)
def approve(correction_id: int) -> ResponseReturnValue:
    """Put the corrected rating in its place."""
    task_id = _get_correction(correction_id).rating.task_id
    try:
        with unit_of_work() as session:
            decision = approve_correction(
                session, correction_id, staff_id=current_user.id, now=now_utc()
            )
    except OwnRatingCorrection:
        flash(wording.OWN_CORRECTION, "error")
    except TransitionRefused:
        flash(wording.CORRECTION_JUDGED, "error")
    except CorrectionRefused as refused:
        flash(wording.CORRECTION_FAULTS[refused.fault], "error")
    else:
        said = wording.CORRECTED_WITHOUT_CHANGE if decision is None else wording.CORRECTED
        flash(said, "success")
    return _to_task(task_id)


@blueprint.post("/corrections/<int:correction_id>/reject")
@access(Access.ADMINISTRATOR)
def reject(correction_id: int) -> ResponseReturnValue:
    """Leave the rating as it is."""
    task_id = _get_correction(correction_id).rating.task_id
    try:
        with unit_of_work() as session:
            reject_correction(session, correction_id, staff_id=current_user.id, now=now_utc())
    except TransitionRefused:
        flash(wording.CORRECTION_JUDGED, "error")
    else:
        flash(wording.CORRECTION_REJECTED, "success")
    return _to_task(task_id)


def _get_task(task_id: int) -> RatingTask:
    return db.session.get(RatingTask, task_id) or abort(404)


def _get_correction(correction_id: int) -> RatingCorrection:
    return db.session.get(RatingCorrection, correction_id) or abort(404)


def _read_proposed(found: RatingTask) -> Proposed:
    given = read_given(rubric_from_document(found.rubric), request.form)
    return Proposed(
        number=read_points(request.form.get("place", "")),
        scores=given.scores,
        reason=request.form.get("reason", ""),
    )


def _show_again(task_id: int, proposed: Proposed, problem: str) -> ResponseReturnValue:
    page = build_task_page(db.session, _get_task(task_id), proposed, problem)
    return render_template("marking/ratings.html", page=page), 422


def _to_task(task_id: int) -> ResponseReturnValue:
    return redirect(url_for("rating_corrections.task", task_id=task_id), code=303)
