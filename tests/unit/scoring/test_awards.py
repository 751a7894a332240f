from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scoring.awards import (
    Award,
    Judged,
    Marks,
    MarksOutOfRange,
    NothingToSum,
    PartPoints,
    Tally,
    award_from_document,
    award_to_document,
    sum_awards,
)
from scoring.codes import RuleId
from scoring.documents import DocumentNotUnderstood
from scoring.marks import MarksNotExact
from tests.builders.scoring import an_award, points


@st.composite
def _awards(draw: st.DrawFn) -> Award:
    out_of = draw(st.fractions(min_value=Fraction(1, 9), max_value=20, max_denominator=9))
    share = draw(st.fractions(min_value=0, max_value=1, max_denominator=9))
    count = st.integers(min_value=0, max_value=9)
    tally = Tally(hits=draw(count), slips=draw(count), missed=draw(count))
    judged = Judged(points=tuple(draw(st.lists(count, max_size=3))), most=draw(count))
    return Award(
        marks=out_of * share,
        out_of=out_of,
        reason=draw(st.sampled_from((tally, judged))),
        rule=draw(st.sampled_from(RuleId)),
        rule_version=draw(st.integers(min_value=1, max_value=9)),
    )


class TestAward:
    @pytest.mark.parametrize(
        ("marks", "out_of", "reason"),
        [
            pytest.param(2, 1, "2 is more than the maximum 1", id="more than the maximum"),
            pytest.param(0, 0, "the maximum is 0", id="out of nothing"),
        ],
    )
    def test_refuses_marks_that_cannot_be(self, marks: Marks, out_of: Marks, reason: str) -> None:
        with pytest.raises(MarksOutOfRange, match=f"^{reason}$"):
            an_award(marks=marks, out_of=out_of)

    def test_refuses_a_float(self) -> None:
        with pytest.raises(MarksNotExact):
            an_award(marks=0.5)  # type: ignore[arg-type]  # that is the point


class TestPartPoints:
    def test_gives_the_exact_percentage(self) -> None:
        assert points(8, 11).percentage == Fraction(800, 11)


class TestSumAwards:
    def test_adds_marks_and_maxima(self) -> None:
        awards = [an_award(), an_award(marks=0), an_award(marks=Fraction(1, 2), out_of=2)]

        assert sum_awards(awards) == PartPoints(points=Fraction(3, 2), out_of=4)

    def test_refuses_a_part_without_awards(self) -> None:
        with pytest.raises(NothingToSum):
            sum_awards([])

    @given(st.lists(_awards(), min_size=1, max_size=9), st.randoms())
    def test_does_not_depend_on_the_order(self, awards: list[Award], random: object) -> None:
        shuffled = sorted(awards, key=lambda _: random.random())  # type: ignore[attr-defined]  # hypothesis gives a Random

        assert sum_awards(shuffled) == sum_awards(awards)


class TestAwardDocument:
    def test_has_exact_texts_for_marks(self) -> None:
        award = an_award(marks=Fraction(1, 2), out_of=1)

        assert award_to_document(award) == {
            "marks": "1/2",
            "out_of": "1",
            "reason": {"hits": 1, "slips": 0, "missed": 0},
            "rule": "1.1",
            "rule_version": 1,
        }

    @given(_awards())
    def test_is_read_as_it_was_written(self, award: Award) -> None:
        assert award_from_document(award_to_document(award)) == award

    def test_has_a_version_of_its_rule(self) -> None:
        document = award_to_document(an_award()) | {"rule_version": 0}

        with pytest.raises(DocumentNotUnderstood, match="rule_version: must be at least 1"):
            award_from_document(document)

    def test_is_refused_with_a_stray_field_in_the_reason(self) -> None:
        document = award_to_document(an_award())
        document["reason"] = {"hits": 1, "slips": 0, "missed": 0, "luck": 1}

        with pytest.raises(DocumentNotUnderstood, match=r"reason\.luck: is not a known field"):
            award_from_document(document)
