"""The levels that a candidate reached before: partial results stay valid for a time (rule 7.6)."""

from sqlalchemy.orm import Session

from itembank.programmes import Scheme, get_programme
from itembank.timing import brussels_date
from scoring.cefr import Level
from scoring.codes import PartCode
from scoring.programmes.ct_steps import EarlierLevel
from testplatform.models.bookings import Booking
from testplatform.repositories.earlier_decisions import list_earlier_decisions


def list_earlier_levels(session: Session, booking: Booking) -> tuple[EarlierLevel, ...]:
    """Every level of earlier sittings; which of them still count is for the rule to say.

    A programme of another scheme has none, nor has a pre-screening: it levels no skill.
    """
    if get_programme(booking.programme).scheme is not Scheme.LEVELS:
        return ()
    return tuple(
        EarlierLevel(
            part=PartCode(skill["part"]),
            level=Level(skill["level"]),
            sat_on=brussels_date(starts_at),
        )
        for starts_at, document in list_earlier_decisions(session, booking)
        for skill in document.get("skills", ())
        if skill["level"] is not None
    )
