from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scoring.written_numbers import list_readings, read_exact_number

_HALF = Fraction(7, 2)


class TestListReadings:
    @pytest.mark.parametrize(
        ("text", "number"),
        [
            pytest.param("3,5", _HALF, id="a Belgian comma"),
            pytest.param("3.5", _HALF, id="an English point"),
            pytest.param(" 3,5 ", _HALF, id="white space around"),
            pytest.param("03,50", _HALF, id="needless zeros"),
            pytest.param(",5", Fraction(1, 2), id="no zero before the comma"),
            pytest.param("5.", 5, id="nothing behind the point"),
            pytest.param("1 234", 1234, id="grouped by a space"),
            pytest.param("1\u202f234,5", Fraction(2469, 2), id="grouped by a narrow space"),
            pytest.param("1.234.567", 1234567, id="grouped by points"),
            pytest.param("1,234,567", 1234567, id="grouped by commas"),
            pytest.param("1.234,5", Fraction(2469, 2), id="Belgian, with decimals"),
            pytest.param("1,234.5", Fraction(2469, 2), id="English, with decimals"),
            pytest.param("0.123", Fraction(123, 1000), id="a leading zero groups nothing"),
            pytest.param("1234,567", Fraction(1234567, 1000), id="four digits group nothing"),
            pytest.param("1.2345", Fraction(12345, 10000), id="four decimals"),
            pytest.param("-5", -5, id="a hyphen"),
            pytest.param("\u2212 5", -5, id="a minus sign and a space"),
            pytest.param("+5", 5, id="a plus sign"),
            pytest.param("٣٫٥", _HALF, id="Arabic-Indic digits"),
            pytest.param("۳٫۵", _HALF, id="Persian digits"),
            pytest.param("३.५", _HALF, id="Devanagari digits"),
            pytest.param("١٬٢٣٤", 1234, id="an Arabic sign of thousands"),
            pytest.param("\u200f١٢", 12, id="a mark of direction"),
        ],
    )
    def test_reads(self, text: str, number: Fraction | int) -> None:
        assert list_readings(text) == (number,)

    @pytest.mark.parametrize(
        "text",
        [
            pytest.param("1.234", id="a point"),
            pytest.param("1,234", id="a comma"),
        ],
    )
    def test_reads_twice_what_can_be_two_things(self, text: str) -> None:
        assert list_readings(text) == (Fraction(1234, 1000), 1234)

    @pytest.mark.parametrize(
        "text",
        [
            pytest.param("", id="nothing"),
            pytest.param("vijf", id="a word"),
            pytest.param("-", id="a sign alone"),
            pytest.param(",", id="a comma alone"),
            pytest.param("--5", id="two signs"),
            pytest.param("12 34", id="a group of two"),
            pytest.param("1.234 567", id="two ways of grouping"),
            pytest.param("1,5,5", id="two commas"),
            pytest.param("1e3", id="a power of ten"),
            pytest.param("1/2", id="a fraction"),
            pytest.param("½", id="a sign for a fraction"),
            pytest.param("5 kg", id="a unit that the item has not"),
            pytest.param("3 of 4", id="more than a number"),
        ],
    )
    def test_does_not_read(self, text: str) -> None:
        assert list_readings(text) == ()

    @pytest.mark.parametrize("text", ["5 kg", "5kg", "5 KG", "5", "kg 5"])
    def test_leaves_out_the_unit(self, text: str) -> None:
        assert list_readings(text, "kg") == (5,)

    def test_reads_no_other_unit(self) -> None:
        assert list_readings("5 kg", "g") == ()

    @given(st.decimals(min_value=-(10**9), max_value=10**9, places=2))
    def test_reads_what_was_written_exactly(self, number: Decimal) -> None:
        written = f"{number:f}"

        for text in (written, written.replace(".", ",")):
            assert list_readings(text) == (Fraction(written),)

    @given(st.text(max_size=12))
    def test_never_fails(self, text: str) -> None:
        assert len(list_readings(text, "m")) <= 2


class TestReadExactNumber:
    @pytest.mark.parametrize(
        ("text", "number"), [("3.5", _HALF), ("-12", -12), ("0", 0), ("0.250", Fraction(1, 4))]
    )
    def test_reads(self, text: str, number: Fraction | int) -> None:
        assert read_exact_number(text) == number

    @pytest.mark.parametrize("text", ["", "3,5", "1/2", "1e3", "01", ".5", "5.", "+1", " 1", "٣"])
    def test_reads_nothing_else(self, text: str) -> None:
        assert read_exact_number(text) is None
