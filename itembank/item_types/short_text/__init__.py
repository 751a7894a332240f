"""Short text: one word or a few, compared with accepted texts."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Self

from itembank.bodies import Response, Texts
from itembank.item_types.text_keys import read_text_key, text_key_to_document
from itembank.item_types.written import WrittenBody, WrittenPresentation
from scoring.documents import DocumentReader, Problem
from scoring.rules import AcceptedText
from scoring.text_comparison import TextKey


@dataclass(frozen=True, slots=True, kw_only=True)
class ShortTextBody(WrittenBody):
    """A text that must be one of the accepted ones (rule 1.11)."""

    key: TextKey

    @classmethod
    def read(cls, reader: DocumentReader) -> Self:
        """Read `accepted`, `case`, `diacritics` and `distance`."""
        return cls(key=read_text_key(reader))

    def list_problems(self) -> Iterator[Problem]:
        """List what makes the key unsound."""
        return self.key.list_problems()

    def scoring_rule(self) -> AcceptedText:
        """Give rule 1.11, filled with the key."""
        return AcceptedText(key=self.key)

    def correct_response(self) -> Response:
        """Write the first accepted text."""
        return {"text": self.key.accepted[0]}

    def present(self, texts: Texts) -> WrittenPresentation:
        """Show a line to write on."""
        return WrittenPresentation()

    def to_document(self) -> dict[str, object]:
        """Write the key."""
        return text_key_to_document(self.key)
