from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scoring.analysis.cut_score_changes import (
    ChangeCounts,
    CountedResult,
    Distribution,
    NegativeNumber,
    preview_change,
)
from scoring.codes import FormCode
from scoring.cut_scores import AtLeastPercentage, AtLeastPoints, CutScoreSet, Joining
from scoring.decisions import Outcome
from scoring.marks import Marks
from tests.builders.scoring import PRAKTISCH, SOKKEL, a_cut_score_set, a_part_cut_score

_FORM = FormCode("mo-a")


def a_result(
    sokkel: Marks = 9,
    praktisch: Marks = 16,
    *,
    language: str = "nl",
    centre: str = "AMAL-GENT",
    form: FormCode = _FORM,
    outcome: Outcome = Outcome.PASSED,
    number: int = 1,
) -> CountedResult:
    return CountedResult(
        language=language,
        centre=centre,
        form=form,
        points=((SOKKEL, sokkel, 11), (PRAKTISCH, praktisch, 30)),
        outcome=outcome,
        number=number,
    )


def asking(sokkel: int, *, joining: Joining = Joining.ALL_PARTS) -> CutScoreSet:
    return a_cut_score_set(
        joining=joining,
        parts=(
            a_part_cut_score("sokkel", cut_score=AtLeastPoints(points=sokkel)),
            a_part_cut_score("praktisch", cut_score=AtLeastPoints(points=16)),
        ),
    )


class TestPreviewChange:
    @pytest.mark.parametrize(
        ("result", "asked", "counts"),
        [
            pytest.param(
                a_result(9, number=3),
                9,
                ChangeCounts(number=3, passed=3, would_pass=3),
                id="passes as before",
            ),
            pytest.param(
                a_result(9, number=3),
                10,
                ChangeCounts(number=3, passed=3, lost=3),
                id="would fail",
            ),
            pytest.param(
                a_result(8, outcome=Outcome.FAILED, number=2),
                8,
                ChangeCounts(number=2, would_pass=2, gained=2),
                id="would pass",
            ),
            pytest.param(
                a_result(7, outcome=Outcome.FAILED),
                8,
                ChangeCounts(number=1),
                id="fails as before",
            ),
            pytest.param(a_result(7, number=5), 12, ChangeCounts(left_out=5), id="asks too much"),
        ],
    )
    def test_counts_who_changes_sides(
        self, result: CountedResult, asked: int, counts: ChangeCounts
    ) -> None:
        assert preview_change([result], asking(asked)).total == counts

    def test_leaves_out_who_has_other_parts(self) -> None:
        only_sokkel = a_cut_score_set(parts=(a_part_cut_score("sokkel"),))

        assert preview_change([a_result()], only_sokkel).total == ChangeCounts(left_out=1)

    def test_joins_the_parts_as_the_set_does(self) -> None:
        preview = preview_change(
            [a_result(0, 16, outcome=Outcome.FAILED)], asking(9, joining=Joining.ANY_PART)
        )

        assert preview.total.gained == 1

    def test_takes_the_cut_score_of_the_form(self) -> None:
        own = a_part_cut_score("sokkel", cut_score=AtLeastPercentage(percentage=50), form="mo-b")
        cut_scores = a_cut_score_set(parts=(*asking(9).parts, own))
        results = [
            a_result(6, outcome=Outcome.FAILED),
            a_result(6, outcome=Outcome.FAILED, form=FormCode("mo-b")),
        ]

        assert preview_change(results, cut_scores).total.gained == 1

    def test_counts_by_language_and_by_centre(self) -> None:
        results = [
            a_result(9, language="nl", centre="AMAL-GENT", number=2),
            a_result(9, language="ar", centre="AMAL-GENT", number=3),
            a_result(10, language="ar", centre="HNB-BRUSSEL", number=4),
        ]

        preview = preview_change(results, asking(10))

        assert preview.by_language == {
            "nl": ChangeCounts(number=2, passed=2, lost=2),
            "ar": ChangeCounts(number=7, passed=7, would_pass=4, lost=3),
        }
        assert preview.by_centre["AMAL-GENT"].difference == -5
        assert preview.by_centre["HNB-BRUSSEL"].difference == 0
        assert preview.total.number == 9

    def test_tells_how_the_points_are_spread(self) -> None:
        results = [
            a_result(9, number=2),
            a_result(Fraction(19, 2), language="ar"),
            a_result(4, form=FormCode("mo-b")),
        ]

        preview = preview_change(results, asking(9))

        assert [one for one in preview.distributions if one.part == SOKKEL] == [
            Distribution(part=SOKKEL, form=_FORM, out_of=11, numbers={9: 3}),
            Distribution(part=SOKKEL, form=FormCode("mo-b"), out_of=11, numbers={4: 1}),
        ]
        assert [one.part for one in preview.distributions] == [SOKKEL, SOKKEL, PRAKTISCH, PRAKTISCH]

    def test_of_nobody_is_nothing(self) -> None:
        preview = preview_change([], asking(9))

        assert (preview.total, preview.by_language, preview.distributions) == (
            ChangeCounts(),
            {},
            (),
        )

    @given(
        st.lists(
            st.tuples(
                st.integers(0, 11),
                st.integers(0, 30),
                st.sampled_from(Outcome),
                st.sampled_from(["nl", "ar"]),
                st.integers(0, 5),
            ),
            max_size=20,
        ),
        st.integers(1, 10),
    )
    def test_adds_up_and_asking_more_never_passes_more(
        self, rows: list[tuple[int, int, Outcome, str, int]], asked: int
    ) -> None:
        results = [
            a_result(sokkel, praktisch, outcome=outcome, language=language, number=number)
            for sokkel, praktisch, outcome, language, number in rows
        ]

        preview = preview_change(results, asking(asked))
        stricter = preview_change(results, asking(asked + 1))

        total = preview.total
        assert total.difference == total.gained - total.lost
        assert total == sum(preview.by_centre.values(), ChangeCounts())
        assert total.number == sum(result.number for result in results)
        assert stricter.total.would_pass <= total.would_pass


class TestCountedResult:
    def test_is_of_nobody_at_least(self) -> None:
        with pytest.raises(NegativeNumber, match="-1 people"):
            a_result(number=-1)


class TestChangeCounts:
    def test_add_up_kind_by_kind(self) -> None:
        one = ChangeCounts(number=9, passed=4, would_pass=5, gained=3, lost=2, left_out=1)
        other = ChangeCounts(number=90, passed=40, would_pass=50, gained=30, lost=20, left_out=10)

        assert one + other == ChangeCounts(
            number=99, passed=44, would_pass=55, gained=33, lost=22, left_out=11
        )
