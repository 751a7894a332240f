"""The simulator's pages: dossiers with their bookings and results, and new appointments."""

import secrets
import sqlite3
from datetime import datetime
from pathlib import Path

from flask import (
    Blueprint,
    Response,
    abort,
    flash,
    redirect,
    render_template,
    request,
    send_file,
    url_for,
)
from flask.typing import ResponseReturnValue

from itembank.languages import list_languages
from testplatform.clienttracking.contract import (
    BookingMessage,
    BookingUnreadable,
    booking_message_from_document,
)
from testplatform.clienttracking.simulator.bookings import (
    SendingOutcome,
    find_booking,
    list_bookings_of_dossier,
    store_booking,
)
from testplatform.clienttracking.simulator.dossiers import (
    Dossier,
    draw_free_number,
    find_dossier,
    list_dossiers,
    store_dossier,
)
from testplatform.clienttracking.simulator.forms import BookingForm, SendAgainForm
from testplatform.clienttracking.simulator.pages import (
    build_dossier_list_page,
    build_dossier_page,
)
from testplatform.clienttracking.simulator.results import list_results_of_dossier
from testplatform.clienttracking.simulator.sending import send_booking
from testplatform.clienttracking.simulator.surroundings import current_config, current_store
from testplatform.clock import BRUSSELS, now_utc

STYLE_SHEET = Path(__file__).parent / "style.css"
LONGEST_SEARCH = 100

blueprint = Blueprint("pages", __name__)


@blueprint.get("/healthz")
def health() -> ResponseReturnValue:
    with current_store().reading() as connection:
        connection.execute("SELECT 1")
    return {"status": "ok"}


@blueprint.get("/style.css")
def style() -> Response:
    return send_file(STYLE_SHEET, mimetype="text/css", max_age=3600)


@blueprint.get("/favicon.ico")
def icon() -> ResponseReturnValue:
    return "", 204  # browsers ask for one of their own accord


@blueprint.get("/")
def show_dossiers() -> str:
    search = request.args.get("q", "")[:LONGEST_SEARCH]
    with current_store().reading() as connection:
        page = build_dossier_list_page(list_dossiers(connection, search), search)
    return render_template("simulator/dossiers.html", page=page)


@blueprint.get("/dossiers/<string:number>")
def show_dossier(number: str) -> str:
    with current_store().reading() as connection:
        dossier = find_dossier(connection, number)
        if dossier is None:
            abort(404)
        page = build_dossier_page(
            dossier,
            list_bookings_of_dossier(connection, number),
            list_results_of_dossier(connection, number),
        )
    return render_template("simulator/dossier.html", page=page, form=SendAgainForm())


@blueprint.get("/bookings/new")
def show_new_booking() -> str:
    now = now_utc().astimezone(BRUSSELS)
    return _render_form(BookingForm(day=now.date(), time=now.time()))


@blueprint.post("/bookings")
def create_booking() -> ResponseReturnValue:
    form = BookingForm()
    if not form.validate_on_submit():
        return _render_form(form), 422
    try:
        message = _store(form, now_utc())
    except BookingUnreadable as error:
        form.show_problems(error)
        return _render_form(form), 422
    _send(message)
    return redirect(url_for("pages.show_dossier", number=message.dossier), code=303)


@blueprint.post("/bookings/<string:booking_id>/send")
def send_again(booking_id: str) -> ResponseReturnValue:
    with current_store().reading() as connection:
        booking = find_booking(connection, booking_id)
    if booking is None:
        abort(404)
    _send(booking.message)
    return redirect(url_for("pages.show_dossier", number=booking.message.dossier), code=303)


def _store(form: BookingForm, now: datetime) -> BookingMessage:
    with current_store().writing() as connection:
        dossier = form.dossier.data or draw_free_number(connection, now.year)
        document = form.to_document(booking_id=_draw_booking_id(now), dossier=dossier)
        message = booking_message_from_document(document)
        _store_all(connection, message, document)
    return message


def _store_all(
    connection: sqlite3.Connection, message: BookingMessage, document: dict[str, object]
) -> None:
    dossier = Dossier(
        number=message.dossier, given_name=message.given_name, family_name=message.family_name
    )
    store_dossier(connection, dossier)
    store_booking(connection, document)


def _send(message: BookingMessage) -> None:
    outcome = send_booking(current_store(), current_config(), message, now_utc())
    flash(_say_outcome(outcome))


def _say_outcome(outcome: SendingOutcome) -> str:
    if outcome.status is None:
        return "De afspraak is bewaard, maar het platform was niet bereikbaar."
    if outcome.status < 300:
        return "De afspraak is bewaard en het platform heeft ze aanvaard."
    return "De afspraak is bewaard, maar het platform heeft ze niet aanvaard."


def _draw_booking_id(now: datetime) -> str:
    return f"A-{now.astimezone(BRUSSELS):%Y%m%d}-{secrets.token_hex(4)}"


def _render_form(form: BookingForm) -> str:
    return render_template("simulator/new_booking.html", form=form, languages=list_languages())
