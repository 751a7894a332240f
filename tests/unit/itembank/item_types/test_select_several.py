import pytest

from itembank.item_types import list_problems, parse_response, scoring_rule, segments
from itembank.items import ItemType
from itembank.translations import localise
from scoring.codes import RuleId
from scoring.rules import ChoiceRule, SelectAllThatApply, SelectExactly
from tests.builders.items import a_draft, a_select_several_item, some_choices
from tests.builders.scoring import a_response, choices


class TestSelectSeveral:
    @pytest.mark.parametrize("rule", [RuleId.SELECT_EXACTLY, RuleId.SELECT_ALL_THAT_APPLY])
    def test_is_sound_with_two_right_choices(self, rule: RuleId) -> None:
        assert list_problems(a_select_several_item(rule=rule)) == ()

    @pytest.mark.parametrize(
        ("change", "fields"),
        [
            pytest.param({"choices": some_choices("ab")}, ["choices", "key"], id="two choices"),
            pytest.param({"key": "a"}, ["key"], id="one right choice"),
            pytest.param({"key": "abcd"}, ["key"], id="all are right"),
            pytest.param({"rule": RuleId.SELECT_ONE}, ["rule"], id="another rule"),
        ],
    )
    def test_is_not_sound_with(self, change: dict[str, object], fields: list[str]) -> None:
        usual = {
            "item_type": ItemType.SELECT_SEVERAL,
            "choices": some_choices("abcd"),
            "key": "ab",
        }

        draft = a_draft(**(usual | change))  # type: ignore[arg-type]  # arguments by name

        assert [problem.field for problem in list_problems(draft)] == fields

    @pytest.mark.parametrize(
        ("number", "rule"),
        [
            (RuleId.SELECT_EXACTLY, SelectExactly(correct=choices("ac"))),
            (RuleId.SELECT_ALL_THAT_APPLY, SelectAllThatApply(correct=choices("ac"))),
        ],
    )
    def test_scores_by_the_rule_it_names(self, number: RuleId, rule: ChoiceRule) -> None:
        assert scoring_rule(a_select_several_item(rule=number)) == rule

    @pytest.mark.parametrize("chosen", ["", "a", "ac", "abcd"])
    def test_reads_any_number_of_choices(self, chosen: str) -> None:
        response = parse_response(a_select_several_item(), {"chosen": list(chosen)})

        assert response == a_response(chosen)

    def test_reads_aloud_the_prompt_and_each_choice(self) -> None:
        read = segments(localise(a_select_several_item(ids="abc", key="ab"), None))

        assert [segment.id for segment in read] == ["prompt", "choice-a", "choice-b", "choice-c"]
