import pytest

from itembank.bodies import ResponseNotUnderstood
from itembank.item_documents import read_item
from itembank.item_types.gap_choice import GapChoiceBody
from itembank.items import source_texts
from scoring.documents import Problem
from tests.builders.items import a_choice, a_gap_choice_body, a_gap_choice_item, some_choices


class TestGapChoiceBody:
    @pytest.mark.parametrize(
        ("body", "problem"),
        [
            pytest.param(
                a_gap_choice_body(choices=some_choices("a")),
                Problem(field="choices", message="must be two or more"),
                id="nothing to choose",
            ),
            pytest.param(
                a_gap_choice_body(choices=[a_choice("a"), a_choice("b", image="b.svg")]),
                Problem(field="choices", message="must not have images"),
                id="an image",
            ),
            pytest.param(
                a_gap_choice_body(key={"g1": "a", "g2": "z"}),
                Problem(field="key", message="z is not a choice"),
                id="a key that is no choice",
            ),
            pytest.param(
                a_gap_choice_body(key={"g1": "a", "g2": "a"}),
                Problem(field="key", message="must not use a choice twice without reuse"),
                id="a word for two gaps",
            ),
        ],
    )
    def test_says_what_is_wrong(self, body: GapChoiceBody, problem: Problem) -> None:
        assert problem in list(body.list_problems())

    def test_allows_a_word_for_two_gaps_with_reuse(self) -> None:
        body = a_gap_choice_body(key={"g1": "a", "g2": "a"}, reuse=True)

        assert list(body.list_problems()) == []
        assert body.award({"gaps": {"g1": "a", "g2": "a"}}).marks == 2

    @pytest.mark.parametrize(
        "gaps",
        [
            pytest.param({"g1": "z"}, id="an unknown word"),
            pytest.param({"g1": ""}, id="no word"),
            pytest.param({"g1": "a", "g2": "a"}, id="a word twice"),
        ],
    )
    def test_refuses(self, gaps: dict[str, str]) -> None:
        with pytest.raises(ResponseNotUnderstood):
            a_gap_choice_body().check_response({"gaps": gaps})

    def test_says_which_words_were_put_where(self) -> None:
        texts = source_texts(a_gap_choice_item())

        lines = a_gap_choice_body().describe_response({"gaps": {"g1": "c"}}, texts)

        assert lines == ("Brood koop je bij [de buren]. Een kaart vraag je bij […].",)

    def test_offers_every_word_to_every_gap(self) -> None:
        presentation = a_gap_choice_body().present(source_texts(a_gap_choice_item()))

        assert {gap.choices for gap in presentation.gaps} == {presentation.words}

    def test_shuffles_its_words(self) -> None:
        assert a_gap_choice_body().list_options() == ("a", "b", "c")

    def test_is_read_with_the_place_of_each_problem(self) -> None:
        _draft, problems = read_item({"type": "gap_choice", "key": {"g1": 1}})

        assert "key.g1" in {problem.field for problem in problems}
