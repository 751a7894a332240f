"""What a correction changes, as a file for a spreadsheet."""

from collections.abc import Iterable

from itembank.languages import get_language
from itembank.programmes import get_programme
from testplatform.repositories.rescoring_changes import ListedChange
from testplatform.web.rescoring.building import describe_points
from testplatform.web.staff.dates import format_instant
from testplatform.web.staff.spreadsheets import write_rows
from testplatform.web.staff.wording import OUTCOMES, describe_part

HEADINGS = ("dossier", "taal", "testcentrum", "afname", "uitslag nu", "uitslag dan")


def export_changes(programme: str, changes: Iterable[ListedChange]) -> bytes:
    """One row per attempt that changes. Without names: a dossier says enough."""
    parts = [describe_part(programme, part.code) for part in get_programme(programme).parts]
    headings = (*HEADINGS, *(f"{part} {when}" for part in parts for when in ("nu", "dan")))
    return write_rows(headings, (_cells(one) for one in changes))


def _cells(one: ListedChange) -> tuple[str, ...]:
    return (
        one.dossier,
        get_language(one.language).dutch_name,
        one.test_centre,
        format_instant(one.starts_at),
        OUTCOMES[one.outcome_before].word,
        OUTCOMES[one.outcome_after].word,
        *(describe_points(part, place) for part in one.document["parts"] for place in (0, 1)),
    )
