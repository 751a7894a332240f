"""Corrections: propose, see what would change, approve as another person, follow the writing."""

from collections.abc import Callable

from flask import Blueprint, abort, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_security import current_user
from sqlalchemy.orm import Session

from itembank.timing import brussels_date
from testplatform.clock import now_utc
from testplatform.db import after_commit, db, unit_of_work
from testplatform.errors import TransitionRefused
from testplatform.models.rescoring import RescoringCase
from testplatform.repositories.rescoring import find_case
from testplatform.repositories.rescoring_changes import stream_changes, stream_kept
from testplatform.services.rescoring_cases import (
    DryRunOutdated,
    JudgedByProposer,
    NotTheProposer,
    approve,
    propose,
    reject,
    withdraw,
)
from testplatform.services.rescoring_proposals import (
    CheckedProposal,
    NewCase,
    ProposalRefused,
    check_proposal,
    check_reason,
)
from testplatform.tasks import wake
from testplatform.tasks.rescoring import calculate, write
from testplatform.web.access import Access, access
from testplatform.web.rescoring import wording
from testplatform.web.rescoring.building import (
    build_case_page,
    build_cases_page,
    build_check,
    build_new_case_form,
    build_new_case_page,
    build_refusal,
)
from testplatform.web.rescoring.differences import build_search
from testplatform.web.rescoring.exports import export_changes, export_kept
from testplatform.web.rescoring.pages import NO_REJECTION, Rejection
from testplatform.web.rescoring.wording import ChangeFilter, explain_refusal
from testplatform.web.staff.building import read_member, read_page_number
from testplatform.web.staff.spreadsheets import answer_with_file

blueprint = Blueprint("rescoring", __name__, url_prefix="/staff/administration/rescoring")


@blueprint.get("/")
@access(Access.ADMINISTRATOR)
def cases() -> ResponseReturnValue:
    """Every correction."""
    return render_template("rescoring/cases.html", page=build_cases_page(db.session))


@blueprint.get("/new")
@access(Access.ADMINISTRATOR)
def new() -> ResponseReturnValue:
    """Begin a correction."""
    page = build_new_case_page(build_new_case_form(db.session))
    return render_template("rescoring/new.html", page=page)


@blueprint.post("/check")
@access(Access.ADMINISTRATOR)
def check() -> ResponseReturnValue:
    """Say what a correction would be about; nothing is kept."""
    form = build_new_case_form(db.session)
    found, status = None, 422
    if form.validate_on_submit():
        try:
            found = build_check(db.session, _check(db.session, form.to_command()))
            status = 200
        except ProposalRefused as refused:
            found = build_refusal(refused)
    return render_template("rescoring/new.html", page=build_new_case_page(form, found)), status


@blueprint.post("/")
@access(Access.ADMINISTRATOR)
def create() -> ResponseReturnValue:
    """Propose a correction; what it changes is calculated afterwards."""
    form = build_new_case_form(db.session)
    if form.validate_on_submit():
        try:
            command = form.to_command()
            check_reason(command.reason)
            with unit_of_work() as session:
                checked = _check(session, command)
                made = propose(session, checked, proposed_by_id=current_user.id, now=now_utc())
                case_id = made.id
                after_commit(session, lambda: wake(calculate, case_id))
        except ProposalRefused as refused:
            form.say(refused.refusal, explain_refusal(refused))
        else:
            flash(wording.PROPOSED, "success")
            return _to_case(case_id)
    return render_template("rescoring/new.html", page=build_new_case_page(form)), 422


@blueprint.get("/<int:case_id>")
@access(Access.ADMINISTRATOR)
def case(case_id: int) -> ResponseReturnValue:
    """One correction, with what it changes and for whom."""
    return _show(case_id)


@blueprint.get("/<int:case_id>/changes.csv")
@access(Access.ADMINISTRATOR)
def export(case_id: int) -> ResponseReturnValue:
    """Everything that changes and that the filter finds, as a file without names."""
    found = _get_case(case_id)
    chosen = read_member(ChangeFilter, "change")
    search = build_search(chosen, _language())
    data = export_changes(found.programme, stream_changes(db.session, case_id, search))
    return answer_with_file(data, f"correctie-{found.code.lower()}.csv")


@blueprint.get("/<int:case_id>/kept.csv")
@access(Access.ADMINISTRATOR)
def export_kept_decisions(case_id: int) -> ResponseReturnValue:
    """Whose decision stays because nobody can make it again, as a file without names."""
    found = _get_case(case_id)
    data = export_kept(stream_kept(db.session, case_id))
    return answer_with_file(data, f"correctie-{found.code.lower()}-blijft.csv")


@blueprint.post("/<int:case_id>/approve")
@access(Access.ADMINISTRATOR)
def approve_case(case_id: int) -> ResponseReturnValue:
    """Approve what somebody else proposed."""

    def step(session: Session) -> None:
        approve(session, case_id, judged_by_id=current_user.id, now=now_utc())
        after_commit(session, lambda: wake(write, case_id))

    return _judge(case_id, step, wording.APPROVED)


@blueprint.post("/<int:case_id>/reject")
@access(Access.ADMINISTRATOR)
def reject_case(case_id: int) -> ResponseReturnValue:
    """Reject what somebody else proposed, with the reason; a refused one stays as typed."""
    why = request.form.get("why", "")
    try:
        check_reason(why)
    except ProposalRefused as refused:
        return _show(case_id, Rejection(why=why, problem=explain_refusal(refused))), 422
    return _judge(
        case_id,
        lambda session: reject(
            session, case_id, judged_by_id=current_user.id, why=why, now=now_utc()
        ),
        wording.REJECTED,
    )


@blueprint.post("/<int:case_id>/withdraw")
@access(Access.ADMINISTRATOR)
def withdraw_case(case_id: int) -> ResponseReturnValue:
    """Take one's own proposal back."""
    return _judge(
        case_id,
        lambda session: withdraw(session, case_id, staff_id=current_user.id, now=now_utc()),
        wording.WITHDRAWN,
    )


def _check(session: Session, command: NewCase) -> CheckedProposal:
    return check_proposal(session, command, today=brussels_date(now_utc()))


def _judge(case_id: int, step: Callable[[Session], None], sentence: str) -> ResponseReturnValue:
    """Take a step with a case, or say why it was not taken; then show the case."""
    _get_case(case_id)
    try:
        with unit_of_work() as session:
            step(session)
    except TransitionRefused:
        flash(wording.JUDGED_ALREADY, "error")
    except JudgedByProposer:
        flash(wording.OWN_PROPOSAL, "error")
    except NotTheProposer:
        flash(wording.NOT_OWN_PROPOSAL, "error")
    except DryRunOutdated:
        flash(wording.OUTDATED, "error")
    except ProposalRefused as refused:
        flash(explain_refusal(refused), "error")
    else:
        flash(sentence, "success")
    return _to_case(case_id)


def _show(case_id: int, rejection: Rejection = NO_REJECTION) -> str:
    found = _get_case(case_id)
    page = build_case_page(
        db.session,
        found,
        read_member(ChangeFilter, "change"),
        _language(),
        read_page_number(),
        rejection,
    )
    return render_template("rescoring/case.html", page=page)


def _language() -> str | None:
    return request.args.get("language", "").replace("\0", "")[:35] or None


def _get_case(case_id: int) -> RescoringCase:
    return find_case(db.session, case_id) or abort(404)


def _to_case(case_id: int) -> ResponseReturnValue:
    return redirect(url_for("rescoring.case", case_id=case_id), code=303)
