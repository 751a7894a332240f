from dataclasses import replace

import pytest

from itembank.bodies import ResponseNotUnderstood
from itembank.item_types.hot_text import HotTextBody, TextPiece
from itembank.items import source_texts
from scoring.codes import RuleId
from tests.builders.items import a_choice, a_hot_text_body, a_hot_text_item

_MANY = {f"h{number}": "woord" for number in range(21)}


class TestHotText:
    @pytest.mark.parametrize(
        ("key", "rule"),
        [
            (["h1"], RuleId.SELECT_ONE),
            (["h1", "h2"], RuleId.SELECT_EXACTLY),
            (["h1", "h2"], RuleId.SELECT_ALL_THAT_APPLY),
        ],
    )
    def test_is_sound_by_each_of_its_rules(self, key: list[str], rule: RuleId) -> None:
        assert tuple(a_hot_text_body(key=key, rule=rule).list_problems()) == ()

    @pytest.mark.parametrize(
        ("body", "problem"),
        [
            pytest.param(
                a_hot_text_body(key=["h1", "h2"]), "key: must be one span", id="two right spans"
            ),
            pytest.param(
                a_hot_text_body(key=["h1", "h2", "h3"], rule=RuleId.SELECT_EXACTLY),
                "key: must not be all spans",
                id="all are right",
            ),
            pytest.param(
                a_hot_text_body(text=" ".join(f"{{{id}}}" for id in _MANY), spans=_MANY),
                "spans: must be 2 to 20",
                id="21 spans",
            ),
            pytest.param(
                a_hot_text_body(text="Ik {h1} en {h2}."), "text: must hold each of", id="no h3"
            ),
            pytest.param(
                a_hot_text_body(text="{h1} {h2} {h3} {h3}"),
                "text: must hold each of",
                id="h3 twice",
            ),
            pytest.param(
                a_hot_text_body(rule=RuleId.ORDER_EXACTLY), "rule: must be 1.1 or", id="rule"
            ),
            pytest.param(
                replace(
                    a_hot_text_body(),
                    choices=(*a_hot_text_body().choices[:2], a_choice("h3", image="a.svg")),
                ),
                "spans: must have no image",
                id="an image",
            ),
        ],
    )
    def test_is_not_sound_with(self, body: HotTextBody, problem: str) -> None:
        assert [str(found)[: len(problem)] for found in body.list_problems()] == [problem]

    def test_presents_the_spans_where_they_stand(self) -> None:
        item = a_hot_text_item()
        body = item.body
        assert isinstance(body, HotTextBody)

        paragraphs = body.present(source_texts(item)).paragraphs

        assert paragraphs[0] == (
            TextPiece(words="Ik ", span=a_choice("h1", text="ga")),
            TextPiece(words=" naar de winkel.", span=None),
        )

    def test_presents_the_spans_in_the_order_of_a_translation(self) -> None:
        item = a_hot_text_item()
        body = item.body
        assert isinstance(body, HotTextBody)

        (paragraph,) = body.present(
            {**source_texts(item), "text": "{h3} {h1} {h2}"}  # type: ignore[dict-item]  # a text's name
        ).paragraphs

        assert [piece.span and piece.span.id for piece in paragraph] == ["h3", "h1", "h2", None]

    def test_says_the_spans_in_words(self) -> None:
        item = a_hot_text_item()

        assert item.body.describe_response({"chosen": ["h3"]}, source_texts(item)) == ("thuis",)

    def test_refuses_an_unknown_span(self) -> None:
        with pytest.raises(ResponseNotUnderstood):
            a_hot_text_body().check_response({"chosen": ["h9"]})

    def test_is_never_shuffled(self) -> None:
        assert a_hot_text_body().list_options() == ()
