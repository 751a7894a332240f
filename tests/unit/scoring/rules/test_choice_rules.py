"""Properties that hold for every rule that awards choices."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scoring.codes import ChoiceId, RuleId
from scoring.errors import ScoringError
from scoring.rules import SELECT_RULES, ChoiceResponse, RuleHasNoKey, SelectRule
from tests.builders.scoring import a_response, choices

_CHOICES = [ChoiceId(letter) for letter in "abcdef"]
_SETS = st.frozensets(st.sampled_from(_CHOICES))


@st.composite
def _rules(draw: st.DrawFn) -> SelectRule:
    number = draw(st.sampled_from(list(SELECT_RULES)))
    size = 1 if number is RuleId.SELECT_ONE else len(_CHOICES)
    correct = draw(st.frozensets(st.sampled_from(_CHOICES), min_size=1, max_size=size))
    return SELECT_RULES[number](correct=correct)


class TestEveryRule:
    @given(_rules(), _SETS)
    def test_awards_from_nothing_to_the_maximum(
        self, rule: SelectRule, chosen: frozenset[ChoiceId]
    ) -> None:
        award = rule.award(ChoiceResponse(chosen=chosen))

        assert 0 <= award.marks <= award.out_of

    @given(_rules())
    def test_awards_the_maximum_for_the_key(self, rule: SelectRule) -> None:
        award = rule.award(ChoiceResponse(chosen=rule.correct))

        assert award.marks == award.out_of

    @given(_rules(), _SETS)
    def test_awards_the_maximum_for_nothing_but_the_key(
        self, rule: SelectRule, chosen: frozenset[ChoiceId]
    ) -> None:
        award = rule.award(ChoiceResponse(chosen=chosen))

        assert (award.marks == award.out_of) == (chosen == rule.correct)

    @given(_rules(), _SETS, st.sampled_from(_CHOICES))
    def test_never_awards_less_for_one_more_right_choice(
        self, rule: SelectRule, chosen: frozenset[ChoiceId], more: ChoiceId
    ) -> None:
        before = rule.award(ChoiceResponse(chosen=chosen - {more}))
        after = rule.award(ChoiceResponse(chosen=chosen | {more}))

        assert after.marks >= before.marks or more not in rule.correct

    @given(_rules(), _SETS, st.sampled_from(_CHOICES))
    def test_never_awards_more_for_one_more_wrong_choice(
        self, rule: SelectRule, chosen: frozenset[ChoiceId], more: ChoiceId
    ) -> None:
        before = rule.award(ChoiceResponse(chosen=chosen - {more}))
        after = rule.award(ChoiceResponse(chosen=chosen | {more}))

        assert after.marks <= before.marks or more in rule.correct

    @given(_rules(), _SETS)
    def test_accounts_for_every_choice(self, rule: SelectRule, chosen: frozenset[ChoiceId]) -> None:
        reason = rule.award(ChoiceResponse(chosen=chosen)).reason

        assert (reason.hits + reason.slips, reason.hits + reason.missed) == (
            len(chosen),
            len(rule.correct),
        )

    @given(_rules())
    def test_awards_nothing_for_no_choice(self, rule: SelectRule) -> None:
        assert rule.award(a_response()).marks == 0

    @pytest.mark.parametrize("number", list(SELECT_RULES))
    def test_carries_its_number_and_version(self, number: RuleId) -> None:
        award = SELECT_RULES[number](correct=choices("a")).award(a_response("a"))

        assert (award.rule, award.rule_version) == (number, number.version)

    @pytest.mark.parametrize("number", list(SELECT_RULES))
    def test_refuses_an_empty_key(self, number: RuleId) -> None:
        with pytest.raises(RuleHasNoKey) as refusal:
            SELECT_RULES[number](correct=frozenset())

        assert isinstance(refusal.value, ScoringError)
        assert (refusal.value.rule, refusal.value.correct) == (number, 0)
