import pytest

from itembank.bodies import ResponseNotUnderstood, Scoring
from itembank.item_types.long_writing import LONGEST_WRITING, LongWritingBody
from scoring.documents import Problem
from tests.builders.items import a_long_writing_body

_NOT_SINGLE = Problem(field="palette", message="must be single characters that can be seen")


class TestLongWritingBody:
    @pytest.mark.parametrize(
        ("body", "problem"),
        [
            pytest.param(
                a_long_writing_body(min_words=11),
                Problem(field="min_words", message="must not be more than max_words"),
                id="limits the wrong way round",
            ),
            pytest.param(
                a_long_writing_body(max_words=2_001),
                Problem(field="max_words", message="must be 2000 at most"),
                id="more than can be kept",
            ),
            pytest.param(
                a_long_writing_body(max_marks=0),
                Problem(field="max_marks", message="must be more than 0"),
                id="no marks",
            ),
            pytest.param(
                a_long_writing_body(palette=[chr(0x4E00 + number) for number in range(61)]),
                Problem(field="palette", message="must be 60 at most"),
                id="a palette without end",
            ),
            pytest.param(a_long_writing_body(palette=["ij"]), _NOT_SINGLE, id="two letters"),
            pytest.param(a_long_writing_body(palette=["\u200b"]), _NOT_SINGLE, id="nothing to see"),
            pytest.param(
                a_long_writing_body(palette=["a" + "\u0301" * 4]), _NOT_SINGLE, id="many marks"
            ),
        ],
    )
    def test_says_what_is_wrong(self, body: LongWritingBody, problem: Problem) -> None:
        assert list(body.list_problems()) == [problem]

    def test_may_have_a_letter_with_a_mark_of_its_own(self) -> None:
        assert list(a_long_writing_body(palette=["m\u0303"]).list_problems()) == []

    def test_leaves_the_marks_to_assessors(self) -> None:
        body = a_long_writing_body()

        assert (body.scoring, body.correct_response()) == (Scoring.ASSESSORS, None)
        assert body.to_document()["max_marks"] == 20

    def test_presents_the_room_that_there_is(self) -> None:
        presentation = a_long_writing_body().present({})

        assert (presentation.palette, presentation.longest) == (("é", "ë", "€"), LONGEST_WRITING)

    def test_takes_a_text_of_any_number_of_words(self) -> None:
        a_long_writing_body(max_words=1).check_response({"text": "een twee\ndrie " * 1_000})

    @pytest.mark.parametrize(
        "raw",
        [
            pytest.param({"text": "a" * (LONGEST_WRITING + 1)}, id="more than can be kept"),
            pytest.param({"text": "\udc00"}, id="half a character"),
            pytest.param("tekst", id="a bare text"),
        ],
    )
    def test_refuses(self, raw: object) -> None:
        with pytest.raises(ResponseNotUnderstood):
            a_long_writing_body().award(raw)

    def test_gives_the_text_back_line_by_line(self) -> None:
        raw = {"text": "Beste,\n\nIk kom niet."}

        assert a_long_writing_body().describe_response(raw, {}) == ("Beste,", "", "Ik kom niet.")
