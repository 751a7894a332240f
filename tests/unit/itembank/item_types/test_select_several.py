import pytest

from itembank.item_types.choices import ChoiceBody
from itembank.items import ItemType
from scoring.codes import RuleId
from scoring.rules import ChoiceRule, SelectAllThatApply, SelectExactly
from tests.builders.items import a_choice_body, some_choices
from tests.builders.scoring import a_response, choices


def a_body(*, ids: str = "abcd", key: str = "ac", rule: RuleId | None = None) -> ChoiceBody:
    return a_choice_body(ItemType.SELECT_SEVERAL, choices=some_choices(ids), key=key, rule=rule)


class TestSelectSeveral:
    @pytest.mark.parametrize("rule", [RuleId.SELECT_EXACTLY, RuleId.SELECT_ALL_THAT_APPLY])
    def test_is_sound_with_two_right_choices(self, rule: RuleId) -> None:
        assert tuple(a_body(rule=rule).list_problems()) == ()

    @pytest.mark.parametrize(
        ("body", "fields"),
        [
            pytest.param(a_body(ids="ab", key="ab"), ["choices", "key"], id="two choices"),
            pytest.param(a_body(key="a"), ["key"], id="one right choice"),
            pytest.param(a_body(key="abcd"), ["key"], id="all are right"),
            pytest.param(a_body(rule=RuleId.SELECT_ONE), ["rule"], id="another rule"),
        ],
    )
    def test_is_not_sound_with(self, body: ChoiceBody, fields: list[str]) -> None:
        assert [problem.field for problem in body.list_problems()] == fields

    @pytest.mark.parametrize(
        ("number", "rule"),
        [
            (RuleId.SELECT_EXACTLY, SelectExactly(correct=choices("ac"))),
            (RuleId.SELECT_ALL_THAT_APPLY, SelectAllThatApply(correct=choices("ac"))),
        ],
    )
    def test_scores_by_the_rule_it_names(self, number: RuleId, rule: ChoiceRule) -> None:
        assert a_body(rule=number).scoring_rule() == rule

    @pytest.mark.parametrize("chosen", ["", "a", "ac", "abcd"])
    def test_reads_any_number_of_choices(self, chosen: str) -> None:
        assert a_body().read_response({"chosen": list(chosen)}) == a_response(chosen)
