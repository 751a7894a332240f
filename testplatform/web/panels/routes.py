"""Panels: set one up, invite people, open and end rounds, see what came of it, propose it."""

from collections.abc import Callable

from flask import Blueprint, abort, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_security import current_user
from sqlalchemy.orm import Session

from testplatform.clock import now_utc, today_in_brussels
from testplatform.db import db, unit_of_work
from testplatform.errors import TransitionRefused
from testplatform.models.panels import Panel
from testplatform.repositories.panels import find_panel
from testplatform.services.cut_score_proposals import ProposalRefused
from testplatform.services.panels.proposals import propose_standard
from testplatform.services.panels.ratings import PanelNotOpen, get_item, write_note
from testplatform.services.panels.rounds import abandon, close, end_round, open_round
from testplatform.services.panels.setting_up import (
    PanelRefused,
    create_panel,
    invite,
    list_panel_items,
    uninvite,
)
from testplatform.services.panels.states import PanelEvent
from testplatform.web.access import Access, access
from testplatform.web.authoring.building.previews import build_preview_page, render_preview
from testplatform.web.authoring.frames import answer_with_frames
from testplatform.web.cut_scores.wording import describe_fault
from testplatform.web.panels import wording
from testplatform.web.panels.building.item import build_item_page
from testplatform.web.panels.building.lists import (
    build_new_form,
    build_new_page,
    build_panels_page,
)
from testplatform.web.panels.building.panel import (
    build_invite_form,
    build_panel_page,
    build_propose_form,
)
from testplatform.web.panels.exports import export_panel
from testplatform.web.panels.forms import InviteForm, NoteForm, ProposeForm
from testplatform.web.staff.spreadsheets import answer_with_file

blueprint = Blueprint("panels", __name__, url_prefix="/staff/administration/panels")

Step = Callable[[Session], object]


@blueprint.get("/")
@access(Access.ADMINISTRATOR)
def panels() -> ResponseReturnValue:
    """Every panel."""
    return render_template("panels/panels.html", page=build_panels_page(db.session))


@blueprint.get("/new")
@access(Access.ADMINISTRATOR)
def new() -> ResponseReturnValue:
    """The form with which a panel is set up."""
    page = build_new_page(build_new_form(db.session))
    return render_template("panels/new.html", page=page)


@blueprint.post("/new")
@access(Access.ADMINISTRATOR)
def create() -> ResponseReturnValue:
    """Set a panel up."""
    form = build_new_form(db.session)
    if form.validate_on_submit():
        try:
            with unit_of_work() as session:
                made = create_panel(
                    session, form.to_command(), created_by_id=current_user.id, now=now_utc()
                )
                panel_id = made.id
        except PanelRefused as refused:
            form.say(refused.fault)
        else:
            flash(wording.SET_UP, "success")
            return _to_panel(panel_id)
    return render_template("panels/new.html", page=build_new_page(form)), 422


@blueprint.get("/<int:panel_id>")
@access(Access.ADMINISTRATOR)
def panel(panel_id: int) -> ResponseReturnValue:
    """One panel with its progress and its results."""
    return _show(_get_panel(panel_id))


@blueprint.get("/<int:panel_id>/ratings.csv")
@access(Access.ADMINISTRATOR)
def export(panel_id: int) -> ResponseReturnValue:
    """Every judgement as a file without names."""
    found = _get_panel(panel_id)
    name = f"panel-{found.id}-{today_in_brussels().isoformat()}.csv"
    return answer_with_file(export_panel(db.session, found), name)


@blueprint.post("/<int:panel_id>/panellists")
@access(Access.ADMINISTRATOR)
def invite_panellist(panel_id: int) -> ResponseReturnValue:
    """Invite somebody."""
    form = build_invite_form(db.session, _get_panel(panel_id))
    if not form.validate_on_submit():
        return _show(_get_panel(panel_id), invite_form=form, status=422)

    def step(session: Session) -> None:
        invite(session, panel_id, form.staff_id.data, invited_by_id=current_user.id, now=now_utc())

    return _take(panel_id, step, wording.INVITED)


@blueprint.post("/<int:panel_id>/panellists/<int:panellist_id>/remove")
@access(Access.ADMINISTRATOR)
def uninvite_panellist(panel_id: int, panellist_id: int) -> ResponseReturnValue:
    """Take an invitation back."""

    def step(session: Session) -> None:
        uninvite(session, panel_id, panellist_id, staff_id=current_user.id, now=now_utc())

    return _take(panel_id, step, wording.UNINVITED)


@blueprint.post("/<int:panel_id>/open-round")
@access(Access.ADMINISTRATOR)
def open_next_round(panel_id: int) -> ResponseReturnValue:
    """Let the panel judge."""

    def step(session: Session) -> None:
        open_round(session, panel_id, staff_id=current_user.id, now=now_utc())

    return _take(panel_id, step, wording.DONE[PanelEvent.OPEN_ROUND])


@blueprint.post("/<int:panel_id>/end-round")
@access(Access.ADMINISTRATOR)
def end_this_round(panel_id: int) -> ResponseReturnValue:
    """End the judging and begin the discussion."""

    def step(session: Session) -> None:
        end_round(session, panel_id, staff_id=current_user.id, now=now_utc())

    return _take(panel_id, step, wording.DONE[PanelEvent.END_ROUND])


