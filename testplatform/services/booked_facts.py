"""What others told of a booking: which facts a programme takes, and those that a booking has."""

from collections.abc import Iterator
from datetime import datetime

from itembank.programmes import Programme
from itembank.timing import brussels_date
from scoring.decisions import FactCarried
from testplatform.clienttracking.contract import BookingMessage
from testplatform.clienttracking.facts import facts_from_document
from testplatform.models.bookings import Booking


def list_fact_problems(
    message: BookingMessage, programme: Programme, now: datetime
) -> dict[str, str]:
    """Field → what is wrong with it, for the facts that the programme does not take (rule 10.3)."""
    return dict(_find_fact_problems(message, programme, now))


def list_booked_facts(booking: Booking) -> tuple[FactCarried, ...]:
    """What was last told of a booking, in the order of the codes."""
    return facts_from_document(booking.facts or {})


def _find_fact_problems(
    message: BookingMessage, programme: Programme, now: datetime
) -> Iterator[tuple[str, str]]:
    for told in message.facts:
        place = f"facts.{told.fact}"
        declared = programme.find_fact(told.fact)
        if declared is None:
            yield place, f"is no fact of '{programme.code}'"
            continue
        if message.moment not in declared.moments:
            yield place, f"is not told at the moment '{message.moment}'"
        if told.value not in declared.values:
            yield f"{place}.value", f"must be one of {', '.join(declared.values)}"
        if told.told_on > brussels_date(now):
            yield f"{place}.told_on", "must not be a day to come"
