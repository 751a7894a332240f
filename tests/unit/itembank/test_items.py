from collections.abc import Callable
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from itembank.item_documents import item_from_document, item_to_document
from itembank.item_types.choices import ChoiceBody
from itembank.items import Item, ItemNotValid, Level, ReadAloud, Skill
from itembank.stimuli import Stimulus
from scoring.codes import RuleId
from tests.builders.items import (
    a_choice,
    a_draft,
    a_select_several_item,
    a_true_false_item,
    an_item,
    some_choices,
)

Document = dict[str, object]


@st.composite
def _items(draw: st.DrawFn) -> Item:
    text = st.text(st.characters(exclude_categories=["C", "Z"]), min_size=1, max_size=20)
    ids = draw(st.permutations("abcd"))
    image = draw(st.none() | st.just("bag-paper.svg"))
    choices = [a_choice(id, text=draw(text), image=image) for id in ids]
    item = an_item(
        prompt=draw(text),
        stimulus=draw(st.none() | st.builds(Stimulus, text=text)),
        read_aloud=draw(st.sampled_from(ReadAloud)),
        enemies=draw(st.sets(st.sampled_from(["MO-S-02", "MO-S-03"]))),
        choices=choices,
        key=draw(st.sampled_from("abcd")),
    )
    return replace(
        item,
        skill=draw(st.none() | st.sampled_from(Skill)),
        level=draw(st.none() | st.sampled_from(Level)),
        learning_environment=draw(st.none() | st.just(item.learning_environment)),
    )


class TestItem:
    @pytest.mark.parametrize(
        ("change", "problem"),
        [
            pytest.param({"code": "mo s 1"}, "code: must be like MO-S-01", id="code"),
            pytest.param({"code": "MO-S-01\n"}, "code: must be like MO-S-01", id="line after code"),
            pytest.param({"theme": "Gelijkheid"}, "theme: must be like", id="theme"),
            pytest.param({"prompt": " "}, "prompt: must not be empty", id="empty prompt"),
            pytest.param({"choices": some_choices("aab")}, "choices: have an id twice", id="twice"),
            pytest.param(
                {"choices": (*some_choices("ab"), a_choice("C d"))},
                r"choices\[2\]\.id: must be like a or true",
                id="choice id",
            ),
            pytest.param(
                {"choices": (*some_choices("ab"), a_choice("c", text=""))},
                r"choices\[2\]\.text: must not be empty",
                id="choice text",
            ),
            pytest.param(
                {"choices": (*some_choices("ab"), a_choice("c", image="../key.svg"))},
                r"choices\[2\]\.image: must be a file name",
                id="image path",
            ),
            pytest.param({"enemies": ["MO-S-01"]}, "enemies: must not hold", id="its own enemy"),
            pytest.param({"enemies": ["mo"]}, "enemies: must be codes", id="enemy code"),
            pytest.param({"stimulus": Stimulus()}, "stimulus: must have", id="empty stimulus"),
            pytest.param({"key": ""}, "key: must not be empty", id="no key"),
            pytest.param({"key": "bx"}, "key: x is not a choice", id="key outside the choices"),
        ],
    )
    def test_refuses(self, change: dict[str, object], problem: str) -> None:
        with pytest.raises(ItemNotValid, match=problem):
            an_item(**change)  # type: ignore[arg-type]  # one argument by name

    def test_says_everything_at_once(self) -> None:
        with pytest.raises(ItemNotValid) as refusal:
            an_item(prompt="", key="x", choices=some_choices("ab"))

        assert [problem.field for problem in refusal.value.problems] == ["prompt", "key", "choices"]

    def test_is_not_equal_to_its_draft(self) -> None:
        assert an_item() != a_draft()


class TestItemDocument:
    @given(_items())
    def test_is_read_as_it_was_written(self, item: Item) -> None:
        assert item_from_document(item_to_document(item)) == item

    @pytest.mark.parametrize(
        ("build", "rule"),
        [
            (an_item, RuleId.SELECT_ONE),
            (a_true_false_item, RuleId.SELECT_ONE),
            (a_select_several_item, RuleId.SELECT_EXACTLY),
        ],
    )
    def test_may_leave_out_the_rule(self, build: Callable[[], Item], rule: RuleId) -> None:
        document = item_to_document(build())
        del document["rule"]

        body = item_from_document(document).body

        assert isinstance(body, ChoiceBody)
        assert body.rule is rule

    def test_names_every_field_that_is_wrong(self) -> None:
        document = item_to_document(an_item()) | {
            "learning_environment": "space",
            "theme": "Not A Slug",
            "choices": [{"id": "a", "text": 1}, {"id": "b", "text": "x", "colour": "red"}],
            "key": ["z"],
            "stray": 1,
        }
        del document["prompt"]

        with pytest.raises(ItemNotValid) as refusal:
            item_from_document(document)

        assert [problem.field for problem in refusal.value.problems] == [
            "learning_environment",
            "prompt",
            "choices[0].text",
            "choices[1].colour",
            "stray",
            "theme",
        ]

    def test_names_what_is_wrong_with_its_stimulus(self) -> None:
        document = item_to_document(an_item()) | {"stimulus": {"text": "x", "colour": "red"}}

        with pytest.raises(ItemNotValid, match=r"stimulus\.colour: is not a known"):
            item_from_document(document)

    def test_is_refused_when_it_is_no_table(self) -> None:
        with pytest.raises(ItemNotValid, match="must be a table, not a text"):
            item_from_document("MO-S-01")
