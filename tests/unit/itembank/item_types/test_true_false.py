import pytest

from itembank.bodies import ResponseNotUnderstood
from itembank.item_types.choices import ChoiceBody
from itembank.items import ItemType
from scoring.codes import RuleId
from tests.builders.items import a_choice, a_choice_body, some_choices

_TRUE_FALSE = (a_choice("true"), a_choice("false"))
_UNKNOWN = (*_TRUE_FALSE, a_choice("unknown"))


def a_body(
    *,
    item_type: ItemType = ItemType.TRUE_FALSE,
    choices: tuple[object, ...] = _TRUE_FALSE,
    key: tuple[str, ...] = ("true",),
    rule: RuleId | None = None,
) -> ChoiceBody:
    return a_choice_body(item_type, choices=choices, key=key, rule=rule)  # type: ignore[arg-type]


class TestTrueFalse:
    @pytest.mark.parametrize(
        "body",
        [
            pytest.param(a_body(), id="two choices"),
            pytest.param(
                a_body(item_type=ItemType.TRUE_FALSE_UNKNOWN, choices=_UNKNOWN, key=("unknown",)),
                id="with unknown",
            ),
        ],
    )
    def test_is_sound_with_its_own_choices(self, body: ChoiceBody) -> None:
        assert tuple(body.list_problems()) == ()

    @pytest.mark.parametrize(
        ("body", "field"),
        [
            pytest.param(a_body(choices=some_choices("ab"), key=("a",)), "choices", id="a and b"),
            pytest.param(a_body(choices=_TRUE_FALSE[::-1]), "choices", id="false before true"),
            pytest.param(a_body(choices=_UNKNOWN), "choices", id="unknown where it is not asked"),
            pytest.param(
                a_body(item_type=ItemType.TRUE_FALSE_UNKNOWN), "choices", id="unknown is not there"
            ),
            pytest.param(a_body(key=("true", "false")), "key", id="both are right"),
            pytest.param(a_body(rule=RuleId.SELECT_EXACTLY), "rule", id="another rule"),
        ],
    )
    def test_is_not_sound_with(self, body: ChoiceBody, field: str) -> None:
        assert [problem.field for problem in body.list_problems()] == [field]

    def test_refuses_both(self) -> None:
        with pytest.raises(ResponseNotUnderstood):
            a_body().award({"chosen": ["true", "false"]})

    def test_is_never_shuffled(self) -> None:
        assert a_body().list_options() == ()
