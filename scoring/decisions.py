"""A decision on one test: the outcome, its parts and the steps that led to it, as data."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum
from typing import assert_never

from scoring.awards import PartPoints
from scoring.cefr import Level
from scoring.codes import (
    CutScoreSetCode,
    FactCode,
    FormCode,
    MomentCode,
    PartCode,
    ProgrammeCode,
    RuleId,
)
from scoring.corrections import (
    Correction,
    CutScoresReplaced,
    ItemCorrection,
    TableReplaced,
    corrections_in_versions,
)
from scoring.cut_scores import CutScore, CutScoreSet, Joining, PartCutScore, cut_score_to_document
from scoring.marks import Marks, marks_to_json
from scoring.ratings.steps import RatingsCombined
from scoring.steps import (
    RuleVersions,
    rule_versions_to_document,
    rules_applied,
    step_to_document,
)


class Outcome(StrEnum):
    """What a test decides."""

    PASSED = "passed"
    FAILED = "failed"


class StepKind(StrEnum):
    """What happened in one step of a decision."""

    CUT_SCORES_CHOSEN = "cut_scores_chosen"
    FORM_CUT_SCORE_TAKEN = "form_cut_score_taken"
    PART_COMPARED = "part_compared"
    LEVEL_REACHED = "level_reached"
    PARTS_JOINED = "parts_joined"
    OUTCOME_REACHED = "outcome_reached"
    FACT_CARRIED = "fact_carried"


@dataclass(frozen=True, slots=True, kw_only=True)
class PartResult:
    """The points of one part beside its cut score.

    `form` is there when the cut score is that of the form alone; `levels` are those reached, the
    lowest first, and None where the cut scores speak of no level.
    """

    part: PartCode
    points: Marks
    out_of: Marks
    cut_score: CutScore
    assumed: bool
    points_needed: Marks
    reached: bool
    form: FormCode | None = None
    levels: tuple[Level, ...] | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class CutScoresChosen:
    """The set of cut scores that was in force on the day of the sitting (rule 2.4)."""

    code: CutScoreSetCode
    version: int
    moment: MomentCode
    effective_from: date
    sat_on: date

    @property
    def kind(self) -> StepKind:
        """What happened in this step."""
        return StepKind.CUT_SCORES_CHOSEN

    @property
    def rule(self) -> RuleId:
        """The number of the rule applied."""
        return RuleId.CUT_SCORES_IN_FORCE

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
class FormCutScoreTaken:
    """The form has a cut score of its own for a part (rule 2.5)."""

    part: PartCode
    form: FormCode

    @property
    def kind(self) -> StepKind:
        """What happened in this step."""
        return StepKind.FORM_CUT_SCORE_TAKEN

    @property
    def rule(self) -> RuleId:
        """The number of the rule applied."""
        return RuleId.CUT_SCORE_OF_FORM

    def details(self) -> dict[str, object]:
        """The codes and numbers of this step, ready for a JSON document."""
        return {"part": self.part, "form": self.form}


@dataclass(frozen=True, slots=True, kw_only=True)
class LevelReached:
    """The highest level of a part whose cut score is reached, or none (rule 2.6)."""

    part: PartCode
    level: Level | None

    @property
    def kind(self) -> StepKind:
        """What happened in this step."""
        return StepKind.LEVEL_REACHED

    @property
    def rule(self) -> RuleId:
        """The number of the rule applied."""
        return RuleId.CUT_SCORES_OF_LEVELS

    def details(self) -> dict[str, object]:
        """The codes and numbers of this step, ready for a JSON document."""
        return {"part": self.part, "level": None if self.level is None else self.level.value}


@dataclass(frozen=True, slots=True, kw_only=True)
class PartCompared:
    """One part compared with its cut score (rule 2.1, 2.2 or 2.3)."""

    result: PartResult

    @property
    def kind(self) -> StepKind:
        """What happened in this step."""
        return StepKind.PART_COMPARED

    @property
    def rule(self) -> RuleId:
        """The number of the rule applied."""
        return self.result.cut_score.rule

    def details(self) -> dict[str, object]:
        """The codes and numbers of this step, ready for a JSON document."""
        return {"part": part_result_to_document(self.result)}


@dataclass(frozen=True, slots=True, kw_only=True)
class PartsJoined:
    """The parts joined into one outcome (rule 3.1 or 3.2)."""

    joining: Joining
    reached: tuple[PartCode, ...]
    missed: tuple[PartCode, ...]

    @property
    def kind(self) -> StepKind:
        """What happened in this step."""
        return StepKind.PARTS_JOINED

    @property
    def rule(self) -> RuleId:
        """The number of the rule applied."""
        return self.joining.rule

    def details(self) -> dict[str, object]:
        """The codes and numbers of this step, ready for a JSON document."""
        return {
            "joining": self.joining.value,
            "reached": list(self.reached),
            "missed": list(self.missed),
        }


@dataclass(frozen=True, slots=True, kw_only=True)
class OutcomeReached:
    """The outcome that follows from joining the parts."""

    outcome: Outcome
    joining: Joining

    @property
    def kind(self) -> StepKind:
        """What happened in this step."""
        return StepKind.OUTCOME_REACHED

    @property
    def rule(self) -> RuleId:
        """The number of the rule applied."""
        return self.joining.rule

    def details(self) -> dict[str, object]:
        """The codes and numbers of this step, ready for a JSON document."""
        return {"outcome": self.outcome.value}


@dataclass(frozen=True, slots=True, kw_only=True)
class FactCarried:
    """Something that others told, shown beside the decision and never counted (rule 10.3)."""

    fact: FactCode
    value: str
    told_on: date

    @property
    def kind(self) -> StepKind:
        """What happened in this step."""
        return StepKind.FACT_CARRIED

    @property
    def rule(self) -> RuleId:
        """The number of the rule applied."""
        return RuleId.FACT_CARRIED

    def details(self) -> dict[str, object]:
        """The codes and numbers of this step, ready for a JSON document."""
        return {"fact": self.fact, "value": self.value, "told_on": self.told_on.isoformat()}


Step = (
    ItemCorrection
    | CutScoresReplaced
    | TableReplaced
    | CutScoresChosen
    | FormCutScoreTaken
    | PartCompared
    | LevelReached
    | PartsJoined
    | OutcomeReached
    | FactCarried
    | RatingsCombined
)


@dataclass(frozen=True, slots=True, kw_only=True)
class DecisionVersions:
    """The exact versions that a decision was made with."""

    programme: ProgrammeCode
    cut_scores: CutScoreSetCode
    cut_scores_version: int
    rules: RuleVersions
    corrections: tuple[Correction, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Decision:
    """What was decided, on which grounds; never edited, only superseded."""

    outcome: Outcome
    parts: tuple[PartResult, ...]
    steps: tuple[Step, ...]
    versions: DecisionVersions


def put_ratings_first(decision: Decision, ratings: Sequence[RatingsCombined]) -> Decision:
    """Begin the explanation with the ratings that gave points (rules 11.2 to 11.4)."""
    steps = (*ratings, *decision.steps)
    versions = replace(decision.versions, rules=rules_applied(steps))
    return replace(decision, steps=steps, versions=versions)


def compare_part(points: PartPoints, cut_score: PartCutScore) -> PartResult:
    """Compare the points of a part with its cut score (rules 2.1 to 2.3)."""
    return PartResult(
        part=cut_score.part,
        points=points.points,
        out_of=points.out_of,
        cut_score=cut_score.cut_score,
        assumed=cut_score.assumed,
        points_needed=cut_score.cut_score.points_needed(points.out_of),
        reached=cut_score.cut_score.is_reached(points.points, points.out_of),
        form=cut_score.form,
    )


def compare_levels(points: PartPoints, cut_scores: Sequence[PartCutScore]) -> PartResult:
    """Compare the points of a part with the cut score of each level, lowest first (rule 2.6).

    The lowest level decides whether the part is reached. Without levels there is one cut score.
    """
    lowest = compare_part(points, cut_scores[0])
    if cut_scores[0].level is None:
        return lowest
    reached = (
        one.level
        for one in cut_scores
        if one.level is not None and one.cut_score.is_reached(points.points, points.out_of)
    )
    return replace(lowest, levels=tuple(reached))


def join_parts(results: Sequence[PartResult], joining: Joining) -> Outcome:
    """Join parts into one outcome: all must reach (rule 3.1), or one is enough (rule 3.2)."""
    reached = [result.reached for result in results]
    match joining:
        case Joining.ALL_PARTS:
            passed = all(reached)
        case Joining.ANY_PART:
            passed = any(reached)
        case _:  # pragma: no cover
            assert_never(joining)
    return Outcome.PASSED if passed else Outcome.FAILED


def build_decision(
    results: Sequence[PartResult],
    cut_scores: CutScoreSet,
    *,
    sat_on: date,
    facts: Sequence[FactCarried] = (),
    corrections: Sequence[Correction] = (),
) -> Decision:
    """Assemble the decision and its steps in the order in which it was reached.

    A correction of the cut scores stands in the place of the choice of that day (rule 8.4).
    """
    outcome = join_parts(results, cut_scores.joining)
    chosen = CutScoresChosen(
        code=cut_scores.code,
        version=cut_scores.version,
        moment=cut_scores.moment,
        effective_from=cut_scores.effective_from,
        sat_on=sat_on,
    )
    is_replaced = any(isinstance(one, CutScoresReplaced) for one in corrections)
    steps: tuple[Step, ...] = (
        *corrections,
        *(() if is_replaced else (chosen,)),
        *(step for result in results for step in _steps_of_part(result)),
        PartsJoined(
            joining=cut_scores.joining,
            reached=tuple(result.part for result in results if result.reached),
            missed=tuple(result.part for result in results if not result.reached),
        ),
        OutcomeReached(outcome=outcome, joining=cut_scores.joining),
        *facts,
    )
    return Decision(
        outcome=outcome,
        parts=tuple(results),
        steps=steps,
        versions=DecisionVersions(
            programme=cut_scores.programme,
            cut_scores=cut_scores.code,
            cut_scores_version=cut_scores.version,
            rules=rules_applied(steps),
            corrections=tuple(corrections),
        ),
    )


def _steps_of_part(result: PartResult) -> Iterator[Step]:
    if result.form is not None:
        yield FormCutScoreTaken(part=result.part, form=result.form)
    yield PartCompared(result=result)
    if result.levels is not None:
        highest = result.levels[-1] if result.levels else None
        yield LevelReached(part=result.part, level=highest)


def decision_to_document(decision: Decision) -> dict[str, object]:
    """Write a decision for storage and delivery; steps are data, without sentences."""
    return {
        "outcome": decision.outcome.value,
        "parts": [part_result_to_document(result) for result in decision.parts],
        "steps": [step_to_document(step) for step in decision.steps],
        "versions": versions_to_document(decision.versions),
    }


def part_result_to_document(result: PartResult) -> dict[str, object]:
    """Write one part of a decision."""
    return {
        "code": result.part,
        "points": marks_to_json(result.points),
        "out_of": marks_to_json(result.out_of),
        "cut_score": {
            **cut_score_to_document(result.cut_score),
            "points_needed": marks_to_json(result.points_needed),
            "assumed": result.assumed,
        },
        "reached": result.reached,
    }


def versions_to_document(versions: DecisionVersions) -> dict[str, object]:
    """Write the versions that a decision was made with; without corrections none are named."""
    return {
        "programme": {"code": versions.programme},
        "cut_scores": {"code": versions.cut_scores, "version": versions.cut_scores_version},
        "rules": rule_versions_to_document(versions.rules),
        **corrections_in_versions(versions.corrections),
    }
