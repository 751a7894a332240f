"""What the documents of a programme must be together, before anything is decided by them."""

from collections import Counter
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from typing import TypeVar

from itembank.errors import ItemBankError
from itembank.placing import list_sat_parts
from itembank.programmes import Programme, Scheme, list_cut_score_sets
from itembank.schemes import list_band_tables, list_level_sets, list_purposes, list_routings
from scoring.bands import BandTable
from scoring.codes import ProgrammeCode
from scoring.cut_scores import AtLeastPoints, CutScoreSet
from scoring.dates import find_same_start
from scoring.levels import LevelSet, Purpose
from scoring.routing import Routing

_Document = BandTable | CutScoreSet | LevelSet | Purpose | Routing
_AnyDocument = TypeVar("_AnyDocument", bound=_Document)


class ProgrammeNotSound(ItemBankError):
    """The documents of a programme contradict each other; `problems` holds all that is wrong."""

    def __init__(self, code: ProgrammeCode, problems: Sequence[str]) -> None:
        super().__init__(f"programme {code}: {'; '.join(problems)}")
        self.code = code
        self.problems = tuple(problems)


def check_shipped_programme(programme: Programme) -> None:
    """Check a programme with the documents that ship beside it.

    Raises:
        ProgrammeNotSound: with everything that is wrong.
    """
    check_programme(
        programme,
        cut_scores=list_cut_score_sets(programme.code),
        bands=list_band_tables(programme.code),
        routings=list_routings(programme.code),
        levels=list_level_sets(programme.code),
        purposes=list_purposes(programme.code),
    )


def check_programme(
    programme: Programme,
    *,
    cut_scores: Sequence[CutScoreSet] = (),
    bands: Sequence[BandTable] = (),
    routings: Sequence[Routing] = (),
    levels: Sequence[LevelSet] = (),
    purposes: Sequence[Purpose] = (),
) -> None:
    """Check that the documents fit the programme and each other.

    Raises:
        ProgrammeNotSound: with everything that is wrong.
    """
    by_scheme: dict[Scheme, Sequence[_Document]] = {
        Scheme.CUT_SCORES: cut_scores,
        Scheme.BANDS: bands,
        Scheme.ROUTING: routings,
        Scheme.LEVELS: (*levels, *purposes),
    }
    problems = [
        *_check_programme_itself(programme),
        *_check_scheme(programme, by_scheme),
        *_check_owners(programme, by_scheme),
        *_check_overlap(cut_scores, lambda one: f"cut scores of {one.moment}"),
        *_check_cut_scores(programme, cut_scores),
        *_check_overlap(bands, lambda _: "bands"),
        *_check_bands(programme, bands),
        *_check_overlap(routings, lambda _: "routing"),
        *_check_routings(programme, routings),
        *_check_overlap(levels, lambda one: f"levels of {one.moment}"),
        *_check_levels(programme, levels),
        *_check_overlap(purposes, lambda one: f"purpose {one.code}"),
        *_check_purposes(purposes, levels),
    ]
    if problems:
        raise ProgrammeNotSound(programme.code, problems)


def _check_programme_itself(programme: Programme) -> Iterator[str]:
    yield from _find_repeated("part", (part.code for part in programme.parts))
    yield from _find_repeated("moment", (moment.code for moment in programme.moments))
    yield from _find_repeated("need", (need.code for need in programme.needs))
    needs = {need.code for need in programme.needs}
    for need, _ in programme.timing.extra_time_percent:
        if need not in needs:
            yield f"extra time is given for an unknown need {need}"
    if any(warning >= programme.timing.minutes for warning in programme.timing.warn_minutes):
        yield "a warning would come before the start"
    if sum(programme.seconds_by_part.values()) > programme.timing.minutes * 60:
        yield "the times of its parts are longer than that of the test"
    if programme.scheme is Scheme.BANDS and any(part.seconds is None for part in programme.parts):
        yield "each of its parts needs a time of its own"


