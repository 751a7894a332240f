"""The engines that speak: look, and turn them on or off."""

from flask import Blueprint, abort, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_security import current_user

from testplatform.clock import now_utc
from testplatform.db import db, unit_of_work
from testplatform.services.read_aloud.covering import request_uncovered
from testplatform.services.read_aloud.engines import (
    DepartureNotAccepted,
    EngineUnknown,
    switch_engine,
)
from testplatform.web.access import Access, access
from testplatform.web.read_aloud.engines.building import build_engines_page
from testplatform.web.read_aloud.engines.forms import SwitchForm
from testplatform.web.read_aloud.engines.wording import NOT_ACCEPTED, UNREADABLE, tell_switched

blueprint = Blueprint("read_aloud_engines", __name__, url_prefix="/staff/read-aloud/engines")


@blueprint.get("/")
@access(Access.ADMINISTRATOR)
def engines() -> ResponseReturnValue:
    """Every engine with its voices."""
    page = build_engines_page(db.session, now=now_utc())
    return render_template("read_aloud/engines/engines.html", page=page)


@blueprint.post("/<string:engine>/switch")
@access(Access.ADMINISTRATOR)
def switch(engine: str) -> ResponseReturnValue:
    """Turn an engine on or off."""
    form = SwitchForm()
    if not form.validate_on_submit():
        flash(UNREADABLE, "error")
        return _to_engine(engine)
    try:
        with unit_of_work() as session:
            is_changed = switch_engine(
                session,
                engine,
                is_on=form.is_on,
                accepts_departure=form.accepts_departure.data,
                actor_id=current_user.id,
                now=now_utc(),
            )
            requested = request_uncovered(session, now=now_utc()) if is_changed else None
    except EngineUnknown:
        abort(404)
    except DepartureNotAccepted:
        flash(NOT_ACCEPTED, "error")
    else:
        flash(tell_switched(engine, is_on=form.is_on, requested=requested), "success")
    return _to_engine(engine)


def _to_engine(engine: str) -> ResponseReturnValue:
    return redirect(url_for("read_aloud_engines.engines", _anchor=engine), code=303)
