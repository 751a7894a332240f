"""Cut scores and what a proposal would have changed, as files for a spreadsheet."""

from collections.abc import Iterable, Iterator

from scoring.explanations import date_in_dutch
from testplatform.web.cut_scores.building.preview import MINUS
from testplatform.web.cut_scores.pages import CountTable, CutScoresPage, DatedSet
from testplatform.web.cut_scores.tables.pages import FacetView
from testplatform.web.staff.spreadsheets import write_rows

SET_HEADINGS = (
    "testprogramma en moment",
    "cesuur",
    "versie",
    "van kracht vanaf",
    "toestand",
    "deel",
    "gevraagd",
    "testversie",
    "punten nodig",
    "op",
    "aangenomen",
)
COUNT_HEADINGS = (
    "indeling",
    "groep",
    "afnames",
    "geslaagd",
    "zou slagen",
    "verschil",
    "zou niet meer slagen",
    "zou wel slagen",
    "niet te beslissen",
)


MOVE_HEADINGS = ("tabel", "rij", "kolom", "aantal")


def export_sets(page: CutScoresPage) -> bytes:
    """Every set with what it asks, a row for each part and form."""
    return write_rows(SET_HEADINGS, _list_set_rows(page))


def export_preview(tables: Iterable[CountTable]) -> bytes:
    """The counts of a preview, with the group as it was counted."""
    return write_rows(COUNT_HEADINGS, _list_count_rows(tables))


def export_moves(facets: Iterable[FacetView]) -> bytes:
    """The tables of a preview of bands, levels or a routing, cell by cell."""
    return write_rows(MOVE_HEADINGS, _list_move_rows(facets))


def _list_move_rows(facets: Iterable[FacetView]) -> Iterator[tuple[str, ...]]:
    for facet in facets:
        for table in facet.tables:
            for row in table.rows:
                for column, cell in zip(table.columns, row.cells, strict=True):
                    yield table.title, row.title, column, cell.replace(MINUS, "-")


def _list_set_rows(page: CutScoresPage) -> Iterator[tuple[str, ...]]:
    for moment in page.moments:
        current = () if moment.in_force is None else (moment.in_force,)
        for dated in (*moment.coming, *current, *moment.past):
            yield from _list_part_rows(moment.title, dated)


def _list_part_rows(title: str, dated: DatedSet) -> Iterator[tuple[str, ...]]:
    one = dated.set
    first = (title, one.code, str(one.version), date_in_dutch(one.effective_from), dated.state.word)
    for part in one.parts:
        said = (part.title, part.cut_score)
        assumed = "ja" if part.is_assumed else "nee"
        for points in part.points:
            yield (*first, *said, points.form, points.needed, points.out_of, assumed)
        if not part.points:
            yield (*first, *said, "", "", "", assumed)


def _list_count_rows(tables: Iterable[CountTable]) -> Iterator[tuple[str, ...]]:
    for table in tables:
        for row in table.rows:
            yield (
                table.title,
                row.title,
                row.number,
                row.passed,
                row.would_pass,
                row.difference.replace(MINUS, "-"),
                row.lost,
                row.gained,
                row.left_out,
            )
