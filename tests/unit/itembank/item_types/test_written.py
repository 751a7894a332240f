import pytest

from itembank.bodies import ResponseNotUnderstood
from itembank.item_types.number import NumberBody
from scoring.awards import Tally
from scoring.documents import Problem
from tests.builders.items import a_number_body, a_short_text_body


class TestShortTextBody:
    @pytest.mark.parametrize(
        "raw",
        [
            pytest.param({}, id="nothing"),
            pytest.param({"text": None}, id="null"),
            pytest.param({"text": 5}, id="a number"),
            pytest.param({"text": "a" * 201}, id="too long"),
            pytest.param({"text": "a\0"}, id="no character"),
            pytest.param({"text": "a", "gaps": {}}, id="a stray field"),
        ],
    )
    def test_refuses(self, raw: object) -> None:
        with pytest.raises(ResponseNotUnderstood):
            a_short_text_body().check_response(raw)

    def test_awards_by_its_key(self) -> None:
        assert a_short_text_body("Brussel").award({"text": " brusel"}).marks == 1

    def test_says_what_is_wrong_with_its_key(self) -> None:
        problems = list(a_short_text_body("ja", distance=2).list_problems())

        assert [problem.field for problem in problems] == ["distance"]

    def test_gives_the_text_back_as_it_was(self) -> None:
        assert a_short_text_body().describe_response({"text": " Gent"}, {}) == (" Gent",)


class TestNumberBody:
    @pytest.mark.parametrize(
        ("body", "problem"),
        [
            pytest.param(
                a_number_body(value="3,5"),
                Problem(field="value", message="must be an exact number such as 3.5"),
                id="a comma",
            ),
            pytest.param(
                a_number_body(tolerance="-1"),
                Problem(field="tolerance", message="must be an exact number such as 0.5"),
                id="a negative tolerance",
            ),
            pytest.param(
                a_number_body(tolerance="veel"),
                Problem(field="tolerance", message="must be an exact number such as 0.5"),
                id="no tolerance at all",
            ),
            pytest.param(
                a_number_body(unit="2 kg"),
                Problem(field="unit", message="must not begin as a number does"),
                id="a unit that begins with a digit",
            ),
            pytest.param(
                a_number_body(unit="k" * 21),
                Problem(field="unit", message="must not be longer than 20 characters"),
                id="a long unit",
            ),
            pytest.param(
                a_number_body(unit=" kg"),
                Problem(field="unit", message="must not begin or end with white space"),
                id="white space around a unit",
            ),
        ],
    )
    def test_says_what_is_wrong(self, body: NumberBody, problem: Problem) -> None:
        assert list(body.list_problems()) == [problem]

    @pytest.mark.parametrize(
        ("text", "tally"),
        [
            pytest.param("3,5 kg", Tally(hits=1, slips=0, missed=0), id="right"),
            pytest.param("te veel", Tally(hits=0, slips=1, missed=0), id="no number"),
            pytest.param("", Tally(hits=0, slips=0, missed=1), id="nothing"),
        ],
    )
    def test_awards_exactly(self, text: str, tally: Tally) -> None:
        assert a_number_body().award({"text": text}).reason == tally

    def test_says_that_a_text_is_no_number(self) -> None:
        body = a_number_body()

        said = [body.describe_response({"text": text}, {}) for text in ("3,5 kg", "te veel")]

        assert said == [("3,5 kg",), ("te veel (geen getal)",)]

    def test_is_read_without_tolerance_or_unit(self) -> None:
        assert a_number_body(unit=None).to_document() == {"value": "3.5", "tolerance": "0"}
