"""What other bands, levels or limits of a routing would have changed for people decided before."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import assert_never

from scoring.bands import BandTable
from scoring.codes import PartCode
from scoring.cut_scores import CutScoreAboveMaximum
from scoring.levels import Level, LevelSet
from scoring.limits import list_limits
from scoring.marks import Marks
from scoring.routing import Route, Routing, Stage, StopAt, Track

Table = BandTable | LevelSet | Routing
Place = str | None  # a band, a level or a module; None below all levels


@dataclass(frozen=True, slots=True, kw_only=True)
class Reached:
    """The points that somebody had in one group of limits, by measure: points, maximum."""

    group: str
    points: tuple[tuple[str, Marks, Marks], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """Where somebody stands in one facet: the test, a skill, or a track; and what led there.

    `is_floor` where no test was taken at the end of the way of a track (rule 5.4).
    """

    facet: str
    place: Place
    reached: tuple[Reached, ...]
    is_floor: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class CountedStanding:
    """How many people of one language and centre stand in the very same place."""

    language: str
    centre: str
    standings: tuple[Standing, ...]
    number: int


@dataclass(frozen=True, slots=True, kw_only=True)
class MoveCounts:
    """How many stand where, and where they would; `unknown` whose way would leave what was sat.

    `higher` and `lower` are those who would stand elsewhere.
    """

    moves: Mapping[tuple[Place, Place], int] = field(default_factory=dict)
    higher: int = 0
    lower: int = 0
    unknown: int = 0

    @property
    def number(self) -> int:
        """Those whose place is known on both sides."""
        return sum(self.moves.values())

    def before(self, place: Place) -> int:
        """How many stand at a place."""
        return sum(number for (old, _new), number in self.moves.items() if old == place)

    def after(self, place: Place) -> int:
        """How many would stand there."""
        return sum(number for (_old, new), number in self.moves.items() if new == place)

    def __add__(self, other: "MoveCounts") -> "MoveCounts":
        """Count two groups together."""
        moves = {
            key: self.moves.get(key, 0) + other.moves.get(key, 0)
            for key in (*self.moves, *other.moves)
        }
        return MoveCounts(
            moves=moves,
            higher=self.higher + other.higher,
            lower=self.lower + other.lower,
            unknown=self.unknown + other.unknown,
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class FacetPreview:
    """What would have changed in one facet; `places` from low to high."""

    facet: str
    places: tuple[Place, ...]
    total: MoveCounts
    by_language: Mapping[str, MoveCounts]
    by_centre: Mapping[str, MoveCounts]


@dataclass(frozen=True, slots=True, kw_only=True)
class Spread:
    """How many people have how many whole points of a measure in one group, rounded down."""

    group: str
    measure: str
    out_of: Marks
    numbers: Mapping[int, int]


@dataclass(frozen=True, slots=True, kw_only=True)
class TablePreview:
    """What would have changed, facet by facet, with the points that people had."""

    facets: tuple[FacetPreview, ...]
    spreads: tuple[Spread, ...]


def preview_table(results: Iterable[CountedStanding], proposed: Table) -> TablePreview:
    """Decide everybody once more with a proposed table, and count (rule 9.10).

    Each different standing is decided once.
    """
    known: dict[Standing, MoveCounts] = {}
    total: dict[str, MoveCounts] = {}
    languages: dict[str, dict[str, MoveCounts]] = {}
    centres: dict[str, dict[str, MoveCounts]] = {}
    numbers: dict[tuple[str, str, Marks], dict[int, int]] = {}
    for result in results:
        for standing in result.standings:
            if standing not in known:
                known[standing] = _decide(standing, proposed)
            counts = _times(known[standing], result.number)
            facet = standing.facet
            _add(total, facet, counts)
            _add(languages.setdefault(facet, {}), result.language, counts)
            _add(centres.setdefault(facet, {}), result.centre, counts)
            _spread(numbers, standing, result.number)
    return TablePreview(
        facets=tuple(
            FacetPreview(
                facet=facet,
                places=list_places(proposed, facet),
                total=total[facet],
                by_language=languages[facet],
                by_centre=centres[facet],
            )
            for facet in total
        ),
        spreads=_list_spreads(numbers, proposed),
    )


def list_places(table: Table, facet: str) -> tuple[Place, ...]:
    """List where somebody can stand in a facet, from low to high."""
    match table:
        case BandTable():
            return tuple(band.code for band in table.bands)
        case LevelSet():
            scale = table.find_scale(PartCode(facet))
            return (None, *(level.value for level in scale.levels)) if scale else (None,)
        case Routing():
            return tuple(one.code for one in table.modules if Track(facet) in one.tracks)
        case _:  # pragma: no cover
            assert_never(table)


class _Unknown(Exception):
    """Nobody can say where somebody would stand."""


def _decide(standing: Standing, table: Table) -> MoveCounts:
    places = list_places(table, standing.facet)
    try:
        after = _find_place(standing, table)
    except _Unknown:
        return MoveCounts(unknown=1)
    if standing.place not in places:
        return MoveCounts(unknown=1)
    step = places.index(after) - places.index(standing.place)
    moves = {(standing.place, after): 1}
    return MoveCounts(moves=moves, higher=int(step > 0), lower=int(step < 0))


def _find_place(standing: Standing, table: Table) -> Place:
    match table:
        case BandTable():
            return _find_band(standing, table)
        case LevelSet():
            return _find_level(standing, table)
        case Routing():
            return _walk(standing, table)
        case _:  # pragma: no cover
            assert_never(table)


def _find_band(standing: Standing, table: BandTable) -> Place:
    ((_measure, points, out_of),) = standing.reached[0].points
    if out_of > table.out_of or table.bands[-1].from_points > out_of:
        raise _Unknown
    return table.band_of(points).code


def _find_level(standing: Standing, table: LevelSet) -> Place:
    scale = table.find_scale(PartCode(standing.facet))
    if scale is None or not standing.reached or not scale.limits:
        raise _Unknown
    ((_measure, points, out_of),) = standing.reached[0].points
    try:
        level: Level | None = scale.level_of(points, out_of)
    except CutScoreAboveMaximum as error:
        raise _Unknown from error
    return None if level is None else level.value


def _walk(standing: Standing, routing: Routing) -> Place:
    """Follow the routing over the tests that were sat, and no further."""
    sat = {
        one.group: {code: (got, most) for code, got, most in one.points} for one in standing.reached
    }
    stage = routing.stage(dict(routing.starts)[Track(standing.facet)])
    passed = 0
    while stage.code in sat:
        passed += 1
        target = _take(stage, sat[stage.code]).target
        if isinstance(target, StopAt):
            return target.module
        stage = routing.stage(target.stage)
    # Whoever took no further test after the same tests takes none now: the floor (rule 5.4).
    if standing.is_floor and passed == len(sat) and stage.floor == standing.place:
        return stage.floor
    raise _Unknown


def _take(stage: Stage, points: Mapping[str, tuple[Marks, Marks]]) -> Route:
    """The first route that holds; a model that nobody compared may have decided (rule 5.2)."""
    return next(route for route in stage.routes if _holds(route, points))


def _holds(route: Route, points: Mapping[str, tuple[Marks, Marks]]) -> bool:
    compared = []
    for one in route.conditions:
        if one.model not in points:
            raise _Unknown
        compared.append(one.cut_score.is_reached(*points[one.model]))
    return all(compared)


def _add(counts: dict[str, MoveCounts], key: str, more: MoveCounts) -> None:
    counts[key] = counts.get(key, MoveCounts()) + more


def _times(counts: MoveCounts, number: int) -> MoveCounts:
    return MoveCounts(
        moves={key: one * number for key, one in counts.moves.items()},
        higher=counts.higher * number,
        lower=counts.lower * number,
        unknown=counts.unknown * number,
    )


def _spread(
    numbers: dict[tuple[str, str, Marks], dict[int, int]], standing: Standing, number: int
) -> None:
    for one in standing.reached:
        for measure, points, out_of in one.points:
            bins = numbers.setdefault((one.group, measure, out_of), {})
            bins[int(points)] = bins.get(int(points), 0) + number


def _list_spreads(
    numbers: Mapping[tuple[str, str, Marks], Mapping[int, int]], proposed: Table
) -> tuple[Spread, ...]:
    """In the order of the limits of the table; what has no limit is not drawn."""
    wanted = dict.fromkeys((one.group, one.measure) for one in list_limits(proposed))
    return tuple(
        Spread(group=group, measure=measure, out_of=out_of, numbers=numbers[group, measure, out_of])
        for pair in wanted
        for group, measure, out_of in sorted(numbers)
        if (group, measure) == pair
    )
