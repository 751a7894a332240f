import pytest

from itembank.bodies import ResponseNotUnderstood
from itembank.item_documents import read_item
from itembank.item_types.inline_choice import InlineChoiceBody
from itembank.items import source_texts
from scoring.documents import Problem
from tests.builders.items import (
    a_choice,
    a_choice_gap,
    an_inline_choice_body,
    an_inline_choice_item,
)

_SECOND = a_choice_gap("g2")


class TestInlineChoiceBody:
    @pytest.mark.parametrize(
        ("body", "problem"),
        [
            pytest.param(
                an_inline_choice_body(gaps=[a_choice_gap(choices=[a_choice("a")]), _SECOND]),
                Problem(field="gaps[0].choices", message="must be two or more"),
                id="nothing to choose",
            ),
            pytest.param(
                an_inline_choice_body(
                    gaps=[a_choice_gap(choices=[a_choice("a"), a_choice("b", image="b.svg")])]
                ),
                Problem(field="gaps[0].choices", message="must not have images"),
                id="an image",
            ),
            pytest.param(
                an_inline_choice_body(gaps=[a_choice_gap(key="z"), _SECOND]),
                Problem(field="gaps[0].key", message="is not a choice"),
                id="a key that is no choice",
            ),
            pytest.param(
                an_inline_choice_body(gaps=[_SECOND, _SECOND]),
                Problem(field="gaps", message="have an id twice"),
                id="a gap twice",
            ),
        ],
    )
    def test_says_what_is_wrong(self, body: InlineChoiceBody, problem: Problem) -> None:
        assert problem in list(body.list_problems())

    @pytest.mark.parametrize("gaps", [{"g1": "z"}, {"g1": ""}, {"g3": "a"}])
    def test_refuses(self, gaps: dict[str, str]) -> None:
        with pytest.raises(ResponseNotUnderstood):
            an_inline_choice_body().check_response({"gaps": gaps})

    def test_says_what_was_chosen(self) -> None:
        texts = source_texts(an_inline_choice_item())

        lines = an_inline_choice_body().describe_response({"gaps": {"g1": "b"}}, texts)

        assert lines == ("Ik [gaat] naar school. Hij […] mee.",)

    def test_names_the_texts_of_each_gap_apart(self) -> None:
        texts = source_texts(an_inline_choice_item())

        assert (texts["g1.choice-a"], texts["g2.choice-b"]) == ("ga", "gaat")  # type: ignore[index]  # ids

    def test_is_read_with_the_place_of_each_problem(self) -> None:
        gap = {"id": "g1", "choices": [{"id": "a"}], "key": "a"}

        _draft, problems = read_item({"type": "inline_choice", "gaps": [gap]})

        assert "gaps[0].choices[0].text" in {problem.field for problem in problems}
