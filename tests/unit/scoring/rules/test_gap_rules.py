from collections.abc import Mapping

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scoring.awards import Tally
from scoring.codes import ChoiceId, GapId, RuleId
from scoring.rules import (
    GAP_RULES,
    AllGaps,
    AnswerKey,
    ChoiceAnswer,
    EachGap,
    GapResponse,
    RuleHasNoKey,
)
from scoring.text_comparison import TextKey

_KEY: Mapping[GapId, AnswerKey] = {
    GapId("g1"): TextKey(accepted=("ga",)),
    GapId("g2"): ChoiceAnswer(choice=ChoiceId("b")),
    GapId("g3"): TextKey(accepted=("koop", "haal")),
}
_RIGHT = {"g1": "Ga", "g2": "b", "g3": "haal"}
_ANSWERS = st.dictionaries(
    st.sampled_from(["g1", "g2", "g3", "g9"]), st.sampled_from(["ga", "b", "B", "koop", " ", "x"])
)


def some_answers(**answers: str) -> GapResponse:
    return GapResponse(answers={GapId(gap): answer for gap, answer in answers.items()})


class TestAllGaps:
    @pytest.mark.parametrize(
        ("answers", "marks"),
        [
            pytest.param(_RIGHT, 1, id="every gap"),
            pytest.param({**_RIGHT, "g3": "koop"}, 1, id="another accepted text"),
            pytest.param({**_RIGHT, "g3": "loop"}, 0, id="one wrong"),
            pytest.param({"g1": "ga", "g2": "b"}, 0, id="one left empty"),
            pytest.param({}, 0, id="nothing"),
        ],
    )
    def test_awards_all_or_nothing(self, answers: Mapping[str, str], marks: int) -> None:
        award = AllGaps(key=_KEY).award(some_answers(**answers))

        assert (award.marks, award.out_of) == (marks, 1)


class TestEachGap:
    @pytest.mark.parametrize(
        ("answers", "tally"),
        [
            pytest.param(_RIGHT, Tally(hits=3, slips=0, missed=0), id="every gap"),
            pytest.param(
                {**_RIGHT, "g2": "B"},
                Tally(hits=2, slips=1, missed=0),
                id="a wrong one costs nothing",
            ),
            pytest.param(
                {"g1": "ga", "g2": " "}, Tally(hits=1, slips=0, missed=2), id="blank is empty"
            ),
            pytest.param({"g9": "ga"}, Tally(hits=0, slips=0, missed=3), id="no gap of the key"),
        ],
    )
    def test_awards_a_mark_for_each(self, answers: Mapping[str, str], tally: Tally) -> None:
        award = EachGap(key=_KEY).award(some_answers(**answers))

        assert (award.marks, award.out_of, award.reason) == (tally.hits, 3, tally)


@pytest.mark.parametrize("number", list(GAP_RULES))
class TestEveryRule:
    @given(answers=_ANSWERS)
    def test_awards_from_nothing_to_the_maximum(
        self, number: RuleId, answers: Mapping[str, str]
    ) -> None:
        award = GAP_RULES[number](key=_KEY).award(some_answers(**answers))

        assert 0 <= award.marks <= award.out_of

    @given(answers=_ANSWERS)
    def test_accounts_for_every_gap(self, number: RuleId, answers: Mapping[str, str]) -> None:
        reason = GAP_RULES[number](key=_KEY).award(some_answers(**answers)).reason

        assert reason.hits + reason.slips + reason.missed == len(_KEY)

    @given(answers=_ANSWERS, gap=st.sampled_from(list(_RIGHT)))
    def test_never_awards_less_for_one_more_right_gap(
        self, number: RuleId, answers: dict[str, str], gap: str
    ) -> None:
        rule = GAP_RULES[number](key=_KEY)

        after = rule.award(some_answers(**{**answers, gap: _RIGHT[gap]}))

        assert after.marks >= rule.award(some_answers(**answers)).marks

    def test_carries_its_number_and_version(self, number: RuleId) -> None:
        award = GAP_RULES[number](key=_KEY).award(some_answers(**_RIGHT))

        assert (award.rule, award.rule_version) == (number, number.version)

    def test_refuses_an_empty_key(self, number: RuleId) -> None:
        with pytest.raises(RuleHasNoKey) as refusal:
            GAP_RULES[number](key={})

        assert (refusal.value.rule, refusal.value.correct) == (number, 0)
