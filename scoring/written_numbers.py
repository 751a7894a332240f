"""Numbers as people write them, read exactly: 3,5 and 3.5, 1 234 567, ٣٫٥, 12 kg."""

import re
import unicodedata
from fractions import Fraction

from scoring.text_comparison import fold

_DECIMAL = re.compile(r"(?P<whole>[0-9]*)(?:[.,٫](?P<part>[0-9]*))?", re.ASCII)
_GROUPED = re.compile(
    r"(?P<whole>[1-9][0-9]{0,2}(?P<group>[ .,٬])[0-9]{3}(?:(?P=group)[0-9]{3})*)"
    r"(?:(?!(?P=group))[.,٫](?P<part>[0-9]*))?",
    re.ASCII,
)
_EXACT = re.compile(r"-?(?:0|[1-9][0-9]{0,11})(?:\.[0-9]{1,12})?", re.ASCII)


def list_readings(text: str, unit: str | None = None) -> tuple[Fraction, ...]:
    """List the numbers that a written one can be: one as a rule, none when it is no number.

    Two where a single point or comma stands before three digits, as in 1.234: it may group
    thousands or begin the decimals. The unit may stand before or behind the number.
    """
    plain = _leave_out_unit(_to_western_digits(fold(text)), _to_western_digits(fold(unit or "")))
    sign = -1 if plain.startswith("-") else 1
    number = plain[1:].lstrip() if plain.startswith(("+", "-")) else plain
    found = (form.fullmatch(number) for form in (_DECIMAL, _GROUPED))
    sizes = (_to_size(match) for match in found if match)
    return tuple(sign * size for size in sizes if size is not None)


def read_exact_number(text: str) -> Fraction | None:
    """Read the number of a key, written with a decimal point: "3.5"; None for anything else."""
    return Fraction(text) if _EXACT.fullmatch(text) else None


def _to_western_digits(text: str) -> str:
    return "".join(str(unicodedata.decimal(sign, sign)) for sign in text)


def _leave_out_unit(text: str, unit: str) -> str:
    if unit and text.endswith(unit):
        return text.removesuffix(unit).rstrip()
    return text.removeprefix(unit).lstrip()


def _to_size(match: re.Match[str]) -> Fraction | None:
    whole = "".join(digit for digit in match["whole"] if digit.isdecimal())
    part = match["part"] or ""
    return Fraction(int(whole + part), 10 ** len(part)) if whole + part else None
