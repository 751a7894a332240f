"""Whether a short text is an accepted one, by what a key says matters: case, marks, slips.

What no reader can see or no keyboard agrees on never matters; `docs/scoring-rules.md` 1.11 says it
in words. Comparison knows no language: what differs between languages is allowed in both ways.
"""

import re
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from scoring.documents import Problem

LONGEST_ANSWER = 200
MOST_ANSWERS = 50
MOST_DISTANCE = 3

_ALIKE = str.maketrans(
    {
        **dict.fromkeys("‘’‚‛ʹʻʼ´`′‵＇", "'"),
        **dict.fromkeys("“”„‟«»″‶＂", '"'),
        **dict.fromkeys("‐‑‒–—―−﹘﹣－", "-"),
        "ی": "ي",  # Persian and Arabic keyboards write the same letter differently
        "ک": "ك",
    }
)
_TURKISH_SMALL_LETTERS = str.maketrans({"I": "ı", "İ": "i"})
# Marks of direction and joining, soft hyphens, and the stroke that only stretches Arabic words.
_INVISIBLE = re.compile("[\u00ad\u061c\u0640\u180e\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff]")
# Accents of Latin, Greek and Cyrillic, Hebrew points, Arabic vowels and hamza; the signs of other
# scripts, such as the vowels of Devanagari, are letters and stay.
_MARKS = re.compile(
    "[\u0300-\u036f\u0483-\u0487\u0591-\u05bd\u05bf\u05c1\u05c2\u05c4\u05c5\u05c7"
    "\u0610-\u061a\u064b-\u065f\u0670\u06d6-\u06dc\u06df-\u06e4\u06e7\u06e8\u06ea-\u06ed"
    "\u1ab0-\u1aff\u1dc0-\u1dff]"
)


@dataclass(frozen=True, slots=True, kw_only=True)
class TextKey:
    """The accepted texts, and what matters of them.

    `distance` is how many slips of the pen (see `edit_distance`) a right answer may have.
    """

    accepted: tuple[str, ...]
    case: bool = False
    diacritics: bool = True
    distance: int = 0

    def accepts(self, answer: str) -> bool:
        """Tell whether the answer is close enough to one of the accepted texts."""
        given = self._list_foldings(answer)
        return any(
            is_within_distance(one, other, self.distance)
            for accepted in self.accepted
            for one, other in zip(given, self._list_foldings(accepted), strict=True)
        )

    def list_problems(self) -> Iterator[Problem]:
        """List what keeps it from being a sound key."""
        if not 1 <= len(self.accepted) <= MOST_ANSWERS:
            yield Problem(field="accepted", message=f"must be 1 to {MOST_ANSWERS} texts")
        for number, text in enumerate(self.accepted):
            if is_blank(text) or len(text) > LONGEST_ANSWER:
                message = f"must be a text of {LONGEST_ANSWER} characters at most"
                yield Problem(field=f"accepted[{number}]", message=message)
        if not 0 <= self.distance <= MOST_DISTANCE:
            yield Problem(field="distance", message=f"must be 0 to {MOST_DISTANCE}")
        elif self.distance >= min((len(fold(text)) for text in self.accepted), default=1):
            message = "must be smaller than the shortest accepted text is long"
            yield Problem(field="distance", message=message)

    def _list_foldings(self, text: str) -> tuple[str, ...]:
        """Fold by the small letters of most languages, and by those of Turkish (I is ı)."""
        tidy = _tidy(text)
        if self.case:
            return (fold(tidy, case=True, diacritics=self.diacritics),)
        turkish = tidy.translate(_TURKISH_SMALL_LETTERS)
        return tuple(fold(one, diacritics=self.diacritics) for one in (tidy, turkish))


def fold(text: str, *, case: bool = False, diacritics: bool = True) -> str:
    """Give the one form of all texts that are alike; `case` and `diacritics` say what matters."""
    folded = _tidy(text)
    if not case:
        folded = _tidy(unicodedata.normalize("NFD", folded).casefold())
    if not diacritics:
        folded = _tidy(_MARKS.sub("", unicodedata.normalize("NFD", folded)))
    return folded


def is_blank(text: str) -> bool:
    """Tell whether nothing can be seen of a text."""
    return not _tidy(text)


def is_within_distance(one: str, other: str, distance: int) -> bool:
    """Tell whether two texts are at most `distance` slips apart, without counting all of them."""
    if distance == 0:
        return one == other
    return abs(len(one) - len(other)) <= distance and edit_distance(one, other) <= distance


def edit_distance(one: Sequence[str], other: Sequence[str]) -> int:
    """Count the slips between two texts: a letter too many, too few, another, or two swapped.

    The restricted Damerau-Levenshtein distance (optimal string alignment): no letter is in two
    slips.
    """
    before: list[int] = []
    previous = list(range(len(other) + 1))
    for row, letter in enumerate(one, start=1):
        current = [row]
        for column, opposite in enumerate(other, start=1):
            slips = min(
                previous[column] + 1,
                current[column - 1] + 1,
                previous[column - 1] + (letter != opposite),
            )
            if _is_swap(one, other, row, column):
                slips = min(slips, before[column - 2] + 1)
            current.append(slips)
        before, previous = previous, current
    return previous[-1]


def _is_swap(one: Sequence[str], other: Sequence[str], row: int, column: int) -> bool:
    if row < 2 or column < 2:
        return False
    return one[row - 1] == other[column - 2] and one[row - 2] == other[column - 1]


def _tidy(text: str) -> str:
    """Compose letters, leave out what cannot be seen, and write typographic signs in one way."""
    seen = _INVISIBLE.sub("", unicodedata.normalize("NFC", text)).translate(_ALIKE)
    return unicodedata.normalize("NFC", " ".join(seen.split()))
