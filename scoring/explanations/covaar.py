"""The steps of a COVAAR decision in Dutch."""

from collections.abc import Mapping
from typing import assert_never

from scoring.awards import PartPoints
from scoring.corrections import ItemCorrection, TableReplaced
from scoring.explanations.corrections import say_correction
from scoring.explanations.numbers import date_in_dutch, marks_in_dutch
from scoring.programmes.covaar import (
    BandReached,
    BandTableChosen,
    CovaarDecision,
    CovaarStep,
    PointsSummed,
    SubtestCounted,
    SubtestEnd,
)


def covaar_sentences(
    decision: CovaarDecision, names: Mapping[str, str] | None = None
) -> tuple[str, ...]:
    """Say all steps in their order; `names` gives the Dutch names of the subtests."""
    return tuple(_say(step, names or {}) for step in decision.steps)


def _say(step: CovaarStep, names: Mapping[str, str]) -> str:
    match step:
        case ItemCorrection() | TableReplaced():
            return say_correction(step, names)
        case SubtestCounted():
            return _say_subtest(step, names)
        case PointsSummed(points=points):
            return f"alle onderdelen samen {_ratio(points)}"
        case BandTableChosen():
            return (
                f"intervallen {step.code} versie {step.version}, van kracht sinds "
                f"{date_in_dutch(step.effective_from)}, voor de afname van "
                f"{date_in_dutch(step.sat_on)}"
            )
        case BandReached():
            return _say_band(step)
        case _:  # pragma: no cover
            assert_never(step)


def _say_subtest(step: SubtestCounted, names: Mapping[str, str]) -> str:
    name = names.get(step.subtest.code, step.subtest.code)
    is_time_up = step.result.end is SubtestEnd.TIME_UP
    said = f"{name} {_ratio(step.result.points)}"
    if step.result.end is SubtestEnd.NOT_OPENED:
        return f"{said}, niet geopend"
    if step.subtest.seconds is None:
        end = "gestopt toen die om was" if is_time_up else "klaar binnen die tijd"
        return f"{said} in één tijd voor alle onderdelen samen, {end}"
    minutes, seconds = divmod(step.subtest.seconds, 60)
    end = "gestopt toen de tijd om was" if is_time_up else "klaar binnen de tijd"
    return f"{said} in hoogstens {minutes}:{seconds:02} minuten, {end}"


def _say_band(step: BandReached) -> str:
    start = marks_in_dutch(step.from_points)
    interval = (
        f"vanaf {start}"
        if step.below is None
        else f"vanaf {start} en minder dan {marks_in_dutch(step.below)}"
    )
    return f"interval: {step.title} ({interval} punten)"


def _ratio(points: PartPoints) -> str:
    return f"{marks_in_dutch(points.points)} op {marks_in_dutch(points.out_of)}"
