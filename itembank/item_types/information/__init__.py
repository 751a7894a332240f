"""Information: a page to read, before or between questions. It asks nothing and gives no marks."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Self

from itembank.bodies import Response, Scoring, Texts
from itembank.item_types.responses import read_response
from itembank.media import MediaUse
from itembank.texts import ItemText, TextId, TextKind, find_block_problem
from scoring.documents import DocumentReader, Problem

TEXT = TextId("text")


@dataclass(frozen=True, slots=True, kw_only=True)
class InformationPresentation:
    """The paragraphs as a candidate reads them."""

    paragraphs: tuple[str, ...]

    @property
    def interaction(self) -> str:
        """No script of the player knows it: there is nothing to answer."""
        return "information"


@dataclass(frozen=True, slots=True, kw_only=True)
class InformationBody:
    """A text of paragraphs."""

    text: str

    @classmethod
    def read(cls, reader: DocumentReader) -> Self:
        """Read `text`."""
        return cls(text=reader.text("text"))

    @property
    def scoring(self) -> Scoring:
        """Nobody: there is nothing to score."""
        return Scoring.NOBODY

    def list_problems(self) -> Iterator[Problem]:
        """List what is wrong with the text."""
        problem = find_block_problem(self.text)
        if problem:
            yield Problem(field="text", message=problem)

    def list_texts(self) -> tuple[ItemText, ...]:
        """List the text."""
        return (ItemText(id=TEXT, text=self.text, kind=TextKind.BLOCK),)

    def list_media(self) -> tuple[MediaUse, ...]:
        """None: what is to be seen or heard is the stimulus."""
        return ()

    def list_options(self) -> tuple[str, ...]:
        """None."""
        return ()

    def present(self, texts: Texts) -> InformationPresentation:
        """Put it in words."""
        return InformationPresentation(paragraphs=tuple(texts[TEXT].split("\n")))

    def check_response(self, raw: object) -> None:
        """Refuse everything but the empty response."""
        read_response(raw, lambda _reader: None)

    def award(self, raw: object) -> None:
        """Award nothing, not even no marks."""
        self.check_response(raw)

    def empty_response(self) -> Response:
        """Nothing, the only response there is."""
        return {}

    def correct_response(self) -> None:
        """None: no key decides."""
        return

    def describe_response(self, raw: object, texts: Texts) -> tuple[str, ...]:
        """Say nothing."""
        self.check_response(raw)
        return ()

    def to_document(self) -> dict[str, object]:
        """Write the text."""
        return {"text": self.text}
