"""Values of QTI variables: exact, and with the null that QTI has for what was not given."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction

from itembank.interchange.errors import ItemRefused

LONGEST_NUMBER = 30


class Cardinality(StrEnum):
    """How many values a variable holds; records are not read."""

    SINGLE = "single"
    MULTIPLE = "multiple"
    ORDERED = "ordered"


class BaseType(StrEnum):
    """The types of value that can be compared; points, files and durations are not read."""

    IDENTIFIER = "identifier"
    STRING = "string"
    INTEGER = "integer"
    FLOAT = "float"
    BOOLEAN = "boolean"
    PAIR = "pair"
    DIRECTED_PAIR = "directedPair"

    @property
    def is_number(self) -> bool:
        """Whether its values are numbers."""
        return self in (BaseType.INTEGER, BaseType.FLOAT)


Pair = tuple[str, str]
Scalar = str | bool | Fraction | Pair


@dataclass(frozen=True, slots=True, kw_only=True)
class Container:
    """Several values, in an order that counts or not; an empty container is null instead."""

    members: tuple[Scalar, ...]
    is_ordered: bool = False


Value = Scalar | Container | None


def collect(members: Iterable[Scalar], *, is_ordered: bool = False) -> Value:
    """Make a container, or null of nothing."""
    held = tuple(members)
    return Container(members=held, is_ordered=is_ordered) if held else None


def members_of(value: Value) -> tuple[Scalar, ...]:
    """List what a value holds: one thing, several or nothing."""
    if value is None:
        return ()
    return value.members if isinstance(value, Container) else (value,)


def read_scalar(text: str, base_type: BaseType) -> Scalar:
    """Read one written value.

    Raises:
        ItemRefused: when it is none of its type.
    """
    match base_type:
        case BaseType.INTEGER | BaseType.FLOAT:
            return read_number(text)
        case BaseType.BOOLEAN:
            return text.strip() in ("true", "1")
        case BaseType.PAIR:
            first, second = sorted(_read_pair(text))
            return first, second
        case BaseType.DIRECTED_PAIR:
            return _read_pair(text)
        case _:
            return text.strip()


def read_number(text: str) -> Fraction:
    """Read a number exactly as it is written.

    Raises:
        ItemRefused: when it is none, or not of a human size.
    """
    plain = text.strip()
    mantissa, _, exponent = plain.lower().partition("e")
    try:
        if len(plain) > LONGEST_NUMBER or abs(int(exponent or 0)) > LONGEST_NUMBER:
            raise ItemRefused(f"has a number that is out of bounds: {plain[:40]}")
        if "/" in plain or "_" in plain:
            raise ItemRefused(f"has a number that is none: {plain[:40]}")
        return Fraction(mantissa) * Fraction(10) ** int(exponent or 0)
    except ValueError as error:
        raise ItemRefused(f"has a number that is none: {plain[:40]}") from error


def write_number(number: Fraction) -> str:
    """Write a number in decimals; nothing when it has no end."""
    for places in range(13):
        scaled = number * 10**places
        if scaled.denominator == 1:
            digits = str(abs(scaled.numerator)).zfill(places + 1)
            whole, part = digits[: len(digits) - places], digits[len(digits) - places :]
            return ("-" if number < 0 else "") + whole + (f".{part}" if part else "")
    return ""


def are_equal(one: Value, other: Value) -> bool | None:
    """Compare as the operator `match` does; null when one of them is null.

    Raises:
        ItemRefused: for values that cannot be compared.
    """
    if one is None or other is None:
        return None
    if isinstance(one, Container) and isinstance(other, Container):
        if one.is_ordered and other.is_ordered:
            return one.members == other.members
        return Counter(one.members) == Counter(other.members)
    if type(one) is not type(other):
        raise ItemRefused("compares values of different kinds")
    return one == other


def _read_pair(text: str) -> Pair:
    parts = text.split()
    if len(parts) != 2:
        raise ItemRefused(f"has a pair that is none: {text[:40]}")
    return parts[0], parts[1]
