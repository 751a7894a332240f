"""Fixed terms: what a word of the source is always called in another language.

A name that stays as it is (OCMW, VDAB) is a term that is its own translation.
"""

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass

LONGEST_TERM = 200
LONGEST_NOTE = 2_000


@dataclass(frozen=True, slots=True, kw_only=True)
class Term:
    """One fixed term of a language."""

    source: str
    target: str
    note: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class TermUse:
    """A term of a source text, and whether its fixed translation stands in the target."""

    term: Term
    is_used: bool


def list_term_uses(terms: Iterable[Term], source: str, target: str) -> tuple[TermUse, ...]:
    """List the terms that the source holds, in the order of the terms.

    In the source a term is whole words. In the target it may have an ending or an article fixed to
    it, as Arabic and Turkish have; capitals do not matter in either.
    """
    folded = _fold(target)
    return tuple(
        TermUse(term=term, is_used=_fold(term.target) in folded)
        for term in terms
        if _holds_words(source, term.source)
    )


def find_term_problem(text: str) -> str | None:
    """Say what is wrong with one side of a term, or give None."""
    if not text.strip():
        return "must not be empty"
    return _find_sign_problem(text, LONGEST_TERM)


def find_note_problem(note: str) -> str | None:
    """Say what is wrong with the note of a term, or give None; it may have several lines."""
    return _find_sign_problem(note.replace("\n", " "), LONGEST_NOTE)


def _find_sign_problem(text: str, longest: int) -> str | None:
    if any(unicodedata.category(letter) in ("Cc", "Cs", "Co") for letter in text):
        return "must not hold control characters"
    if len(text) > longest:
        return f"must not be longer than {longest} characters"
    return None


def _holds_words(text: str, words: str) -> bool:
    pattern = rf"(?<!\w){re.escape(_fold(words))}(?!\w)"
    return re.search(pattern, _fold(text)) is not None


def _fold(text: str) -> str:
    return unicodedata.normalize("NFC", text).casefold()
