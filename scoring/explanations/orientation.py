"""The proposal of an NT2 advice in Dutch."""

from collections.abc import Mapping
from typing import assert_never

from scoring.orientation import AdviceProposal, AdviceType, CovaarReason, Indicator
from scoring.orientation.framework import OrientationFramework
from scoring.orientation.proposals import (
    AdviceShifted,
    CovaarWeighed,
    Effect,
    IndicatorWeighed,
    ProposalStep,
    ScriptModuleAdded,
)

_REASONS = {
    CovaarReason.IN_DOUBT: "er is twijfel",
    CovaarReason.EDUCATION_UNKNOWN: "het diploma is niet bekend",
    CovaarReason.CONTRADICTION: "een diploma en niet kunnen lezen spreken elkaar tegen",
    CovaarReason.BETWEEN_PRIMARY_AND_BACHELOR: (
        "het hoogste diploma ligt tussen lager onderwijs en bachelor"
    ),
    CovaarReason.AT_LEAST_BACHELOR: "het hoogste diploma is minstens bachelor",
    CovaarReason.NO_PRIMARY: "er is geen diploma lager onderwijs",
}
INDICATOR_TITLES = {
    Indicator.LITERACY: "geletterdheid",
    Indicator.EDUCATION: "scholing",
    Indicator.COVAAR: "COVAAR",
    Indicator.LANGUAGES: "talenkennis",
    Indicator.OTHER: "andere informatie",
}
VALUE_TITLES = {
    "illiterate": "niet geletterd",
    "other_script": "geletterd in een ander schrift",
    "weakly_literate": "zwak geletterd",
    "literate": "geletterd",
    "no_primary": "geen lager onderwijs",
    "primary": "lager onderwijs",
    "lower_secondary": "lager secundair onderwijs",
    "upper_secondary": "hoger secundair onderwijs",
    "bachelor": "bachelor",
    "master": "master",
    "first_language_only": "alleen de eerste taal",
    "other_languages": "ook andere talen",
    "some_dutch": "al wat Nederlands",
    "unfavourable": "ongunstig",
    "neutral": "neutraal",
    "favourable": "gunstig",
}


def proposal_sentences(
    proposal: AdviceProposal,
    framework: OrientationFramework,
    bands: Mapping[str, str] | None = None,
) -> tuple[str, ...]:
    """Say the reasons in their order and then the proposal; `bands` gives the names of bands."""
    titles = {track.advice: track.title for track in framework.tracks}
    steps = [_say(step, titles, bands or {}) for step in proposal.steps]
    return (*steps, _say_proposal(proposal, titles))


def _say(step: ProposalStep, titles: Mapping[AdviceType, str], bands: Mapping[str, str]) -> str:
    match step:
        case CovaarWeighed():
            return _say_covaar(step)
        case IndicatorWeighed():
            return _say_indicator(step, titles, bands)
        case AdviceShifted():
            return _say_shift(step, titles)
        case ScriptModuleAdded(module=module):
            return f"geletterd in een ander schrift: eerst {titles[module]}"
        case _:  # pragma: no cover
            assert_never(step)


def _say_covaar(step: CovaarWeighed) -> str:
    why = _REASONS[step.reason]
    if not step.reason.asks_covaar:
        return f"COVAAR is niet nodig: {why}"
    return f"COVAAR is {'afgenomen' if step.is_taken else 'eerst nodig'}: {why}"


def _say_indicator(
    step: IndicatorWeighed, titles: Mapping[AdviceType, str], bands: Mapping[str, str]
) -> str:
    name = INDICATOR_TITLES[step.indicator]
    if step.value is None:
        is_test = step.indicator is Indicator.COVAAR
        return f"{name}: niet {'afgenomen' if is_test else 'bekend'}"
    said = f"{name}: {bands.get(step.value) or VALUE_TITLES.get(step.value, step.value)}"
    match step.effect:
        case Effect.DECIDES if step.advice is not None:
            return f"{said}, geeft {titles[step.advice]}"
        case Effect.SHIFTS:
            return f"{said}, pleit voor een {'sneller' if step.shift > 0 else 'trager'} traject"
        case _:
            return f"{said}, verandert niets"


def _say_shift(step: AdviceShifted, titles: Mapping[AdviceType, str]) -> str:
    if step.before is step.after:
        return f"samen verschuift dat niets: {titles[step.after]}"
    return f"samen verschuift dat {titles[step.before]} naar {titles[step.after]}"


def _say_proposal(proposal: AdviceProposal, titles: Mapping[AdviceType, str]) -> str:
    if proposal.advice is None:
        return "nog geen voorstel: neem eerst COVAAR af"
    hours = " of ".join(str(hours) for hours in proposal.hours)
    track = titles[proposal.advice] + (f" ({hours} uur)" if hours else "")
    before = f"{titles[proposal.script_module]} en dan " if proposal.script_module else ""
    return f"voorstel voor de consulent, die beslist: {before}{track}"
