"""Number: written in any usual way, right within a tolerance."""

from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction
from typing import Self

from itembank.bodies import Response, Texts
from itembank.item_types.written import WrittenBody, WrittenPresentation
from itembank.texts import find_text_problem
from scoring.documents import DocumentReader, Problem
from scoring.rules import NumberWithinTolerance
from scoring.written_numbers import list_readings, read_exact_number

LONGEST_UNIT = 20
_NO_NUMBER = "geen getal"
_SIGNS_OF_NUMBERS = "+-−.,٫٬"


@dataclass(frozen=True, slots=True, kw_only=True)
class NumberBody(WrittenBody):
    """A number near `value` (rule 1.12); both are exact texts such as "3.5".

    The unit is the same sign in every language, such as "kg" or "€": it is not translated.
    """

    value: str
    tolerance: str = "0"
    unit: str | None = None

    @classmethod
    def read(cls, reader: DocumentReader) -> Self:
        """Read `value`, `tolerance` and `unit`."""
        return cls(
            value=reader.text("value"),
            tolerance=reader.text("tolerance") if reader.has("tolerance") else "0",
            unit=reader.text("unit") if reader.has("unit") else None,
        )

    def list_problems(self) -> Iterator[Problem]:
        """List what cannot be compared exactly."""
        if read_exact_number(self.value) is None:
            yield Problem(field="value", message="must be an exact number such as 3.5")
        tolerance = read_exact_number(self.tolerance)
        if tolerance is None or tolerance < 0:
            yield Problem(field="tolerance", message="must be an exact number such as 0.5")
        unit_problem = None if self.unit is None else _find_unit_problem(self.unit)
        if unit_problem:
            yield Problem(field="unit", message=unit_problem)

    def scoring_rule(self) -> NumberWithinTolerance:
        """Give rule 1.12, filled with the key."""
        return NumberWithinTolerance(
            value=Fraction(self.value), tolerance=Fraction(self.tolerance), unit=self.unit
        )

    def correct_response(self) -> Response:
        """Write the value."""
        return {"text": self.value}

    def present(self, texts: Texts) -> WrittenPresentation:
        """Show a line to write on, with the unit behind it."""
        return WrittenPresentation(is_number=True, unit=self.unit)

    def describe_response(self, raw: object, texts: Texts) -> tuple[str, ...]:
        """Give what was written, and say when it is no number."""
        written = WrittenBody.describe_response(self, raw, texts)
        return tuple(
            line if list_readings(line, self.unit) else f"{line} ({_NO_NUMBER})" for line in written
        )

    def to_document(self) -> dict[str, object]:
        """Write value, tolerance and unit."""
        unit = {} if self.unit is None else {"unit": self.unit}
        return {"value": self.value, "tolerance": self.tolerance, **unit}


def _find_unit_problem(unit: str) -> str | None:
    """Say what is wrong with a unit, or give None; it must not look like a part of the number."""
    if len(unit) > LONGEST_UNIT:
        return f"must not be longer than {LONGEST_UNIT} characters"
    if unit[:1].isdecimal() or unit[:1] in tuple(_SIGNS_OF_NUMBERS):
        return "must not begin as a number does"
    return find_text_problem(unit)
