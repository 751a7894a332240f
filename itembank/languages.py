"""The course languages of 2024 as rows: nothing about a language is a branch in code."""

from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from importlib import resources
from typing import NewType

from itembank.errors import ItemBankError
from itembank.tables import read_toml
from scoring.documents import DocumentReader
from scoring.programmes.mo import MO

LanguageTag = NewType("LanguageTag", str)


class Direction(StrEnum):
    """The way a language is written, as in the HTML attribute `dir`."""

    LTR = "ltr"
    RTL = "rtl"


class UnknownLanguage(ItemBankError):
    """No course language has that tag."""

    def __init__(self, tag: str) -> None:
        super().__init__(f"unknown language {tag[:40]!r}")
        self.tag = tag


@dataclass(frozen=True, slots=True, kw_only=True)
class Language:
    """One course language.

    `tag` is BCP 47, `script` ISO 15924, `font` a Noto family or "system".
    """

    tag: LanguageTag
    own_name: str
    dutch_name: str
    script: str
    direction: Direction
    font: str
    mo_test_offered: bool
    participants_2024: int
    has_text: bool


def list_languages() -> tuple[Language, ...]:
    """List the course languages, most participants of 2024 first."""
    return tuple(_languages().values())


def list_offered_languages(programme: str) -> tuple[Language, ...]:
    """List the languages in which a test is known to be offered; only MO says which these are."""
    return tuple(one for one in list_languages() if one.mo_test_offered and programme == MO)


def get_language(tag: str) -> Language:
    """Give the language with that tag.

    Raises:
        UnknownLanguage: when there is none.
    """
    language = _languages().get(tag)
    if language is None:
        raise UnknownLanguage(tag)
    return language


def is_signed(tag: str) -> bool:
    """Whether it is a sign language: shown as video, with the texts of the source language."""
    language = _languages().get(tag)
    return language is not None and not language.has_text


@cache
def _languages() -> dict[str, Language]:
    document = read_toml(resources.files("itembank") / "languages.toml")
    reader = DocumentReader(document)
    languages = [_read_language(row) for row in reader.rows("language")]
    reader.finish()
    return {language.tag: language for language in languages}


def _read_language(row: object) -> Language:
    reader = DocumentReader(row)
    language = Language(
        tag=LanguageTag(reader.text("tag")),
        own_name=reader.text("own_name"),
        dutch_name=reader.text("dutch_name"),
        script=reader.text("script"),
        direction=reader.member("direction", Direction),
        font=reader.text("font"),
        mo_test_offered=reader.flag("mo_test_offered", default=False),
        participants_2024=reader.whole_number("participants_2024"),
        has_text=reader.flag("has_text", default=True),
    )
    reader.finish()
    return language
