"""From independent ratings to the marks of an item: two that agree, or a third that decides."""

from collections.abc import Sequence
from fractions import Fraction

from scoring.awards import Award, Judged
from scoring.codes import RuleId
from scoring.errors import ScoringError
from scoring.marks import Marks
from scoring.ratings.rubrics import Rubric, Scores

RATERS = 2
WITH_THIRD = 3


class RatingsMissing(ScoringError):
    """More assessors have to rate before there are marks."""

    def __init__(self, *, given: int, wanted: int) -> None:
        super().__init__(f"{given} ratings given, {wanted} more wanted")
        self.given = given
        self.wanted = wanted


class RatingsTooMany(ScoringError):
    """More ratings than a response can have."""

    def __init__(self, given: int) -> None:
        super().__init__(f"{given} ratings given, {WITH_THIRD} at most")
        self.given = given


def agree(rubric: Rubric, first: Scores, second: Scores) -> bool:
    """Tell whether two ratings differ no more than the assessment model allows (rule 11.2).

    Raises:
        ScoresDoNotFit: when one of them is not one band for each criterion.
    """
    apart = abs(rubric.total(first) - rubric.total(second))
    return apart <= rubric.total_tolerance and all(
        abs(first[code] - second[code]) <= rubric.criterion_tolerance for code in first
    )


def count_wanted(rubric: Rubric, ratings: Sequence[Scores]) -> int:
    """Count how many more assessors have to rate (rules 11.2 and 11.3).

    Raises:
        ScoresDoNotFit: when a rating is not one band for each criterion.
    """
    if len(ratings) < RATERS:
        return RATERS - len(ratings)
    return 1 if len(ratings) == RATERS and not agree(rubric, *ratings) else 0


def award_ratings(rubric: Rubric, ratings: Sequence[Scores], *, out_of: Marks) -> Award:
    """Award an item of so many marks by its ratings, in the order in which they were asked.

    Two that agree count for their mean (rule 11.2); else the third decides (rule 11.3).

    Raises:
        RatingsMissing: while somebody still has to rate.
        RatingsTooMany: when there are more than three.
        ScoresDoNotFit: when a rating is not one band for each criterion.
    """
    if len(ratings) > WITH_THIRD:
        raise RatingsTooMany(len(ratings))
    if (wanted := count_wanted(rubric, ratings)) > 0:
        raise RatingsMissing(given=len(ratings), wanted=wanted)
    totals = tuple(rubric.total(scores) for scores in ratings)
    is_decided_by_third = len(ratings) == WITH_THIRD
    counted = totals[RATERS:] if is_decided_by_third else totals
    rule = RuleId.THIRD_RATING_DECIDES if is_decided_by_third else RuleId.RATINGS_AGREE
    share = Fraction(sum(counted), len(counted) * rubric.most_points)
    return Award(
        marks=Fraction(out_of) * share,
        out_of=out_of,
        reason=Judged(points=totals, most=rubric.most_points),
        rule=rule,
        rule_version=rule.version,
    )


def award_nothing(*, out_of: Marks) -> Award:
    """Award a response with nothing in it: no marks, and nobody has to rate it (rule 11.4)."""
    return Award(
        marks=0,
        out_of=out_of,
        reason=Judged(points=(), most=0),
        rule=RuleId.NOTHING_TO_RATE,
        rule_version=RuleId.NOTHING_TO_RATE.version,
    )
