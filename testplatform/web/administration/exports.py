"""Lists as files for a spreadsheet."""

import csv
from collections.abc import Iterable
from io import StringIO

from itembank.languages import get_language
from itembank.programmes import get_programme
from testplatform.repositories.attempts import AttemptSummary
from testplatform.web.staff.dates import format_instant
from testplatform.web.staff.wording import (
    ATTEMPT_STATES,
    DELIVERY_STATES,
    OUTCOMES,
    describe_moment,
)

BYTE_ORDER_MARK = "\ufeff"  # without it, spreadsheets take UTF-8 for something else
SEPARATOR = ";"  # what a spreadsheet with Belgian settings expects
FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r", "\n")

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
    """The list as semicolon-separated text in UTF-8. Without names: a dossier says enough."""
    file = StringIO(newline="")
    writer = csv.writer(file, delimiter=SEPARATOR)
    writer.writerow(HEADINGS)
    writer.writerows([disarm(cell) for cell in _cells(summary)] for summary in summaries)
    return (BYTE_ORDER_MARK + file.getvalue()).encode()


def disarm(cell: str) -> str:
    """A cell that a spreadsheet takes for text, never for a formula (OWASP: CSV injection)."""
    return f"'{cell}" if cell.startswith(FORMULA_STARTS) else cell


def _cells(summary: AttemptSummary) -> tuple[str, ...]:
    return (
        summary.dossier,
        get_programme(summary.programme).title,
        describe_moment(summary.programme, summary.moment),
        get_language(summary.language).dutch_name,
        format_instant(summary.starts_at),
        ATTEMPT_STATES[summary.state].word,
        "" if summary.outcome is None else OUTCOMES[summary.outcome].word,
        "" if summary.decided_at is None else format_instant(summary.decided_at),
        ", ".join(DELIVERY_STATES[state].word for state in summary.deliveries),
    )
