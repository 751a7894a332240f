"""The steps of a CT decision and of a pre-screening in Dutch."""

from collections.abc import Mapping
from typing import assert_never

from scoring.awards import PartPoints
from scoring.corrections import (
    EarlierSittingCorrected,
    ItemCorrection,
    SchemeCorrection,
    TableReplaced,
)
from scoring.explanations.corrections import say_correction
from scoring.explanations.numbers import date_in_dutch, marks_in_dutch
from scoring.explanations.ratings import say_ratings
from scoring.levels import Level
from scoring.programmes.ct import CtDecision
from scoring.programmes.ct_steps import (
    CtStep,
    EarlierWeighed,
    LevelsChosen,
    ProofDecided,
    PurposeChosen,
    RatedMarks,
    RequirementCompared,
    SkillLevelled,
    SkillResult,
    Support,
)
from scoring.programmes.prescreening import (
    Chance,
    ChanceEstimate,
    ChanceEstimated,
    PrescreeningStep,
    chance_to_document,
)
from scoring.proofs import Proof
from scoring.ratings.steps import RatingsCombined

_SUPPORT = {Support.NONE: "zonder steun", Support.SOME: "met steun", Support.MUCH: "met veel steun"}


def ct_sentences(decision: CtDecision, names: Mapping[str, str]) -> tuple[str, ...]:
    """Say all steps in their order; `names` gives the Dutch names of parts and tests."""
    return tuple(_say(step, names) for step in decision.steps)


def estimate_sentences(estimate: ChanceEstimate, names: Mapping[str, str]) -> tuple[str, ...]:
    """Say the chances, and that they prove nothing; `names` gives the Dutch names of the parts."""
    steps = [_say_chance_of_part(step, names) for step in estimate.steps]
    if estimate.together is not None:
        steps.append(f"de geschatte delen samen: {_say_chance(estimate.together)}")
    return (*steps, "een schatting is vrijblijvend en geen bewijs")


def _say(step: CtStep, names: Mapping[str, str]) -> str:
    match step:
        case RatingsCombined() | ItemCorrection() | TableReplaced() | EarlierSittingCorrected():
            return _say_ground(step, names)
        case LevelsChosen():
            test = names.get(step.moment, step.moment)
            return (
                f"niveaus {step.code} versie {step.version} ({test}), van kracht sinds "
                f"{date_in_dutch(step.effective_from)}, voor de afname van "
                f"{date_in_dutch(step.sat_on)}"
            )
        case PurposeChosen():
            return f"doel: {step.title}, versie {step.version}"
        case SkillLevelled():
            name = names.get(step.part, step.part)
            return f"{name}: {_say_result(step.result)}, {_say_level(step.level)}"
        case EarlierWeighed():
            return _say_earlier(step, names)
        case RequirementCompared():
            return _say_requirement(step, names)
        case ProofDecided():
            return _say_proof(step, names)
        case _:  # pragma: no cover
            assert_never(step)


def _say_ground(
    step: RatingsCombined | SchemeCorrection | EarlierSittingCorrected, names: Mapping[str, str]
) -> str:
    match step:
        case RatingsCombined():
            return say_ratings(step)
        case ItemCorrection() | TableReplaced():
            return say_correction(step, names)
        case EarlierSittingCorrected():
            why = "na een verbeterde beoordeling" if step.code is None else f"correctie {step.code}"
            return f"een niveau van een eerdere afname is verbeterd ({why})"
        case _:  # pragma: no cover
            assert_never(step)


def _say_result(result: SkillResult) -> str:
    if isinstance(result, PartPoints):
        return f"{marks_in_dutch(result.points)} op {marks_in_dutch(result.out_of)}"
    if isinstance(result, RatedMarks):
        given = f"beoordeeld door {result.raters} beoordelaars"
        return f"{_say_result(result.points)}, {given if result.raters else 'niets ingeleverd'}"
    support = f", {_SUPPORT[result.support]}" if result.support is not None else ""
    return f"beoordeeld door {result.raters} beoordelaars{support}"


def _say_level(level: Level | None) -> str:
    return "onder het laagste niveau" if level is None else f"niveau {level}"


def _say_earlier(step: EarlierWeighed, names: Mapping[str, str]) -> str:
    name = names.get(step.earlier.part, step.earlier.part)
    day, last = date_in_dutch(step.earlier.sat_on), date_in_dutch(step.valid_until)
    counts = "telt mee" if step.is_valid else "telt niet mee"
    return f"{name}: niveau {step.earlier.level} van {day} {counts}, geldig tot en met {last}"


def _say_requirement(step: RequirementCompared, names: Mapping[str, str]) -> str:
    name = names.get(step.part, step.part)
    if not step.is_taken:
        return f"{name}: niveau {step.required} nodig, niet afgelegd"
    verdict = "bereikt" if step.is_reached else "niet bereikt"
    return f"{name}: niveau {step.required} nodig, {_say_level(step.level)}: {verdict}"


def _say_proof(step: ProofDecided, names: Mapping[str, str]) -> str:
    if step.proof is Proof.CERTIFICATE:
        return "elk deel bereikt zijn niveau: een bewijs"
    parts = ", ".join(names.get(part, part) for part in step.resit)
    return f"een verklaring van niveau, nog geen bewijs; opnieuw af te leggen: {parts}"


def _say_chance_of_part(step: PrescreeningStep, names: Mapping[str, str]) -> str:
    if isinstance(step, ItemCorrection | TableReplaced):
        return say_correction(step, names)
    name = names.get(step.part, step.part)
    if not isinstance(step, ChanceEstimated):
        return f"{name}: niveau {step.required} nodig, niet geschat"
    needed = f"{marks_in_dutch(step.needed)} op {marks_in_dutch(step.out_of)}"
    return (
        f"{name}: {_say_result(step.points)} juist; niveau {step.required} vraagt {needed}: "
        f"{_say_chance(step.chance)}"
    )


def _say_chance(chance: Chance) -> str:
    percents = chance_to_document(chance)
    return (
        f"kans ongeveer {percents['middle']} %, tussen {percents['low']} % en {percents['high']} %"
    )
