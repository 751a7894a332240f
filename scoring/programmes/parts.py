"""The decision of any test whose parts have cut scores of their own."""

from collections.abc import Collection, Mapping, Sequence
from datetime import date

from scoring.awards import PartPoints
from scoring.codes import CutScoreSetCode, FormCode, PartCode, ProgrammeCode
from scoring.corrections import Correction, find_replacement
from scoring.cut_scores import CutScoreSet
from scoring.decisions import Decision, FactCarried, PartResult, build_decision, compare_levels
from scoring.errors import ScoringError


class PartsDoNotMatch(ScoringError):
    """The parts with points are not the parts that the programme wants."""

    def __init__(self, missing: tuple[PartCode, ...], unknown: tuple[PartCode, ...]) -> None:
        super().__init__(f"parts without points: {missing}; parts that are unknown: {unknown}")
        self.missing = missing
        self.unknown = unknown


class CutScoresOfAnotherProgramme(ScoringError):
    """The set of cut scores belongs to another programme."""

    def __init__(self, code: CutScoreSetCode, programme: ProgrammeCode) -> None:
        super().__init__(f"cut-score set {code} is of programme {programme}")
        self.code = code
        self.programme = programme


class CutScoresNotYetInForce(ScoringError):
    """The set of cut scores starts after the day of the sitting."""

    def __init__(self, code: CutScoreSetCode, effective_from: date, sat_on: date) -> None:
        super().__init__(f"cut-score set {code} starts on {effective_from}, after {sat_on}")
        self.code = code
        self.effective_from = effective_from
        self.sat_on = sat_on


def decide_by_parts(
    points: Mapping[PartCode, PartPoints],
    cut_scores: CutScoreSet,
    *,
    programme: ProgrammeCode,
    sat_on: date,
    facts: Sequence[FactCarried] = (),
    form: FormCode | None = None,
    corrections: Sequence[Correction] = (),
) -> Decision:
    """Compare every part with its own cut score and join the parts (rules 2.1 to 2.6, 3.1, 3.2).

    The form is the one that was sat; without it only general cut scores count. The day is the one
    on which the candidate sat, in Brussels. The order of `points` is of no importance: parts and
    steps come in the order of the cut-score set. The points are those after `corrections`, which
    become steps; one of the cut scores takes the place of `cut_scores`, also when its set starts
    later (rule 8.4).

    Raises:
        PartsDoNotMatch: when a part is missing or has no cut score.
        CutScoresOfAnotherProgramme: when the set is not one of the programme.
        CutScoresNotYetInForce: when the set starts after the day of the sitting.
        CutScoreAboveMaximum: when a cut score asks more points than the part has.
    """
    replacement = find_replacement(corrections)
    cut_scores = cut_scores if replacement is None else replacement.cut_scores
    if cut_scores.programme != programme:
        raise CutScoresOfAnotherProgramme(cut_scores.code, cut_scores.programme)
    if replacement is None and cut_scores.effective_from > sat_on:
        raise CutScoresNotYetInForce(cut_scores.code, cut_scores.effective_from, sat_on)
    results = compare_parts(points, cut_scores, form=form)
    return build_decision(results, cut_scores, sat_on=sat_on, facts=facts, corrections=corrections)


def compare_parts(
    points: Mapping[PartCode, PartPoints], cut_scores: CutScoreSet, *, form: FormCode | None
) -> tuple[PartResult, ...]:
    """Compare every part with its own cut scores, in the order of the set.

    Raises:
        PartsDoNotMatch: when a part is missing or has no cut score.
        CutScoreAboveMaximum: when a cut score asks more points than the part has.
    """
    check_parts(points, wanted=cut_scores.part_codes)
    return tuple(
        compare_levels(points[part], cut_scores.cut_scores_of(part, form))
        for part in cut_scores.part_codes
    )


def check_parts(given: Collection[PartCode], *, wanted: Collection[PartCode]) -> None:
    """Refuse when a part is missing or one is given that nobody asked for.

    Raises:
        PartsDoNotMatch: with both.
    """
    missing, unknown = set(wanted) - set(given), set(given) - set(wanted)
    if missing or unknown:
        raise PartsDoNotMatch(missing=tuple(sorted(missing)), unknown=tuple(sorted(unknown)))
