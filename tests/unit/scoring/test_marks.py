from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scoring.marks import (
    LARGEST_MARKS,
    Marks,
    MarksNotExact,
    check_marks,
    marks_from_text,
    marks_to_json,
    marks_to_text,
    value_from_text,
    value_to_text,
)


class TestCheckMarks:
    @pytest.mark.parametrize("marks", [0, 9, Fraction(17, 2), LARGEST_MARKS])
    def test_lets_exact_numbers_through(self, marks: Marks) -> None:
        assert check_marks(marks) == marks

    @pytest.mark.parametrize(
        "value",
        [
            pytest.param(0.5, id="a float"),
            pytest.param(True, id="a boolean"),
            pytest.param("9", id="a text"),
            pytest.param(None, id="nothing"),
            pytest.param(-1, id="a negative number"),
            pytest.param(Fraction(-1, 2), id="a negative fraction"),
            pytest.param(LARGEST_MARKS + 1, id="an enormous number"),
        ],
    )
    def test_refuses_anything_else(self, value: object) -> None:
        with pytest.raises(MarksNotExact):
            check_marks(value)

    @pytest.mark.parametrize(
        ("value", "said"),
        [
            pytest.param(0.5, "'float'", id="a kind"),
            pytest.param(-1, "'a negative number'", id="too little"),
            pytest.param(LARGEST_MARKS + 1, "'a larger number'", id="too much"),
        ],
    )
    def test_says_what_it_was_given(self, value: object, said: str) -> None:
        with pytest.raises(MarksNotExact, match=f"not {said}$"):
            check_marks(value)

    @pytest.mark.parametrize("marks", [0, LARGEST_MARKS])
    def test_takes_the_least_and_the_most(self, marks: int) -> None:
        assert check_marks(marks) == marks


class TestMarksFromText:
    @given(st.fractions(min_value=0, max_value=1000, max_denominator=1000))
    def test_reads_what_is_written(self, marks: Fraction) -> None:
        assert marks_from_text(marks_to_text(marks)) == marks

    def test_gives_whole_numbers_as_int(self) -> None:
        assert isinstance(marks_from_text("4/2"), int)

    @pytest.mark.parametrize(
        "text",
        [
            "",
            " 1",
            "1 ",
            "+1",
            "-1",
            "1.5",
            "1,5",
            "1e3",
            "1/0",
            "1/-2",
            "1_0",
            "08",
            "٣",
            "1" * 10,
        ],
    )
    def test_refuses_other_spellings(self, text: str) -> None:
        with pytest.raises(MarksNotExact) as refusal:
            marks_from_text(text)

        assert refusal.value.value == text


class TestMarksToJson:
    @pytest.mark.parametrize(
        ("marks", "written"), [(9, 9), (Fraction(4, 2), 2), (Fraction(17, 2), "17/2")]
    )
    def test_writes_a_number_when_whole(self, marks: Marks, written: int | str) -> None:
        assert marks_to_json(marks) == written


class TestValueFromText:
    @given(st.fractions(min_value=-1000, max_value=1000, max_denominator=1000))
    def test_reads_what_is_written(self, value: Fraction) -> None:
        assert value_from_text(value_to_text(value)) == value

    def test_says_what_was_written(self) -> None:
        with pytest.raises(MarksNotExact, match=r"not '-0'$"):
            value_from_text("-0")

    @pytest.mark.parametrize("text", ["", "-", "--1", "-0", "+1", "- 1", "-1.5", "1 -", "−1"])
    def test_refuses_any_other_way_to_write_it(self, text: str) -> None:
        with pytest.raises(MarksNotExact):
            value_from_text(text)
