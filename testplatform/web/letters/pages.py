"""What the letter with a result prints."""

from dataclasses import dataclass

from testplatform.web.staff.pages import LanguageName, Link, Option


@dataclass(frozen=True, slots=True, kw_only=True)
class LetterText:
    """What a letter says in one language, a sentence each."""

    language: LanguageName
    title: str
    outcome: tuple[str, ...]
    explanation: tuple[str, ...]
    further: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class LetterPage:
    """A letter to one candidate; `note` tells staff what to know before they send it."""

    full_name: str
    dossier: str
    test_centre: str
    test: str
    written_on: str
    texts: tuple[LetterText, ...]
    note: str
    languages: tuple[Option, ...]
    back: Link
