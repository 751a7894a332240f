"""The texts of an item: what a candidate reads or hears, each under a name of its own.

A translation gives the same names other texts; read-aloud gives each of them one recording.
"""

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from typing import NewType, assert_never

from scoring.documents import Problem

TextId = NewType("TextId", str)

PROMPT = TextId("prompt")
LONGEST_LINE = 2_000
LONGEST_BLOCK = 20_000

_GAP = re.compile(r"\{([a-z0-9]+(?:-[a-z0-9]+)*)\}", re.ASCII)
_BRACE = re.compile(r"[{}]")
_SENTENCE_END = re.compile(r"(?<=[.!?؟。।።։])\s+")


class TextKind(StrEnum):
    """What a text may hold."""

    LINE = "line"  # one paragraph
    BLOCK = "block"  # paragraphs, one a line
    CLOZE = "cloze"  # paragraphs with gaps such as {g1}


@dataclass(frozen=True, slots=True, kw_only=True)
class ItemText:
    """One text of an item; `gaps` are the gaps that a cloze text has, in any order.

    `fillings` are the names of the texts that stand in the gaps, one for each; none where a gap is
    for the candidate to fill.
    """

    id: TextId
    text: str
    kind: TextKind = TextKind.LINE
    gaps: tuple[str, ...] = ()
    fillings: tuple[TextId, ...] = ()


def is_prompt(text_id: TextId) -> bool:
    """Whether a text says what to do: the prompt of the item or of one question of a group."""
    return text_id.rpartition(".")[2] == PROMPT


def find_text_problem(text: str) -> str | None:
    """Say what is wrong with a line of text for candidates, or give None."""
    if not text.strip():
        return "must not be empty"
    if text != text.strip():
        return "must not begin or end with white space"
    if any(_is_no_character(letter) for letter in text):
        return "must not hold control characters"
    if len(text) > LONGEST_LINE:
        return f"must not be longer than {LONGEST_LINE} characters"
    return None


def _is_no_character(letter: str) -> bool:
    """Control, surrogate, private, or one that Unicode gives nobody; XML takes few of them."""
    if unicodedata.category(letter) in ("Cc", "Cs", "Co"):
        return True
    return "\ufdd0" <= letter <= "\ufdef" or ord(letter) & 0xFFFE == 0xFFFE


def find_block_problem(text: str) -> str | None:
    """Say what is wrong with a text of paragraphs, or give None; an empty line is no paragraph."""
    if len(text) > LONGEST_BLOCK:
        return f"must not be longer than {LONGEST_BLOCK} characters"
    return next(filter(None, map(find_text_problem, text.split("\n"))), None)


def find_cloze_problem(text: str, gaps: tuple[str, ...]) -> str | None:
    """Say what is wrong with a text that must hold each of the gaps once, or give None."""
    if _BRACE.search(_GAP.sub("", text)):
        return "must hold braces only around the name of a gap"
    found = list_gaps(text)
    if sorted(found) != sorted(gaps):
        wanted = ", ".join(f"{{{gap}}}" for gap in gaps)
        return f"must hold each of {wanted} once and no other gap"
    return find_block_problem(text)


def find_problem(item_text: ItemText, text: str) -> str | None:
    """Say what is wrong with `text` in the place of an item's text, or give None."""
    match item_text.kind:
        case TextKind.LINE:
            return find_text_problem(text)
        case TextKind.BLOCK:
            return find_block_problem(text)
        case TextKind.CLOZE:
            return find_cloze_problem(text, item_text.gaps)
        case _:  # pragma: no cover
            assert_never(item_text.kind)


def list_text_problems(texts: tuple[ItemText, ...]) -> Iterator[Problem]:
    """List what is wrong with the texts of an item, by their names."""
    for one in texts:
        problem = find_problem(one, one.text)
        if problem:
            yield Problem(field=one.id, message=problem)


def list_gaps(text: str) -> tuple[str, ...]:
    """List the gaps of a cloze text in their order, as often as they stand there."""
    return tuple(_GAP.findall(text))


def split_cloze(text: str) -> tuple[tuple[tuple[str, str | None], ...], ...]:
    """Cut a cloze text into paragraphs of (words, gap that follows them or None)."""
    return tuple(_split_paragraph(paragraph) for paragraph in text.split("\n"))


def describe_gap(text: str, gap: str) -> str:
    """Give the sentence of a cloze text that holds the gap, with … for every gap in it."""
    sentences = (part for line in text.split("\n") for part in _SENTENCE_END.split(line))
    return next(_GAP.sub("…", sentence) for sentence in sentences if gap in list_gaps(sentence))


def _split_paragraph(paragraph: str) -> tuple[tuple[str, str | None], ...]:
    pieces = _GAP.split(paragraph)
    words, gaps = pieces[::2], pieces[1::2]
    return tuple(zip(words, (*gaps, None), strict=True))
