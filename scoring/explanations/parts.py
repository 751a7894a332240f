"""The steps of a decision by parts and cut scores, in Dutch."""

from collections.abc import Mapping
from fractions import Fraction
from typing import assert_never

from scoring.codes import PartCode
from scoring.corrections import CutScoresReplaced, ItemCorrection, TableReplaced
from scoring.cut_scores import AtLeastPercentage, AtLeastPoints, Joining, MoreThanPercentage
from scoring.decisions import (
    CutScoresChosen,
    Decision,
    FactCarried,
    FormCutScoreTaken,
    LevelReached,
    Outcome,
    OutcomeReached,
    PartCompared,
    PartResult,
    PartsJoined,
    Step,
)
from scoring.explanations.corrections import say_correction
from scoring.explanations.numbers import date_in_dutch, displayed_percentage, marks_in_dutch
from scoring.explanations.ratings import say_ratings
from scoring.ratings.steps import RatingsCombined

_FACTS = {"process_evaluation": "procesevaluatie"}
_OUTCOMES = {Outcome.PASSED: "geslaagd", Outcome.FAILED: "niet geslaagd"}


def sentence(step: Step, names: Mapping[str, str] | None = None) -> str:
    """Say one step in Dutch; `names` gives the Dutch names of parts and moments by their code."""
    known = names or {}
    match step:
        case ItemCorrection() | CutScoresReplaced() | TableReplaced() | RatingsCombined():
            return _say_ground(step, known)
        case CutScoresChosen() | FormCutScoreTaken():
            return _say_cut_scores(step, known)
        case PartCompared(result=result):
            return _say_part(result, known)
        case LevelReached():
            return _say_level(step, known)
        case PartsJoined():
            return _say_joining(step, known)
        case OutcomeReached(outcome=outcome):
            return f"uitslag: {_OUTCOMES[outcome]}"
        case FactCarried():
            return _say_fact(step, known)
        case _:  # pragma: no cover
            assert_never(step)


def sentences(decision: Decision, names: Mapping[str, str] | None = None) -> tuple[str, ...]:
    """Say all steps of a decision in their order."""
    return tuple(sentence(step, names) for step in decision.steps)


def _say_ground(
    step: ItemCorrection | CutScoresReplaced | TableReplaced | RatingsCombined,
    names: Mapping[str, str],
) -> str:
    return say_ratings(step) if isinstance(step, RatingsCombined) else say_correction(step, names)


def _say_cut_scores(step: CutScoresChosen | FormCutScoreTaken, names: Mapping[str, str]) -> str:
    if isinstance(step, FormCutScoreTaken):
        return f"{names.get(step.part, step.part)}: testversie {step.form} heeft een eigen cesuur"
    moment = names.get(step.moment, step.moment)
    return (
        f"cesuur {step.code} versie {step.version} ({moment}), van kracht sinds "
        f"{date_in_dutch(step.effective_from)}, voor de afname van {date_in_dutch(step.sat_on)}"
    )


def _say_part(result: PartResult, names: Mapping[str, str]) -> str:
    name = names.get(result.part, result.part)
    return f"{name} {_say_comparison(result)}: {_say_needed(result)} nodig"


def _say_comparison(result: PartResult) -> str:
    points, out_of = marks_in_dutch(result.points), marks_in_dutch(result.out_of)
    ratio = f"{points} op {out_of}" if "/" in points + out_of else f"{points}/{out_of}"
    exact = Fraction(result.points) * 100 / Fraction(result.out_of)
    match result.cut_score:
        case AtLeastPercentage(percentage=limit):
            sign = "≥" if result.reached else "<"
        case MoreThanPercentage(percentage=limit):
            sign = ">" if result.reached else "≤"
        case AtLeastPoints(points=limit):
            sign = "≥" if result.reached else "<"
            return f"{ratio} {sign} {marks_in_dutch(limit)}"
        case _:  # pragma: no cover
            assert_never(result.cut_score)
    return f"{ratio} = {displayed_percentage(exact, limit)} % {sign} {marks_in_dutch(limit)} %"


def _say_needed(result: PartResult) -> str:
    # With part marks a whole number can be more than is needed; then the exact limit is said.
    if Fraction(result.points).denominator == Fraction(result.out_of).denominator == 1:
        return marks_in_dutch(result.points_needed)
    limit = marks_in_dutch(result.cut_score.limit(result.out_of))
    return f"meer dan {limit}" if isinstance(result.cut_score, MoreThanPercentage) else limit


def _say_level(step: LevelReached, names: Mapping[str, str]) -> str:
    reached = "geen niveau bereikt" if step.level is None else f"niveau {step.level} bereikt"
    return f"{names.get(step.part, step.part)}: {reached}"


def _say_joining(step: PartsJoined, names: Mapping[str, str]) -> str:
    match step.joining:
        case Joining.ALL_PARTS:
            rule = "elk deel moet zijn cesuur bereiken"
        case Joining.ANY_PART:
            rule = "één deel moet zijn cesuur bereiken"
        case _:  # pragma: no cover
            assert_never(step.joining)
    parts = [f"bereikt: {_list_names(step.reached, names)}"] if step.reached else []
    if step.missed:
        parts.append(f"niet bereikt: {_list_names(step.missed, names)}")
    return f"{rule}; {'; '.join(parts)}"


def _say_fact(step: FactCarried, names: Mapping[str, str]) -> str:
    fact = names.get(step.fact) or _FACTS.get(step.fact, step.fact)
    return f"{fact}: {step.value}, meegedeeld op {date_in_dutch(step.told_on)}; telt hier niet mee"


def _list_names(parts: tuple[PartCode, ...], names: Mapping[str, str]) -> str:
    return ", ".join(names.get(part, part) for part in parts)
