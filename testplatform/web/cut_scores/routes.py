"""Cut scores: what is asked from when, and proposals to ask something else."""

from collections.abc import Callable
from datetime import date

from flask import Blueprint, abort, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_security import current_user
from sqlalchemy.orm import Session

from itembank.programmes import Programme, Scheme, UnknownProgramme, get_programme
from itembank.scheme_tables import SchemeTable
from testplatform.clock import now_utc, today_in_brussels
from testplatform.db import db, unit_of_work
from testplatform.errors import PlatformError, TransitionRefused
from testplatform.models.cut_scores import CutScoreProposal
from testplatform.repositories.cut_score_proposals import find_proposal
from testplatform.services.cut_score_checks import ProposalFault
from testplatform.services.cut_score_proposals import (
    CommentMissing,
    FourEyesNeeded,
    NewProposal,
    NotTheProposer,
    ProposalRefused,
    approve,
    check_proposal,
    look_around,
    propose,
    read_proposed_set,
    reject,
    withdraw,
)
from testplatform.services.table_proposals import (
    NewTable,
    decides_by_table,
    look_around_table,
    read_proposed_table,
)
from testplatform.web.access import Access, access
from testplatform.web.cut_scores.building.preview import build_tables, count_change
from testplatform.web.cut_scores.building.proposals import (
    build_proposal_fields,
    build_proposal_page,
    build_propose_page,
)
from testplatform.web.cut_scores.building.sets import build_cut_scores_page
from testplatform.web.cut_scores.exports import export_moves
from testplatform.web.cut_scores.exports import export_preview as write_preview
from testplatform.web.cut_scores.exports import export_sets as write_sets
from testplatform.web.cut_scores.forms import DecisionForm
from testplatform.web.cut_scores.searches import read_period
from testplatform.web.cut_scores.tables.building import (
    build_propose_table_page,
    build_table_proposal_page,
    describe_table_faults,
)
from testplatform.web.cut_scores.tables.forms import build_table_fields
from testplatform.web.cut_scores.tables.preview import build_facets, count_moves
from testplatform.web.cut_scores.wording import (
    COMMENT_MISSING,
    DECIDED_ALREADY,
    NEEDS_ANOTHER,
    ONLY_PROPOSER,
    describe_fault,
)
from testplatform.web.staff.spreadsheets import answer_with_file

blueprint = Blueprint("cut_scores", __name__, url_prefix="/staff/administration/cut-scores")

REFUSALS: dict[type[PlatformError], str] = {
    FourEyesNeeded: NEEDS_ANOTHER,
    NotTheProposer: ONLY_PROPOSER,
    CommentMissing: COMMENT_MISSING,
    TransitionRefused: DECIDED_ALREADY,
}


@blueprint.get("/")
@access(Access.ADMINISTRATOR)
def sets() -> ResponseReturnValue:
    """The dated sets of cut scores, and the proposals."""
    page = build_cut_scores_page(db.session, today_in_brussels())
    return render_template("cut_scores/sets.html", page=page)


@blueprint.get("/sets.csv")
@access(Access.ADMINISTRATOR)
def export_sets() -> ResponseReturnValue:
    """The same as a file."""
    today = today_in_brussels()
    data = write_sets(build_cut_scores_page(db.session, today))
    return answer_with_file(data, f"cesuren-{today.isoformat()}.csv")


@blueprint.get("/proposals/new/<string:programme>/<string:moment>")
@access(Access.ADMINISTRATOR)
def new(programme: str, moment: str) -> ResponseReturnValue:
    """The form in which cut scores are proposed."""
    found = _get_programme(programme, moment)
    around = look_around(db.session, programme, moment, today=today_in_brussels())
    fields = build_proposal_fields(found, around)
    page = build_propose_page(around, fields, programme=programme, moment=moment)
    return render_template("cut_scores/propose.html", page=page)


@blueprint.post("/proposals/new/<string:programme>/<string:moment>")
@access(Access.ADMINISTRATOR)
def create(programme: str, moment: str) -> ResponseReturnValue:
    """Propose cut scores, or only see what they would ask."""
    found = _get_programme(programme, moment)
    around = look_around(db.session, programme, moment, today=today_in_brussels())
    fields = build_proposal_fields(found, around)
    command = fields.to_command(programme, moment)
    faults: tuple[ProposalFault, ...] = ()
    wished, status = None, 422
    try:
        if command is not None and "check" in request.form:
            wished, status = check_proposal(db.session, command, now=now_utc()), 200
        elif command is not None:
            return _send(command)
    except ProposalRefused as refusal:
        faults = refusal.faults
    page = build_propose_page(
        around, fields, programme=programme, moment=moment, faults=faults, wished=wished
    )
    return render_template("cut_scores/propose.html", page=page), status


@blueprint.get("/tables/new/<string:programme>/<string:moment>")
@access(Access.ADMINISTRATOR)
def new_table(programme: str, moment: str) -> ResponseReturnValue:
    """The form in which other bands, levels or limits of routes are proposed."""
    table = _get_table(programme, moment)
    page = build_propose_table_page(
        table, build_table_fields(table), programme=programme, moment=moment
    )
    return render_template("cut_scores/propose_table.html", page=page)


