"""Reading the fields of a message one by one, so that one reading finds every faulty field."""

import re
import unicodedata
from collections.abc import Callable, Mapping
from datetime import UTC, date, datetime
from enum import StrEnum
from typing import TypeVar

Value = TypeVar("Value")
Member = TypeVar("Member", bound=StrEnum)

LARGEST_NUMBER = 2**31 - 1  # what an integer column of every database holds
LONGEST_FIELD_NAME = 40

# Control characters, surrogates, private code points, line and paragraph separators.
_UNWANTED_CATEGORIES = frozenset({"Cc", "Cs", "Co", "Zl", "Zp"})
# Embeddings, overrides and isolates can make a name read as another one on a screen. Joiners and
# single marks stay: Persian and Hindi names need them.
_TURNS_TEXT_AROUND = frozenset("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")

_INSTANT = re.compile(
    r"2[01][0-9]{2}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}(:[0-9]{2}(\.0{1,6})?)?(Z|[+-][0-9]{2}:[0-9]{2})",
    re.ASCII,
)
_DAY = re.compile(r"2[01][0-9]{2}-[0-9]{2}-[0-9]{2}", re.ASCII)


class FieldUnreadable(ValueError):
    """A value is not what its field needs. The reason never repeats the value."""

    def __init__(self, problem: str) -> None:
        super().__init__(problem)
        self.problem = problem


class FieldReader:
    """Collects the fields of one JSON object; `problems` maps each faulty field to its problem.

    A faulty field gives the stand-in; whoever reads must look at `problems` before using a value.
    """

    def __init__(self, document: object) -> None:
        self.problems: dict[str, str] = {}
        self._fields: dict[str, object] = {}
        self._asked: set[str] = set()
        if isinstance(document, Mapping):
            self._fields = {str(name): value for name, value in document.items()}
        else:
            self.problems[""] = "the message must be a JSON object"

    def read(self, name: str, parse: Callable[[object], Value], stand_in: Value) -> Value:
        """Parse one obligatory field, or remember why it could not be parsed."""
        self._asked.add(name)
        if name not in self._fields:
            if "" not in self.problems:
                self.problems[name] = "is missing"
            return stand_in
        try:
            return parse(self._fields[name])
        except FieldUnreadable as error:
            self.problems[name] = error.problem
            return stand_in

    def read_if_given(self, name: str, parse: Callable[[object], Value], default: Value) -> Value:
        """Parse a field that may be left out."""
        if name not in self._fields:
            return default
        return self.read(name, parse, default)

    def report(self, name: str, problem: str) -> None:
        """Remember what was found in the message as a whole; a field keeps its first problem."""
        self.problems.setdefault(name, problem)

    def refuse_unknown_fields(self) -> None:
        """Report every field that nobody asked for."""
        for name in self._fields.keys() - self._asked:
            self.problems[ascii(name)[1:-1][:LONGEST_FIELD_NAME]] = "is not a known field"


def code_field(pattern: re.Pattern[str], example: str) -> Callable[[object], str]:
    """Build the parser of a code: the whole text must match the pattern."""

    def parse(value: object) -> str:
        if not isinstance(value, str) or not pattern.fullmatch(value):
            raise FieldUnreadable(problem=f"must be a code such as {example}")
        return value

    return parse


def optional_field(parse: Callable[[object], Value]) -> Callable[[object], Value | None]:
    """Build the parser of a field that may be null."""
    return lambda value: None if value is None else parse(value)


def person_text(longest: int, *, may_be_empty: bool = False) -> Callable[[object], str]:
    """Build the parser of what a person typed: trimmed, in NFC, without control characters."""

    def parse(value: object) -> str:
        if not isinstance(value, str):
            raise FieldUnreadable(problem="must be a text")
        if any(not _is_plain(character) for character in value):
            raise FieldUnreadable(problem="must not have control characters")
        text = unicodedata.normalize("NFC", value).strip()
        if len(text) > longest:
            raise FieldUnreadable(problem=f"must have at most {longest} characters")
        if not text and not may_be_empty:
            raise FieldUnreadable(problem="must not be empty")
        return text

    return parse


def code_list(parse: Callable[[object], str], *, most: int) -> Callable[[object], tuple[str, ...]]:
    """Build the parser of a set of codes; it is given back sorted, since order means nothing."""

    def parse_all(value: object) -> tuple[str, ...]:
        if not isinstance(value, list):
            raise FieldUnreadable(problem="must be a list")
        if len(value) > most:
            raise FieldUnreadable(problem=f"must have at most {most} entries")
        codes = {parse(entry) for entry in value}
        if len(codes) != len(value):
            raise FieldUnreadable(problem="must not name anything twice")
        return tuple(sorted(codes))

    return parse_all


def object_list(*, most: int, least: int = 1) -> Callable[[object], tuple[dict[str, object], ...]]:
    """Build the parser of a list of JSON objects that has at least one, unless told otherwise."""

    def parse(value: object) -> tuple[dict[str, object], ...]:
        if not isinstance(value, list) or not least <= len(value) <= most:
            raise FieldUnreadable(problem=f"must be a list of {least} to {most} objects")
        return tuple(parse_object(entry) for entry in value)

    return parse


def parse_object(value: object) -> dict[str, object]:
    if not isinstance(value, dict):
        raise FieldUnreadable(problem="must be a JSON object")
    return {str(name): entry for name, entry in value.items()}


def number_between(least: int, most: int) -> Callable[[object], int]:
    """Build the parser of a whole number; true and 1.0 are none."""

    def parse(value: object) -> int:
        if isinstance(value, bool) or not isinstance(value, int) or not least <= value <= most:
            raise FieldUnreadable(problem=f"must be a whole number from {least} to {most}")
        return value

    return parse


def member_of(members: type[Member]) -> Callable[[object], Member]:
    """Build the parser of a closed set."""

    def parse(value: object) -> Member:
        for member in members:
            if isinstance(value, str) and value == member.value:
                return member
        raise FieldUnreadable(problem=f"must be one of {', '.join(members)}")

    return parse


def parse_instant(value: object) -> datetime:
    """Read an ISO 8601 instant with its offset; give it back in UTC."""
    if not isinstance(value, str) or not _INSTANT.fullmatch(value):
        raise FieldUnreadable(problem="must be a time with offset, as 2026-11-24T09:00:00+01:00")
    try:
        return datetime.fromisoformat(value).astimezone(UTC)
    except ValueError:
        raise FieldUnreadable(problem="is not a time of the calendar") from None


def parse_day(value: object) -> date:
    if not isinstance(value, str) or not _DAY.fullmatch(value):
        raise FieldUnreadable(problem="must be a day such as 2026-11-24")
    try:
        return date.fromisoformat(value)
    except ValueError:
        raise FieldUnreadable(problem="is not a day of the calendar") from None


def _is_plain(character: str) -> bool:
    return (
        unicodedata.category(character) not in _UNWANTED_CATEGORIES
        and character not in _TURNS_TEXT_AROUND
    )
