"""The cards with a code that candidates get in hand."""

import segno
from flask import current_app, url_for
from sqlalchemy.orm import Session

from itembank.programmes import get_programme
from testplatform.models.attempts import Attempt
from testplatform.models.sittings import Sitting
from testplatform.repositories.sittings import list_bookings_of_sitting
from testplatform.services.access_codes import derive_code, show_code
from testplatform.services.attempts import CLOSED_STATES, list_attempts_of_sitting
from testplatform.web.invigilator.pages import CodeCard, CodesPage
from testplatform.web.staff.building import build_language_name

QUIET_ZONE_MODULES = 4


def build_code_page(attempt: Attempt) -> CodesPage:
    """The card of one candidate; none when the test was handed in, for its code is dead."""
    sitting = attempt.booking.sitting
    is_usable = attempt.state not in CLOSED_STATES
    return CodesPage(
        title=f"Code van {attempt.booking.candidate.full_name}",
        sitting_url=url_for("invigilator.sitting", sitting_id=sitting.id),
        cards=(_card(attempt, sitting),) if is_usable else (),
    )


def build_codes_page(session: Session, sitting: Sitting) -> CodesPage:
    """The cards of everybody in a sitting whose code works, by name."""
    bookings = list_bookings_of_sitting(session, sitting.id)
    attempts = list_attempts_of_sitting(session, sitting.id)
    checked_in = [attempts[booking.id] for booking in bookings if booking.id in attempts]
    return CodesPage(
        title="Codes van de afnamesessie",
        sitting_url=url_for("invigilator.sitting", sitting_id=sitting.id),
        cards=tuple(
            _card(attempt, sitting) for attempt in checked_in if attempt.state not in CLOSED_STATES
        ),
    )


def _card(attempt: Attempt, sitting: Sitting) -> CodeCard:
    candidate = attempt.booking.candidate
    secret_key = str(current_app.secret_key)
    code = derive_code(secret_key, attempt.public_id, attempt.code_version)
    return CodeCard(
        full_name=candidate.full_name,
        dossier=candidate.dossier,
        language=build_language_name(attempt.language),
        programme=get_programme(sitting.programme).title,
        test_centre=sitting.test_centre.name,
        starts_at=sitting.starts_at,
        code=show_code(code),
        start_address=_address_in_words(url_for("candidate.start", _external=True)),
        qr_image=_qr_image(_scanned_address(attempt.language, code)),
    )


def _address_in_words(url: str) -> str:
    """An address as somebody types it: without scheme and final slash."""
    return url.partition("://")[2].rstrip("/")


def _scanned_address(language: str, code: str) -> str:
    """Where the QR code leads. The code is a fragment: no server and no log ever sees it."""
    return url_for("candidate.code", language=language, _anchor=code, _external=True)


def _qr_image(url: str) -> str:
    """A QR code as a data address: always dark on white, in a dark theme too, for the cameras."""
    image = segno.make(url, error="m", micro=False)
    address: str = image.svg_data_uri(
        scale=1, border=QUIET_ZONE_MODULES, dark="black", light="white", omitsize=True
    )
    return address
