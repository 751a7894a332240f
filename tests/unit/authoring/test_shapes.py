"""Forms that are shaped otherwise than their document: there and back nothing changes."""

from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from itembank.item_documents import item_to_document
from itembank.items import Item, ItemType
from testplatform.web.authoring.editors import EDITORS, find_editor
from testplatform.web.authoring.editors.documents import change_rows
from testplatform.web.authoring.editors.shapes import Partners, Places, Questions, Words
from testplatform.web.authoring.editors.sources import DocumentNotReadable
from tests.builders.items import an_item_of_each_type

IDS = st.lists(st.sampled_from("abcdefgh"), min_size=1, unique=True)


class TestEveryType:
    @pytest.mark.parametrize("item", an_item_of_each_type(), ids=lambda item: item.item_type)
    def test_has_a_form_that_keeps_its_document(self, item: Item) -> None:
        editor = find_editor(item.item_type, item_to_document(item), programme="mo")

        assert editor is EDITORS[item.item_type]

    def test_has_no_form_for_what_that_would_lose(self) -> None:
        [item] = (one for one in an_item_of_each_type() if one.item_type is ItemType.SELECT_ONE)
        mapped = {**item_to_document(item), "rule": "1.4", "values": {"a": "1"}}

        assert find_editor(ItemType.SELECT_ONE, mapped, programme="mo") is None

    def test_has_no_form_for_figures_that_would_be_drawn_otherwise(self) -> None:
        [item] = (one for one in an_item_of_each_type() if one.item_type is ItemType.FIGURE_MATRIX)
        document: dict[str, Any] = item_to_document(item)
        older = {**document, "figures": {**document["figures"], "version": 99}}

        assert find_editor(ItemType.FIGURE_MATRIX, older, programme="mo") is None


class TestPlaces:
    @given(key=IDS, data=st.data())
    @settings(max_examples=50)
    def test_are_the_key(self, key: list[str], data: st.DataObject) -> None:
        shown = data.draw(st.permutations(key))
        document = {"choices": [{"id": one, "text": one} for one in shown], "key": key}

        form = Places(path="choices").to_form(document)

        assert form["choices"][0]["place"] == key.index(shown[0]) + 1
        assert Places(path="choices").to_document(form) == document

    @pytest.mark.parametrize(
        ("places", "key"),
        [
            pytest.param([2, 1, 3], ["b", "a", "c"], id="sound"),
            pytest.param([1, 1, 2], ["c"], id="one place twice"),
            pytest.param([1, 2, 9], ["a", "b"], id="a place that is none"),
            pytest.param(["x", None, 2], ["c"], id="no numbers"),
        ],
    )
    def test_leave_out_of_the_key_what_has_no_place(
        self, places: list[object], key: list[str]
    ) -> None:
        rows = [{"id": id, "place": place} for id, place in zip("abc", places, strict=True)]

        assert Places(path="choices").to_document({"choices": rows})["key"] == key


class TestPartners:
    def test_are_the_key(self) -> None:
        document = {"left": [{"id": "a"}, {"id": "b"}], "key": {"a": "x", "b": "y"}}

        form = Partners(path="left").to_form(document)

        assert form == {"left": [{"id": "a", "partner": "x"}, {"id": "b", "partner": "y"}]}
        assert Partners(path="left").to_document(form) == document

    def test_may_stand_in_the_key_alone(self) -> None:
        document = {"key": {"g1": "a", "g2": "b"}}
        gaps = Partners(path="gaps", is_in_key=True)

        assert gaps.to_document(gaps.to_form(document)) == document

    def test_leave_an_empty_place_in_a_key_that_is_all_there_is(self) -> None:
        form = {"gaps": [{"id": "g1", "partner": "a"}, {"id": "g2"}]}

        document = Partners(path="gaps", is_in_key=True).to_document(form)

        assert document["key"] == {"g1": "a", "g2": ""}

    def test_go_with_the_row_that_they_name(self) -> None:
        form: dict[str, Any] = {
            "left": [{"id": "a", "partner": "x"}, {"id": "b", "partner": "y"}],
            "right": [{"id": "x"}, {"id": "y"}],
        }

        change_rows(form, EDITORS[ItemType.MATCH_PAIRS], "remove:right:0")

        assert form["left"] == [{"id": "a"}, {"id": "b", "partner": "y"}]


class TestWords:
    @pytest.mark.parametrize(
        ("lines", "words"),
        [
            pytest.param(["a: ga", "b: gaat"], [("a", "ga"), ("b", "gaat")], id="with ids"),
            pytest.param(["ga", "gaat"], [("a", "ga"), ("b", "gaat")], id="without"),
            pytest.param(["gaan", "a: ga"], [("b", "gaan"), ("a", "ga")], id="a new one first"),
            pytest.param(["Let op: ga"], [("a", "Let op: ga")], id="a colon in the text"),
        ],
    )
    def test_are_read_with_their_ids(self, lines: list[str], words: list[tuple[str, str]]) -> None:
        document = Words(path="gaps").to_document({"gaps": [{"id": "g1", "choices": lines}]})

        read = [(one["id"], one["text"]) for one in document["gaps"][0]["choices"]]
        assert read == words


class TestQuestions:
    @pytest.mark.parametrize("body", ["{", "[]", ""])
    def test_refuse_what_is_no_table_and_say_where(self, body: str) -> None:
        form = {"questions": [{"id": "q1", "body": "{}"}, {"id": "q2", "body": body}]}

        with pytest.raises(DocumentNotReadable) as refusal:
            Questions(path="questions").to_document(form)

        assert refusal.value.problem.field == "questions[1].body"
