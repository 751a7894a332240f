"""Numbers and days in Dutch, and the one place where a percentage is rounded."""

from datetime import date
from fractions import Fraction

from scoring.marks import Marks

_USUAL_DECIMALS = 1
_MOST_DECIMALS_OF_MARKS = 4


def round_half_up(value: Fraction, decimals: int) -> Fraction:
    """Round a number that is not negative to decimals, a half always up (rule 4.1)."""
    scale = 10**decimals
    return Fraction((value * scale * 2 + 1) // 2, scale)


def displayed_percentage(percentage: Fraction, limit: Marks) -> str:
    """Write a percentage beside its cut score so that it stands on the same side (rule 4.1).

    One decimal is usual; more are taken until the displayed number compares with the limit just
    as the exact one does. An exact number is written without needless zeros.
    """
    decimals = _USUAL_DECIMALS
    shown = round_half_up(percentage, decimals)
    while _side(shown, limit) != _side(percentage, limit):
        decimals += 1
        shown = round_half_up(percentage, decimals)
    written = _decimal_text(shown, decimals)
    return written.rstrip("0").rstrip(",") if shown == percentage else written


def marks_in_dutch(marks: Marks) -> str:
    """Write marks exactly: "8", "8,5", and "8 1/3" where decimals would have to round."""
    exact = Fraction(marks)
    for decimals in range(_MOST_DECIMALS_OF_MARKS + 1):
        if (exact * 10**decimals).denominator == 1:
            return _decimal_text(exact, decimals)
    whole, rest = divmod(exact, 1)
    return f"{whole} {rest}" if whole else str(rest)


def date_in_dutch(day: date) -> str:
    """Write a day in the Belgian way: 01/03/2023."""
    return f"{day.day:02}/{day.month:02}/{day.year:04}"


def _side(value: Fraction, limit: Marks) -> int:
    return (value > limit) - (value < limit)


def _decimal_text(value: Fraction, decimals: int) -> str:
    digits = str(int(value * 10**decimals)).rjust(decimals + 1, "0")
    return f"{digits[:-decimals]},{digits[-decimals:]}" if decimals else digits
