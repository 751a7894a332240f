"""The types that join: match pairs and categorise."""

import pytest

from itembank.bodies import ResponseNotUnderstood
from itembank.item_types.pairs import PairsBody
from itembank.items import source_texts
from itembank.media import MediaKind, MediaUse
from scoring.codes import RuleId
from tests.builders.items import (
    a_categorise_body,
    a_categorise_item,
    a_choice,
    a_match_pairs_body,
    a_match_pairs_item,
    some_choices,
)

_IMAGES = [a_choice(id, image=f"{id}.svg") for id in "abc"]
_MANY = [a_choice(f"c{number}") for number in range(13)]


class TestMatchPairs:
    @pytest.mark.parametrize(
        "body",
        [
            pytest.param(a_match_pairs_body(), id="a partner too many"),
            pytest.param(a_match_pairs_body(right=some_choices("xy")), id="as many partners"),
            pytest.param(a_match_pairs_body(key="ax bx", reuse=True), id="one partner of two"),
            pytest.param(a_match_pairs_body(rule=RuleId.EACH_PAIR), id="a mark for each"),
        ],
    )
    def test_is_sound_with(self, body: PairsBody) -> None:
        assert tuple(body.list_problems()) == ()

    @pytest.mark.parametrize(
        ("body", "problems"),
        [
            pytest.param(
                a_match_pairs_body(left=some_choices("a"), key="ax"),
                ["left: must be 2 to 10"],
                id="one element",
            ),
            pytest.param(
                a_match_pairs_body(right=(*some_choices("xy"), *_MANY[:11])),
                ["right: must be 2 to 12"],
                id="thirteen partners",
            ),
            pytest.param(
                a_match_pairs_body(left=(*_IMAGES[:1], a_choice("b"))),
                ["left: must all have an image or none"],
                id="one image among texts",
            ),
            pytest.param(
                a_match_pairs_body(right=some_choices("xxy")),
                ["right: have an id twice"],
                id="an id twice",
            ),
            pytest.param(
                a_match_pairs_body(key="ax"),
                ["key: must name every element of left and nothing else"],
                id="an element without a partner",
            ),
            pytest.param(
                a_match_pairs_body(key="ax by cz"),
                ["key: must name every element of left and nothing else"],
                id="a partner without an element",
            ),
            pytest.param(
                a_match_pairs_body(key="ax bq"), ["key: q is not of right"], id="unknown partner"
            ),
            pytest.param(
                a_match_pairs_body(key="ax bx"),
                ["key: must not name a partner twice"],
                id="a partner twice",
            ),
            pytest.param(
                a_match_pairs_body(rule=RuleId.SELECT_ONE),
                ["rule: must be 1.7 or 1.8"],
                id="another rule",
            ),
        ],
    )
    def test_is_not_sound_with(self, body: PairsBody, problems: list[str]) -> None:
        assert [str(problem) for problem in body.list_problems()] == problems

    def test_shuffles_the_partners(self) -> None:
        assert a_match_pairs_body().list_options() == ("x", "y", "z")

    def test_names_the_images_of_both_sides(self) -> None:
        body = a_match_pairs_body(left=_IMAGES[:2], right=_IMAGES)

        assert body.list_media()[1:3] == (
            MediaUse(name="b.svg", kind=MediaKind.IMAGE, field="left[1].image"),
            MediaUse(name="a.svg", kind=MediaKind.IMAGE, field="right[0].image"),
        )

    def test_says_the_pairs_in_words(self) -> None:
        item = a_match_pairs_item()

        lines = item.body.describe_response({"pairs": {"b": "z", "a": "x"}}, source_texts(item))

        assert lines == ("brood → de bakker", "vis → de slager")

    def test_refuses_a_partner_twice(self) -> None:
        with pytest.raises(ResponseNotUnderstood):
            a_match_pairs_body().check_response({"pairs": {"a": "x", "b": "x"}})

    def test_lets_partners_be_had_twice_where_that_is_allowed(self) -> None:
        body = a_match_pairs_body(reuse=True, rule=RuleId.EACH_PAIR)

        assert body.award({"pairs": {"a": "x", "b": "x"}}).marks == 1


class TestCategorise:
    def test_is_sound_with_an_empty_category(self) -> None:
        assert tuple(a_categorise_body(key="ax bx cx").list_problems()) == ()

    @pytest.mark.parametrize(
        ("body", "problems"),
        [
            pytest.param(
                a_categorise_body(categories=some_choices("x"), key="ax bx cx"),
                ["categories: must be 2 to 5"],
                id="one category",
            ),
            pytest.param(
                a_categorise_body(choices=(*some_choices("abc"), *_MANY[:10])),
                [
                    "choices: must be 2 to 12",
                    "key: must name every element of choices and nothing else",
                ],
                id="thirteen choices",
            ),
            pytest.param(
                a_categorise_body(
                    categories=[a_choice(id, image=f"{id}.svg") for id in "xy"],
                ),
                ["categories: must have no image"],
                id="images for categories",
            ),
        ],
    )
    def test_is_not_sound_with(self, body: PairsBody, problems: list[str]) -> None:
        assert [str(problem) for problem in body.list_problems()] == problems

    def test_shuffles_the_choices(self) -> None:
        assert a_categorise_body().list_options() == ("a", "b", "c")

    def test_says_the_categories_in_words(self) -> None:
        item = a_categorise_item()

        assert item.body.describe_response({"pairs": {"c": "y"}}, source_texts(item)) == (
            "de fles → glas",
        )


@pytest.mark.parametrize("body", [a_match_pairs_body(), a_categorise_body()], ids=type)
class TestBoth:
    @pytest.mark.parametrize(
        "raw",
        [
            pytest.param({}, id="no pairs"),
            pytest.param({"pairs": ["a", "x"]}, id="no table"),
            pytest.param({"pairs": {"a": ["x"]}}, id="two partners"),
            pytest.param({"pairs": {"a": ""}}, id="an empty partner"),
            pytest.param({"pairs": {"q": "x"}}, id="an unknown element"),
            pytest.param({"pairs": {"a": "q"}}, id="an unknown partner"),
            pytest.param({"pairs": {"a": "a"}}, id="an element for a partner"),
            pytest.param({"pairs": {}, "key": {}}, id="a stray field"),
        ],
    )
    def test_refuse(self, body: PairsBody, raw: object) -> None:
        with pytest.raises(ResponseNotUnderstood):
            body.check_response(raw)
