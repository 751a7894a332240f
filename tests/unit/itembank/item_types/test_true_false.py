import pytest

from itembank.item_types import list_problems, parse_response, scoring_rule, segments
from itembank.item_types.responses import ResponseNotUnderstood
from itembank.items import ItemType
from itembank.translations import localise
from scoring.codes import ChoiceId, RuleId
from scoring.rules import ChoiceResponse, SelectOne
from tests.builders.items import a_choice, a_draft, a_true_false_item, some_choices

_TRUE_FALSE = (a_choice("true"), a_choice("false"))


class TestTrueFalse:
    def test_is_sound_with_its_two_choices(self) -> None:
        assert list_problems(a_true_false_item()) == ()

    @pytest.mark.parametrize(
        ("change", "field"),
        [
            pytest.param({"choices": some_choices("ab"), "key": "a"}, "choices", id="a and b"),
            pytest.param({"choices": _TRUE_FALSE[::-1]}, "choices", id="false before true"),
            pytest.param({"key": ("true", "false")}, "key", id="both are right"),
            pytest.param({"rule": RuleId.SELECT_EXACTLY}, "rule", id="another rule"),
        ],
    )
    def test_is_not_sound_with(self, change: dict[str, object], field: str) -> None:
        usual = {"item_type": ItemType.TRUE_FALSE, "choices": _TRUE_FALSE, "key": ("true",)}

        draft = a_draft(**(usual | change))  # type: ignore[arg-type]  # arguments by name

        assert [problem.field for problem in list_problems(draft)] == [field]

    def test_scores_by_its_key(self) -> None:
        rule = scoring_rule(a_true_false_item(key=("false",)))

        assert rule == SelectOne(correct=frozenset({ChoiceId("false")}))

    def test_reads_a_choice(self) -> None:
        response = parse_response(a_true_false_item(), {"chosen": ["true"]})

        assert response == ChoiceResponse(chosen=frozenset({ChoiceId("true")}))

    def test_refuses_both(self) -> None:
        with pytest.raises(ResponseNotUnderstood):
            parse_response(a_true_false_item(), {"chosen": ["true", "false"]})

    def test_reads_aloud_the_statement_and_both_choices(self) -> None:
        read = segments(localise(a_true_false_item(), None))

        assert [segment.id for segment in read] == ["prompt", "choice-true", "choice-false"]
