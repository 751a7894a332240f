from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scoring.awards import Award, Judged
from scoring.codes import CriterionCode, RuleId
from scoring.ratings import (
    RatingsMissing,
    RatingsTooMany,
    Scores,
    ScoresDoNotFit,
    agree,
    award_nothing,
    award_ratings,
    count_wanted,
)
from tests.builders.ratings import MOST, a_rubric, scores

RUBRIC = a_rubric()
bands = st.integers(min_value=0, max_value=MOST)
any_scores = st.builds(scores, bands, bands)


def marks(*ratings: Scores, out_of: int = 12) -> Fraction | int:
    return award_ratings(RUBRIC, ratings, out_of=out_of).marks


class TestOneRating:
    """Rule 11.1."""

    def test_is_worth_its_exact_share_of_the_marks(self) -> None:
        assert RUBRIC.marks_of(scores(2, 3), out_of=5) == Fraction(25, 6)

    @pytest.mark.parametrize(
        "given_scores",
        [
            pytest.param({"task": 1}, id="a criterion missing"),
            pytest.param({"task": 1, "grammar": 1, "style": 1}, id="an unknown criterion"),
            pytest.param({"task": 1, "grammar": 4}, id="no such band"),
            pytest.param({"task": 1, "grammar": -1}, id="below nothing"),
            pytest.param({}, id="nothing"),
        ],
    )
    def test_is_refused_where_it_is_not_one_band_each(self, given_scores: dict[str, int]) -> None:
        rated = {CriterionCode(code): points for code, points in given_scores.items()}

        with pytest.raises(ScoresDoNotFit):
            RUBRIC.total(rated)

    def test_that_does_not_fit_says_everything(self) -> None:
        with pytest.raises(ScoresDoNotFit, match="unknown: ") as refused:
            RUBRIC.check({CriterionCode("grammar"): 9, CriterionCode("style"): 1})

        error = refused.value
        assert (error.missing, error.unknown, error.without_band) == (
            ("task",),
            ("style",),
            ("grammar",),
        )


class TestTwoRatings:
    """Rule 11.2."""

    @pytest.mark.parametrize(
        ("first", "second", "is_agreed"),
        [
            pytest.param((2, 2), (2, 2), True, id="the same"),
            pytest.param((2, 2), (3, 3), True, id="one apart everywhere"),
            pytest.param((2, 2), (2, 3), True, id="one apart once"),
            pytest.param((1, 2), (3, 2), False, id="two apart on a criterion"),
            pytest.param((1, 3), (3, 1), False, id="totals equal, criteria two apart"),
        ],
    )
    def test_agree_within_the_tolerance(
        self, first: tuple[int, int], second: tuple[int, int], is_agreed: bool
    ) -> None:
        assert agree(RUBRIC, scores(*first), scores(*second)) is is_agreed

    def test_do_not_agree_when_only_the_totals_are_too_far_apart(self) -> None:
        strict = a_rubric(total_tolerance=1)

        assert not agree(strict, scores(2, 2), scores(3, 3))
        assert agree(strict, scores(2, 2), scores(3, 2))

    def test_that_agree_count_for_their_exact_mean(self) -> None:
        award = award_ratings(RUBRIC, [scores(2, 2), scores(2, 3)], out_of=5)

        assert award == Award(
            marks=Fraction(15, 4),
            out_of=5,
            reason=Judged(points=(4, 5), most=6),
            rule=RuleId.RATINGS_AGREE,
            rule_version=1,
        )

    @pytest.mark.parametrize(
        ("ratings", "wanted"),
        [
            pytest.param([], 2, id="none"),
            pytest.param([scores(1, 1)], 1, id="one"),
            pytest.param([scores(0, 0), scores(3, 3)], 1, id="two that do not agree"),
        ],
    )
    def test_are_waited_for(self, ratings: list[Scores], wanted: int) -> None:
        assert count_wanted(RUBRIC, ratings) == wanted
        with pytest.raises(RatingsMissing, match=f"{wanted} more wanted") as refused:
            award_ratings(RUBRIC, ratings, out_of=5)
        assert (refused.value.given, refused.value.wanted) == (len(ratings), wanted)


class TestThirdRating:
    """Rule 11.3."""

    def test_decides_alone(self) -> None:
        award = award_ratings(RUBRIC, [scores(0, 0), scores(3, 3), scores(1, 1)], out_of=6)

        assert award == Award(
            marks=2,
            out_of=6,
            reason=Judged(points=(0, 6, 2), most=6),
            rule=RuleId.THIRD_RATING_DECIDES,
            rule_version=1,
        )

    def test_is_the_last(self) -> None:
        with pytest.raises(RatingsTooMany, match="4 ratings given, 3 at most") as refused:
            award_ratings(RUBRIC, [scores(1, 1)] * 4, out_of=6)

        assert refused.value.given == 4


class TestNothingToRate:
    """Rule 11.4."""

    def test_gets_no_marks_from_nobody(self) -> None:
        award = award_nothing(out_of=6)

        assert award == Award(
            marks=0,
            out_of=6,
            reason=Judged(points=(), most=0),
            rule=RuleId.NOTHING_TO_RATE,
            rule_version=1,
        )


class TestProperties:
    @given(any_scores, any_scores)
    def test_order_of_two_assessors_does_not_matter(self, one: Scores, other: Scores) -> None:
        assert count_wanted(RUBRIC, [one, other]) == count_wanted(RUBRIC, [other, one])
        if agree(RUBRIC, one, other):
            assert marks(one, other) == marks(other, one)

    @given(any_scores, any_scores, any_scores)
    def test_marks_lie_between_nothing_and_all(
        self, one: Scores, other: Scores, third: Scores
    ) -> None:
        assert 0 <= marks(one, other, third) <= 12

    @given(any_scores, any_scores)
    def test_the_mean_lies_between_the_two(self, one: Scores, other: Scores) -> None:
        worth = sorted(RUBRIC.marks_of(each, out_of=12) for each in (one, other))

        if agree(RUBRIC, one, other):
            assert worth[0] <= marks(one, other) <= worth[1]

    @given(any_scores)
    def test_one_who_agrees_with_themselves_changes_nothing(self, one: Scores) -> None:
        assert marks(one, one) == RUBRIC.marks_of(one, out_of=12)

    @given(any_scores, any_scores, any_scores, bands)
    def test_more_points_are_never_worse(
        self, one: Scores, other: Scores, third: Scores, more: int
    ) -> None:
        better = {**third, CriterionCode("task"): max(more, third[CriterionCode("task")])}

        assert marks(one, other, better) >= marks(one, other, third)
