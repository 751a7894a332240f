from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scoring.awards import Award, NothingToSum, Tally
from scoring.codes import RuleId
from scoring.rules import SumOfQuestions

_AWARDS = st.builds(
    lambda marks, more, counts: an_award(marks, marks + more, *counts),
    st.fractions(min_value=0, max_value=5, max_denominator=4),
    st.integers(min_value=1, max_value=3),
    st.tuples(*[st.integers(min_value=0, max_value=4)] * 3),
)


def an_award(
    marks: int | Fraction, out_of: int | Fraction, hits: int = 0, slips: int = 0, missed: int = 0
) -> Award:
    return Award(
        marks=marks,
        out_of=out_of,
        reason=Tally(hits=hits, slips=slips, missed=missed),
        rule=RuleId.SELECT_ALL_THAT_APPLY,
        rule_version=1,
    )


class TestSumOfQuestions:
    def test_sums_marks_maxima_and_reasons(self) -> None:
        awards = [an_award(1, 1, 1), an_award(Fraction(1, 2), 3, 2, 1, 1)]

        assert SumOfQuestions().award(awards) == Award(
            marks=Fraction(3, 2),
            out_of=4,
            reason=Tally(hits=3, slips=1, missed=1),
            rule=RuleId.SUM_OF_QUESTIONS,
            rule_version=1,
        )

    @given(st.lists(_AWARDS, min_size=1, max_size=5))
    def test_does_not_care_for_the_order(self, awards: list[Award]) -> None:
        assert SumOfQuestions().award(awards) == SumOfQuestions().award(awards[::-1])

    def test_needs_a_question(self) -> None:
        with pytest.raises(NothingToSum):
            SumOfQuestions().award([])
