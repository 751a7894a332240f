"""The difference between two texts, word by word."""

import re
from dataclasses import dataclass
from difflib import SequenceMatcher
from enum import StrEnum

# Words, white space and every other sign by itself: a comma that came is not a word that changed.
_PIECE = re.compile(r"\w+|\s+|[^\w\s]")


class Change(StrEnum):
    """What became of a stretch of words."""

    KEPT = "kept"
    REMOVED = "removed"
    ADDED = "added"


@dataclass(frozen=True, slots=True, kw_only=True)
class Stretch:
    """Words that share what became of them."""

    change: Change
    text: str


def compare_words(old: str, new: str) -> tuple[Stretch, ...]:
    """Give the stretches of both texts in reading order, what went before what came.

    What was kept and removed is the old text, what was kept and added the new one.
    """
    before, after = _PIECE.findall(old), _PIECE.findall(new)
    matcher = SequenceMatcher(a=before, b=after, autojunk=False)
    stretches = []
    for tag, start, end, other_start, other_end in matcher.get_opcodes():
        was, became = "".join(before[start:end]), "".join(after[other_start:other_end])
        if tag == "equal":
            stretches.append(Stretch(change=Change.KEPT, text=was))
            continue
        if was:
            stretches.append(Stretch(change=Change.REMOVED, text=was))
        if became:
            stretches.append(Stretch(change=Change.ADDED, text=became))
    return tuple(stretches)
