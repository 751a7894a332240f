from collections.abc import Iterable

import pytest

from itembank.bodies import ResponseNotUnderstood
from itembank.items import source_texts
from itembank.media import MediaKind, MediaUse
from scoring.codes import RuleId
from tests.builders.items import a_choice, an_order_body, an_order_item, some_choices

_IMAGES = [a_choice(id, image=f"{id}.svg") for id in "abc"]
_MANY = "abcdefghijk"


class TestOrder:
    @pytest.mark.parametrize("rule", [RuleId.ORDER_EXACTLY, RuleId.ORDER_NEIGHBOURS])
    def test_is_sound_with_another_order_than_the_key(self, rule: RuleId) -> None:
        assert tuple(an_order_body(rule=rule).list_problems()) == ()

    @pytest.mark.parametrize(
        ("ids", "key", "problem"),
        [
            pytest.param("ab", "ba", "choices: must be 3 to 10", id="two choices"),
            pytest.param(_MANY, _MANY[::-1], "choices: must be 3 to 10", id="eleven choices"),
            pytest.param("abc", "ba", "key: must name every choice once", id="one left out"),
            pytest.param("abc", "cbad", "key: must name every choice once", id="one too many"),
            pytest.param("abc", "bbc", "key: must name every choice once", id="one twice"),
            pytest.param(
                "abc", "abc", "choices: must not stand in the right order already", id="in order"
            ),
        ],
    )
    def test_is_not_sound_with(self, ids: str, key: Iterable[str], problem: str) -> None:
        body = an_order_body(choices=some_choices(ids), key=key)

        assert [str(found) for found in body.list_problems()] == [problem]

    def test_is_not_sound_with_one_image_among_texts(self) -> None:
        body = an_order_body(choices=(*some_choices("ab"), _IMAGES[2]))

        assert [problem.field for problem in body.list_problems()] == ["choices"]

    def test_is_not_sound_with_a_rule_of_choices(self) -> None:
        body = an_order_body(rule=RuleId.SELECT_ONE)

        assert [str(problem) for problem in body.list_problems()] == ["rule: must be 1.5 or 1.6"]

    def test_may_be_shuffled(self) -> None:
        assert an_order_body().list_options() == ("a", "b", "c")

    def test_names_its_images(self) -> None:
        assert an_order_body(choices=_IMAGES).list_media()[1] == MediaUse(
            name="b.svg", kind=MediaKind.IMAGE, field="choices[1].image"
        )

    def test_says_the_order_in_words(self) -> None:
        item = an_order_item()

        lines = item.body.describe_response({"order": ["b", "c", "a"]}, source_texts(item))

        assert lines == ("1. Bel de dokter", "2. Maak een afspraak", "3. Ga naar de dokter")

    @pytest.mark.parametrize(
        ("rule", "order", "marks"),
        [
            pytest.param(RuleId.ORDER_EXACTLY, "bca", 1, id="exactly"),
            pytest.param(RuleId.ORDER_EXACTLY, "abc", 0, id="not exactly"),
            pytest.param(RuleId.ORDER_NEIGHBOURS, "abc", 1, id="one neighbour"),
        ],
    )
    def test_is_awarded_by_the_rule_it_names(self, rule: RuleId, order: str, marks: int) -> None:
        award = an_order_body(rule=rule).award({"order": list(order)})

        assert (award.marks, award.rule) == (marks, rule)

    @pytest.mark.parametrize(
        "raw",
        [
            pytest.param({}, id="no order"),
            pytest.param({"order": "abc"}, id="no list"),
            pytest.param({"order": ["a", "b"]}, id="a part of the choices"),
            pytest.param({"order": ["a", "b", "b"]}, id="a choice twice"),
            pytest.param({"order": ["a", "b", "z"]}, id="an unknown choice"),
            pytest.param({"order": ["a", "b", "c", "z"]}, id="one too many"),
            pytest.param({"order": ["a", "b", "c"], "key": []}, id="a stray field"),
        ],
    )
    def test_refuses_as_a_response(self, raw: object) -> None:
        with pytest.raises(ResponseNotUnderstood):
            an_order_body().check_response(raw)
