import json
from dataclasses import replace
from datetime import date
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scoring.awards import Award, NothingToSum, PartPoints, Tally, sum_awards
from scoring.codes import FactCode, FormCode, PartCode, ProgrammeCode, RuleId
from scoring.corrections import Correction, ItemCorrectionKind
from scoring.cut_scores import (
    AtLeastPercentage,
    AtLeastPoints,
    CutScore,
    CutScoreAboveMaximum,
    CutScoreSet,
    Joining,
    MoreThanPercentage,
)
from scoring.decisions import FactCarried, Outcome, decision_to_document
from scoring.explanations import sentences
from scoring.programmes.parts import CutScoresNotYetInForce, decide_by_parts
from scoring.rescoring import (
    ItemToCorrect,
    NoAwardByKey,
    Rescored,
    Standing,
    correct_award,
    correct_points,
    difference_to_document,
    rescore,
)
from tests.builders.scoring import (
    PRAKTISCH,
    SOKKEL,
    a_cut_score_set,
    a_part_cut_score,
    a_replacement,
    an_award,
    an_item_correction,
    points,
)

MO = ProgrammeCode("mo")
SAT_ON = date(2026, 3, 2)
EIGHT = points(8, 11)
WRONG = an_award(marks=0)
FULL_MARKS = an_item_correction(kind=ItemCorrectionKind.FULL_MARKS)
LEFT_OUT = an_item_correction(kind=ItemCorrectionKind.LEFT_OUT)
WRONG_KEY = an_item_correction(kind=ItemCorrectionKind.WRONG_KEY)


def rescored(
    *corrections: Correction,
    sokkel: PartPoints = EIGHT,
    before: Award | None = WRONG,
    by_key: Award = WRONG,
    cut_scores: CutScoreSet | None = None,
) -> Rescored:
    """Decide again who has 30 of 30 practical questions right."""
    chosen = cut_scores or a_cut_score_set()
    by_part = {SOKKEL: sokkel, PRAKTISCH: points(30, 30)}
    decided = decide_by_parts(by_part, chosen, programme=MO, sat_on=SAT_ON)
    return rescore(
        Standing(outcome=decided.outcome, points=by_part),
        corrections,
        item=ItemToCorrect(before=before, by_key=by_key),
        cut_scores=chosen,
        programme=MO,
        sat_on=SAT_ON,
    )


class TestCorrectAward:
    def test_by_a_corrected_key_is_what_that_key_gives(self) -> None:
        assert correct_award(an_award(marks=1), WRONG_KEY) == an_award(marks=1)

    def test_with_full_marks_is_the_maximum_with_the_tally_of_the_response(self) -> None:
        assert correct_award(an_award(marks=1, out_of=3), FULL_MARKS) == Award(
            marks=3,
            out_of=3,
            reason=Tally(hits=1, slips=0, missed=0),
            rule=RuleId.FULL_MARKS_FOR_ALL,
            rule_version=1,
        )

    def test_of_an_item_that_is_left_out_is_none(self) -> None:
        assert correct_award(an_award(), LEFT_OUT) is None


class TestCorrectPoints:
    @pytest.mark.parametrize(
        ("before", "after", "corrected"),
        [
            pytest.param(an_award(marks=0), an_award(marks=1), points(9, 11), id="wrong to right"),
            pytest.param(an_award(marks=1), an_award(marks=0), points(7, 11), id="right to wrong"),
            pytest.param(an_award(marks=1), None, points(7, 10), id="right and left out"),
            pytest.param(an_award(marks=0), None, points(8, 10), id="wrong and left out"),
            pytest.param(None, an_award(marks=1), points(9, 12), id="back again"),
            pytest.param(None, None, points(8, 11), id="left out twice"),
        ],
    )
    def test_exchanges_one_award(
        self, before: Award | None, after: Award | None, corrected: PartPoints
    ) -> None:
        assert correct_points(points(8, 11), before=before, after=after) == corrected

    def test_is_exact(self) -> None:
        third = an_award(marks=Fraction(1, 3))

        corrected = correct_points(points(Fraction(1, 3), 2), before=third, after=None)

        assert corrected == points(0, 1)

    def test_refuses_to_leave_a_part_without_items(self) -> None:
        with pytest.raises(NothingToSum):
            correct_points(points(1, 1), before=an_award(), after=None)


