"""How many candidates went along each way of a routing, from the steps of their placements."""

from collections import Counter
from collections.abc import Iterable, Mapping
from typing import Any

from scoring.programmes.nivo_steps import NivoStepKind

Way = tuple[str, str]  # a stage, and the stage or module that it led to


def count_ways(documents: Iterable[Mapping[str, Any]]) -> Counter[Way]:
    """Count stored placements. Whoever ended before a test was not led on to anything."""
    ways: Counter[Way] = Counter()
    for document in documents:
        ways.update(_list_ways(document))
    return ways


def _list_ways(document: Mapping[str, Any]) -> Iterable[Way]:
    before: dict[str, str] = {}
    for step in document["steps"]:
        track = step.get("track")
        match step["kind"]:
            case NivoStepKind.ROUTE_TAKEN | NivoStepKind.TEST_ASKED:
                target = step["stage"]
            case NivoStepKind.TRACK_PLACED if not step["is_floor"]:
                target = step["module"]
            case _:
                continue
        if track in before:
            yield before[track], target
        before[track] = target