@blueprint.post("/<int:panel_id>/close")
@access(Access.ADMINISTRATOR)
def close_panel(panel_id: int) -> ResponseReturnValue:
    """Take the newest round for the last."""

    def step(session: Session) -> None:
        close(session, panel_id, staff_id=current_user.id, now=now_utc())

    return _take(panel_id, step, wording.DONE[PanelEvent.CLOSE])


@blueprint.post("/<int:panel_id>/abandon")
@access(Access.ADMINISTRATOR)
def abandon_panel(panel_id: int) -> ResponseReturnValue:
    """Stop the panel without a result."""

    def step(session: Session) -> None:
        abandon(session, panel_id, staff_id=current_user.id, now=now_utc())

    return _take(panel_id, step, wording.DONE[PanelEvent.ABANDON])


@blueprint.post("/<int:panel_id>/propose")
@access(Access.ADMINISTRATOR)
def propose_cut_score(panel_id: int) -> ResponseReturnValue:
    """Turn the standard into a proposal, for a second person to decide about."""
    found = _get_panel(panel_id)
    form = build_propose_form(db.session, found)
    problems: list[str] = []
    if form.validate_on_submit():
        try:
            with unit_of_work() as session:
                made = propose_standard(
                    session, panel_id, form.to_command(), staff_id=current_user.id, now=now_utc()
                )
                proposal_id = made.id
        except ProposalRefused as refused:
            problems = [describe_fault(one, found.form.programme) for one in refused.faults]
        except PanelRefused as refused:
            problems = [wording.FAULTS[refused.fault]]
        except TransitionRefused:
            problems = [wording.CHANGED_MEANWHILE]
        else:
            flash(wording.DONE[PanelEvent.PROPOSE], "success")
            return redirect(url_for("cut_scores.proposal", proposal_id=proposal_id), code=303)
    for problem in problems:
        flash(problem, "error")
    return _show(_get_panel(panel_id), propose_form=form, status=422)


@blueprint.get("/<int:panel_id>/items/<int:position>")
@access(Access.ADMINISTRATOR)
def item(panel_id: int, position: int) -> ResponseReturnValue:
    """One item with who said what, and what was discussed."""
    return _show_item(panel_id, position, NoteForm())


@blueprint.get("/<int:panel_id>/items/<int:position>/preview")
@access(Access.ADMINISTRATOR)
def preview(panel_id: int, position: int) -> ResponseReturnValue:
    """The item as a candidate sees it, in a frame."""
    found = _get_panel(panel_id)
    chosen = get_item(found, position)
    planned = next(one for at, one in list_panel_items(db.session, found) if at is chosen)
    return render_preview(build_preview_page(db.session, planned.item, translation=None))


@blueprint.post("/<int:panel_id>/items/<int:position>/notes")
@access(Access.ADMINISTRATOR)
def note(panel_id: int, position: int) -> ResponseReturnValue:
    """Write down what was said about an item."""
    _get_panel(panel_id)
    form = NoteForm()
    if not form.validate_on_submit():
        return _show_item(panel_id, position, form, status=422)
    try:
        with unit_of_work() as session:
            write_note(
                session,
                panel_id,
                position,
                body=form.body.data,
                staff_id=current_user.id,
                now=now_utc(),
            )
    except PanelNotOpen:
        flash(wording.CHANGED_MEANWHILE, "error")
    else:
        flash(wording.NOTED, "success")
    return redirect(url_for("panels.item", panel_id=panel_id, position=position), code=303)


def _take(panel_id: int, step: Step, sentence: str) -> ResponseReturnValue:
    """Take a step, or say why nothing changed; then show the panel."""
    _get_panel(panel_id)
    try:
        with unit_of_work() as session:
            step(session)
    except PanelRefused as refused:
        flash(wording.FAULTS[refused.fault], "error")
        return _show(_get_panel(panel_id), status=422)
    except TransitionRefused:
        flash(wording.CHANGED_MEANWHILE, "error")
    else:
        flash(sentence, "success")
    return _to_panel(panel_id)


def _show(
    found: Panel,
    *,
    invite_form: InviteForm | None = None,
    propose_form: ProposeForm | None = None,
    status: int = 200,
) -> ResponseReturnValue:
    page = build_panel_page(
        db.session,
        found,
        invite_form=invite_form or build_invite_form(db.session, found),
        propose_form=propose_form or build_propose_form(db.session, found),
    )
    return render_template("panels/panel.html", page=page), status


def _show_item(
    panel_id: int, position: int, form: NoteForm, *, status: int = 200
) -> ResponseReturnValue:
    found = _get_panel(panel_id)
    page = build_item_page(db.session, found, get_item(found, position), form)
    return answer_with_frames(render_template("panels/item.html", page=page), status)


def _get_panel(panel_id: int) -> Panel:
    return find_panel(db.session, panel_id) or abort(404)


def _to_panel(panel_id: int) -> ResponseReturnValue:
    return redirect(url_for("panels.panel", panel_id=panel_id), code=303)
