"""Panellists: their panels, the promise of secrecy, and one item after another.

Whoever was not invited learns nothing, not even that there is such a panel.
"""

from flask import Blueprint, abort, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_security import current_user

from testplatform.clock import now_utc
from testplatform.db import db, unit_of_work
from testplatform.models.panels import Panellist
from testplatform.services.panels.opinions import give_opinion
from testplatform.services.panels.ratings import (
    PanelNotOpen,
    PercentRefused,
    get_item,
    get_judging_seat,
    get_seat,
    promise_secrecy,
    rate,
    write_note,
)
from testplatform.services.panels.setting_up import list_panel_items
from testplatform.web.access import Access, access
from testplatform.web.authoring.building.previews import build_preview_page, render_preview
from testplatform.web.authoring.frames import answer_with_frames
from testplatform.web.judging import wording
from testplatform.web.judging.attempt_building import describe_own_progress
from testplatform.web.judging.building import (
    build_judgement_form,
    build_judging_item_page,
    build_judging_page,
    build_opinion_form,
    build_seats_page,
)
from testplatform.web.judging.forms import ItemForm, OpinionForm, PromiseForm
from testplatform.web.judging.scripts import answer_script, is_script
from testplatform.web.panels.forms import NoteForm
from testplatform.web.panels.wording import NOTED

blueprint = Blueprint("judging", __name__, url_prefix="/staff/panels")


@blueprint.get("/")
@access(Access.PANELLIST)
def seats() -> ResponseReturnValue:
    """All panels of the person at the screen."""
    page = build_seats_page(db.session, current_user.id)
    return render_template("judging/seats.html", page=page)


@blueprint.get("/<int:panel_id>")
@access(Access.PANELLIST)
def panel(panel_id: int) -> ResponseReturnValue:
    """What the panel is for, and the items with one's own judgements."""
    seat = get_seat(db.session, panel_id, current_user.id)
    return _show_panel(seat)


@blueprint.post("/<int:panel_id>/promise")
@access(Access.PANELLIST)
def promise(panel_id: int) -> ResponseReturnValue:
    """Promise secrecy; before that no item is shown."""
    form = PromiseForm()
    if not form.validate_on_submit():
        seat = get_seat(db.session, panel_id, current_user.id)
        return _show_panel(seat, promise_form=form, status=422)
    get_seat(db.session, panel_id, current_user.id)
    with unit_of_work() as session:
        promise_secrecy(session, panel_id, staff_id=current_user.id, now=now_utc())
    flash(wording.PROMISED, "success")
    return _to_panel(panel_id)


@blueprint.post("/<int:panel_id>/opinion")
@access(Access.PANELLIST)
def give(panel_id: int) -> ResponseReturnValue:
    """Keep what somebody says of the whole part."""
    form = OpinionForm()
    try:
        seat = get_judging_seat(db.session, panel_id, current_user.id)
        if form.validate_on_submit():
            with unit_of_work() as session:
                give_opinion(
                    session,
                    panel_id,
                    form.to_command(),
                    round_number=form.round_number,
                    staff_id=current_user.id,
                    now=now_utc(),
                )
            flash(wording.SAVED, "success")
            return _to_panel(panel_id)
    except PanelNotOpen:
        return _say_closed(panel_id)
    except PercentRefused:
        form.say_what_is_missing(seat.panel.method)
    seat = get_seat(db.session, panel_id, current_user.id)
    return _show_panel(seat, opinion_form=form, status=422)


@blueprint.get("/<int:panel_id>/items/<int:position>")
@access(Access.PANELLIST)
def item(panel_id: int, position: int) -> ResponseReturnValue:
    """One item as a candidate sees it, with its key and one's own judgement."""
    try:
        seat = get_judging_seat(db.session, panel_id, current_user.id)
    except PanelNotOpen:
        flash(wording.NOT_SHOWN, "error")
        return _to_panel(panel_id)
    form = build_judgement_form(db.session, seat, get_item(seat.panel, position))
    return _show(seat, position, form, NoteForm())


