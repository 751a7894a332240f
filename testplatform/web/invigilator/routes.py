"""The invigilator's pages: sittings, check-in, codes."""

from flask import (
    Blueprint,
    abort,
    current_app,
    flash,
    redirect,
    render_template,
    request,
    url_for,
)
from flask.typing import ResponseReturnValue

from itembank.languages import get_language
from testplatform.clock import now_utc
from testplatform.db import db, unit_of_work
from testplatform.errors import CheckedInElsewhere, NoFormInLanguage, NotReleased
from testplatform.models.attempts import Attempt
from testplatform.models.bookings import Booking
from testplatform.models.sittings import Sitting
from testplatform.repositories.attempts import find_attempt
from testplatform.repositories.sittings import find_booking_with_sitting, find_sitting
from testplatform.services.attempts import (
    CLOSED_STATES,
    get_attempt_for_update,
    open_sitting_now,
)
from testplatform.services.check_in import check_in, renew_code
from testplatform.web.access import Access, access
from testplatform.web.invigilator import building, cards
from testplatform.web.staff.people import current_actor, current_reach

blueprint = Blueprint("invigilator", __name__, url_prefix="/staff/invigilator")

LONGEST_QUERY = 80
NO_FORM_SENTENCE = (
    "In de taal van deze kandidaat is er geen testversie. "
    "Spreek met de beheerder af of de test met een videotolk of op een ander moment kan."
)
NOT_RELEASED_SENTENCE = (
    "De test is nog niet vrijgegeven in deze taal: {language}. Deze kandidaat is niet ingecheckt. "
    "Vraag de beheerder om de taal vrij te geven."
)
ELSEWHERE_SENTENCE = (
    "Deze kandidaat heeft een afspraak in een ander testcentrum. "
    "Laat de afspraak in het cliëntvolgsysteem wijzigen."
)
HANDED_IN_SENTENCE = "Deze test is ingediend: een nieuwe code heeft geen zin meer."


@blueprint.get("/")
@access(Access.INVIGILATOR)
def sittings() -> ResponseReturnValue:
    """Today's sittings and those of the coming week."""
    page = building.build_sittings_page(db.session, current_reach(), now_utc())
    return render_template("invigilator/sittings.html", page=page)


@blueprint.get("/sittings/<int:sitting_id>")
@access(Access.INVIGILATOR)
def sitting(sitting_id: int) -> ResponseReturnValue:
    """One sitting with its candidates; `q` keeps those with the words in their name."""
    found = _get_sitting(sitting_id)
    page = building.build_sitting_page(db.session, found, query=_read_query(), now=now_utc())
    return render_template("invigilator/sitting.html", page=page)


@blueprint.post("/sittings/<int:sitting_id>/open")
@access(Access.INVIGILATOR)
def open_now(sitting_id: int) -> ResponseReturnValue:
    """Open a sitting before its time; a second click changes nothing."""
    _get_sitting(sitting_id)
    with unit_of_work() as session:
        target = session.get_one(Sitting, sitting_id, with_for_update=True)
        open_sitting_now(session, target, actor=current_actor(), now=now_utc())
    flash("De afnamesessie is open.", "success")
    return _to_sitting(sitting_id)


@blueprint.get("/sittings/<int:sitting_id>/codes")
@access(Access.INVIGILATOR)
def codes(sitting_id: int) -> ResponseReturnValue:
    """The cards of everybody who was checked in."""
    page = cards.build_codes_page(db.session, _get_sitting(sitting_id))
    return render_template("invigilator/codes.html", page=page)


@blueprint.post("/bookings/<int:booking_id>/check-in")
@access(Access.INVIGILATOR)
def check_candidate_in(booking_id: int) -> ResponseReturnValue:
    """Check a candidate in; a second click changes nothing."""
    sitting_id = _get_booking(booking_id).sitting_id
    try:
        with unit_of_work() as session:
            attempt = check_in(
                session,
                booking_id,
                actor=current_actor(),
                test_centre_id=current_reach().only_test_centre_id,
                secret_key=str(current_app.secret_key),
                now=now_utc(),
            )
            name = attempt.booking.candidate.full_name
    except NoFormInLanguage:
        flash(NO_FORM_SENTENCE, "error")
    except NotReleased as refusal:
        name = get_language(refusal.language).dutch_name
        flash(NOT_RELEASED_SENTENCE.format(language=name), "error")
    except CheckedInElsewhere:
        flash(ELSEWHERE_SENTENCE, "error")
    else:
        flash(f"{name} is ingecheckt.", "success")
        return _to_sitting(sitting_id, anchor=building.row_anchor(booking_id))
    return _to_sitting(sitting_id)


@blueprint.get("/attempts/<string:public_id>/code")
@access(Access.INVIGILATOR)
def code(public_id: str) -> ResponseReturnValue:
    """The card of one candidate, to show or to print."""
    page = cards.build_code_page(_get_attempt(public_id))
    return render_template("invigilator/codes.html", page=page)


@blueprint.route("/attempts/<string:public_id>/new-code", methods=["GET", "POST"])
@access(Access.INVIGILATOR)
def new_code(public_id: str) -> ResponseReturnValue:
    """Ask whether the code must really change, and change it."""
    found = _get_attempt(public_id)
    if found.state in CLOSED_STATES:
        flash(HANDED_IN_SENTENCE, "error")
        return _to_sitting(found.booking.sitting_id)
    if request.method == "GET":
        page = building.build_new_code_page(found)
        return render_template("invigilator/new_code.html", page=page)
    with unit_of_work() as session:
        attempt = get_attempt_for_update(session, found.id)
        renew_code(
            session,
            attempt,
            actor=current_actor(),
            secret_key=str(current_app.secret_key),
            now=now_utc(),
        )
    flash("De code is vernieuwd. De oude code werkt niet meer.", "success")
    return redirect(url_for("invigilator.code", public_id=public_id), code=303)


def _get_sitting(sitting_id: int) -> Sitting:
    """The sitting, or 404: what is out of reach does not exist."""
    found = find_sitting(db.session, sitting_id)
    if found is None or not current_reach().includes(found.test_centre_id):
        abort(404)
    return found


def _get_booking(booking_id: int) -> Booking:
    found = find_booking_with_sitting(db.session, booking_id)
    if found is None or not current_reach().includes(found.sitting.test_centre_id):
        abort(404)
    return found


def _get_attempt(public_id: str) -> Attempt:
    found = find_attempt(db.session, public_id)
    if found is None or not current_reach().includes(found.booking.sitting.test_centre_id):
        abort(404)
    return found


def _read_query() -> str:
    """What is looked for: it comes with the address, and with a button so that it stays."""
    return request.values.get("q", "").strip()[:LONGEST_QUERY]


def _to_sitting(sitting_id: int, *, anchor: str | None = None) -> ResponseReturnValue:
    """Back to the sitting as it was filtered, and to the row that something was done to."""
    query = _read_query() or None
    target = url_for("invigilator.sitting", sitting_id=sitting_id, q=query, _anchor=anchor)
    return redirect(target, code=303)
