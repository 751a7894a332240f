"""What a correction changes, as a file for a spreadsheet."""

from collections.abc import Iterable, Iterator

from itembank.languages import get_language
from itembank.programmes import Programme, get_programme
from testplatform.repositories.rescoring_changes import KeptDecision, ListedChange
from testplatform.web.rescoring.differences import describe_cause, describe_points, describe_results
from testplatform.web.staff.dates import format_instant
from testplatform.web.staff.spreadsheets import stream_rows
from testplatform.web.staff.wording import describe_part

HEADINGS = ("dossier", "taal", "testcentrum", "afname", "resultaat nu", "resultaat dan")
KEPT_HEADINGS = ("dossier", "testcentrum", "afname", "reden")


def export_changes(programme: str, changes: Iterable[ListedChange]) -> Iterator[bytes]:
    """One row per attempt that changes. Without names: a dossier says enough."""
    known = get_programme(programme)
    parts = [describe_part(programme, part.code) for part in known.parts]
    of_parts = (f"{part} {when}" for part in parts for when in ("nu", "dan"))
    headings = (*HEADINGS, *of_parts, "waardoor")
    return stream_rows(headings, (_cells(known, one) for one in changes))


def export_kept(kept: Iterable[KeptDecision]) -> Iterator[bytes]:
    """One row per attempt whose decision stays, with the reason. Without names."""
    rows = (
        (one.dossier, one.test_centre, format_instant(one.starts_at), one.reason) for one in kept
    )
    return stream_rows(KEPT_HEADINGS, rows)


def _cells(programme: Programme, one: ListedChange) -> tuple[str, ...]:
    return (
        one.dossier,
        get_language(one.language).dutch_name,
        one.test_centre,
        format_instant(one.starts_at),
        *(badge.word for badge in describe_results(one)),
        *(describe_points(one, part.code, place) for part in programme.parts for place in (0, 1)),
        describe_cause(one),
    )
