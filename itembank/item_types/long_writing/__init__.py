"""Long writing: a text of many words that assessors read."""

import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Self

from itembank.bodies import Response, Scoring, Texts
from itembank.item_types.responses import read_text_response
from itembank.media import MediaUse
from itembank.texts import ItemText
from scoring.documents import DocumentReader, Problem
from scoring.marks import Marks, marks_to_json
from scoring.text_comparison import is_blank

LONGEST_WRITING = 20_000
MOST_WORDS = 2_000
MOST_CHARACTERS = 60
LONGEST_CHARACTER = 4


@dataclass(frozen=True, slots=True, kw_only=True)
class WritingPresentation:
    """A sheet to write on: how many words it should have, and characters that can be inserted."""

    min_words: int
    max_words: int
    palette: tuple[str, ...]

    @property
    def interaction(self) -> str:
        """The script of the player that reads the response."""
        return "writing"

    @property
    def longest(self) -> int:
        """How many characters the server takes; far beyond the words asked for."""
        return LONGEST_WRITING


@dataclass(frozen=True, slots=True, kw_only=True)
class LongWritingBody:
    """A text between two numbers of words; neither limit keeps anybody from handing in."""

    min_words: int
    max_words: int
    max_marks: Marks
    palette: tuple[str, ...] = ()

    @classmethod
    def read(cls, reader: DocumentReader) -> Self:
        """Read `min_words`, `max_words`, `max_marks` and perhaps a `palette`."""
        return cls(
            min_words=reader.whole_number("min_words"),
            max_words=reader.whole_number("max_words", minimum=1),
            max_marks=reader.marks("max_marks"),
            palette=reader.texts("palette") if reader.has("palette") else (),
        )

    @property
    def scoring(self) -> Scoring:
        """Assessors award the marks."""
        return Scoring.ASSESSORS

    def list_problems(self) -> Iterator[Problem]:
        """List what cannot be asked of a writer."""
        if self.max_words > MOST_WORDS:
            yield Problem(field="max_words", message=f"must be {MOST_WORDS} at most")
        if self.min_words > self.max_words:
            yield Problem(field="min_words", message="must not be more than max_words")
        if self.max_marks == 0:
            yield Problem(field="max_marks", message="must be more than 0")
        if len(self.palette) > MOST_CHARACTERS:
            yield Problem(field="palette", message=f"must be {MOST_CHARACTERS} at most")
        if not all(map(_is_one_character, self.palette)):
            yield Problem(field="palette", message="must be single characters that can be seen")

    def list_texts(self) -> tuple[ItemText, ...]:
        """There is no text beside the prompt."""
        return ()

    def list_media(self) -> tuple[MediaUse, ...]:
        """There are no media."""
        return ()

    def list_options(self) -> tuple[str, ...]:
        """There are no options to shuffle."""
        return ()

    def present(self, texts: Texts) -> WritingPresentation:
        """Show a sheet to write on."""
        return WritingPresentation(
            min_words=self.min_words, max_words=self.max_words, palette=self.palette
        )

    def check_response(self, raw: object) -> None:
        """Refuse what is no text; its number of words is for the assessors to judge."""
        read_text_response(raw, longest=LONGEST_WRITING)

    def award(self, raw: object) -> None:
        """Leave the marks to the assessors."""
        self.check_response(raw)

    def empty_response(self) -> Response:
        """Nothing was written."""
        return {"text": ""}

    def correct_response(self) -> None:
        """There is no key."""

    def describe_response(self, raw: object, texts: Texts) -> tuple[str, ...]:
        """Give the text line by line, as it was written."""
        text = read_text_response(raw, longest=LONGEST_WRITING)
        return () if is_blank(text) else tuple(text.splitlines())

    def to_document(self) -> dict[str, object]:
        """Write the limits, the palette and the marks."""
        return {
            "min_words": self.min_words,
            "max_words": self.max_words,
            "max_marks": marks_to_json(self.max_marks),
            **({"palette": list(self.palette)} if self.palette else {}),
        }


def _is_one_character(text: str) -> bool:
    """Tell whether it is a letter or sign, perhaps with marks on it."""
    marks = (unicodedata.category(sign)[0] == "M" for sign in text[1:])
    is_seen = unicodedata.category(text[:1] or " ")[0] in "LNPS"
    return is_seen and len(text) <= LONGEST_CHARACTER and all(marks)
