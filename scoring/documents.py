"""Strict reading of documents (JSON, TOML) into values, with every problem and its place.

A field that cannot be read gives a harmless stand-in and leaves a problem, so that one reading
finds all of them; `finish` raises when there is any, so a stand-in never leaves the reader.
"""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from typing import TypeVar

from scoring.errors import ScoringError
from scoring.marks import (
    Marks,
    MarksNotExact,
    Value,
    check_marks,
    marks_from_text,
    value_from_text,
)

Read = TypeVar("Read")
Member = TypeVar("Member", bound=StrEnum)

_ISO_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}", re.ASCII)


@dataclass(frozen=True, slots=True, kw_only=True)
class Problem:
    """One thing that is wrong with one field of a document."""

    field: str
    message: str

    def __str__(self) -> str:
        return f"{self.field}: {self.message}" if self.field else self.message


class DocumentNotUnderstood(ScoringError):
    """A document is not what it should be; `problems` holds all that is wrong with it."""

    def __init__(self, problems: tuple[Problem, ...]) -> None:
        super().__init__("; ".join(str(problem) for problem in problems))
        self.problems = problems


class FieldNotReadable(ScoringError):
    """A value is not what its field needs; the reader adds the place."""

    def __init__(self, *, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


class DocumentReader:
    """Reads one table of a document field by field; `at` is where the table stands."""

    def __init__(self, document: object, *, at: str = "") -> None:
        self._at = at
        self._problems: list[Problem] = []
        self._asked: set[str] = set()
        self._nested: list[DocumentReader] = []
        self._is_table = isinstance(document, Mapping)
        self._table: Mapping[object, object] = document if isinstance(document, Mapping) else {}
        if not self._is_table:
            message = f"must be a table, not {_kind(document)}"
            self._problems.append(Problem(field=at, message=message))

    @property
    def names(self) -> tuple[str, ...]:
        """The names of the fields that the table has, in their order."""
        return tuple(str(name) for name in self._table)

    def has(self, name: str) -> bool:
        """Tell whether the field is present, so that a caller can read optional fields."""
        return name in self._table

    def text(self, name: str) -> str:
        """Read a text that is more than white space."""
        return self._read(name, _read_text, "")

    def free_text(self, name: str) -> str:
        """Read a text that may be empty, as somebody left it."""
        return self._read(name, _read_free_text, "")

    def texts(self, name: str) -> tuple[str, ...]:
        """Read a list of different texts, in their order."""
        return self._read(name, _read_texts, ())

    def whole_number(self, name: str, *, minimum: int = 0) -> int:
        """Read a whole number; a boolean is not one."""
        return self._read(name, lambda value: _read_whole_number(value, minimum), minimum)

    def whole_numbers(self, name: str) -> tuple[int, ...]:
        """Read a list of whole numbers that are not negative, in their order."""
        return self._read(name, _read_whole_numbers, ())

    def marks(self, name: str) -> Marks:
        """Read exact marks: a whole number, or a text such as "17/2"."""
        stand_in: Marks = 0
        return self._read(name, read_marks, stand_in)

    def value(self, name: str) -> Value:
        """Read an exact value, which may be negative: a whole number, or a text such as "-1/2"."""
        stand_in: Value = 0
        return self._read(name, _read_value, stand_in)

    def flag(self, name: str, *, default: bool) -> bool:
        """Read true or false; an absent field is the default."""
        return self._read(name, _read_flag, default) if self.has(name) else default

    def day(self, name: str) -> date:
        """Read a calendar day: a TOML date or "2023-03-01", and no other spelling of a day."""
        return self._read(name, _read_day, date.min)

    def member(self, name: str, members: type[Member]) -> Member:
        """Read one member of a closed set."""
        return self._read(name, lambda value: _read_member(value, members), next(iter(members)))

    def members(self, name: str, members: type[Member]) -> tuple[Member, ...]:
        """Read a list of different members of a closed set, in their order."""
        return self._read(name, lambda value: _read_members(value, members), ())

    def table(self, name: str) -> dict[str, object]:
        """Read a table whose names are not known beforehand."""
        return self._read(name, _read_table, {})

    def rows(self, name: str) -> list[object]:
        """Read a list that has at least one element."""
        return self._read(name, _read_rows, [])

    def table_rows(self, name: str) -> list[object]:
        """Read a list that may be empty."""
        return self._read(name, _read_list, [])

    def reader(self, name: str) -> "DocumentReader":
        """Read a table within the table; `finish` of this reader tells what is wrong in it."""
        nested = DocumentReader(self.table(name), at=self.place(name))
        self._nested.append(nested)
        return nested

    def readers(self, name: str) -> list["DocumentReader"]:
        """Read a list of tables; `finish` of this reader tells what is wrong in them."""
        rows = self.rows(name)
        nested = [
            DocumentReader(row, at=self.place(f"{name}[{number}]"))
            for number, row in enumerate(rows)
        ]
        self._nested.extend(nested)
        return nested

    def place(self, name: str) -> str:
        """Name the place of a field within the whole document."""
        return f"{self._at}.{name}" if self._at else name

    def report(self, name: str, message: str) -> None:
        """Remember a problem that the caller found in a field."""
        self._problems.append(Problem(field=self.place(name), message=message))

    def adopt(self, problems: tuple[Problem, ...]) -> None:
        """Remember problems found in a nested document."""
        self._problems.extend(problems)

    def finish(self) -> None:
        """Refuse fields that nobody asked for, and raise when anything is wrong.

        Raises:
            DocumentNotUnderstood: with every problem found.
        """
        for name in self._table:
            if name not in self._asked:
                self.report(str(name), "is not a known field")
        for nested in self._nested:
            try:
                nested.finish()
            except DocumentNotUnderstood as error:
                self.adopt(error.problems)
        if self._problems:
            raise DocumentNotUnderstood(tuple(self._problems))

    def _read(self, name: str, parse: Callable[[object], Read], stand_in: Read) -> Read:
        self._asked.add(name)
        if name not in self._table:
            if self._is_table:
                self.report(name, "is missing")
            return stand_in
        try:
            return parse(self._table[name])
        except FieldNotReadable as error:
            self.report(name, error.reason)
            return stand_in


def read_marks(value: object) -> Marks:
    """Read exact marks from a JSON value.

    Raises:
        FieldNotReadable: with the reason, when the value is no exact number of marks.
    """
    try:
        return marks_from_text(value) if isinstance(value, str) else check_marks(value)
    except MarksNotExact as error:
        raise FieldNotReadable(reason=str(error)) from error


def _read_value(value: object) -> Value:
    if isinstance(value, str):
        try:
            return value_from_text(value)
        except MarksNotExact as error:
            raise FieldNotReadable(reason=str(error)) from error
    if isinstance(value, int) and value < 0:
        return -read_marks(-value)
    return read_marks(value)


def _read_free_text(value: object) -> str:
    if not isinstance(value, str):
        raise FieldNotReadable(reason=f"must be a text, not {_kind(value)}")
    return value


def _read_text(value: object) -> str:
    text = _read_free_text(value)
    if not text.strip():
        raise FieldNotReadable(reason="must not be empty")
    return text


def _read_texts(value: object) -> tuple[str, ...]:
    texts = tuple(_read_text(element) for element in _read_list(value))
    if len(set(texts)) != len(texts):
        raise FieldNotReadable(reason="names something twice")
    return texts


def _read_whole_number(value: object, minimum: int) -> int:
    if isinstance(value, bool) or not isinstance(value, int):
        raise FieldNotReadable(reason=f"must be a whole number, not {_kind(value)}")
    if value < minimum:
        raise FieldNotReadable(reason=f"must be at least {minimum}")
    return value


def _read_whole_numbers(value: object) -> tuple[int, ...]:
    return tuple(_read_whole_number(element, 0) for element in _read_list(value))


def _read_flag(value: object) -> bool:
    if not isinstance(value, bool):
        raise FieldNotReadable(reason=f"must be true or false, not {_kind(value)}")
    return value


def _read_day(value: object) -> date:
    if isinstance(value, date) and not isinstance(value, datetime):
        return value
    if not isinstance(value, str) or not _ISO_DAY.fullmatch(value):
        raise FieldNotReadable(reason="must be a day such as 2023-03-01")
    try:
        return date.fromisoformat(value)
    except ValueError as error:
        raise FieldNotReadable(reason="is not a day of the calendar") from error


def _read_member(value: object, members: type[Member]) -> Member:
    for member in members:
        if isinstance(value, str) and value == member.value:
            return member
    raise FieldNotReadable(reason=f"must be one of {', '.join(member.value for member in members)}")


def _read_members(value: object, members: type[Member]) -> tuple[Member, ...]:
    found = tuple(_read_member(element, members) for element in _read_list(value))
    if len(set(found)) != len(found):
        raise FieldNotReadable(reason="names something twice")
    return found


def _read_table(value: object) -> dict[str, object]:
    if not isinstance(value, Mapping):
        raise FieldNotReadable(reason=f"must be a table, not {_kind(value)}")
    return {str(name): element for name, element in value.items()}


def _read_rows(value: object) -> list[object]:
    rows = _read_list(value)
    if not rows:
        raise FieldNotReadable(reason="must not be empty")
    return rows


def _read_list(value: object) -> list[object]:
    if not isinstance(value, list | tuple):
        raise FieldNotReadable(reason=f"must be a list, not {_kind(value)}")
    return list(value)


def _kind(value: object) -> str:
    match value:
        case None:
            return "null"
        case bool():
            return "true or false"
        case int() | float():
            return "a number"
        case str():
            return "a text"
        case list() | tuple():
            return "a list"
        case Mapping():
            return "a table"
        case _:
            return f"a {type(value).__name__}"
