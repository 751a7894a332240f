"""The proposal of an advice: whether COVAAR is needed, and what each indicator says, in order."""

from dataclasses import dataclass
from enum import StrEnum

from scoring.codes import BandCode, RuleId
from scoring.errors import ScoringError
from scoring.orientation.framework import AdviceType, DecidingRow, OrientationFramework
from scoring.orientation.indicators import Education, Indicator, IndicatorValues, Literacy
from scoring.steps import rule_versions_to_document, rules_applied, step_to_document


class ProposalStepKind(StrEnum):
    """What happened in one step of a proposal."""

    COVAAR_WEIGHED = "covaar_weighed"
    INDICATOR_WEIGHED = "indicator_weighed"
    ADVICE_SHIFTED = "advice_shifted"
    SCRIPT_MODULE_ADDED = "script_module_added"


class CovaarReason(StrEnum):
    """Why COVAAR is to be taken or need not be."""

    IN_DOUBT = "in_doubt"
    EDUCATION_UNKNOWN = "education_unknown"
    CONTRADICTION = "contradiction"
    BETWEEN_PRIMARY_AND_BACHELOR = "between_primary_and_bachelor"
    AT_LEAST_BACHELOR = "at_least_bachelor"
    NO_PRIMARY = "no_primary"

    @property
    def asks_covaar(self) -> bool:
        """Whether COVAAR is to be taken for this reason."""
        return self not in (CovaarReason.AT_LEAST_BACHELOR, CovaarReason.NO_PRIMARY)


class Effect(StrEnum):
    """What one indicator did to the proposal."""

    DECIDES = "decides"
    SHIFTS = "shifts"
    NO_EFFECT = "no_effect"
    NOT_KNOWN = "not_known"


class BandNotInFramework(ScoringError):
    """The framework does not say what that band of COVAAR leads to."""

    def __init__(self, band: BandCode) -> None:
        super().__init__(f"the orientation framework says nothing for COVAAR band {band}")
        self.band = band


@dataclass(frozen=True, slots=True, kw_only=True)
class CovaarWeighed:
    """Whether COVAAR is to be taken, why, and whether it was (rule 6.4)."""

    reason: CovaarReason
    is_taken: bool

    @property
    def kind(self) -> ProposalStepKind:
        """What happened in this step."""
        return ProposalStepKind.COVAAR_WEIGHED

    @property
    def rule(self) -> RuleId:
        """The number of the rule applied."""
        return RuleId.COVAAR_WEIGHED

    def details(self) -> dict[str, object]:
        """The codes and numbers of this step, ready for a JSON document."""
        return {
            "needed": self.reason.asks_covaar,
            "reason": self.reason.value,
            "taken": self.is_taken,
        }


@dataclass(frozen=True, slots=True, kw_only=True)
class IndicatorWeighed:
    """One indicator in its turn; `advice` when it is the one that decides (rule 6.5)."""

    indicator: Indicator
    value: str | None
    effect: Effect
    advice: AdviceType | None = None
    shift: int = 0
    assumed: bool = False

    @property
    def kind(self) -> ProposalStepKind:
        """What happened in this step."""
        return ProposalStepKind.INDICATOR_WEIGHED

    @property
    def rule(self) -> RuleId:
        """The number of the rule applied."""
        return RuleId.INDICATORS_IN_ORDER

    def details(self) -> dict[str, object]:
        """The codes and numbers of this step, ready for a JSON document."""
        return {
            "indicator": self.indicator.value,
            "value": self.value,
            "effect": self.effect.value,
            "advice": None if self.advice is None else self.advice.value,
            "shift": self.shift,
            "assumed": self.assumed,
        }


@dataclass(frozen=True, slots=True, kw_only=True)
class AdviceShifted:
    """The advice of the COVAAR band, moved along the scale of tracks (rule 6.6)."""

    before: AdviceType
    after: AdviceType
    wanted: int
    largest: int

    @property
    def kind(self) -> ProposalStepKind:
        """What happened in this step."""
        return ProposalStepKind.ADVICE_SHIFTED

    @property
    def rule(self) -> RuleId:
        """The number of the rule applied."""
        return RuleId.ADVICE_SHIFTED

    def details(self) -> dict[str, object]:
        """The codes and numbers of this step, ready for a JSON document."""
        return {
            "before": self.before.value,
            "after": self.after.value,
            "wanted": self.wanted,
            "largest": self.largest,
        }


@dataclass(frozen=True, slots=True, kw_only=True)
class ScriptModuleAdded:
    """The module that teaches the Latin script goes before the track (rule 6.7)."""

    module: AdviceType

    @property
    def kind(self) -> ProposalStepKind:
        """What happened in this step."""
        return ProposalStepKind.SCRIPT_MODULE_ADDED

    @property
    def rule(self) -> RuleId:
        """The number of the rule applied."""
        return RuleId.SCRIPT_MODULE_ADDED

    def details(self) -> dict[str, object]:
        """The codes and numbers of this step, ready for a JSON document."""
        return {"module": self.module.value}


ProposalStep = CovaarWeighed | IndicatorWeighed | AdviceShifted | ScriptModuleAdded