class TestRescore:
    @pytest.mark.parametrize(
        ("correction", "sokkel", "before", "by_key", "reached", "outcome"),
        [
            pytest.param(FULL_MARKS, 8, 0, 0, points(9, 11), Outcome.PASSED, id="full: 8 to 9"),
            pytest.param(FULL_MARKS, 7, 0, 0, points(8, 11), Outcome.FAILED, id="full: 7 to 8"),
            pytest.param(LEFT_OUT, 8, 0, 0, points(8, 10), Outcome.PASSED, id="out: 8 of 10"),
            pytest.param(LEFT_OUT, 8, 1, 1, points(7, 10), Outcome.FAILED, id="out: 7 of 10"),
            pytest.param(WRONG_KEY, 8, 0, 1, points(9, 11), Outcome.PASSED, id="key: now right"),
            pytest.param(WRONG_KEY, 9, 1, 0, points(8, 11), Outcome.FAILED, id="key: now wrong"),
        ],
    )
    def test_decides_with_the_corrected_points(
        self,
        correction: Correction,
        sokkel: int,
        before: int,
        by_key: int,
        reached: PartPoints,
        outcome: Outcome,
    ) -> None:
        result = rescored(
            correction,
            sokkel=points(sokkel, 11),
            before=an_award(marks=before),
            by_key=an_award(marks=by_key),
        )

        part = result.decision.parts[0]
        assert (part.points, part.out_of) == (reached.points, reached.out_of)
        assert result.decision.outcome is outcome

    def test_tells_the_difference(self) -> None:
        assert difference_to_document(rescored(LEFT_OUT).difference) == {
            "outcome": ["failed", "passed"],
            "parts": [
                {"code": "sokkel", "points": [8, 8], "out_of": [11, 10]},
                {"code": "praktisch", "points": [30, 30], "out_of": [30, 30]},
            ],
        }

    def test_the_correction_is_the_first_step_and_its_version_is_named(self) -> None:
        document = decision_to_document(rescored(FULL_MARKS).decision)

        assert document["steps"][0] == {  # type: ignore[index]
            "kind": "full_marks",
            "rule": "8.2",
            "rule_version": 1,
            "correction": "RS-1",
            "item": "MO-S-01",
            "item_version": 1,
            "part": "sokkel",
        }
        assert document["versions"]["corrections"] == [  # type: ignore[index]
            {"code": "RS-1", "rule": "8.2", "rule_version": 1}
        ]

    def test_says_the_cut_scores_that_stayed(self) -> None:
        said = sentences(rescored(FULL_MARKS).decision)

        assert said[1].startswith("cesuur mo-after-course-2023-03-01 versie 1")

    def test_cut_scores_of_a_period_take_the_place_of_those_of_the_day(self) -> None:
        lower = a_cut_score_set(
            version=2,
            effective_from=date(2027, 1, 1),
            parts=(
                a_part_cut_score("sokkel", cut_score=AtLeastPoints(points=8)),
                a_part_cut_score("praktisch"),
            ),
        )

        result = rescored(a_replacement(cut_scores=lower))

        assert result.difference.is_result_changed
        assert result.decision.versions.cut_scores_version == 2
        assert [step.rule for step in result.decision.steps][:2] == [
            RuleId.CUT_SCORES_REPLACED,
            RuleId.AT_LEAST_POINTS,
        ]

    def test_without_a_correction_a_later_set_is_still_refused(self) -> None:
        with pytest.raises(CutScoresNotYetInForce):
            rescored(FULL_MARKS, cut_scores=a_cut_score_set(effective_from=date(2027, 1, 1)))

    def test_the_last_correction_of_an_item_counts(self) -> None:
        result = rescored(
            LEFT_OUT, FULL_MARKS, sokkel=points(8, 10), before=None, by_key=an_award(marks=0)
        )

        assert result.difference.parts[0].after == points(9, 11)
        assert result.decision.versions.corrections == (FULL_MARKS,)

    def test_an_item_needs_what_the_key_gives(self) -> None:
        standing = Standing(outcome=Outcome.FAILED, points={SOKKEL: points(8, 11)})

        with pytest.raises(NoAwardByKey):
            rescore(
                standing,
                [FULL_MARKS],
                item=None,
                cut_scores=a_cut_score_set(),
                programme=MO,
                sat_on=SAT_ON,
            )

    def test_refuses_a_cut_score_that_nobody_could_reach_any_more(self) -> None:
        all_points = a_cut_score_set(
            parts=(
                a_part_cut_score("sokkel", cut_score=AtLeastPoints(points=11)),
                a_part_cut_score("praktisch"),
            )
        )

        with pytest.raises(CutScoreAboveMaximum):
            rescored(LEFT_OUT, cut_scores=all_points)


