"""What the pages of production print."""

from dataclasses import dataclass
from datetime import datetime

from testplatform.web.staff.pages import Badge, LanguageName, Option


@dataclass(frozen=True, slots=True, kw_only=True)
class Cell:
    """One place of a matrix: a word with its tone, and the whole in a sentence."""

    badge: Badge
    sentence: str
    url: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class FormRow:
    """One form with a cell per language, and which language misses the least."""

    title: str
    version: int
    stakes: str
    url: str
    nearest: str
    cells: tuple[Cell, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class FormsPage:
    """Every form beside every language."""

    languages: tuple[LanguageName, ...]
    rows: tuple[FormRow, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class LanguageRow:
    """One language of a form: how far its texts are, and whether exams may be given in it."""

    language: LanguageName
    coverage: Badge
    numbers: tuple[int, ...]
    approved: int
    segments: int
    release: Badge | None
    release_url: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class ProblemRow:
    """A text that cannot be heard, why, and what can be done about it."""

    language: LanguageName
    text: str
    state: Badge
    reason: str
    key: str
    can_try_again: bool
    spoken_form_url: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class FormHeading:
    """Which form a page is about."""

    title: str
    code: str
    version: int
    stakes: str
    url: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ProductionPage:
    """How far the voices of one form are; `is_in_hand` says that it changes by itself."""

    form: FormHeading
    nearest: str
    is_in_hand: bool
    made: int
    total: int
    in_hand: int
    screens: str
    headings: tuple[str, ...]
    rows: tuple[LanguageRow, ...]
    problems: tuple[ProblemRow, ...]
    more_problems: int
    has_releases: bool
    produce_url: str
    stop_url: str
    retry_url: str
    matrix_url: str
    list_url: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ItemRow:
    """One item of a form with a cell per language."""

    ref: str
    code: str
    part: str
    prompt: str
    cells: tuple[Cell, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class MatrixPage:
    """The items of a form beside its languages, narrowed to a language and a state."""

    form: FormHeading
    languages: tuple[Option, ...]
    states: tuple[Option, ...]
    columns: tuple[LanguageName, ...]
    rows: tuple[ItemRow, ...]
    is_filtered: bool
    all_url: str
    export_url: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ReleasePage:
    """One language of an exam: the numbers, and the release or the question."""

    form: FormHeading
    language: LanguageName
    state: Badge
    numbers: str
    can_read_aloud: bool
    is_released: bool
    released_by: str
    released_at: datetime | None
    comment: str
    problem: str
    chosen: str
    url: str
    withdraw_url: str
