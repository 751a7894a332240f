"""Rule 1.4 in the types that may name it: values in the place of a key."""

from dataclasses import replace
from fractions import Fraction

import pytest

from itembank.item_documents import item_from_document, item_to_document, read_item
from itembank.item_types.choices import ChoiceBody
from itembank.items import Item
from scoring.codes import RuleId
from scoring.marks import Marks
from tests.builders.items import a_choice_body, an_item
from tests.builders.scoring import choices

_VALUES = {"a": "1/2", "b": "1", "c": "-1"}


def a_document(**fields: object) -> dict[str, object]:
    document = item_to_document(an_item())
    del document["key"]
    return {**document, "rule": "1.4", "values": _VALUES, **fields}


def a_several_document(**fields: object) -> dict[str, object]:
    return {**a_document(), "type": "select_several", **fields}


def body_of(item: Item) -> ChoiceBody:
    assert isinstance(item.body, ChoiceBody)
    return item.body


class TestMappedChoices:
    @pytest.mark.parametrize(
        ("chosen", "marks"), [("b", 1), ("a", Fraction(1, 2)), ("c", 0), ("", 0)]
    )
    def test_awards_the_value_of_the_one_choice(self, chosen: str, marks: Marks) -> None:
        award = body_of(item_from_document(a_document())).award({"chosen": list(chosen)})

        assert (award.marks, award.out_of, award.rule) == (marks, 1, RuleId.MAPPED_CHOICES)

    @pytest.mark.parametrize(
        ("chosen", "marks"), [("ab", 1), ("a", Fraction(1, 2)), ("abc", Fraction(1, 2)), ("", 0)]
    )
    def test_awards_the_sum_of_several_within_its_bounds(self, chosen: str, marks: Marks) -> None:
        item = item_from_document(a_several_document(upper=1))

        award = body_of(item).award({"chosen": list(chosen)})

        assert (award.marks, award.out_of) == (marks, 1)

    def test_takes_the_best_choices_for_its_key(self) -> None:
        single, several = (
            body_of(item_from_document(document))
            for document in (a_document(), a_several_document())
        )

        assert (single.key, single.is_single) == (choices("b"), True)
        assert (several.key, several.is_single) == (choices("ab"), False)

    @pytest.mark.parametrize(
        "document",
        [
            pytest.param(a_document(), id="select one"),
            pytest.param(a_several_document(lower="1/2", upper=1), id="with bounds"),
        ],
    )
    def test_is_written_and_read_back(self, document: dict[str, object]) -> None:
        item = item_from_document(document)

        assert item_from_document(item_to_document(item)) == item

    @pytest.mark.parametrize(
        ("document", "problem"),
        [
            pytest.param(a_document(key=["b"]), "key: is not a known field", id="a key too"),
            pytest.param(
                a_document(values={"a": "half"}), "values.a: marks must be", id="no number"
            ),
            pytest.param(
                a_document(values={"a": "-1"}), "values: must have one above 0", id="no best"
            ),
            pytest.param(
                a_document(values={"a": 1, "z": 1}), "values: z is not a choice", id="unknown"
            ),
            pytest.param(
                a_document(upper=2), "values: marks from 0 to 2 do not lie", id="beyond reach"
            ),
            pytest.param(
                a_several_document(values={"a": 1}), "values: must be two or more", id="one of many"
            ),
            pytest.param(a_document(rule="1.1", key=["b"]), "values: is not", id="another rule"),
        ],
    )
    def test_is_refused_with(self, document: dict[str, object], problem: str) -> None:
        _, problems = read_item(document)

        assert [str(found)[: len(problem)] for found in problems] == [problem]

    def test_needs_values(self) -> None:
        body = replace(a_choice_body(), rule=RuleId.MAPPED_CHOICES)

        assert [problem.field for problem in body.list_problems()] == ["values"]