@blueprint.post("/tables/new/<string:programme>/<string:moment>")
@access(Access.ADMINISTRATOR)
def create_table(programme: str, moment: str) -> ResponseReturnValue:
    """Propose other limits."""
    table = _get_table(programme, moment)
    fields = build_table_fields(table)
    command = fields.to_command(programme, moment)
    faults: tuple[ProposalFault, ...] = ()
    try:
        if command is not None:
            return _send(command)
    except ProposalRefused as refusal:
        faults = refusal.faults
    page = build_propose_table_page(
        table, fields, programme=programme, moment=moment, faults=faults
    )
    return render_template("cut_scores/propose_table.html", page=page), 422


@blueprint.get("/proposals/<int:proposal_id>")
@access(Access.ADMINISTRATOR)
def proposal(proposal_id: int) -> ResponseReturnValue:
    """One proposal with what it would have changed."""
    found, today = _get_proposal(proposal_id), today_in_brussels()
    form, period = DecisionForm(), read_period(today)
    if decides_by_table(found.programme):
        table_page = build_table_proposal_page(db.session, found, form, period, today=today)
        return render_template("cut_scores/table_proposal.html", page=table_page)
    page = build_proposal_page(db.session, found, form, period, today=today)
    return render_template("cut_scores/proposal.html", page=page)


@blueprint.get("/proposals/<int:proposal_id>/preview.csv")
@access(Access.ADMINISTRATOR)
def export_preview(proposal_id: int) -> ResponseReturnValue:
    """What it would have changed, as a file."""
    found = _get_proposal(proposal_id)
    period = read_period(today_in_brussels())
    if decides_by_table(found.programme):
        table = read_proposed_table(found)
        moves = count_moves(db.session, table, period)
        data = export_moves(build_facets(db.session, moves, table))
    else:
        preview = count_change(db.session, read_proposed_set(found), period)
        data = write_preview(build_tables(db.session, preview))
    return answer_with_file(data, f"cesuurvoorstel-{found.id}-{period.until.isoformat()}.csv")


@blueprint.post("/proposals/<int:proposal_id>/approve")
@access(Access.ADMINISTRATOR)
def approve_proposal(proposal_id: int) -> ResponseReturnValue:
    """Publish the proposed cut scores."""

    def step(session: Session, comment: str) -> str:
        published = approve(
            session, proposal_id, approver_id=current_user.id, comment=comment, now=now_utc()
        )
        return f"De cesuur is goedgekeurd: {published.code}, versie {published.version}."

    return _decide(proposal_id, step)


@blueprint.post("/proposals/<int:proposal_id>/reject")
@access(Access.ADMINISTRATOR)
def reject_proposal(proposal_id: int) -> ResponseReturnValue:
    """Turn the proposed cut scores down."""

    def step(session: Session, comment: str) -> str:
        reject(session, proposal_id, approver_id=current_user.id, comment=comment, now=now_utc())
        return "Het voorstel is afgekeurd. Er is niets veranderd aan wat gevraagd wordt."

    return _decide(proposal_id, step)


@blueprint.post("/proposals/<int:proposal_id>/withdraw")
@access(Access.ADMINISTRATOR)
def withdraw_proposal(proposal_id: int) -> ResponseReturnValue:
    """Take one's own proposal back."""

    def step(session: Session, _comment: str) -> str:
        withdraw(session, proposal_id, proposer_id=current_user.id, now=now_utc())
        return "Het voorstel is ingetrokken."

    return _decide(proposal_id, step)


def _send(command: NewProposal | NewTable) -> ResponseReturnValue:
    with unit_of_work() as session:
        made = propose(session, command, proposer_id=current_user.id, now=now_utc())
    flash("Het voorstel is bewaard. Een andere beheerder moet het goedkeuren.", "success")
    return redirect(url_for("cut_scores.proposal", proposal_id=made.id), code=303)


def _decide(proposal_id: int, step: Callable[[Session, str], str]) -> ResponseReturnValue:
    """Take a step with a proposal, or say why nothing changed; then show it again."""
    found = _get_proposal(proposal_id)
    form = DecisionForm()
    sentences: list[str] = []
    if not form.validate_on_submit():
        sentences = [str(error) for errors in form.errors.values() for error in errors]
    else:
        try:
            with unit_of_work() as session:
                said = step(session, form.text)
        except ProposalRefused as refusal:
            sentences = list(_describe_faults(found, refusal.faults))
        except tuple(REFUSALS) as refusal:
            sentences = [REFUSALS[type(refusal)]]
        else:
            flash(said, "success")
    for sentence in sentences:
        flash(sentence, "error")
    return redirect(url_for("cut_scores.proposal", proposal_id=proposal_id), code=303)


def _get_programme(programme: str, moment: str) -> Programme:
    """A programme with cut scores for that moment."""
    try:
        found = get_programme(programme)
    except UnknownProgramme:
        abort(404)
    if found.scheme is not Scheme.CUT_SCORES or moment not in {one.code for one in found.moments}:
        abort(404)
    return found


def _describe_faults(found: CutScoreProposal, faults: tuple[ProposalFault, ...]) -> tuple[str, ...]:
    if decides_by_table(found.programme):
        return describe_table_faults(faults, found.programme, read_proposed_table(found))
    return tuple(describe_fault(fault, found.programme) for fault in faults)


def _get_table(programme: str, moment: str) -> SchemeTable:
    """The newest table of a moment that is decided by one."""
    try:
        around = look_around_table(db.session, programme, moment, today=today_in_brussels())
    except UnknownProgramme:
        abort(404)
    return around.find_replaced(date.max) or abort(404)


def _get_proposal(proposal_id: int) -> CutScoreProposal:
    return find_proposal(db.session, proposal_id) or abort(404)
