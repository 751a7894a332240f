"""The results and the steps of a certifying language test (CT), as data."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from scoring.awards import PartPoints
from scoring.cefr import Level, rank_of
from scoring.codes import LevelSetCode, MomentCode, PartCode, PurposeCode, RuleId
from scoring.corrections import EarlierSittingCorrected, SchemeCorrection
from scoring.marks import marks_to_json
from scoring.proofs import Proof
from scoring.ratings.steps import RatingsCombined


class Support(StrEnum):
    """How much the interlocutor had to help a speaker."""

    NONE = "none"
    SOME = "some"
    MUCH = "much"


class CtStepKind(StrEnum):
    """What happened in one step of a CT decision."""

    LEVELS_CHOSEN = "levels_chosen"
    PURPOSE_CHOSEN = "purpose_chosen"
    SKILL_LEVELLED = "skill_levelled"
    EARLIER_WEIGHED = "earlier_weighed"
    REQUIREMENT_COMPARED = "requirement_compared"
    PROOF_DECIDED = "proof_decided"


@dataclass(frozen=True, slots=True, kw_only=True)
class RatedLevel:
    """The level that assessors agreed on; None is below every level of the scale.

    `support` is how much the interlocutor helped, where the scale records it.
    """

    level: Level | None
    raters: int
    support: Support | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class RatedMarks:
    """The marks that assessors gave for the responses of one skill, none of them helped.

    `raters` is the least number that rated a response; 0 where there was nothing to rate.
    """

    points: PartPoints
    raters: int


SkillResult = PartPoints | RatedLevel | RatedMarks


@dataclass(frozen=True, slots=True, kw_only=True)
class EarlierLevel:
    """A level reached on an earlier day, for one part."""

    part: PartCode
    level: Level
    sat_on: date


@dataclass(frozen=True, slots=True, kw_only=True)
class LevelsChosen:
    """The levels that were in force on the day of the sitting (rule 7.1)."""

    code: LevelSetCode
    version: int
    moment: MomentCode
    effective_from: date
    sat_on: date

    @property
    def kind(self) -> CtStepKind:
        """What happened in this step."""
        return CtStepKind.LEVELS_CHOSEN

    @property
    def rule(self) -> RuleId:
        """The number of the rule applied."""
        return RuleId.LEVELS_IN_FORCE

    def details(self) -> dict[str, object]:
        """The codes and numbers of this step, ready for a JSON document."""
        return {
            "code": self.code,
            "version": self.version,
            "moment": self.moment,
            "effective_from": self.effective_from.isoformat(),
            "sat_on": self.sat_on.isoformat(),
        }


@dataclass(frozen=True, slots=True, kw_only=True)
class PurposeChosen:
    """The purpose that decides the parts and their levels (rule 7.2)."""

    code: PurposeCode
    version: int
    title: str
    assumed: bool

    @property
    def kind(self) -> CtStepKind:
        """What happened in this step."""
        return CtStepKind.PURPOSE_CHOSEN

    @property
    def rule(self) -> RuleId:
        """The number of the rule applied."""
        return RuleId.PURPOSE_DECIDES_PARTS

    def details(self) -> dict[str, object]:
        """The codes and numbers of this step, ready for a JSON document."""
        return {
            "purpose": self.code,
            "version": self.version,
            "title": self.title,
            "assumed": self.assumed,
        }


@dataclass(frozen=True, slots=True, kw_only=True)
class SkillLevelled:
    """The level of one skill, from its points (rule 7.3) or its ratings (rule 7.4)."""

    part: PartCode
    result: SkillResult
    level: Level | None

    @property
    def kind(self) -> CtStepKind:
        """What happened in this step."""
        return CtStepKind.SKILL_LEVELLED

    @property
    def rule(self) -> RuleId:
        """The number of the rule applied."""
        is_rated = isinstance(self.result, RatedLevel | RatedMarks)
        return RuleId.MORE_THAN_ONE_RATER if is_rated else RuleId.LEVEL_OF_SKILL

    def details(self) -> dict[str, object]:
        """The codes and numbers of this step, ready for a JSON document."""
        return {
            "part": self.part,
            "level": _level_to_json(self.level),
            **_result_to_document(self.result),
        }


@dataclass(frozen=True, slots=True, kw_only=True)
class EarlierWeighed:
    """An earlier level that still counts, or no longer does (rule 7.6)."""

    earlier: EarlierLevel
    valid_until: date
    is_valid: bool

    @property
    def kind(self) -> CtStepKind:
        """What happened in this step."""
        return CtStepKind.EARLIER_WEIGHED

    @property
    def rule(self) -> RuleId:
        """The number of the rule applied."""
        return RuleId.PARTIAL_RESULT_VALID

    def details(self) -> dict[str, object]:
        """The codes and numbers of this step, ready for a JSON document."""
        return {
            "part": self.earlier.part,
            "level": self.earlier.level.value,
            "sat_on": self.earlier.sat_on.isoformat(),
            "valid_until": self.valid_until.isoformat(),
            "valid": self.is_valid,
        }


@dataclass(frozen=True, slots=True, kw_only=True)
class RequirementCompared:
    """One required part beside the best level that counts for it (rule 7.5)."""

    part: PartCode
    required: Level
    level: Level | None
    is_taken: bool

    @property
    def is_reached(self) -> bool:
        """Whether the part reaches the level that the purpose asks."""
        return rank_of(self.level) >= self.required.rank

    @property
    def kind(self) -> CtStepKind:
        """What happened in this step."""
        return CtStepKind.REQUIREMENT_COMPARED

    @property
    def rule(self) -> RuleId:
        """The number of the rule applied."""
        return RuleId.CERTIFICATE

    def details(self) -> dict[str, object]:
        """The codes and numbers of this step, ready for a JSON document."""
        return {
            "part": self.part,
            "required": self.required.value,
            "level": _level_to_json(self.level),
            "taken": self.is_taken,
            "reached": self.is_reached,
        }


@dataclass(frozen=True, slots=True, kw_only=True)
class ProofDecided:
    """A certificate (rule 7.5), or a statement and the parts to resit (rule 7.7)."""

    proof: Proof
    resit: tuple[PartCode, ...]

    @property
    def kind(self) -> CtStepKind:
        """What happened in this step."""
        return CtStepKind.PROOF_DECIDED

    @property
    def rule(self) -> RuleId:
        """The number of the rule applied."""
        return RuleId.PARTS_TO_RESIT if self.resit else RuleId.CERTIFICATE

    def details(self) -> dict[str, object]:
        """The codes and numbers of this step, ready for a JSON document."""
        return {"proof": self.proof.value, "resit": list(self.resit)}


CtStep = (
    RatingsCombined
    | SchemeCorrection
    | EarlierSittingCorrected
    | LevelsChosen
    | PurposeChosen
    | SkillLevelled
    | EarlierWeighed
    | RequirementCompared
    | ProofDecided
)


def _level_to_json(level: Level | None) -> str | None:
    return None if level is None else level.value


def _result_to_document(result: SkillResult) -> dict[str, object]:
    if isinstance(result, PartPoints):
        return {
            "points": marks_to_json(result.points),
            "out_of": marks_to_json(result.out_of),
        }
    if isinstance(result, RatedMarks):
        return {**_result_to_document(result.points), "raters": result.raters}
    return {
        "raters": result.raters,
        "support": None if result.support is None else result.support.value,
    }
