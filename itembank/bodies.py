"""What every item type gives an item: content, key, and what follows from both.

An item is common facts (`itembank.items`) around one body. The platform asks bodies only what
stands here, so that a new item type needs no branch anywhere else.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Protocol

from itembank.errors import ItemBankError
from itembank.media import MediaUse
from itembank.texts import ItemText, TextId
from scoring.awards import Award
from scoring.codes import ChoiceId
from scoring.documents import Problem

Texts = Mapping[TextId, str]
Response = dict[str, object]


class Scoring(StrEnum):
    """Who awards the marks of an item."""

    KEY = "key"
    ASSESSORS = "assessors"
    NOBODY = "nobody"  # an information page


class ResponseNotUnderstood(ItemBankError):
    """A raw response is not one to this item."""

    def __init__(self, *, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


@dataclass(frozen=True, slots=True, kw_only=True)
class Choice:
    """One choice; with an image (a media file name) the text is its text alternative."""

    id: ChoiceId
    text: str
    image: str | None = None


class Presentation(Protocol):
    """What a component prints of a body in one language: frozen, and without the key.

    `interaction` names the script of the player that reads and restores the response.
    """

    @property
    def interaction(self) -> str: ...


class Body(Protocol):
    """The content and key of one item type: a frozen value that says what is wrong with itself."""

    @property
    def scoring(self) -> Scoring:
        """Who awards the marks."""
        ...

    def list_problems(self) -> Iterator[Problem]:
        """List everything that keeps the body from being asked, field by field of its document."""
        ...

    def list_texts(self) -> tuple[ItemText, ...]:
        """List the texts beside the prompt, in the order of reading aloud."""
        ...

    def list_media(self) -> tuple[MediaUse, ...]:
        """List the media files that it names."""
        ...

    def list_options(self) -> tuple[str, ...]:
        """List the options that a form may shuffle; none where their order means something."""
        ...

    def present(self, texts: Texts) -> Presentation:
        """Put it in words: `texts` has every id of `list_texts`. The key is left behind."""
        ...

    def check_response(self, raw: object) -> None:
        """Refuse what is no response to this body.

        Raises:
            ResponseNotUnderstood: with the reason.
        """
        ...

    def award(self, raw: object) -> Award | None:
        """Award a raw response of the player; None when no key decides.

        Raises:
            ResponseNotUnderstood: when it is no response to this body.
        """
        ...

    def empty_response(self) -> Response:
        """Give the raw response of somebody who did nothing."""
        ...

    def correct_response(self) -> Response | None:
        """Give a raw response that gets full marks; None when no key decides."""
        ...

    def describe_response(self, raw: object, texts: Texts) -> tuple[str, ...]:
        """Say in lines what somebody answered, for an assessor or an analyst.

        Raises:
            ResponseNotUnderstood: when it is no response to this body.
        """
        ...

    def to_document(self) -> dict[str, object]:
        """Write its fields, the key included, as they stand in the document of the item."""
        ...
