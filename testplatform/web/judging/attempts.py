"""Panellists judge attempts blind: a button opens one, which leaves a trace, and shows it."""

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_security import current_user

from testplatform.clock import now_utc
from testplatform.db import db, unit_of_work
from testplatform.models.panels import PanelAttempt, Panellist
from testplatform.repositories.panel_attempts import NOTHING_SEEN, list_seen
from testplatform.services.panels.ratings import PanelNotOpen, get_judging_seat, get_seat
from testplatform.services.panels.verdicts import (
    AttemptNotOpened,
    get_shown_attempt,
    give_verdict,
    open_attempt,
)
from testplatform.web.access import Access, access
from testplatform.web.judging import wording
from testplatform.web.judging.attempt_building import (
    build_attempt_page,
    build_verdict_form,
    describe_own_progress,
    find_waiting,
)
from testplatform.web.judging.forms import VerdictForm, read_round
from testplatform.web.judging.scripts import answer_script, is_script

blueprint = Blueprint("judging_attempts", __name__, url_prefix="/staff/panels")


@blueprint.post("/<int:panel_id>/attempts/<int:position>/open")
@access(Access.PANELLIST)
def show(panel_id: int, position: int) -> ResponseReturnValue:
    """Open an attempt, with a trace of who looked."""
    try:
        _open(panel_id, position, read_round(request.form.get("round")))
    except PanelNotOpen:
        return _leave(panel_id, wording.NOT_SHOWN)
    return _to_attempt(panel_id, position)


@blueprint.get("/<int:panel_id>/attempts/<int:position>")
@access(Access.PANELLIST)
def attempt(panel_id: int, position: int) -> ResponseReturnValue:
    """What somebody answered, for who opened it."""
    try:
        seat = get_judging_seat(db.session, panel_id, current_user.id)
        shown = get_shown_attempt(db.session, seat, position)
    except AttemptNotOpened:
        return _leave(panel_id, wording.NOT_OPENED)
    except PanelNotOpen:
        return _leave(panel_id, wording.NOT_SHOWN)
    return _show(seat, shown, build_verdict_form(db.session, seat, shown))


@blueprint.post("/<int:panel_id>/attempts/<int:position>/verdict")
@access(Access.PANELLIST)
def judge(panel_id: int, position: int) -> ResponseReturnValue:
    """Keep a verdict: of the whole form, or of a script that saves while somebody thinks."""
    try:
        seat = get_judging_seat(db.session, panel_id, current_user.id)
        shown = get_shown_attempt(db.session, seat, position)
        form = build_verdict_form(db.session, seat, shown)
        if not form.validate_on_submit():
            return _refuse(seat, shown, form)
        with unit_of_work() as session:
            give_verdict(
                session,
                panel_id,
                position,
                verdict=form.to_verdict(),
                round_number=form.round_number,
                staff_id=current_user.id,
                now=now_utc(),
            )
    except AttemptNotOpened:
        return _leave(panel_id, wording.NOT_OPENED)
    except PanelNotOpen:
        return _leave(panel_id, wording.NOT_OPEN)
    return _go_on(panel_id, form.round_number)


def _open(panel_id: int, position: int, round_number: int) -> None:
    with unit_of_work() as session:
        open_attempt(
            session,
            panel_id,
            position,
            round_number=round_number,
            staff_id=current_user.id,
            now=now_utc(),
        )


def _go_on(panel_id: int, round_number: int) -> ResponseReturnValue:
    """Say that it is kept; the button opens the next attempt, where one waits."""
    seat = get_seat(db.session, panel_id, current_user.id)
    if is_script():
        return answer_script(wording.SAVED, 200, progress=describe_own_progress(db.session, seat))
    seen = list_seen(db.session, panel_id).get(round_number, {})
    waiting = find_waiting(seat, seen.get(seat.id, NOTHING_SEEN))
    if waiting is None:
        flash(wording.SAVED, "success")
        return _to_panel(panel_id)
    try:
        _open(panel_id, waiting, round_number)
    except PanelNotOpen:
        flash(wording.SAVED, "success")
        return _to_panel(panel_id)
    return _to_attempt(panel_id, waiting)


def _show(
    seat: Panellist, shown: PanelAttempt, form: VerdictForm, *, status: int = 200
) -> ResponseReturnValue:
    page = build_attempt_page(db.session, seat, shown, form)
    return render_template("judging/attempt.html", page=page), status


def _refuse(seat: Panellist, shown: PanelAttempt, form: VerdictForm) -> ResponseReturnValue:
    if is_script():
        return answer_script(wording.NO_VERDICT, 422)
    return _show(seat, shown, form, status=422)


def _leave(panel_id: int, sentence: str) -> ResponseReturnValue:
    if is_script():
        return answer_script(sentence, 409)
    flash(sentence, "error")
    return _to_panel(panel_id)


def _to_attempt(panel_id: int, position: int) -> ResponseReturnValue:
    address = url_for("judging_attempts.attempt", panel_id=panel_id, position=position)
    return redirect(address, code=303)


def _to_panel(panel_id: int) -> ResponseReturnValue:
    return redirect(url_for("judging.panel", panel_id=panel_id), code=303)