@dataclass(frozen=True, slots=True, kw_only=True)
class AdviceProposal:
    """What the software proposes; without `advice`, COVAAR is to be taken first."""

    advice: AdviceType | None
    hours: tuple[int, ...]
    script_module: AdviceType | None
    steps: tuple[ProposalStep, ...]
    framework_version: int


def weigh_covaar(values: IndicatorValues) -> CovaarReason:
    """Tell whether COVAAR is to be taken, with the reason; doubt comes first (rule 6.4)."""
    if values.in_doubt:
        return CovaarReason.IN_DOUBT
    if values.education is None:
        return CovaarReason.EDUCATION_UNKNOWN
    if values.literacy is Literacy.ILLITERATE and values.education is not Education.NO_PRIMARY:
        return CovaarReason.CONTRADICTION
    if values.education.asks_covaar:
        return CovaarReason.BETWEEN_PRIMARY_AND_BACHELOR
    if values.education is Education.NO_PRIMARY:
        return CovaarReason.NO_PRIMARY
    return CovaarReason.AT_LEAST_BACHELOR


def propose_advice(values: IndicatorValues, framework: OrientationFramework) -> AdviceProposal:
    """Propose an advice from the indicators in their order (rules 6.4 to 6.7).

    Raises:
        BandNotInFramework: when the framework does not know the band.
    """
    covaar = CovaarWeighed(reason=weigh_covaar(values), is_taken=values.band is not None)
    if covaar.reason.asks_covaar and values.band is None:
        return _build_proposal((covaar,), framework, advice=None)
    deciding = _find_deciding(values, framework, covaar.reason)
    weighed = tuple(_weigh(indicator, values, framework, deciding) for indicator in Indicator)
    shifted = _shift(weighed, framework, deciding)
    advice = deciding.advice if shifted is None else shifted.after
    module = framework.track(advice).script_module
    added = module if values.literacy is Literacy.OTHER_SCRIPT else None
    steps: tuple[ProposalStep, ...] = (
        covaar,
        *weighed,
        *(() if shifted is None else (shifted,)),
        *(() if added is None else (ScriptModuleAdded(module=added),)),
    )
    return _build_proposal(steps, framework, advice=advice, script_module=added)


def proposal_to_document(proposal: AdviceProposal) -> dict[str, object]:
    """Write a proposal for storage; steps are data, without sentences."""
    return {
        "advice": None if proposal.advice is None else proposal.advice.value,
        "hours": list(proposal.hours),
        "script_module": None if proposal.script_module is None else proposal.script_module.value,
        "covaar_first": proposal.advice is None,
        "steps": [step_to_document(step) for step in proposal.steps],
        "versions": {
            "framework": {"version": proposal.framework_version},
            "rules": rule_versions_to_document(rules_applied(proposal.steps)),
        },
    }


def _build_proposal(
    steps: tuple[ProposalStep, ...],
    framework: OrientationFramework,
    *,
    advice: AdviceType | None,
    script_module: AdviceType | None = None,
) -> AdviceProposal:
    return AdviceProposal(
        advice=advice,
        hours=() if advice is None else framework.track(advice).hours,
        script_module=script_module,
        steps=steps,
        framework_version=framework.version,
    )


def _find_deciding(
    values: IndicatorValues, framework: OrientationFramework, reason: CovaarReason
) -> DecidingRow:
    # In doubt the diploma is what is doubted, so that it cannot decide.
    order = [Indicator.LITERACY, Indicator.COVAAR]
    if not reason.asks_covaar:
        order.insert(1, Indicator.EDUCATION)
    found = (framework.find_deciding(one, values.value_of(one)) for one in order)
    row = next((row for row in found if row is not None), None)
    if row is None:
        raise BandNotInFramework(BandCode(str(values.band)))
    return row


def _weigh(
    indicator: Indicator,
    values: IndicatorValues,
    framework: OrientationFramework,
    deciding: DecidingRow,
) -> IndicatorWeighed:
    value = values.value_of(indicator)
    if value is None:
        return IndicatorWeighed(indicator=indicator, value=None, effect=Effect.NOT_KNOWN)
    if indicator is deciding.indicator:
        return IndicatorWeighed(
            indicator=indicator,
            value=value,
            effect=Effect.DECIDES,
            advice=deciding.advice,
            assumed=deciding.assumed,
        )
    shift = framework.shift_of(indicator, value) if _can_shift(deciding) else 0
    effect = Effect.SHIFTS if shift else Effect.NO_EFFECT
    return IndicatorWeighed(indicator=indicator, value=value, effect=effect, shift=shift)


def _can_shift(deciding: DecidingRow) -> bool:
    return deciding.indicator is Indicator.COVAAR


def _shift(
    weighed: tuple[IndicatorWeighed, ...], framework: OrientationFramework, deciding: DecidingRow
) -> AdviceShifted | None:
    if not any(one.effect is Effect.SHIFTS for one in weighed):
        return None
    wanted = sum(one.shift for one in weighed)
    largest = framework.largest_shift
    allowed = max(-largest, min(largest, wanted))
    place = framework.scale.index(deciding.advice) + allowed
    after = framework.scale[max(0, min(len(framework.scale) - 1, place))]
    return AdviceShifted(before=deciding.advice, after=after, wanted=wanted, largest=largest)
