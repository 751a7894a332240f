"""The steps of a NIVO placement in Dutch."""

from typing import assert_never

from scoring.corrections import ItemCorrection, TableReplaced
from scoring.cut_scores import MoreThanPercentage
from scoring.explanations.corrections import say_correction
from scoring.explanations.numbers import date_in_dutch, marks_in_dutch
from scoring.programmes.nivo import NivoPlacement
from scoring.programmes.nivo_steps import (
    ModelCompared,
    NextTest,
    NivoStep,
    RouteTaken,
    RoutingChosen,
    TrackPlaced,
    WayKept,
    WayReason,
)
from scoring.routing import Direction, Routing, Track

_TRACKS = {Track.ORAL: "mondeling", Track.WRITTEN: "schriftelijk"}
_DIRECTIONS = {
    Direction.UP: "verder omhoog",
    Direction.DOWN: "terug omlaag",
    Direction.STOP: "geen verdere test",
}


def placement_sentences(placement: NivoPlacement, routing: Routing) -> tuple[str, ...]:
    """Say all steps in their order, and at the end that a placement proves nothing to others."""
    steps = [_say(step, routing) for step in placement.steps]
    return (*steps, "een plaatsing is geen bewijs voor anderen")


def say_way_reason(reason: WayReason, test: str) -> str:
    """Say where a corrected way goes that is not the way of the tests that were sat (rule 8.7)."""
    match reason:
        case WayReason.LEADS_TO_ANOTHER:
            return f"de verbeterde weg leidt naar een test die niet afgelegd is ({test})"
        case WayReason.ENDS_BEFORE:
            return f"de verbeterde weg eindigt voor een test die wel afgelegd is ({test})"
        case _:  # pragma: no cover
            assert_never(reason)


def _say(step: NivoStep, routing: Routing) -> str:
    match step:
        case ItemCorrection() | TableReplaced():
            return say_correction(step, {})
        case WayKept():
            why = say_way_reason(step.reason, routing.test(step.test).title)
            return f"de weg blijft zoals hij was: {why}"
        case RoutingChosen():
            return (
                f"verloop {step.code} versie {step.version}, van kracht sinds "
                f"{date_in_dutch(step.effective_from)}, voor wie begon op "
                f"{date_in_dutch(step.started_on)}"
            )
        case RouteTaken():
            return _say_route(step, routing)
        case NextTest():
            return f"{_TRACKS[step.track]}: neem nu af: {routing.test(step.test).title}"
        case TrackPlaced():
            return _say_placement(step)
        case _:  # pragma: no cover
            assert_never(step)


def _say_route(step: RouteTaken, routing: Routing) -> str:
    test = f"{_TRACKS[step.track]}, {routing.test(step.test).title}"
    compared = [_say_compared(one, routing) for one in step.compared]
    return f"{test}: {'; '.join((*compared, _DIRECTIONS[step.direction]))}"


def _say_compared(compared: ModelCompared, routing: Routing) -> str:
    points = compared.points
    limit = marks_in_dutch(compared.cut_score.limit(points.out_of))
    if isinstance(compared.cut_score, MoreThanPercentage):
        sign = ">" if compared.is_reached else "≤"
    else:
        sign = "≥" if compared.is_reached else "<"
    reached = marks_in_dutch(points.points)
    title = routing.model(compared.model).title
    return f"{title} {reached} {sign} {limit} van {marks_in_dutch(points.out_of)}"


def _say_placement(step: TrackPlaced) -> str:
    why = ", want er is geen verder bewijs" if step.is_floor else ""
    return f"{_TRACKS[step.track]}: module {step.module} ({step.level}){why}"
