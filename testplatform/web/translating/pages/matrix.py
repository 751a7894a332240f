"""Items beside languages at a glance."""

from dataclasses import dataclass

from testplatform.web.staff.pages import Badge, LanguageName, Link, Option, Paging


@dataclass(frozen=True, slots=True, kw_only=True)
class Mark:
    """How many are in a state: a sign and a number, for the eye alone."""

    sign: str
    number: int
    tone: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Legend:
    """What a sign means."""

    sign: str
    tone: str
    word: str


@dataclass(frozen=True, slots=True, kw_only=True)
class MatrixColumn:
    """One language with its items by the state of their least finished text."""

    language: LanguageName
    url: str
    marks: tuple[Mark, ...]
    sentence: str


@dataclass(frozen=True, slots=True, kw_only=True)
class MatrixCell:
    """One item in one language; `sentence` says in words what the marks show."""

    url: str
    marks: tuple[Mark, ...]
    sentence: str


@dataclass(frozen=True, slots=True, kw_only=True)
class MatrixRow:
    """One item version with a cell per language."""

    code: str
    version: int
    part: str
    state: Badge
    texts: int
    cells: tuple[MatrixCell, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class MatrixPage:
    """What a search found."""

    sections: tuple[Link, ...]
    programmes: tuple[Option, ...]
    parts: tuple[Option, ...]
    forms: tuple[Option, ...]
    languages: tuple[Option, ...]
    states: tuple[Option, ...]
    columns: tuple[MatrixColumn, ...]
    rows: tuple[MatrixRow, ...]
    legend: tuple[Legend, ...]
    paging: Paging
    export_url: str
    all_url: str
    is_filtered: bool
