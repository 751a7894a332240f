"""What the pages about pronunciation print."""

from dataclasses import dataclass

from testplatform.web.staff.pages import LanguageName, Link, Option


@dataclass(frozen=True, slots=True, kw_only=True)
class WordRow:
    """One word of the lexicon with how it is said."""

    number: int
    word: str
    spoken: str
    author: str


@dataclass(frozen=True, slots=True, kw_only=True)
class LexiconPage:
    """The lexicon of a language, or what of it a search found."""

    sections: tuple[Link, ...]
    languages: tuple[Option, ...]
    language: LanguageName
    query: str
    words: tuple[WordRow, ...]
    total: int
    may_write: bool
    has_voice: bool
    change_url: str
    export_url: str
    problems: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class SpokenTextRow:
    """One text: what stands on the screen, what is said, and what somebody wrote for it.

    `audio_url` is None while its audio is being made, or cannot be.
    """

    number: int
    text: str
    said: str
    spoken: str
    audio_url: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class SpokenFormsPage:
    """The texts of a language that have a spoken form, or those that a search found."""

    sections: tuple[Link, ...]
    languages: tuple[Option, ...]
    language: LanguageName
    query: str
    rows: tuple[SpokenTextRow, ...]
    is_cut: bool
    may_write: bool
    change_url: str
    problems: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class TouchedRow:
    """A text with what is said for it before and after a change."""

    text: str
    before: str
    after: str


@dataclass(frozen=True, slots=True, kw_only=True)
class HiddenField:
    """What comes back when somebody confirms."""

    name: str
    value: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ConfirmPage:
    """What a change of pronunciation touches, before it is made."""

    sections: tuple[Link, ...]
    language: LanguageName
    title: str
    texts: int
    approved: int
    rows: tuple[TouchedRow, ...]
    fields: tuple[HiddenField, ...]
    action_url: str
    back_url: str
