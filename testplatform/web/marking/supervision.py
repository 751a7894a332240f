"""How rating goes: what waits, flags, who rated how much, how well they agree."""

from flask import Blueprint, abort, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_security import current_user

from testplatform.clock import now_utc
from testplatform.db import db, unit_of_work
from testplatform.models.ratings import RatingFlag
from testplatform.services.ratings.claiming import SlotNotClaimed, release
from testplatform.services.ratings.giving import close_flag
from testplatform.web.access import Access, access
from testplatform.web.marking import wording
from testplatform.web.marking.supervising import build_supervision_page
from testplatform.web.staff.building import read_page_number

blueprint = Blueprint("rating_supervision", __name__, url_prefix="/staff/administration/ratings")


@blueprint.get("/")
@access(Access.ADMINISTRATOR)
def overview() -> ResponseReturnValue:
    """Everything about rating on one page."""
    page = build_supervision_page(db.session, number=read_page_number(), now=now_utc())
    return render_template("marking/supervision.html", page=page)


@blueprint.post("/<int:task_id>/places/<int:number>/release")
@access(Access.ADMINISTRATOR)
def release_place(task_id: int, number: int) -> ResponseReturnValue:
    """Take a response from an assessor who does not get to it."""
    try:
        with unit_of_work() as session:
            release(session, task_id, number, staff_id=current_user.id, now=now_utc())
    except SlotNotClaimed:
        flash(wording.NOT_CLAIMED, "error")
    else:
        flash(wording.RELEASED, "success")
    return _to_overview()


@blueprint.post("/flags/<int:flag_id>/close")
@access(Access.ADMINISTRATOR)
def close(flag_id: int) -> ResponseReturnValue:
    """Note that somebody looked at what was flagged."""
    if db.session.get(RatingFlag, flag_id) is None:
        abort(404)
    with unit_of_work() as session:
        close_flag(session, flag_id, staff_id=current_user.id, now=now_utc())
    flash(wording.FLAG_CLOSED, "success")
    return _to_overview()


def _to_overview() -> ResponseReturnValue:
    return redirect(url_for("rating_supervision.overview"), code=303)
