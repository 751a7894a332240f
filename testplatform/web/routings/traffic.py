"""How many candidates went along each way of a routing, from the steps of their placements."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from typing import Any

from scoring.programmes.nivo_steps import NivoStepKind
from scoring.routing import GoTo, Route, Routing

Way = tuple[str, str]  # a stage, and the stage or module that it led to


@dataclass(frozen=True, slots=True, kw_only=True)
class Traffic:
    """How many went along each way, and how many were led to a stage and took no further test."""

    ways: Counter[Way] = field(default_factory=Counter)
    ended: Counter[str] = field(default_factory=Counter)


def count_traffic(documents: Iterable[Mapping[str, Any]], routing: Routing) -> Traffic:
    """Count stored placements, each along its own way, to the test that was not taken at its end.

    Where that was is said by the routes of this routing: of a stage that it does not have, nobody
    is counted as ended.
    """
    traffic = Traffic()
    for document in documents:
        for track, start in routing.starts:
            steps = [step for step in document["steps"] if step.get("track") == track]
            _count_track(steps, routing, start, traffic)
    return traffic


def _count_track(
    steps: Sequence[Mapping[str, Any]], routing: Routing, start: str, traffic: Traffic
) -> None:
    taken = [step for step in steps if step["kind"] == NivoStepKind.ROUTE_TAKEN]
    places = [step["stage"] for step in taken]
    for step in steps:
        if step["kind"] == NivoStepKind.TEST_ASKED:
            places.append(step["stage"])
        elif step["kind"] == NivoStepKind.TRACK_PLACED and not step["is_floor"]:
            places.append(step["module"])
        elif step["kind"] == NivoStepKind.TRACK_PLACED:
            reached = _find_target(taken[-1], routing) if taken else start
            if reached is not None:
                places.append(reached)
                traffic.ended[reached] += 1
    traffic.ways.update(pairwise(places))


def _find_target(step: Mapping[str, Any], routing: Routing) -> str | None:
    """The stage that a route led to: the first whose conditions all hold, as they were compared."""
    routes = next((one.routes for one in routing.stages if one.code == step["stage"]), ())
    route = _find_route([one["reached"] for one in step["compared"]], routes)
    return route.target.stage if route is not None and isinstance(route.target, GoTo) else None


def _find_route(reached: Sequence[bool], routes: Iterable[Route]) -> Route | None:
    begin = 0
    for route in routes:
        end = begin + len(route.conditions)
        if end <= len(reached) and all(reached[begin:end]):
            return route
        begin = end
    return None
