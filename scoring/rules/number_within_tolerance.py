"""Rule 1.12: a number that is close enough."""

from dataclasses import dataclass
from fractions import Fraction

from scoring.awards import Award
from scoring.codes import RuleId
from scoring.errors import ScoringError
from scoring.rules.gaps import TextResponse, count_answers
from scoring.written_numbers import list_readings


class ToleranceNotValid(ScoringError):
    """A tolerance below zero would accept nothing."""

    def __init__(self, tolerance: Fraction) -> None:
        super().__init__(f"a tolerance must not be negative: {tolerance}")
        self.tolerance = tolerance


@dataclass(frozen=True, slots=True, kw_only=True)
class NumberWithinTolerance:
    """One mark for a number at most the tolerance away from the value, otherwise none (rule 1.12).

    A text that is no number is a wrong answer.
    """

    value: Fraction
    tolerance: Fraction = Fraction(0)
    unit: str | None = None

    def __post_init__(self) -> None:
        if self.tolerance < 0:
            raise ToleranceNotValid(self.tolerance)

    def award(self, response: TextResponse) -> Award:
        """Award the response by rule 1.12."""
        reason = count_answers([(response.text, self._accepts(response.text))])
        return Award(
            marks=reason.hits,
            out_of=1,
            reason=reason,
            rule=RuleId.NUMBER_WITHIN_TOLERANCE,
            rule_version=RuleId.NUMBER_WITHIN_TOLERANCE.version,
        )

    def _accepts(self, text: str) -> bool:
        readings = list_readings(text, self.unit)
        return any(abs(reading - self.value) <= self.tolerance for reading in readings)
