"""Published forms, their languages and their audio."""

from dataclasses import dataclass
from datetime import datetime

from testplatform.web.staff.pages import Badge, LanguageName


@dataclass(frozen=True, slots=True, kw_only=True)
class CoverageRow:
    """How much of a form can be heard in one language."""

    language: LanguageName
    badge: Badge
    has_voice: bool
    made: int
    segments: int
    refused: int


@dataclass(frozen=True, slots=True, kw_only=True)
class FormCoverage:
    """The audio of one form; `nearest` says which language misses the least to be released."""

    title: str
    version: int
    url: str
    nearest: str
    production_url: str
    rows: tuple[CoverageRow, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class FormLanguage:
    """One language of a form with the state of its translation."""

    language: LanguageName
    state: Badge


@dataclass(frozen=True, slots=True, kw_only=True)
class FormPartRow:
    """One part of a form with its number of items."""

    title: str
    items: int


@dataclass(frozen=True, slots=True, kw_only=True)
class FormCard:
    """One published form in the list."""

    code: str
    title: str
    version: int
    programme: str
    published_at: datetime
    manifest_hash: str
    is_used_now: bool
    is_withdrawn: bool
    parts: tuple[FormPartRow, ...]
    languages: tuple[FormLanguage, ...]
    coverage_url: str


@dataclass(frozen=True, slots=True, kw_only=True)
class FormsPage:
    """Every published form, the newest first."""

    forms: tuple[FormCard, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class FormPage:
    """One form with its audio; here the hash of its content is whole."""

    form: FormCard
    coverage: FormCoverage
    shuffling: str
    published_by: str
    use_url: str
    export_url: str
    listening_url: str
    list_url: str
