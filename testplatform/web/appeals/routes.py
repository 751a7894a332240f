"""Appeals: record an objection, let another person look again, answer, print the letter."""

from collections.abc import Callable

from flask import Blueprint, abort, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_security import current_user
from sqlalchemy.orm import Session

from testplatform.clock import now_utc, today_in_brussels
from testplatform.db import db, unit_of_work
from testplatform.errors import TransitionRefused
from testplatform.models.appeals import Appeal
from testplatform.models.attempts import Attempt
from testplatform.repositories.appeals import find_appeal, list_appeals
from testplatform.repositories.attempts import find_attempt
from testplatform.services.appeals import (
    Answer,
    AppealRefused,
    NotTheSecondLook,
    OwnAppeal,
    OwnCorrection,
    begin_second_look,
    record_appeal,
    reject,
    uphold,
    withdraw,
)
from testplatform.web.access import Access, access
from testplatform.web.appeals import wording
from testplatform.web.appeals.building.appeal import build_answer_form, build_appeal_page
from testplatform.web.appeals.building.letter import build_letter_page
from testplatform.web.appeals.building.lists import build_appeals_page, build_new_appeal_page
from testplatform.web.appeals.exports import export_appeals
from testplatform.web.appeals.forms import NewAppealForm
from testplatform.web.appeals.searches import keep_dossier, read_appeal_search
from testplatform.web.staff.building import read_page_number
from testplatform.web.staff.spreadsheets import answer_with_file

blueprint = Blueprint("appeals", __name__, url_prefix="/staff/administration/appeals")

Step = Callable[[Session, Answer], None]


@blueprint.get("/")
@access(Access.ADMINISTRATOR)
def appeals() -> ResponseReturnValue:
    """Look for appeals."""
    page = build_appeals_page(
        db.session, read_appeal_search(), number=read_page_number(), today=today_in_brussels()
    )
    return render_template("appeals/appeals.html", page=page)


@blueprint.post("/search")
@access(Access.ADMINISTRATOR)
def search() -> ResponseReturnValue:
    """Look for a dossier too, which is kept out of the address."""
    wanted = {name: request.form.get(name, "") for name in ("state", "timeliness")}
    arguments = {name: value for name, value in wanted.items() if value}
    found = keep_dossier(request.form.get("dossier", ""))
    address = url_for("appeals.appeals", _external=False, **{**arguments, **found})
    return redirect(address, code=303)


@blueprint.get("/appeals.csv")
@access(Access.ADMINISTRATOR)
def export() -> ResponseReturnValue:
    """Everything that the same search finds, as a file without names."""
    data = export_appeals(list_appeals(db.session, read_appeal_search()))
    return answer_with_file(data, f"bezwaren-{today_in_brussels().isoformat()}.csv")


@blueprint.get("/new/<string:public_id>")
@access(Access.ADMINISTRATOR)
def new(public_id: str) -> ResponseReturnValue:
    """Begin to record an objection about an attempt."""
    page = build_new_appeal_page(db.session, _get_attempt(public_id), NewAppealForm())
    return render_template("appeals/new.html", page=page)


@blueprint.post("/new/<string:public_id>")
@access(Access.ADMINISTRATOR)
def create(public_id: str) -> ResponseReturnValue:
    """Record an objection."""
    attempt = _get_attempt(public_id)
    form = NewAppealForm()
    if form.validate_on_submit():
        try:
            with unit_of_work() as session:
                made = record_appeal(
                    session,
                    attempt.id,
                    received_on=form.received_on.data,
                    summary=form.summary.data,
                    recorded_by_id=current_user.id,
                    now=now_utc(),
                )
                appeal_id = made.id
        except AppealRefused as refused:
            form.say(refused.fault)
        else:
            flash(wording.RECORDED, "success")
            return _to_appeal(appeal_id)
    page = build_new_appeal_page(db.session, _get_attempt(public_id), form)
    return render_template("appeals/new.html", page=page), 422


@blueprint.get("/<int:appeal_id>")
@access(Access.ADMINISTRATOR)
def appeal(appeal_id: int) -> ResponseReturnValue:
    """One appeal with everything that is needed to answer it."""
    found = _get_appeal(appeal_id)
    form = build_answer_form(db.session, found)
    page = build_appeal_page(db.session, found, form)
    return render_template("appeals/appeal.html", page=page)


@blueprint.get("/<int:appeal_id>/letter")
@access(Access.ADMINISTRATOR)
def letter(appeal_id: int) -> ResponseReturnValue:
    """The letter to the candidate, to print."""
    page = build_letter_page(_get_appeal(appeal_id))
    return render_template("appeals/letter.html", page=page)


@blueprint.post("/<int:appeal_id>/look")
@access(Access.ADMINISTRATOR)
def look(appeal_id: int) -> ResponseReturnValue:
    """Look again at what somebody else recorded."""

    def step(session: Session, _answer: Answer) -> None:
        begin_second_look(session, appeal_id, staff_id=current_user.id, now=now_utc())

    return _take(appeal_id, step, wording.LOOKED)


@blueprint.post("/<int:appeal_id>/uphold")
@access(Access.ADMINISTRATOR)
def uphold_appeal(appeal_id: int) -> ResponseReturnValue:
    """Say that the candidate was right, and what is done about it."""

    def step(session: Session, answer: Answer) -> None:
        uphold(session, appeal_id, answer, staff_id=current_user.id, now=now_utc())

    return _take(appeal_id, step, wording.UPHELD)


@blueprint.post("/<int:appeal_id>/reject")
@access(Access.ADMINISTRATOR)
def reject_appeal(appeal_id: int) -> ResponseReturnValue:
    """Say that the decision stays, and why."""

    def step(session: Session, answer: Answer) -> None:
        reject(session, appeal_id, reason=answer.reason, staff_id=current_user.id, now=now_utc())

    return _take(appeal_id, step, wording.REJECTED)


@blueprint.post("/<int:appeal_id>/withdraw")
@access(Access.ADMINISTRATOR)
def withdraw_appeal(appeal_id: int) -> ResponseReturnValue:
    """Close what the candidate took back, or what was recorded by mistake."""

    def step(session: Session, answer: Answer) -> None:
        withdraw(session, appeal_id, reason=answer.reason, staff_id=current_user.id, now=now_utc())

    return _take(appeal_id, step, wording.WITHDRAWN)


def _take(appeal_id: int, step: Step, sentence: str) -> ResponseReturnValue:
    """Take a step and show the appeal; what was written stays when it cannot be taken."""
    form = build_answer_form(db.session, _get_appeal(appeal_id))
    if form.validate_on_submit():
        try:
            with unit_of_work() as session:
                step(session, form.to_command())
        except AppealRefused as refused:
            form.say(refused.fault)
        except (TransitionRefused, NotTheSecondLook, OwnAppeal, OwnCorrection) as refused:
            flash(wording.REFUSED_STEPS[type(refused)], "error")
            return _to_appeal(appeal_id)
        else:
            flash(sentence, "success")
            return _to_appeal(appeal_id)
    page = build_appeal_page(db.session, _get_appeal(appeal_id), form)
    return render_template("appeals/appeal.html", page=page), 422


def _get_attempt(public_id: str) -> Attempt:
    return find_attempt(db.session, public_id) or abort(404)


def _get_appeal(appeal_id: int) -> Appeal:
    return find_appeal(db.session, appeal_id) or abort(404)


def _to_appeal(appeal_id: int) -> ResponseReturnValue:
    return redirect(url_for("appeals.appeal", appeal_id=appeal_id), code=303)
