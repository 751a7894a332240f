"""The levels of a certifying language test (CT), and the certificate for one purpose."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from scoring.awards import PartPoints
from scoring.cefr import rank_of
from scoring.codes import (
    LevelSetCode,
    PartCode,
    ProgrammeCode,
    PurposeCode,
)
from scoring.corrections import (
    NOTHING_CORRECTED,
    CorrectedItems,
    EarlierSittingCorrected,
    SchemeCorrection,
    corrections_in_versions,
)
from scoring.errors import ScoringError
from scoring.levels import Level, LevelSet, PointsScale, Purpose, RatingScale
from scoring.programmes.ct_steps import (
    CtStep,
    EarlierLevel,
    EarlierWeighed,
    LevelsChosen,
    ProofDecided,
    PurposeChosen,
    RatedLevel,
    RatedMarks,
    RequirementCompared,
    SkillLevelled,
    SkillResult,
)
from scoring.proofs import Proof
from scoring.ratings.steps import RatingsCombined
from scoring.steps import (
    RuleVersions,
    rule_versions_to_document,
    rules_applied,
    step_to_document,
)

CT = ProgrammeCode("ct")


class LevelsDoNotFit(ScoringError):
    """The levels are of another programme, start later, or stop below what the purpose asks."""

    def __init__(self, code: LevelSetCode, *, reason: str) -> None:
        super().__init__(f"level set {code} {reason}")
        self.code = code
        self.reason = reason


class ResultDoesNotFit(ScoringError):
    """The result of a skill is not one that its scale can level."""

    def __init__(self, part: PartCode, *, reason: str) -> None:
        super().__init__(f"{part}: {reason}")
        self.part = part
        self.reason = reason


@dataclass(frozen=True, slots=True, kw_only=True)
class CtDecision:
    """The level of each skill, and what it means for the purpose of the candidate."""

    skills: tuple[SkillLevelled, ...]
    requirements: tuple[RequirementCompared, ...]
    steps: tuple[CtStep, ...]
    purpose: PurposeCode
    purpose_version: int
    levels: LevelSetCode
    levels_version: int
    rules: RuleVersions
    corrections: tuple[SchemeCorrection | EarlierSittingCorrected, ...] = ()

    @property
    def proof(self) -> Proof:
        """A certificate when each required part is reached, else a statement of level."""
        return Proof.STATEMENT if self.resit else Proof.CERTIFICATE

    @property
    def resit(self) -> tuple[PartCode, ...]:
        """The required parts that are not reached: only these are to be taken again."""
        return _list_missed(self.requirements)


def decide_ct(
    results: Mapping[PartCode, SkillResult],
    *,
    levels: LevelSet,
    purpose: Purpose,
    sat_on: date,
    earlier: Sequence[EarlierLevel] = (),
    ratings: Sequence[RatingsCombined] = (),
    corrected: CorrectedItems = NOTHING_CORRECTED,
    through: EarlierSittingCorrected | None = None,
) -> CtDecision:
    """Level each skill and compare the parts that the purpose requires (rules 7.1 to 7.7).

    `ratings` are those that gave the marks of the results; the explanation begins with them, and
    goes on with `corrected`, after which the points are (rules 8.1 to 8.3),
    and `through`, by which a level in `earlier` is another one than before (rule 8.9). `levels` in
    the place of those of the day may start later, and the correction says so (rule 8.4).

    Raises:
        LevelsDoNotFit: when the levels are not those of this day, or cannot give what is asked.
        ResultDoesNotFit: when a result is not one that its scale can level.
    """
    is_replaced = corrected.replacement is not None
    _check_levels(levels, purpose, sat_on, is_replaced=is_replaced)
    unknown = results.keys() - {scale.part for scale in levels.scales}
    for part in sorted(unknown):
        raise ResultDoesNotFit(part, reason="is not a part of this test")
    skills = tuple(
        SkillLevelled(
            part=scale.part,
            result=results[scale.part],
            level=_level_of(results[scale.part], scale, corrected),
        )
        for scale in levels.scales
        if scale.part in results
    )
    weighed = tuple(_weigh_earlier(one, purpose, sat_on) for one in _in_order(earlier))
    requirements = _compare(purpose, skills, weighed)
    missed = _list_missed(requirements)
    proof = Proof.STATEMENT if missed else Proof.CERTIFICATE
    corrections = (*corrected.corrections, *(() if through is None else (through,)))
    chosen = LevelsChosen(
        code=levels.code,
        version=levels.version,
        moment=levels.moment,
        effective_from=levels.effective_from,
        sat_on=sat_on,
    )
    steps: tuple[CtStep, ...] = (
        *ratings,
        *corrections,
        *(() if is_replaced else (chosen,)),
        PurposeChosen(
            code=purpose.code,
            version=purpose.version,
            title=purpose.title,
            assumed=purpose.assumed,
        ),
        *skills,
        *weighed,
        *requirements,
        ProofDecided(proof=proof, resit=missed),
    )
    return CtDecision(
        skills=skills,
        requirements=requirements,
        steps=steps,
        purpose=purpose.code,
        purpose_version=purpose.version,
        levels=levels.code,
        levels_version=levels.version,
        rules=rules_applied(steps),
        corrections=corrections,
    )


def ct_decision_to_document(decision: CtDecision) -> dict[str, object]:
    """Write a decision for storage and delivery; steps are data, without sentences."""
    return {
        "proof": decision.proof.value,
        "skills": [skill.details() for skill in decision.skills],
        "requirements": [one.details() for one in decision.requirements],
        "resit": list(decision.resit),
        "steps": [step_to_document(step) for step in decision.steps],
        "versions": {
            "programme": {"code": CT},
            "purpose": {"code": decision.purpose, "version": decision.purpose_version},
            "levels": {"code": decision.levels, "version": decision.levels_version},
            "rules": rule_versions_to_document(decision.rules),
            **corrections_in_versions(decision.corrections),
        },
    }


def _check_levels(levels: LevelSet, purpose: Purpose, sat_on: date, *, is_replaced: bool) -> None:
    for programme in (levels.programme, purpose.programme):
        if programme != CT:
            raise LevelsDoNotFit(levels.code, reason=f"meets a document of programme {programme}")
    starts = (
        [purpose.effective_from] if is_replaced else [levels.effective_from, purpose.effective_from]
    )
    for start in starts:
        if start > sat_on:
            raise LevelsDoNotFit(levels.code, reason=f"meets a document that starts on {start}")
    for one in purpose.requires:
        scale = levels.find_scale(one.part)
        if scale is None:
            raise LevelsDoNotFit(levels.code, reason=f"has no {one.part}")
        if one.level.rank > scale.levels[-1].rank:
            raise LevelsDoNotFit(
                levels.code, reason=f"cannot show {one.level} for {one.part}: another test is due"
            )


def _level_of(
    result: SkillResult, scale: PointsScale | RatingScale, corrected: CorrectedItems
) -> Level | None:
    if isinstance(scale, PointsScale):
        if not isinstance(result, PartPoints):
            raise ResultDoesNotFit(scale.part, reason="is marked in points and not rated")
        if corrected.full_maximum(scale.part, result.out_of) != scale.out_of:
            raise ResultDoesNotFit(scale.part, reason=f"is out of {scale.out_of} points")
        return scale.level_of(result.points, result.out_of)
    if isinstance(result, RatedMarks):
        return _level_of_marks(result, scale)
    if not isinstance(result, RatedLevel):
        raise ResultDoesNotFit(scale.part, reason="is rated and not marked in points")
    _check_rating(result, scale)
    return result.level


def _level_of_marks(rated: RatedMarks, scale: RatingScale) -> Level | None:
    """Level the marks of assessors; what was left empty needs none of them."""
    if not scale.limits:
        raise ResultDoesNotFit(scale.part, reason="has no limits for the marks of assessors")
    is_empty = rated.raters == 0 and rated.points.points == 0
    if rated.raters < scale.raters and not is_empty:
        raise _too_few_raters(scale, rated.raters)
    return scale.level_of(rated.points.points, rated.points.out_of)


def _check_rating(rating: RatedLevel, scale: RatingScale) -> None:
    if rating.raters < scale.raters:
        raise _too_few_raters(scale, rating.raters)
    if rating.level is not None and rating.level not in scale.levels:
        raise ResultDoesNotFit(scale.part, reason=f"this test does not give {rating.level}")
    is_recorded = rating.support is not None
    is_asked = rating.level in scale.support_at
    if is_asked and not is_recorded:
        raise ResultDoesNotFit(
            scale.part, reason=f"at {rating.level} the rating records how much support was given"
        )


def _too_few_raters(scale: RatingScale, given: int) -> ResultDoesNotFit:
    return ResultDoesNotFit(scale.part, reason=f"needs {scale.raters} assessors and has {given}")


def _in_order(earlier: Iterable[EarlierLevel]) -> list[EarlierLevel]:
    return sorted(earlier, key=lambda one: (one.part, one.sat_on, one.level.rank))


def _weigh_earlier(earlier: EarlierLevel, purpose: Purpose, on: date) -> EarlierWeighed:
    last = purpose.last_valid_day(earlier.sat_on)
    return EarlierWeighed(earlier=earlier, valid_until=last, is_valid=earlier.sat_on <= on <= last)


def _compare(
    purpose: Purpose, skills: Sequence[SkillLevelled], weighed: Sequence[EarlierWeighed]
) -> tuple[RequirementCompared, ...]:
    compared = []
    for asked in purpose.requires:
        now = [skill.level for skill in skills if skill.part == asked.part]
        before = [
            one.earlier.level for one in weighed if one.is_valid and one.earlier.part == asked.part
        ]
        best = max((*now, *before), key=rank_of, default=None)
        compared.append(
            RequirementCompared(
                part=asked.part,
                required=asked.level,
                level=best,
                is_taken=bool(now or before),
            )
        )
    return tuple(compared)


def _list_missed(requirements: Iterable[RequirementCompared]) -> tuple[PartCode, ...]:
    return tuple(one.part for one in requirements if not one.is_reached)
