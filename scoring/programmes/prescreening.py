"""The pre-screening of CT: an estimate of the chances, free of obligation and never a proof."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction

from scoring.analysis.chances import chance_of_reaching, true_share_interval
from scoring.awards import PartPoints
from scoring.codes import LevelSetCode, PartCode, PurposeCode, RuleId
from scoring.corrections import (
    NOTHING_CORRECTED,
    CorrectedItems,
    SchemeCorrection,
    corrections_in_versions,
)
from scoring.errors import ScoringError
from scoring.levels import Level, LevelSet, PointsScale, Purpose, Requirement
from scoring.marks import Marks, marks_to_json
from scoring.programmes.ct import CT
from scoring.proofs import Proof
from scoring.steps import (
    RuleVersions,
    rule_versions_to_document,
    rules_applied,
    step_to_document,
)


class PrescreeningStepKind(StrEnum):
    """What happened in one step of an estimate."""

    CHANCE_ESTIMATED = "chance_estimated"
    PART_NOT_ESTIMATED = "part_not_estimated"


class ChanceNotEstimable(ScoringError):
    """The pre-screening cannot say anything about that part."""

    def __init__(self, part: PartCode, *, reason: str) -> None:
        super().__init__(f"{part}: {reason}")
        self.part = part
        self.reason = reason


@dataclass(frozen=True, slots=True, kw_only=True)
class Chance:
    """A chance with its uncertainty, exact."""

    low: Fraction
    middle: Fraction
    high: Fraction


@dataclass(frozen=True, slots=True, kw_only=True)
class ChanceEstimated:
    """The chance of reaching the required level in one part (rule 7.8)."""

    part: PartCode
    required: Level
    points: PartPoints
    needed: Marks
    out_of: Marks
    chance: Chance

    @property
    def kind(self) -> PrescreeningStepKind:
        """What happened in this step."""
        return PrescreeningStepKind.CHANCE_ESTIMATED

    @property
    def rule(self) -> RuleId:
        """The number of the rule applied."""
        return RuleId.CHANCE_ESTIMATED

    def details(self) -> dict[str, object]:
        """The codes and numbers of this step, ready for a JSON document."""
        return {
            "part": self.part,
            "required": self.required.value,
            "points": marks_to_json(self.points.points),
            "out_of": marks_to_json(self.points.out_of),
            "test_needs": marks_to_json(self.needed),
            "test_out_of": marks_to_json(self.out_of),
            "chance_percent": chance_to_document(self.chance),
        }


@dataclass(frozen=True, slots=True, kw_only=True)
class PartNotEstimated:
    """A required part that assessors rate, or that was not tried (rule 7.8)."""

    part: PartCode
    required: Level

    @property
    def kind(self) -> PrescreeningStepKind:
        """What happened in this step."""
        return PrescreeningStepKind.PART_NOT_ESTIMATED

    @property
    def rule(self) -> RuleId:
        """The number of the rule applied."""
        return RuleId.CHANCE_ESTIMATED

    def details(self) -> dict[str, object]:
        """The codes and numbers of this step, ready for a JSON document."""
        return {"part": self.part, "required": self.required.value}


PrescreeningStep = SchemeCorrection | ChanceEstimated | PartNotEstimated


@dataclass(frozen=True, slots=True, kw_only=True)
class ChanceEstimate:
    """The chances of one candidate for one purpose; `together` covers the estimated parts."""

    together: Chance | None
    steps: tuple[PrescreeningStep, ...]
    confidence: Fraction
    purpose: PurposeCode
    purpose_version: int
    levels: tuple[tuple[LevelSetCode, int], ...]
    rules: RuleVersions
    corrections: tuple[SchemeCorrection, ...] = ()

    @property
    def proof(self) -> Proof:
        """An estimate never proves anything, however high the chance."""
        return Proof.NONE


def estimate_chances(
    points: Mapping[PartCode, PartPoints],
    *,
    level_sets: Sequence[LevelSet],
    purpose: Purpose,
    confidence: Fraction,
    corrected: CorrectedItems = NOTHING_CORRECTED,
) -> ChanceEstimate:
    """Estimate the chance of each required part and of all together (rules 7.8, 9.1 and 9.2).

    `level_sets` are those of the tests on the day; the first one that gives the required level is
    the test whose cut score is taken. The points are those after `corrected`.

    Raises:
        ChanceNotEstimable: when points are no number of right items, or of an unasked part.
    """
    asked = {requirement.part for requirement in purpose.requires}
    for part in sorted(points.keys() - asked):
        raise ChanceNotEstimable(part, reason=f"is not asked for {purpose.code}")
    used: dict[LevelSetCode, int] = {}
    steps: list[PrescreeningStep] = [*corrected.corrections]
    for requirement in purpose.requires:
        found = _find_scale(requirement, level_sets)
        if found is None or requirement.part not in points:
            steps.append(PartNotEstimated(part=requirement.part, required=requirement.level))
            continue
        levels, scale = found
        used[levels.code] = levels.version
        steps.append(_estimate(requirement, points[requirement.part], scale, confidence))
    chances = [step.chance for step in steps if isinstance(step, ChanceEstimated)]
    return ChanceEstimate(
        together=_join(chances) if chances else None,
        steps=tuple(steps),
        confidence=confidence,
        purpose=purpose.code,
        purpose_version=purpose.version,
        levels=tuple(sorted(used.items())),
        rules=rules_applied(steps),
        corrections=corrected.corrections,
    )


def estimate_to_document(estimate: ChanceEstimate) -> dict[str, object]:
    """Write an estimate for storage; steps are data, without sentences."""
    together = estimate.together
    return {
        "proof": estimate.proof.value,
        "confidence_percent": marks_to_json(estimate.confidence * 100),
        "chance_percent": None if together is None else chance_to_document(together),
        "steps": [step_to_document(step) for step in estimate.steps],
        "versions": {
            "programme": {"code": CT},
            "purpose": {"code": estimate.purpose, "version": estimate.purpose_version},
            "levels": [{"code": code, "version": version} for code, version in estimate.levels],
            "rules": rule_versions_to_document(estimate.rules),
            **corrections_in_versions(estimate.corrections),
        },
    }


def chance_to_document(chance: Chance) -> dict[str, int]:
    """Write a chance in whole percents: the middle rounded half up, the limits outward."""
    return {
        "low": int(chance.low * 100),
        "middle": int(chance.middle * 100 + Fraction(1, 2)),
        "high": -int(-chance.high * 100 // 1),
    }


def _find_scale(
    requirement: Requirement, level_sets: Sequence[LevelSet]
) -> tuple[LevelSet, PointsScale] | None:
    for levels in level_sets:
        scale = levels.find_scale(requirement.part)
        if isinstance(scale, PointsScale) and requirement.level in scale.levels:
            return levels, scale
    return None


def _estimate(
    requirement: Requirement, points: PartPoints, scale: PointsScale, confidence: Fraction
) -> ChanceEstimated:
    right, tried = _whole(requirement.part, points.points), _whole(requirement.part, points.out_of)
    needed = scale.limit_of(requirement.level).points_needed(scale.out_of)
    least, items = _whole(scale.part, needed), _whole(scale.part, scale.out_of)
    low, high = true_share_interval(right, tried, confidence)
    return ChanceEstimated(
        part=requirement.part,
        required=requirement.level,
        points=points,
        needed=needed,
        out_of=scale.out_of,
        chance=Chance(
            low=chance_of_reaching(least, items, low),
            middle=chance_of_reaching(least, items, Fraction(right, tried)),
            high=chance_of_reaching(least, items, high),
        ),
    )


def _join(chances: Sequence[Chance]) -> Chance:
    """Join chances of parts that go together in an unknown way: the bounds of Fréchet (1935).

    All parts are reached at most as often as the least likely one, and at least as often as the
    misses of all parts, never falling together, leave room for. The middle takes them as apart.
    """
    middle = Fraction(1)
    for chance in chances:
        middle *= chance.middle
    return Chance(
        low=max(Fraction(0), 1 - sum((1 - one.low for one in chances), Fraction(0))),
        middle=middle,
        high=min(chance.high for chance in chances),
    )


def _whole(part: PartCode, marks: Marks) -> int:
    if marks != int(marks):
        raise ChanceNotEstimable(part, reason=f"{marks} is no number of right items")
    return int(marks)
