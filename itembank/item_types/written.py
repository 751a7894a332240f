"""What the item types share that one short text answers: {"text": "..."}."""

from abc import ABC, abstractmethod
from collections.abc import Iterator
from dataclasses import dataclass

from itembank.bodies import Response, Scoring, Texts
from itembank.item_types.responses import read_text_response
from itembank.media import MediaUse
from itembank.texts import ItemText
from scoring.awards import Award
from scoring.documents import Problem
from scoring.rules import AcceptedText, NumberWithinTolerance, TextResponse
from scoring.text_comparison import LONGEST_ANSWER, is_blank


@dataclass(frozen=True, slots=True, kw_only=True)
class WrittenPresentation:
    """A line to write on; the unit stands behind it."""

    is_number: bool = False
    unit: str | None = None

    @property
    def interaction(self) -> str:
        """The script of the player that reads the response."""
        return "text"


@dataclass(frozen=True, slots=True, kw_only=True)
class WrittenBody(ABC):
    """One short text. A type says in its subclass which is right."""

    @abstractmethod
    def list_problems(self) -> Iterator[Problem]:
        """List what is wrong with the key."""

    @abstractmethod
    def scoring_rule(self) -> AcceptedText | NumberWithinTolerance:
        """Give the scoring rule, filled with the key."""

    @abstractmethod
    def correct_response(self) -> Response:
        """Give a text that is right."""

    @abstractmethod
    def present(self, texts: Texts) -> WrittenPresentation:
        """Say what to write on."""

    @abstractmethod
    def to_document(self) -> dict[str, object]:
        """Write the key."""

    @property
    def scoring(self) -> Scoring:
        """The key awards the marks."""
        return Scoring.KEY

    def list_texts(self) -> tuple[ItemText, ...]:
        """There is no text beside the prompt."""
        return ()

    def list_media(self) -> tuple[MediaUse, ...]:
        """There are no media."""
        return ()

    def list_options(self) -> tuple[str, ...]:
        """There are no options to shuffle."""
        return ()

    def check_response(self, raw: object) -> None:
        """Refuse what is no short text."""
        read_text_response(raw, longest=LONGEST_ANSWER)

    def award(self, raw: object) -> Award:
        """Award the text by the rule of the type."""
        text = read_text_response(raw, longest=LONGEST_ANSWER)
        return self.scoring_rule().award(TextResponse(text=text))

    def empty_response(self) -> Response:
        """Nothing was written."""
        return {"text": ""}

    def describe_response(self, raw: object, texts: Texts) -> tuple[str, ...]:
        """Give what was written, as it was."""
        text = read_text_response(raw, longest=LONGEST_ANSWER)
        return () if is_blank(text) else (text,)
