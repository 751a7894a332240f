"""The pages of assessors: take the next response, rate it, keep a draft, hand back, flag."""

from flask import (
    Blueprint,
    abort,
    flash,
    redirect,
    render_template,
    request,
    url_for,
)
from flask.typing import ResponseReturnValue
from flask_security import current_user

from scoring.ratings import ScoresDoNotFit, rubric_from_document
from testplatform.clock import now_utc
from testplatform.db import after_commit, db, unit_of_work
from testplatform.models.ratings import FlagKind, RatingSlot
from testplatform.repositories.ratings import find_slot
from testplatform.services.ratings.claiming import RatingNotTheirs, claim_next, hand_back
from testplatform.services.ratings.giving import (
    LONGEST_COMMENT,
    GivenRating,
    give_rating,
    keep_draft,
    raise_flag,
    read_draft,
)
from testplatform.tasks import wake
from testplatform.tasks.results import score
from testplatform.web.access import Access, access
from testplatform.web.marking import wording
from testplatform.web.marking.building import build_queue_page, build_rating_page
from testplatform.web.marking.forms import is_comment_too_long, read_given
from testplatform.web.marking.recordings import send_recording

blueprint = Blueprint("marking", __name__, url_prefix="/staff/ratings")


@blueprint.get("/")
@access(Access.ASSESSOR)
def queue() -> ResponseReturnValue:
    """What waits for the person at the screen."""
    page = build_queue_page(db.session, current_user.id, now_utc())
    return render_template("marking/queue.html", page=page)


@blueprint.post("/next")
@access(Access.ASSESSOR)
def take_next() -> ResponseReturnValue:
    """Take the response that waits longest, or go on with the one that is theirs."""
    with unit_of_work() as session:
        task_id = claim_next(session, current_user.id, now=now_utc())
    if task_id is None:
        flash(wording.NOTHING_WAITS, "success")
        return _to_queue()
    return redirect(url_for("marking.response", task_id=task_id), code=303)


@blueprint.get("/<int:task_id>")
@access(Access.ASSESSOR)
def response(task_id: int) -> ResponseReturnValue:
    """One response with the model to rate it by."""
    slot = _get_own_slot(task_id)
    page = build_rating_page(db.session, slot, read_draft(slot))
    return render_template("marking/response.html", page=page)


@blueprint.post("/<int:task_id>")
@access(Access.ASSESSOR)
def rate(task_id: int) -> ResponseReturnValue:
    """Give the rating, and show the next response where that is asked."""
    given = _read_given(task_id)
    if is_comment_too_long(given):
        return _show_again(task_id, given, wording.COMMENT_TOO_LONG)
    try:
        with unit_of_work() as session:
            is_last = give_rating(session, task_id, current_user.id, given, now=now_utc())
            if is_last:
                attempt_id = _get_slot(task_id).task.attempt_id
                after_commit(session, lambda: wake(score, attempt_id))
            is_next_wanted = request.form.get("then") == "next"
            next_id = (
                claim_next(session, current_user.id, now=now_utc()) if is_next_wanted else None
            )
    except ScoresDoNotFit:
        return _show_again(task_id, given, wording.SCORES_MISSING)
    except RatingNotTheirs:
        return _say_gone()
    if next_id is None:
        flash(wording.SAVED_AND_EMPTY if is_next_wanted else wording.SAVED, "success")
        return _to_queue()
    flash(wording.SAVED, "success")
    return redirect(url_for("marking.response", task_id=next_id), code=303)


@blueprint.post("/<int:task_id>/draft")
@access(Access.ASSESSOR)
def draft(task_id: int) -> ResponseReturnValue:
    """Keep what was chosen so far; the script of the page does so by itself."""
    given = _read_given(task_id)
    if is_comment_too_long(given):
        return _show_again(task_id, given, wording.COMMENT_TOO_LONG)
    try:
        with unit_of_work() as session:
            keep_draft(session, task_id, current_user.id, given, now=now_utc())
    except RatingNotTheirs:
        return ("", 409) if _is_script() else _say_gone()
    if _is_script():
        return "", 204
    flash(wording.KEPT, "success")
    return _to_queue()


@blueprint.post("/<int:task_id>/hand-back")
@access(Access.ASSESSOR)
def give_back(task_id: int) -> ResponseReturnValue:
    """Let somebody else rate this response."""
    try:
        with unit_of_work() as session:
            hand_back(session, task_id, current_user.id, now=now_utc())
    except RatingNotTheirs:
        return _say_gone()
    flash(wording.HANDED_BACK, "success")
    return _to_queue()


@blueprint.post("/<int:task_id>/flag")
@access(Access.ASSESSOR)
def flag(task_id: int) -> ResponseReturnValue:
    """Ask an administrator to look; the rating goes on."""
    slot = _get_own_slot(task_id)
    kind = next((one for one in FlagKind if one.value == request.form.get("kind")), None)
    note = request.form.get("note", "").strip()
    if kind is None or len(note) > LONGEST_COMMENT:
        problem = wording.KIND_MISSING if kind is None else wording.COMMENT_TOO_LONG
        page = build_rating_page(db.session, slot, read_draft(slot), flag_problem=problem)
        return render_template("marking/response.html", page=page), 422
    with unit_of_work() as session:
        raise_flag(session, task_id, current_user.id, kind, note, now=now_utc())
    flash(wording.FLAGGED, "success")
    return redirect(url_for("marking.response", task_id=task_id), code=303)


@blueprint.get("/<int:task_id>/recording.webm")
@access(Access.ASSESSOR)
def recording(task_id: int) -> ResponseReturnValue:
    """What was said, whole or in ranges of bytes, for whoever rates it now and for nobody else."""
    return send_recording(db.session, _get_own_slot(task_id).task)


def _get_slot(task_id: int) -> RatingSlot:
    return find_slot(db.session, task_id, current_user.id) or abort(404)


def _get_own_slot(task_id: int) -> RatingSlot:
    """What somebody rates now; what was rated or is another's is not found."""
    slot = _get_slot(task_id)
    return slot if slot.rated_at is None else abort(404)


def _read_given(task_id: int) -> GivenRating:
    rubric = rubric_from_document(_get_slot(task_id).task.rubric)
    return read_given(rubric, request.form)


def _show_again(task_id: int, given: GivenRating, problem: str) -> ResponseReturnValue:
    page = build_rating_page(db.session, _get_own_slot(task_id), given, problem=problem)
    return render_template("marking/response.html", page=page), 422


def _say_gone() -> ResponseReturnValue:
    flash(wording.NOT_YOURS, "error")
    return _to_queue()


def _is_script() -> bool:
    """Whether the script of the page keeps a draft while somebody chooses on."""
    return request.headers.get("X-Requested-With") == "draft"


def _to_queue() -> ResponseReturnValue:
    return redirect(url_for("marking.queue"), code=303)
