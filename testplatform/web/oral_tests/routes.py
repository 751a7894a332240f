"""Oral tests: enter the points of the test that comes next, take back, confirm the placement."""

from collections.abc import Callable, Mapping

from flask import Blueprint, abort, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_security import current_user
from sqlalchemy.orm import Session

from scoring.codes import ModelCode
from testplatform.clock import now_utc
from testplatform.db import after_commit, db, unit_of_work
from testplatform.errors import TransitionRefused
from testplatform.models.attempts import Attempt
from testplatform.repositories.attempts import find_attempt
from testplatform.services.marking import UNDECIDED
from testplatform.services.oral_tests import (
    OralTestChangedMeanwhile,
    OralTrackOver,
    PointsOutOfRange,
    confirm_placement,
    enter_points,
    leave_written_out,
    take_back,
)
from testplatform.services.routed_tests import is_routed
from testplatform.tasks import wake
from testplatform.tasks.results import score
from testplatform.web.access import Access, access
from testplatform.web.marking.forms import read_points
from testplatform.web.oral_tests import wording
from testplatform.web.oral_tests.building import build_track_page, build_tracks_page
from testplatform.web.staff.building import read_page_number

blueprint = Blueprint("oral_tests", __name__, url_prefix="/staff/oral-tests")

FIELD = "points-"


@blueprint.get("/")
@access(Access.ASSESSOR)
def tracks() -> ResponseReturnValue:
    """Everybody whose oral track goes on."""
    page = build_tracks_page(db.session, read_page_number())
    return render_template("oral_tests/tracks.html", page=page)


@blueprint.get("/<string:public_id>")
@access(Access.ASSESSOR)
def track(public_id: str) -> ResponseReturnValue:
    """The oral track of one candidate."""
    page = build_track_page(db.session, _get_attempt(public_id))
    return render_template("oral_tests/track.html", page=page)


@blueprint.post("/<string:public_id>/points")
@access(Access.ASSESSOR)
def enter(public_id: str) -> ResponseReturnValue:
    """Keep the points of the test that comes next, and show where they lead."""
    attempt_id = _get_attempt(public_id).id
    try:
        points = _read_model_points(request.form)
        return _change(
            public_id,
            lambda session: enter_points(
                session,
                attempt_id,
                points,
                number=_read_number(),
                by_id=current_user.id,
                now=now_utc(),
            ),
            wording.SAVED,
        )
    except PointsOutOfRange:
        page = build_track_page(
            db.session, _get_attempt(public_id), typed=request.form, problem=wording.POINTS
        )
        return render_template("oral_tests/track.html", page=page), 422


@blueprint.post("/<string:public_id>/take-back")
@access(Access.ASSESSOR)
def withdraw(public_id: str) -> ResponseReturnValue:
    """Take the last test back."""
    attempt_id = _get_attempt(public_id).id
    return _change(
        public_id,
        lambda session: take_back(
            session, attempt_id, number=_read_number(), by_id=current_user.id, now=now_utc()
        ),
        wording.TAKEN_BACK,
    )


@blueprint.post("/<string:public_id>/confirm")
@access(Access.ASSESSOR)
def confirm(public_id: str) -> ResponseReturnValue:
    """End the oral track; what waited for it is decided."""
    attempt_id = _get_attempt(public_id).id

    def step(session: Session) -> None:
        confirm_placement(
            session, attempt_id, number=_read_number(), by_id=current_user.id, now=now_utc()
        )
        if session.get_one(Attempt, attempt_id).state in UNDECIDED:
            after_commit(session, lambda: wake(score, attempt_id))

    return _change(public_id, step, wording.CONFIRMED)


@blueprint.post("/<string:public_id>/no-written-test")
@access(Access.ASSESSOR)
def leave_out(public_id: str) -> ResponseReturnValue:
    """End the written track of who takes no written test; what waited for it is decided."""
    attempt_id = _get_attempt(public_id).id

    def step(session: Session) -> None:
        leave_written_out(session, attempt_id, by_id=current_user.id, now=now_utc())
        after_commit(session, lambda: wake(score, attempt_id))

    return _change(public_id, step, wording.LEFT_OUT)


def _change(public_id: str, step: Callable[[Session], None], said: str) -> ResponseReturnValue:
    try:
        with unit_of_work() as session:
            step(session)
    except OralTrackOver:
        flash(wording.OVER, "error")
    except OralTestChangedMeanwhile:
        flash(wording.CHANGED, "error")
    except TransitionRefused:
        flash(wording.BEGUN, "error")
    else:
        flash(said, "success")
    return redirect(url_for("oral_tests.track", public_id=public_id), code=303)


def _get_attempt(public_id: str) -> Attempt:
    """An attempt of a routed programme, or 404."""
    found = find_attempt(db.session, public_id)
    if found is None or not is_routed(found):
        abort(404)
    return found


def _read_model_points(fields: Mapping[str, str]) -> dict[ModelCode, int]:
    """Model → points, of every field of points; raises PointsOutOfRange for what is no number."""
    points = {}
    for name in fields:
        if name.startswith(FIELD):
            given = read_points(fields[name].strip())
            if given is None:
                raise PointsOutOfRange
            points[ModelCode(name.removeprefix(FIELD))] = given
    return points


def _read_number() -> int:
    """The test that the page was opened for; anything unreadable is none."""
    return request.form.get("number", default=0, type=int)
