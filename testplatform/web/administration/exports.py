"""The list of attempts as a file for a spreadsheet."""

from collections.abc import Iterable

from itembank.languages import get_language
from itembank.programmes import get_programme
from testplatform.repositories.attempts import AttemptSummary
from testplatform.web.staff.dates import format_instant
from testplatform.web.staff.results import describe_result
from testplatform.web.staff.spreadsheets import write_rows
from testplatform.web.staff.wording import (
    ATTEMPT_STATES,
    DELIVERY_STATES,
    describe_moment,
)

HEADINGS = (
    "dossier",
    "testprogramma",
    "testmoment",
    "taal",
    "afname",
    "toestand",
    "uitslag",
    "beslist op",
    "levering",
)


def export_attempts(summaries: Iterable[AttemptSummary]) -> bytes:
    """The list of attempts. Without names: a dossier says enough."""
    return write_rows(HEADINGS, (_cells(summary) for summary in summaries))


def _cells(summary: AttemptSummary) -> tuple[str, ...]:
    return (
        summary.dossier,
        get_programme(summary.programme).title,
        describe_moment(summary.programme, summary.moment),
        get_language(summary.language).dutch_name,
        format_instant(summary.starts_at),
        ATTEMPT_STATES[summary.state].word,
        "" if summary.document is None else describe_result(summary.outcome, summary.document).word,
        "" if summary.decided_at is None else format_instant(summary.decided_at),
        ", ".join(DELIVERY_STATES[state].word for state in summary.deliveries),
    )
