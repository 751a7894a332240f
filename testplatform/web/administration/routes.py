"""The administrator's pages."""

from flask import (
    Blueprint,
    Response,
    abort,
    current_app,
    flash,
    redirect,
    render_template,
    request,
    url_for,
)
from flask.typing import ResponseReturnValue

from itembank.interchange.qti.writing.packages import ItemNotWritable
from testplatform.clock import now_utc, today_in_brussels
from testplatform.config import Config
from testplatform.db import after_commit, db, unit_of_work
from testplatform.errors import TransitionRefused
from testplatform.models.forms import Form
from testplatform.models.outbox import DeliveryState, OutboxMessage
from testplatform.repositories.attempts import find_attempt, list_attempt_summaries
from testplatform.services.exporting import hand_out_version
from testplatform.services.outbox import unpark
from testplatform.tasks import wake
from testplatform.tasks.results import deliver
from testplatform.web.access import Access, access
from testplatform.web.administration.building.attempt import build_attempt_page
from testplatform.web.administration.building.attempts import build_attempts_page
from testplatform.web.administration.building.audit import build_audit_page
from testplatform.web.administration.building.bookings import build_bookings_page
from testplatform.web.administration.building.deliveries import build_deliveries_page
from testplatform.web.administration.building.forms import build_form_page, build_forms_page
from testplatform.web.administration.building.overview import build_overview_page
from testplatform.web.administration.exports import export_attempts
from testplatform.web.administration.searches import read_attempt_search
from testplatform.web.staff.building import read_member, read_page_number
from testplatform.web.staff.people import current_actor

blueprint = Blueprint("administration", __name__, url_prefix="/staff/administration")


@blueprint.get("/")
@access(Access.ADMINISTRATOR)
def overview() -> ResponseReturnValue:
    """How everything stands."""
    page = build_overview_page(db.session)
    return render_template("administration/overview.html", page=page)


@blueprint.get("/attempts")
@access(Access.ADMINISTRATOR)
def attempts() -> ResponseReturnValue:
    """Look for attempts."""
    page = build_attempts_page(db.session, read_attempt_search(), number=read_page_number())
    return render_template("administration/attempts.html", page=page)


@blueprint.get("/attempts.csv")
@access(Access.ADMINISTRATOR)
def export() -> ResponseReturnValue:
    """Everything that the same search finds, as a file without names."""
    data = export_attempts(list_attempt_summaries(db.session, read_attempt_search()))
    name = f"afnames-{today_in_brussels().isoformat()}.csv"
    return Response(
        data,
        mimetype="text/csv",
        headers={"Content-Disposition": f'attachment; filename="{name}"'},
    )


@blueprint.get("/attempts/<string:public_id>")
@access(Access.ADMINISTRATOR)
def attempt(public_id: str) -> ResponseReturnValue:
    """One attempt with its decision."""
    found = find_attempt(db.session, public_id)
    if found is None:
        abort(404)
    page = build_attempt_page(db.session, found)
    return render_template("administration/attempt.html", page=page)


@blueprint.get("/deliveries")
@access(Access.ADMINISTRATOR)
def deliveries() -> ResponseReturnValue:
    """What the client-tracking system heard, and what it must still hear."""
    state = read_member(DeliveryState, "state")
    page = build_deliveries_page(db.session, state, number=read_page_number())
    return render_template("administration/deliveries.html", page=page)


@blueprint.post("/deliveries/<int:outbox_id>/retry")
@access(Access.ADMINISTRATOR)
def retry(outbox_id: int) -> ResponseReturnValue:
    """Offer a parked result again; a second click changes nothing."""
    if db.session.get(OutboxMessage, outbox_id) is None:
        abort(404)
    try:
        with unit_of_work() as session:
            unpark(session, outbox_id, actor=current_actor(), now=now_utc())
            after_commit(session, lambda: wake(deliver, outbox_id))
    except TransitionRefused:
        flash("Deze uitslag was al opnieuw aangeboden.", "info")
    else:
        flash("De uitslag wordt opnieuw aangeboden aan het cliëntvolgsysteem.", "success")
    return redirect(url_for("administration.deliveries"), code=303)


@blueprint.get("/bookings")
@access(Access.ADMINISTRATOR)
def bookings() -> ResponseReturnValue:
    """Bookings that were refused, and those that came in last."""
    page = build_bookings_page(db.session)
    return render_template("administration/bookings.html", page=page)


@blueprint.get("/forms")
@access(Access.ADMINISTRATOR)
def forms() -> ResponseReturnValue:
    """Every published form."""
    page = build_forms_page(db.session)
    return render_template("administration/forms.html", page=page)


@blueprint.get("/forms/<int:form_id>")
@access(Access.ADMINISTRATOR)
def form(form_id: int) -> ResponseReturnValue:
    """One form with its audio."""
    found = db.session.get(Form, form_id)
    if found is None:
        abort(404)
    page = build_form_page(db.session, found)
    return render_template("administration/form.html", page=page)


@blueprint.post("/forms/<int:form_id>/export")
@access(Access.ADMINISTRATOR)
def export_form(form_id: int) -> ResponseReturnValue:
    """A published form as a QTI 3 package; it holds the keys, so the audit log tells of it."""
    config: Config = current_app.extensions["testplatform_config"]
    try:
        with unit_of_work() as session:
            found = session.get(Form, form_id) or abort(404)
            name = f"{found.code}-{found.version}.zip"
            data = hand_out_version(session, found, config, actor=current_actor(), now=now_utc())
    except ItemNotWritable:
        flash("Een item van deze testversie kan niet als QTI geschreven worden.", "error")
        return redirect(url_for("administration.form", form_id=form_id), code=303)
    return Response(
        data,
        mimetype="application/zip",
        headers={"Content-Disposition": f'attachment; filename="{name}"'},
    )


@blueprint.get("/audit")
@access(Access.ADMINISTRATOR)
def audit() -> ResponseReturnValue:
    """The audit log; `check` also follows the whole chain."""
    page = build_audit_page(
        db.session, number=read_page_number(), is_chain_asked="check" in request.args
    )
    return render_template("administration/audit.html", page=page)