class TestWhatStays:
    def test_the_form_keeps_its_own_cut_score_and_facts_are_carried_along(self) -> None:
        general = a_cut_score_set()
        own = replace(general.parts[0], form=FormCode("mo-1"), cut_score=AtLeastPoints(points=8))
        fact = FactCarried(
            fact=FactCode("process_evaluation"), value="positive", told_on=date(2026, 3, 1)
        )

        result = rescore(
            Standing(outcome=Outcome.PASSED, points={SOKKEL: EIGHT, PRAKTISCH: points(30, 30)}),
            [WRONG_KEY],
            item=ItemToCorrect(before=WRONG, by_key=WRONG),
            cut_scores=replace(general, parts=(*general.parts, own)),
            programme=MO,
            sat_on=SAT_ON,
            form=FormCode("mo-1"),
            facts=[fact],
        )

        assert result.decision.outcome is Outcome.PASSED
        assert fact in result.decision.steps

    def test_other_points_are_a_change_where_the_outcome_stays(self) -> None:
        result = rescored(FULL_MARKS, sokkel=points(3, 11))

        assert result.is_changed is True
        assert result.difference.is_result_changed is False


class TestIsChanged:
    @pytest.mark.parametrize(
        ("correction", "before", "by_key", "is_changed"),
        [
            pytest.param(FULL_MARKS, 1, 1, False, id="full marks already"),
            pytest.param(FULL_MARKS, 0, 0, True, id="full marks at last"),
            pytest.param(WRONG_KEY, 0, 0, False, id="wrong by both keys"),
            pytest.param(WRONG_KEY, 0, 1, True, id="right by the new key"),
            pytest.param(LEFT_OUT, 0, 0, True, id="another maximum"),
            pytest.param(a_replacement(), 0, 0, False, id="cut scores with the same outcome"),
        ],
    )
    def test_tells_whether_there_is_anything_to_write(
        self, correction: Correction, before: int, by_key: int, is_changed: bool
    ) -> None:
        result = rescored(correction, before=an_award(marks=before), by_key=an_award(marks=by_key))

        assert result.is_changed is is_changed


marks = st.fractions(min_value=0, max_value=1, max_denominator=4)
ITEMS = 6
any_marks = st.lists(marks, min_size=ITEMS, max_size=ITEMS)
any_kind = st.sampled_from(ItemCorrectionKind)
any_cut_score = st.one_of(
    st.builds(AtLeastPercentage, percentage=st.integers(1, 100)),
    st.builds(MoreThanPercentage, percentage=st.integers(0, 99)),
    st.builds(AtLeastPoints, points=st.integers(1, ITEMS - 1)),
)


