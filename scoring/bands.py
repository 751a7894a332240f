"""Dated tables that cluster raw points into bands, without passing or failing anybody."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from itertools import pairwise

from scoring.codes import BandCode, BandTableCode, ProgrammeCode
from scoring.dates import find_in_force, find_same_start
from scoring.documents import DocumentReader
from scoring.errors import ScoringError
from scoring.marks import Marks, marks_to_json


class BandTableNotValid(ScoringError):
    """The bands do not cover every number of points exactly once."""

    def __init__(self, code: BandTableCode, *, reason: str) -> None:
        super().__init__(f"band table {code}: {reason}")
        self.code = code
        self.reason = reason


class BandTablesOverlap(ScoringError):
    """Two tables of a programme want to start on the same day."""

    def __init__(self, first: BandTableCode, second: BandTableCode, day: date) -> None:
        super().__init__(f"band tables {first} and {second} both start on {day.isoformat()}")
        self.first = first
        self.second = second
        self.day = day


class NoBandTableInForce(ScoringError):
    """No table was in force for that programme on that day."""

    def __init__(self, programme: ProgrammeCode, on: date) -> None:
        super().__init__(f"no band table was in force for {programme} on {on.isoformat()}")
        self.programme = programme
        self.on = on


@dataclass(frozen=True, slots=True, kw_only=True)
class Band:
    """One band: from a number of points on, until the next band begins."""

    code: BandCode
    title: str
    from_points: Marks


@dataclass(frozen=True, slots=True, kw_only=True)
class BandTable:
    """The bands for tests of `out_of` points, lowest first; `assumed` without a public source."""

    code: BandTableCode
    version: int
    programme: ProgrammeCode
    effective_from: date
    out_of: Marks
    assumed: bool
    bands: tuple[Band, ...]

    def __post_init__(self) -> None:
        reason = _find_fault(self)
        if reason is not None:
            raise BandTableNotValid(self.code, reason=reason)

    def band_of(self, points: Marks) -> Band:
        """Give the highest band whose first point is reached (rule 6.3)."""
        return [band for band in self.bands if band.from_points <= points][-1]

    def end_of(self, band: Band) -> Marks | None:
        """Give the points at which the next band begins; None for the highest band."""
        higher = [one.from_points for one in self.bands if one.from_points > band.from_points]
        return min(higher, default=None)


def band_table_in_force(
    tables: Iterable[BandTable], *, programme: ProgrammeCode, on: date
) -> BandTable:
    """Choose the table that started last, on or before the day of the sitting (rule 6.2).

    Raises:
        NoBandTableInForce: when none had started yet.
        BandTablesOverlap: when two tables start on one day, whatever that day.
    """
    own = [one for one in tables if one.programme == programme]
    if (same := find_same_start(own)) is not None:
        raise BandTablesOverlap(same[0].code, same[1].code, same[0].effective_from)
    found = find_in_force(own, on)
    if found is None:
        raise NoBandTableInForce(programme, on)
    return found


def band_table_from_document(document: object) -> BandTable:
    """Read a table of a bands file.

    Raises:
        DocumentNotUnderstood: with every field that is wrong.
        BandTableNotValid: when the bands do not cover every number of points once.
    """
    reader = DocumentReader(document, at="table")
    code = BandTableCode(reader.text("code"))
    version = reader.whole_number("version", minimum=1)
    programme = ProgrammeCode(reader.text("programme"))
    effective_from = reader.day("effective_from")
    out_of = reader.marks("out_of")
    assumed = reader.flag("assumed", default=False)
    bands = tuple(_read_band(row) for row in reader.readers("band"))
    reader.finish()
    return BandTable(
        code=code,
        version=version,
        programme=programme,
        effective_from=effective_from,
        out_of=out_of,
        assumed=assumed,
        bands=bands,
    )


def band_table_to_document(table: BandTable) -> dict[str, object]:
    """Write a table for storage, so that `band_table_from_document` reads it again."""
    return {
        "code": table.code,
        "version": table.version,
        "programme": table.programme,
        "effective_from": table.effective_from.isoformat(),
        "out_of": marks_to_json(table.out_of),
        "assumed": table.assumed,
        "band": [
            {
                "code": band.code,
                "title": band.title,
                "from_points": marks_to_json(band.from_points),
            }
            for band in table.bands
        ],
    }


def _read_band(reader: DocumentReader) -> Band:
    return Band(
        code=BandCode(reader.text("code")),
        title=reader.text("title"),
        from_points=reader.marks("from_points"),
    )


def _find_fault(table: BandTable) -> str | None:
    starts = [band.from_points for band in table.bands]
    if len(starts) < 2:
        return "one band tells nothing apart"
    if len({band.code for band in table.bands}) != len(starts):
        return "a band is there twice"
    if starts[0] != 0:
        return f"the lowest band starts at {starts[0]} and not at 0"
    for lower, higher in pairwise(starts):
        if lower >= higher:
            return f"a band that starts at {higher} follows one that starts at {lower}"
    if starts[-1] > table.out_of:
        return f"nobody can reach {starts[-1]} of {table.out_of}"
    return None
