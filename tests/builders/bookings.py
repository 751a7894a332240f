"""Bookings as the client-tracking system tells them."""

from datetime import UTC, date, datetime

from scoring.codes import FactCode
from scoring.decisions import FactCarried
from testplatform.clienttracking.contract import BookingMessage

NINE_IN_BRUSSELS = datetime(2026, 3, 2, 8, 0, tzinfo=UTC)


def a_booking(
    *,
    id: str = "A-1",
    dossier: str = "D-2026-000001",
    given_name: str = "Noor",
    family_name: str = "Voorbeeld",
    programme: str = "mo",
    moment: str = "after_course",
    language: str = "nl",
    needs: tuple[str, ...] = (),
    test_centre: str = "AGII-HASSELT",
    starts_at: datetime = NINE_IN_BRUSSELS,
    region: str = "Prov. Limburg",
    revision: int = 1,
    purpose: str | None = None,
    facts: tuple[FactCarried, ...] = (),
) -> BookingMessage:
    return BookingMessage(
        id=id,
        dossier=dossier,
        given_name=given_name,
        family_name=family_name,
        programme=programme,
        moment=moment,
        language=language,
        needs=needs,
        test_centre=test_centre,
        starts_at=starts_at,
        region=region,
        revision=revision,
        purpose=purpose,
        facts=facts,
    )


def an_evaluation(
    value: str = "positief",
    *,
    fact: str = "process_evaluation",
    told_on: date = date(2026, 2, 19),
) -> FactCarried:
    """The process evaluation of the course, told before the booking was."""
    return FactCarried(fact=FactCode(fact), value=value, told_on=told_on)
