"""Files for translators elsewhere, and what a file that came back would change."""

from dataclasses import dataclass

from testplatform.web.staff.pages import Badge, LanguageName, Link, Option


@dataclass(frozen=True, slots=True, kw_only=True)
class ExchangePage:
    """Where to fetch and to bring the files of a language."""

    sections: tuple[Link, ...]
    languages: tuple[Option, ...]
    programmes: tuple[Option, ...]
    parts: tuple[Option, ...]
    forms: tuple[Option, ...]
    language: LanguageName
    files: tuple[Link, ...]
    may_write: bool
    preview_url: str
    problem: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ImportRow:
    """One text of a file; `number` is its place among what can be chosen."""

    number: int | None
    place: str
    item: str
    label: str
    before: str
    after: str
    verdict: Badge
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ImportPage:
    """What a file would change; `payload` comes back with what was chosen."""

    sections: tuple[Link, ...]
    language: LanguageName
    file_name: str
    kept: int
    changed: tuple[ImportRow, ...]
    refused: tuple[ImportRow, ...]
    payload: str
    import_url: str
    back_url: str
