"""Decided tests decided again: from the old awards and the corrections to the difference.

An attempt stands where its newest decision left it. Only the award of the corrected item is asked
for: the points of all other items are in the points of the parts, exactly.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import assert_never

from scoring.awards import Award, Marks, NothingToSum, PartPoints
from scoring.codes import FormCode, PartCode, ProgrammeCode, RuleId
from scoring.corrections import Correction, ItemCorrection, ItemCorrectionKind, keep_last
from scoring.cut_scores import CutScoreSet
from scoring.decisions import Decision, FactCarried, Outcome
from scoring.errors import ScoringError
from scoring.findings import Finding, finding_to_document
from scoring.marks import marks_to_json
from scoring.programmes.parts import decide_by_parts

__all__ = [
    "Difference",
    "ItemToCorrect",
    "NoAwardByKey",
    "PartChange",
    "PointsCorrected",
    "Rescored",
    "Standing",
    "compare_findings",
    "correct_award",
    "correct_item",
    "correct_points",
    "difference_to_document",
    "rescore",
]


class NoAwardByKey(ScoringError):
    """A correction of an item needs what the key gives for the response."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """Where an attempt stands: the outcome of its newest decision, and the points of its parts."""

    outcome: Outcome
    points: Mapping[PartCode, PartPoints]


@dataclass(frozen=True, slots=True, kw_only=True)
class ItemToCorrect:
    """The item that a correction is about, in one attempt.

    `before` is its award in the newest decision, None when it was left out. `by_key` is what the
    key gives now, the corrected one where the key was wrong.
    """

    before: Award | None
    by_key: Award


@dataclass(frozen=True, slots=True, kw_only=True)
class PartChange:
    """The points of one part, before and after."""

    part: PartCode
    before: PartPoints
    after: PartPoints


@dataclass(frozen=True, slots=True, kw_only=True)
class Difference:
    """What a correction changes for one attempt: part by part, and in the result.

    The result is an outcome, or what was found before and after where nobody passes or fails.
    `is_through_earlier` when an earlier sitting that counts in this one was corrected (rule 8.9).
    """

    parts: tuple[PartChange, ...]
    outcome_before: Outcome | None
    outcome_after: Outcome | None
    found: tuple[Finding, Finding] | None = None
    is_through_earlier: bool = False

    @property
    def is_result_changed(self) -> bool:
        """Whether the outcome is another one, or what was found is."""
        if self.found is not None:
            return self.found[0] != self.found[1]
        return self.outcome_before is not self.outcome_after


@dataclass(frozen=True, slots=True, kw_only=True)
class PointsCorrected:
    """The points of all parts after a correction of an item, and its award if it has one.

    `is_changed` tells whether the item is worth something else than before (rule 8.6).
    """

    points: Mapping[PartCode, PartPoints]
    award: Award | None
    is_changed: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Rescored:
    """An attempt decided again; `award` is the new one of the corrected item, if it has one.

    With `is_changed` false there is nothing to write (rule 8.6).
    """

    award: Award | None
    decision: Decision
    difference: Difference
    is_changed: bool


def correct_award(by_key: Award, correction: ItemCorrection) -> Award | None:
    """Give the award of an item after a correction; None when it is left out.

    A wrong key gives what the corrected key gives (rule 8.1), full marks for all give the maximum
    and keep the tally (rule 8.2), an item that is left out has no award (rule 8.3).
    """
    match correction.kind:
        case ItemCorrectionKind.WRONG_KEY:
            return by_key
        case ItemCorrectionKind.FULL_MARKS:
            return Award(
                marks=by_key.out_of,
                out_of=by_key.out_of,
                reason=by_key.reason,
                rule=RuleId.FULL_MARKS_FOR_ALL,
                rule_version=RuleId.FULL_MARKS_FOR_ALL.version,
            )
        case ItemCorrectionKind.LEFT_OUT:
            return None
        case _:  # pragma: no cover
            assert_never(correction.kind)


def correct_points(points: PartPoints, *, before: Award | None, after: Award | None) -> PartPoints:
    """Take the award of an item out of the points of its part, and put another one in.

    Raises:
        NothingToSum: when the part has nothing left to count.
    """
    out_of = points.out_of - _out_of(before) + _out_of(after)
    if out_of == 0:
        raise NothingToSum
    return PartPoints(points=points.points - _marks(before) + _marks(after), out_of=out_of)


def correct_item(
    points: Mapping[PartCode, PartPoints],
    corrections: Sequence[Correction],
    item: ItemToCorrect | None,
) -> PointsCorrected:
    """Correct the points of parts by the last of the corrections; other parts stay.

    Raises:
        NoAwardByKey: when an item is corrected and `item` is None.
        NothingToSum: when the part has nothing left to count.
    """
    last = corrections[-1]
    if not isinstance(last, ItemCorrection):
        return PointsCorrected(points=points, award=None, is_changed=False)
    if item is None:
        raise NoAwardByKey
    award = correct_award(item.by_key, last)
    corrected = correct_points(points[last.part], before=item.before, after=award)
    return PointsCorrected(
        points={**points, last.part: corrected},
        award=award,
        is_changed=_worth(item.before) != _worth(award),
    )


def compare_findings(
    before: Mapping[PartCode, PartPoints],
    after: Mapping[PartCode, PartPoints],
    found: tuple[Finding, Finding],
    *,
    is_through_earlier: bool = False,
) -> Difference:
    """Compare two decisions that pass or fail nobody; the parts come in the order of `after`."""
    parts = tuple(
        PartChange(part=part, before=before[part], after=points) for part, points in after.items()
    )
    return Difference(
        parts=parts,
        outcome_before=None,
        outcome_after=None,
        found=found,
        is_through_earlier=is_through_earlier,
    )


def rescore(
    standing: Standing,
    corrections: Sequence[Correction],
    *,
    item: ItemToCorrect | None,
    cut_scores: CutScoreSet,
    programme: ProgrammeCode,
    sat_on: date,
    form: FormCode | None = None,
    facts: Sequence[FactCarried] = (),
) -> Rescored:
    """Decide an attempt again by the last of the corrections (rules 8.1 to 8.6).

    `corrections` are all that are in force for the attempt, in the order of their approval; what
    the earlier ones did to items is in the standing already. `cut_scores` are those of the newest
    decision; they stay, unless a correction replaces them. `form` was sat, and may have cut scores
    of its own (rule 2.5). `item` belongs to a correction of an
    item.

    Raises:
        NoAwardByKey: when an item is corrected and `item` is None.
        NothingToSum: when the part has nothing left to count.
        ScoringError: what `decide_by_parts` raises.
    """
    corrected = correct_item(standing.points, corrections, item)
    decision = decide_by_parts(
        corrected.points,
        cut_scores,
        programme=programme,
        sat_on=sat_on,
        form=form,
        facts=facts,
        corrections=keep_last(corrections),
    )
    difference = _compare(standing, decision)
    return Rescored(
        award=corrected.award,
        decision=decision,
        difference=difference,
        is_changed=corrected.is_changed or difference.is_result_changed,
    )


def difference_to_document(difference: Difference) -> dict[str, object]:
    """Write a difference for storage.

    Where nobody passes or fails there is no outcome, and `found` has what was found.
    """
    before, after = difference.outcome_before, difference.outcome_after
    result: dict[str, object] = {
        "outcome": None if before is None or after is None else [before.value, after.value]
    }
    if difference.found is not None:
        result["found"] = [finding_to_document(one) for one in difference.found]
    if difference.is_through_earlier:
        result["through_earlier"] = True
    return {
        **result,
        "parts": [
            {
                "code": change.part,
                "points": [marks_to_json(change.before.points), marks_to_json(change.after.points)],
                "out_of": [marks_to_json(change.before.out_of), marks_to_json(change.after.out_of)],
            }
            for change in difference.parts
        ],
    }


def _compare(standing: Standing, decision: Decision) -> Difference:
    return Difference(
        parts=tuple(
            PartChange(
                part=result.part,
                before=standing.points[result.part],
                after=PartPoints(points=result.points, out_of=result.out_of),
            )
            for result in decision.parts
        ),
        outcome_before=standing.outcome,
        outcome_after=decision.outcome,
    )


def _marks(award: Award | None) -> Marks:
    return 0 if award is None else award.marks


def _out_of(award: Award | None) -> Marks:
    return 0 if award is None else award.out_of


def _worth(award: Award | None) -> tuple[Marks, Marks] | None:
    return None if award is None else (award.marks, award.out_of)
