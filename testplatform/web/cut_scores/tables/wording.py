"""Limits of bands, levels and routes in Dutch."""

from collections.abc import Mapping
from types import MappingProxyType

from itembank.scheme_tables import SchemeTable
from scoring.analysis.table_changes import Place
from scoring.bands import BandTable
from scoring.codes import ModelCode, StageCode
from scoring.cut_scores import AtLeastPoints
from scoring.explanations import marks_in_dutch
from scoring.levels import LevelSet
from scoring.limits import Limit
from scoring.routing import Direction, Route, Routing, StopAt, Track
from testplatform.web.staff.wording import describe_cut_score, describe_part

BELOW_ALL = "geen niveau"
WHOLE_TEST = "Alle onderdelen samen"
TRACKS: Mapping[Track, str] = MappingProxyType(
    {Track.ORAL: "Mondeling", Track.WRITTEN: "Schriftelijk"}
)
DIRECTIONS: Mapping[Direction, str] = MappingProxyType(
    {Direction.UP: "naar een hogere test", Direction.DOWN: "naar een lagere test"}
)


def describe_group(table: SchemeTable, group: str) -> str:
    """What limits are of: the test, a skill, or a stage of a routing."""
    match table:
        case BandTable():
            return WHOLE_TEST
        case LevelSet():
            return describe_part(table.programme, group)
        case Routing():
            stage = table.stage(StageCode(group))
            return f"{table.test(stage.test).title} ({group})"


def describe_limit(table: SchemeTable, limit: Limit) -> str:
    """What is reached from a limit on, within its group."""
    match table:
        case BandTable():
            return f"interval {describe_place(table, limit.name)}"
        case LevelSet():
            return f"niveau {limit.name}"
        case Routing():
            route = table.stage(StageCode(limit.group)).routes[int(limit.name) - 1]
            model = table.model(ModelCode(limit.measure)).title
            return f"route {limit.name} {_describe_target(table, route)}: {model}"


def describe_measure(table: SchemeTable, group: str, measure: str) -> str:
    """What has points: the test, a skill, or an assessment model at a stage."""
    if isinstance(table, Routing):
        model = table.model(ModelCode(measure)).title
        return f"{describe_group(table, group)}, {model}"
    return describe_group(table, group)


def describe_facet(table: SchemeTable, facet: str) -> str:
    """Where somebody stands somewhere: in the test, in a skill or on a track."""
    return TRACKS[Track(facet)] if isinstance(table, Routing) else describe_group(table, facet)


def describe_place(table: SchemeTable, place: Place) -> str:
    """A band by its title, a level or a module by its code."""
    if place is None:
        return BELOW_ALL
    if isinstance(table, BandTable):
        return next((one.title for one in table.bands if one.code == place), place)
    return place


def describe_value(limit: Limit) -> str:
    """What a limit asks, with its points where those are known."""
    if limit.out_of is None:
        return f"{describe_cut_score(limit.cut_score)} van wat beoordelaars geven"
    out_of = marks_in_dutch(limit.out_of)
    if isinstance(limit.cut_score, AtLeastPoints):
        return f"vanaf {marks_in_dutch(limit.cut_score.points)} van {out_of} punten"
    needed = marks_in_dutch(limit.cut_score.points_needed(limit.out_of))
    return f"{describe_cut_score(limit.cut_score)}: {needed} van {out_of} punten"


def _describe_target(table: Routing, route: Route) -> str:
    if isinstance(route.target, StopAt):
        return f"module {route.target.module}"
    test = table.test(table.stage(route.target.stage).test).title
    return f"{DIRECTIONS[route.target.direction]}, {test}"