@blueprint.get("/<int:panel_id>/items/<int:position>/preview")
@access(Access.PANELLIST)
def preview(panel_id: int, position: int) -> ResponseReturnValue:
    """The item in a frame, without its key."""
    try:
        seat = get_judging_seat(db.session, panel_id, current_user.id)
    except PanelNotOpen:
        abort(404)
    found = get_item(seat.panel, position)
    planned = next(one for at, one in list_panel_items(db.session, seat.panel) if at is found)
    return render_preview(build_preview_page(db.session, planned.item, translation=None))


@blueprint.post("/<int:panel_id>/items/<int:position>/rating")
@access(Access.PANELLIST)
def rate_item(panel_id: int, position: int) -> ResponseReturnValue:
    """Keep a judgement: of the whole form, or of a script that saves while somebody thinks."""
    try:
        seat = get_judging_seat(db.session, panel_id, current_user.id)
        form = build_judgement_form(db.session, seat, get_item(seat.panel, position))
        if not form.validate_on_submit():
            return _refuse(seat, position, form)
        with unit_of_work() as session:
            rate(
                session,
                panel_id,
                position,
                percent=form.percent.data,
                round_number=form.round_number,
                staff_id=current_user.id,
                now=now_utc(),
            )
    except PanelNotOpen:
        return _say_closed(panel_id)
    except PercentRefused:
        abort(422)
    return _say_saved(panel_id, position)


@blueprint.post("/<int:panel_id>/items/<int:position>/notes")
@access(Access.PANELLIST)
def note(panel_id: int, position: int) -> ResponseReturnValue:
    """Say something about an item, for the whole panel and without a name."""
    form = NoteForm()
    try:
        seat = get_judging_seat(db.session, panel_id, current_user.id)
        if not form.validate_on_submit():
            judgement = build_judgement_form(db.session, seat, get_item(seat.panel, position))
            return _show(seat, position, judgement, form, status=422)
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
        flash(wording.NOT_SHOWN, "error")
        return _to_panel(panel_id)
    flash(NOTED, "success")
    return redirect(url_for("judging.item", panel_id=panel_id, position=position), code=303)


def _show(
    seat: Panellist,
    position: int,
    form: ItemForm,
    note_form: NoteForm,
    *,
    status: int = 200,
) -> ResponseReturnValue:
    found = get_item(seat.panel, position)
    page = build_judging_item_page(db.session, seat, found, form, note_form)
    return answer_with_frames(render_template("judging/item.html", page=page), status)


def _show_panel(
    seat: Panellist,
    *,
    promise_form: PromiseForm | None = None,
    opinion_form: OpinionForm | None = None,
    status: int = 200,
) -> ResponseReturnValue:
    page = build_judging_page(
        db.session,
        seat,
        promise_form=promise_form or PromiseForm(),
        opinion_form=opinion_form or build_opinion_form(db.session, seat),
    )
    return render_template("judging/panel.html", page=page), status


def _refuse(seat: Panellist, position: int, form: ItemForm) -> ResponseReturnValue:
    if is_script():
        return answer_script(form.percent.errors[0] if form.percent.errors else "", 422)
    return _show(seat, position, form, NoteForm(), status=422)


def _say_saved(panel_id: int, position: int) -> ResponseReturnValue:
    seat = get_seat(db.session, panel_id, current_user.id)
    if is_script():
        return answer_script(wording.SAVED, 200, progress=describe_own_progress(db.session, seat))
    if position == len(seat.panel.items):
        flash(wording.SAVED, "success")
        return _to_panel(panel_id)
    return redirect(url_for("judging.item", panel_id=panel_id, position=position + 1), code=303)


def _say_closed(panel_id: int) -> ResponseReturnValue:
    if is_script():
        return answer_script(wording.NOT_OPEN, 409)
    flash(wording.NOT_OPEN, "error")
    return _to_panel(panel_id)


def _to_panel(panel_id: int) -> ResponseReturnValue:
    return redirect(url_for("judging.panel", panel_id=panel_id), code=303)
