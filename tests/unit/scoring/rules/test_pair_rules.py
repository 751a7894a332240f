import pytest
from hypothesis import given
from hypothesis import strategies as st

from scoring.awards import Tally
from scoring.codes import ChoiceId, RuleId
from scoring.rules import (
    PAIR_RULES,
    EachPair,
    PairRule,
    PairsExactly,
    PairsResponse,
    RuleHasNoKey,
)
from tests.builders.scoring import a_pairs_response, an_order, some_pairs

Pairs = dict[ChoiceId, ChoiceId]

_LEFT, _RIGHT = an_order("abcd"), an_order("vwxyz")
_PAIRS = st.dictionaries(st.sampled_from(_LEFT), st.sampled_from(_RIGHT))
_KEYS = st.fixed_dictionaries({left: st.sampled_from(_RIGHT) for left in _LEFT})


@st.composite
def _rules(draw: st.DrawFn) -> PairRule:
    return PAIR_RULES[draw(st.sampled_from(list(PAIR_RULES)))](correct=draw(_KEYS))


class TestPairsExactly:
    @pytest.mark.parametrize(
        ("pairs", "marks"),
        [
            pytest.param("ax by cz", 1, id="every partner"),
            pytest.param("ax by", 0, id="one left empty"),
            pytest.param("ax bz cy", 0, id="two swapped"),
            pytest.param("", 0, id="no pairs"),
        ],
    )
    def test_awards_all_or_nothing(self, pairs: str, marks: int) -> None:
        award = PairsExactly(correct=some_pairs("ax by cz")).award(a_pairs_response(pairs))

        assert (award.marks, award.out_of) == (marks, 1)


class TestEachPair:
    @pytest.mark.parametrize(
        ("pairs", "marks", "reason"),
        [
            pytest.param("ax by cz", 3, Tally(hits=3, slips=0, missed=0), id="every partner"),
            pytest.param("ax by", 2, Tally(hits=2, slips=0, missed=1), id="one left empty"),
            pytest.param("ax bz cy", 1, Tally(hits=1, slips=2, missed=0), id="two swapped"),
            pytest.param("ay bx cx", 0, Tally(hits=0, slips=3, missed=0), id="all wrong"),
            pytest.param("", 0, Tally(hits=0, slips=0, missed=3), id="no pairs"),
        ],
    )
    def test_counts_right_pairs(self, pairs: str, marks: int, reason: Tally) -> None:
        award = EachPair(correct=some_pairs("ax by cz")).award(a_pairs_response(pairs))

        assert (award.marks, award.out_of, award.reason) == (marks, 3, reason)


class TestEveryPairRule:
    @given(_rules(), _PAIRS)
    def test_awards_the_maximum_for_nothing_but_the_key(self, rule: PairRule, pairs: Pairs) -> None:
        award = rule.award(PairsResponse(pairs=pairs))

        assert 0 <= award.marks <= award.out_of
        assert (award.marks == award.out_of) == (pairs == rule.correct)

    @given(_rules())
    def test_awards_the_maximum_for_the_key_and_nothing_for_nothing(self, rule: PairRule) -> None:
        best = rule.award(PairsResponse(pairs=rule.correct))

        assert (best.marks, rule.award(a_pairs_response()).marks) == (best.out_of, 0)

    @given(_rules(), _PAIRS, st.sampled_from(_LEFT))
    def test_never_awards_less_for_one_more_right_pair(
        self, rule: PairRule, pairs: Pairs, left: ChoiceId
    ) -> None:
        before = rule.award(PairsResponse(pairs=pairs))
        after = rule.award(PairsResponse(pairs={**pairs, left: rule.correct[left]}))

        assert after.marks >= before.marks

    @given(_rules(), _PAIRS)
    def test_accounts_for_every_element(self, rule: PairRule, pairs: Pairs) -> None:
        reason = rule.award(PairsResponse(pairs=pairs)).reason

        assert reason.hits + reason.slips + reason.missed == len(rule.correct)

    @given(_rules(), _PAIRS)
    def test_does_not_care_for_the_order(self, rule: PairRule, pairs: Pairs) -> None:
        turned = dict(reversed(pairs.items()))

        assert rule.award(PairsResponse(pairs=pairs)) == rule.award(PairsResponse(pairs=turned))

    @pytest.mark.parametrize("number", list(PAIR_RULES))
    def test_carries_its_number_and_version(self, number: RuleId) -> None:
        award = PAIR_RULES[number](correct=some_pairs("ax")).award(a_pairs_response())

        assert (award.rule, award.rule_version) == (number, number.version)

    @pytest.mark.parametrize("number", list(PAIR_RULES))
    def test_refuses_an_empty_key(self, number: RuleId) -> None:
        with pytest.raises(RuleHasNoKey) as refusal:
            PAIR_RULES[number](correct={})

        assert (refusal.value.rule, refusal.value.correct) == (number, 0)