def decided_again(
    own: list[Fraction], by_key: Fraction, kind: ItemCorrectionKind, cut_score: CutScore
) -> Rescored:
    """A part of some items of which the first is corrected."""
    chosen = a_cut_score_set(
        joining=Joining.ALL_PARTS, parts=(a_part_cut_score("sokkel", cut_score=cut_score),)
    )
    awards = [an_award(marks=one) for one in own]
    by_part = {SOKKEL: sum_awards(awards)}
    outcome = decide_by_parts(by_part, chosen, programme=MO, sat_on=SAT_ON).outcome
    return rescore(
        Standing(outcome=outcome, points=by_part),
        [an_item_correction(kind=kind)],
        item=ItemToCorrect(before=awards[0], by_key=an_award(marks=by_key)),
        cut_scores=chosen,
        programme=MO,
        sat_on=SAT_ON,
    )


class TestProperties:
    @given(any_marks, marks, any_kind, any_cut_score)
    def test_the_points_are_those_of_all_awards_summed_anew(
        self, own: list[Fraction], by_key: Fraction, kind: ItemCorrectionKind, cut_score: CutScore
    ) -> None:
        result = decided_again(own, by_key, kind, cut_score)

        others = [an_award(marks=one) for one in own[1:]]
        summed = sum_awards(others if result.award is None else [result.award, *others])
        assert result.difference.parts[0].after == summed

    @given(any_marks, any_marks, marks, marks, any_kind, any_cut_score)
    def test_more_marks_are_never_worse_after_a_correction(
        self,
        own: list[Fraction],
        others: list[Fraction],
        by_key: Fraction,
        other_by_key: Fraction,
        kind: ItemCorrectionKind,
        cut_score: CutScore,
    ) -> None:
        more = [max(pair) for pair in zip(own, others, strict=True)]

        less = decided_again(own, min(by_key, other_by_key), kind, cut_score)
        better = decided_again(more, max(by_key, other_by_key), kind, cut_score)

        order = (Outcome.FAILED, Outcome.PASSED)
        assert order.index(better.decision.outcome) >= order.index(less.decision.outcome)

    @given(any_marks, any_cut_score)
    def test_nobody_loses_by_full_marks(self, own: list[Fraction], cut_score: CutScore) -> None:
        result = decided_again(own, own[0], ItemCorrectionKind.FULL_MARKS, cut_score)

        assert (result.difference.outcome_before, result.difference.outcome_after) != (
            Outcome.PASSED,
            Outcome.FAILED,
        )

    @given(any_marks, marks, any_kind, any_cut_score)
    def test_the_same_input_gives_the_same_bytes(
        self, own: list[Fraction], by_key: Fraction, kind: ItemCorrectionKind, cut_score: CutScore
    ) -> None:
        first, second = (decided_again(own, by_key, kind, cut_score) for _ in range(2))

        assert as_bytes(first) == as_bytes(second)

    @given(any_marks, any_kind, any_cut_score)
    def test_a_correction_twice_changes_nothing_more(
        self, own: list[Fraction], kind: ItemCorrectionKind, cut_score: CutScore
    ) -> None:
        once = decided_again(own, own[0], kind, cut_score)

        again = rescore(
            Standing(
                outcome=once.decision.outcome,
                points={PartCode("sokkel"): once.difference.parts[0].after},
            ),
            [an_item_correction(kind=kind)],
            item=ItemToCorrect(before=once.award, by_key=an_award(marks=own[0])),
            cut_scores=a_cut_score_set(parts=(a_part_cut_score("sokkel", cut_score=cut_score),)),
            programme=MO,
            sat_on=SAT_ON,
        )

        assert not again.is_changed
        assert again.decision == once.decision


def as_bytes(result: Rescored) -> bytes:
    documents = [
        decision_to_document(result.decision),
        difference_to_document(result.difference),
        list(sentences(result.decision)),
    ]
    return json.dumps(documents, sort_keys=True, ensure_ascii=False).encode()
