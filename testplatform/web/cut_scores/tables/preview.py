"""What a proposed table would have changed, counted and drawn."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass

from flask import url_for
from sqlalchemy.orm import Session

from itembank.languages import get_language
from itembank.programmes import Scheme, get_programme
from itembank.scheme_tables import SchemeTable, moment_of
from scoring.analysis.table_changes import (
    FacetPreview,
    MoveCounts,
    Place,
    TablePreview,
    preview_table,
)
from testplatform.repositories.cut_score_results import list_centre_names
from testplatform.repositories.table_results import count_standings
from testplatform.web.cut_scores.building.preview import MINUS
from testplatform.web.cut_scores.searches import Period
from testplatform.web.cut_scores.tables.pages import (
    FacetView,
    MoveRow,
    MoveTable,
    TablePreviewView,
)
from testplatform.web.cut_scores.tables.plots import build_table_plots
from testplatform.web.cut_scores.tables.wording import describe_facet, describe_place

TOTAL = "alle afnames"
UNKNOWN = "niet te zeggen"
NOTES: Mapping[Scheme, str] = {
    Scheme.BANDS: "Niet te zeggen: de grenzen zijn niet voor zoveel punten gemaakt.",
    Scheme.LEVELS: (
        "Niet te zeggen: beoordelaars gaven een niveau en geen punten, of er was niets te "
        "beoordelen. Wat een ander niveau voor een bewijs betekent, en de kansen van een "
        "voortest, staan hier niet."
    ),
    Scheme.ROUTING: (
        "Niet te zeggen: de weg zou langs een test gaan die niemand deed, of langs een "
        "beoordelingsmodel dat toen niet vergeleken werd."
    ),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class _Words:
    """The places of a facet, by name, from low to high."""

    places: tuple[Place, ...]
    name_of: Callable[[Place], str]

    @property
    def names(self) -> tuple[str, ...]:
        return tuple(self.name_of(place) for place in self.places)


def count_moves(session: Session, proposed: SchemeTable, period: Period) -> TablePreview:
    """What the proposal would have changed in a period: one query, and the rule."""
    since, until = period.bounds
    results = count_standings(
        session,
        programme=proposed.programme,
        moment=moment_of(proposed),
        scheme=get_programme(proposed.programme).scheme,
        since=since,
        until=until,
    )
    return preview_table(results, proposed)


def build_table_preview(
    session: Session,
    proposal_id: int,
    proposed: SchemeTable,
    replaced: SchemeTable | None,
    period: Period,
) -> TablePreviewView:
    preview = count_moves(session, proposed, period)
    return TablePreviewView(
        since=period.since,
        until=period.until,
        problem=period.problem,
        facets=build_facets(session, preview, proposed),
        plots=() if replaced is None else build_table_plots(preview.spreads, replaced, proposed),
        is_empty=not preview.facets,
        note=NOTES[get_programme(proposed.programme).scheme],
        export_url=url_for(
            "cut_scores.export_preview", proposal_id=proposal_id, **period.to_arguments()
        ),
    )


def build_facets(
    session: Session, preview: TablePreview, proposed: SchemeTable
) -> tuple[FacetView, ...]:
    """In all, per language and per test centre, by name."""
    centres = list_centre_names(session)
    return tuple(_build_facet(one, proposed, centres) for one in preview.facets)


def _build_facet(
    facet: FacetPreview, proposed: SchemeTable, centres: Mapping[str, str]
) -> FacetView:
    words = _Words(places=facet.places, name_of=lambda place: describe_place(proposed, place))
    languages = {tag: get_language(tag).dutch_name for tag in facet.by_language}
    title = describe_facet(proposed, facet.facet)
    groups = ("hoger", "lager", UNKNOWN, *words.names)
    return FacetView(
        title=title,
        summary=_summarise(facet.total),
        tables=(
            MoveTable(
                title=f"{title}: van waar naar waar",
                corner="Van, naar",
                columns=words.names,
                rows=tuple(_build_moves(facet.total, words)),
            ),
            MoveTable(
                title=f"{title}: in totaal",
                corner="Wie",
                columns=groups,
                rows=(_build_group(TOTAL, facet.total, words),),
            ),
            MoveTable(
                title=f"{title}: per taal",
                corner="Taal",
                columns=groups,
                rows=tuple(_build_groups(facet.by_language, languages, words)),
            ),
            MoveTable(
                title=f"{title}: per testcentrum",
                corner="Testcentrum",
                columns=groups,
                rows=tuple(_build_groups(facet.by_centre, centres, words)),
            ),
        ),
    )


def _build_moves(total: MoveCounts, words: _Words) -> Iterable[MoveRow]:
    for old in words.places:
        cells = (str(total.moves.get((old, new), 0)) for new in words.places)
        yield MoveRow(title=words.name_of(old), cells=tuple(cells))


def _build_groups(
    counts: Mapping[str, MoveCounts], names: Mapping[str, str], words: _Words
) -> Iterable[MoveRow]:
    for name, code in sorted((names.get(code, code), code) for code in counts):
        yield _build_group(name, counts[code], words)


def _build_group(title: str, counts: MoveCounts, words: _Words) -> MoveRow:
    places = (_say_change(counts.before(one), counts.after(one)) for one in words.places)
    cells = (str(counts.higher), str(counts.lower), str(counts.unknown), *places)
    return MoveRow(title=title, cells=cells)


def _say_change(before: int, after: int) -> str:
    """How many now and then, with the difference where there is one."""
    if before == after:
        return str(before)
    sign = "+" if after > before else MINUS
    return f"{before} → {after} ({sign}{abs(after - before)})"


def _summarise(total: MoveCounts) -> str:
    changed = total.higher + total.lower
    unknown = f" Van {total.unknown} is het niet te zeggen." if total.unknown else ""
    if not changed:
        return f"Voor geen van de {total.number} afnames zou de uitslag anders zijn.{unknown}"
    return (
        f"Van {total.number} afnames zouden er {total.higher} hoger en {total.lower} lager "
        f"uitkomen.{unknown}"
    )