def _find_repeated(kind: str, codes: Iterable[str]) -> Iterator[str]:
    counts = Counter(codes)
    yield from (f"{kind} {code} is there twice" for code in sorted(counts) if counts[code] > 1)


def _check_scheme(
    programme: Programme, by_scheme: Mapping[Scheme, Sequence[_Document]]
) -> Iterator[str]:
    if not by_scheme[programme.scheme]:
        yield f"there is nothing to decide with by the scheme {programme.scheme}"
    for scheme, documents in by_scheme.items():
        if documents and scheme is not programme.scheme:
            yield f"{documents[0].code} is of the scheme {scheme}, not of {programme.scheme}"


def _check_owners(
    programme: Programme, by_scheme: Mapping[Scheme, Sequence[_Document]]
) -> Iterator[str]:
    for document in (one for documents in by_scheme.values() for one in documents):
        if document.programme != programme.code:
            yield f"{document.code} is of programme {document.programme}"


def _check_cut_scores(programme: Programme, sets: Sequence[CutScoreSet]) -> Iterator[str]:
    yield from _check_moments(programme, sets)
    items = {part.code: part.items for part in programme.parts}
    for one in sets:
        yield from _check_parts(one.code, [part.part for part in one.parts], items)
        for part in one.parts:
            asked = part.cut_score.points if isinstance(part.cut_score, AtLeastPoints) else 0
            if asked > items.get(part.part, asked):
                yield f"{one.code} asks {asked} points of {part.part}, which has fewer items"


def _check_bands(programme: Programme, tables: Sequence[BandTable]) -> Iterator[str]:
    items = sum(part.items for part in programme.parts)
    for table in tables:
        if table.out_of != items:
            yield f"{table.code} is made for {table.out_of} points, the parts have {items} items"


def _check_routings(programme: Programme, routings: Sequence[Routing]) -> Iterator[str]:
    """A form is made for the routing that starts last."""
    newest = max(routings, key=lambda one: one.effective_from, default=None)
    if newest is None:
        return
    wanted = list_sat_parts(newest)
    if tuple(part.code for part in programme.parts) != wanted:
        yield f"its parts must be the written models of {newest.code}: {', '.join(wanted)}"


def _check_levels(programme: Programme, sets: Sequence[LevelSet]) -> Iterator[str]:
    yield from _check_moments(programme, sets)
    parts = [part.code for part in programme.parts]
    for one in sets:
        for scale in one.scales:
            if scale.part not in parts:
                yield f"{one.code} has a scale for an unknown part {scale.part}"


def _check_purposes(purposes: Sequence[Purpose], sets: Sequence[LevelSet]) -> Iterator[str]:
    shown = {(scale.part, level) for one in sets for scale in one.scales for level in scale.levels}
    for purpose in purposes:
        for requirement in purpose.requires:
            if (requirement.part, requirement.level) not in shown:
                yield (
                    f"{purpose.code} asks {requirement.level} for {requirement.part}, "
                    "which no test can show"
                )


def _check_moments(
    programme: Programme, documents: Iterable[CutScoreSet | LevelSet]
) -> Iterator[str]:
    moments = [moment.code for moment in programme.moments]
    for one in documents:
        if one.moment not in moments:
            yield f"{one.code} is for an unknown moment {one.moment}"


def _check_parts(code: str, given: Collection[str], wanted: Collection[str]) -> Iterator[str]:
    for part in sorted(set(wanted) - set(given)):
        yield f"{code} has no cut score for {part}"
    for part in sorted(set(given) - set(wanted)):
        yield f"{code} has a cut score for an unknown part {part}"


def _check_overlap(
    documents: Iterable[_AnyDocument], kind_of: Callable[[_AnyDocument], str]
) -> Iterator[str]:
    kinds: dict[str, list[_AnyDocument]] = {}
    for document in documents:
        kinds.setdefault(kind_of(document), []).append(document)
    for kind, same_kind in kinds.items():
        if (same := find_same_start(same_kind)) is not None:
            first, second = same
            yield f"{kind}: {first.code} and {second.code} both start on {first.effective_from}"
