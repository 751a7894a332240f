"""The fixed terms of a language."""

from dataclasses import dataclass

from testplatform.web.staff.pages import LanguageName, Link, Option


@dataclass(frozen=True, slots=True, kw_only=True)
class TermRow:
    """One fixed term; the addresses are None for who may only look."""

    id: int
    source: str
    target: str
    note: str
    change_url: str | None
    remove_url: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class GlossaryPage:
    """The fixed terms of one language."""

    sections: tuple[Link, ...]
    languages: tuple[Option, ...]
    language: LanguageName
    terms: tuple[TermRow, ...]
    may_write: bool
    add_url: str
    import_url: str
    export_url: str
