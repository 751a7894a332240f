"""Exact numbers of marks and their one written form; a float is never a mark."""

import re
from fractions import Fraction

from scoring.errors import ScoringError

Marks = int | Fraction

# What one choice adds to the marks, or takes from them.
Value = int | Fraction

# Nine digits are far beyond any test and keep a hostile number from costing time.
LARGEST_MARKS = 999_999_999
_WRITTEN_MARKS = re.compile(r"(?:0|[1-9][0-9]{0,8})(?:/[1-9][0-9]{0,8})?", re.ASCII)


class MarksNotExact(ScoringError):
    """Marks are whole numbers or fractions that are not negative."""

    def __init__(self, value: object) -> None:
        super().__init__(
            f"marks must be a whole number or a fraction such as '17/2', "
            f"from 0 to {LARGEST_MARKS}, not {str(value)[:40]!r}"
        )
        self.value = value


def check_marks(value: object) -> Marks:
    """Return the value when it is exact, not negative and of a human size.

    Raises:
        MarksNotExact: for a float, a boolean, a text, a negative or an enormous number.
    """
    if isinstance(value, bool) or not isinstance(value, int | Fraction):
        raise MarksNotExact(type(value).__name__)
    if not 0 <= value <= LARGEST_MARKS:
        raise MarksNotExact("a negative number" if value < 0 else "a larger number")
    return value


def marks_to_text(marks: Marks) -> str:
    """Write marks exactly: "8", "17/2"."""
    return str(marks)


def marks_from_text(text: str) -> Marks:
    """Read what `marks_to_text` writes; whole numbers come back as `int`.

    Raises:
        MarksNotExact: for any other way to write a number ("1.5", "+1", " 1", "1e3").
    """
    if not _WRITTEN_MARKS.fullmatch(text):
        raise MarksNotExact(text)
    marks = Fraction(text)
    return marks.numerator if marks.denominator == 1 else marks


def marks_to_json(marks: Marks) -> int | str:
    """Write marks for a JSON document: a number when whole, else the exact fraction as text."""
    return int(marks) if marks == int(marks) else marks_to_text(marks)


def value_from_text(text: str) -> Value:
    """Read what `value_to_text` writes: marks, perhaps with a minus before them.

    Raises:
        MarksNotExact: for any other way to write a number, "-0" included.
    """
    if not text.startswith("-"):
        return marks_from_text(text)
    value = -marks_from_text(text.removeprefix("-"))
    if value == 0:
        raise MarksNotExact(text)
    return value


def value_to_text(value: Value) -> str:
    """Write a value exactly: "1", "-1/2"."""
    return str(value)
