"""The list of appeals as a file for a spreadsheet."""

from collections.abc import Iterable

from itembank.programmes import get_programme
from scoring.explanations import date_in_dutch
from testplatform.models.appeals import Appeal
from testplatform.web.appeals.wording import STATES, describe_timeliness
from testplatform.web.staff.dates import format_instant
from testplatform.web.staff.spreadsheets import write_rows
from testplatform.web.staff.wording import describe_moment

HEADINGS = (
    "bezwaar",
    "dossier",
    "testprogramma",
    "testmoment",
    "testcentrum",
    "beslist op",
    "ontvangen op",
    "laatste dag",
    "op tijd",
    "toestand",
    "gesloten op",
    "correctie",
)


def export_appeals(appeals: Iterable[Appeal]) -> bytes:
    """One row per appeal. Without names and without what was written: a dossier says enough."""
    return write_rows(HEADINGS, (_cells(appeal) for appeal in appeals))


def _cells(appeal: Appeal) -> tuple[str, ...]:
    booking = appeal.decision.attempt.booking
    case = appeal.rescoring_case
    return (
        appeal.code,
        booking.candidate.dossier,
        get_programme(booking.programme).title,
        describe_moment(booking.programme, booking.moment),
        booking.sitting.test_centre.name,
        date_in_dutch(appeal.decided_on),
        date_in_dutch(appeal.received_on),
        date_in_dutch(appeal.deadline),
        describe_timeliness(is_late=appeal.is_late).word,
        STATES[appeal.state].word,
        "" if appeal.closed_at is None else format_instant(appeal.closed_at),
        "" if case is None else case.code,
    )
