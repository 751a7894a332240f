"""What the reading of one item needs: its declarations, its files, and a note of what changes."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from lxml import etree

from itembank.interchange.contents import Block, Content, Hook, Picture, read_content
from itembank.interchange.errors import ItemRefused
from itembank.interchange.media_files import MediaShelf
from itembank.interchange.qti.declarations import ResponseVariable
from itembank.interchange.qti.mapped import Document
from itembank.interchange.qti.processing import Processing
from itembank.interchange.qti.values import Scalar, members_of
from itembank.interchange.xml_documents import local_name
from itembank.media import MediaKind

FEEDBACK = "feedback was left out"
RUBRIC = "a text for scorers or teachers was left out"
CATALOG = "supports of a catalogue were left out"

_FEEDBACKS = frozenset({"qti-feedback-inline", "qti-feedback-block", "qti-modal-feedback"})
_TEMPLATES = ("qti-template", "qti-printed-variable")


@dataclass(slots=True)
class ItemContext:
    """One item while it is read; `notes` are what changes, in the order of meeting it."""

    path: str
    shelf: MediaShelf
    declared: Mapping[str, ResponseVariable]
    processing: Processing | None
    title: str
    notes: dict[str, None] = field(default_factory=dict)

    def note(self, change: str) -> None:
        """Remember a change once."""
        self.notes[change] = None

    def variable(self, element: etree._Element) -> ResponseVariable:
        """Give the response that an interaction fills.

        Raises:
            ItemRefused: when the item does not declare it.
        """
        identifier = element.get("response-identifier", "")
        found = self.declared.get(identifier)
        if found is None or found.areas:
            raise ItemRefused(f"has an interaction whose response {identifier} cannot be compared")
        return found

    def point_variable(self, element: etree._Element) -> ResponseVariable:
        """Give the point that an interaction fills.

        Raises:
            ItemRefused: when the item does not map it by areas.
        """
        found = self.declared.get(element.get("response-identifier", ""))
        if found is None or not found.areas:
            raise ItemRefused("asks for a point of an image and has no areas that are worth marks")
        return found

    def read(self, element: etree._Element, hook: Hook = lambda _element: None) -> Content:
        """Read what stands in an element, and remember what is lost."""
        content = read_content(element, lambda one: self._look_at(one, hook))
        for loss in content.losses:
            self.note(loss)
        return content

    def read_line(self, element: etree._Element) -> str:
        """Read a text on one line.

        Raises:
            ItemRefused: when something else than text stands there.
        """
        content = self.read(element)
        if len(content.paragraphs) != len(content.pieces):
            raise ItemRefused("has an image or a recording where only text can be")
        return content.line

    def read_choice(self, element: etree._Element) -> Document:
        """Read text and image of a choice.

        Raises:
            ItemRefused: for both at once, several images or a recording.
        """
        content = self.read(element)
        if len(content.paragraphs) == len(content.pieces):
            return {"text": content.line}
        if len(content.pieces) > 1 or len(content.pictures) != 1:
            raise ItemRefused("has a choice that is more than one text or one image")
        return self.take_picture(content.pictures[0], "text")

    def take_picture(self, picture: Picture, text_name: str) -> Document:
        """Take an image, with its alternative text under the given name.

        Raises:
            ItemRefused: when it has none.
        """
        if not picture.text:
            raise ItemRefused("has an image without an alternative text")
        image = self.shelf.take(picture.href, MediaKind.IMAGE, beside=self.path)
        return {text_name: picture.text, "image": image}

    def literals(self, variable: ResponseVariable) -> tuple[Scalar, ...]:
        """List the values that the key, the mapping and the rules name, each once."""
        named = list(variable.literals)
        if self.processing is not None:
            for expression in self.processing.list_expressions():
                named.extend(members_of(expression.value))
        return tuple(dict.fromkeys(named))

    def _look_at(self, element: etree._Element, hook: Hook) -> Block | str | None:
        name = local_name(element)
        if element.get("data-catalog-idref") and not element.get("data-spoken"):
            self.note(CATALOG)
        if name in _FEEDBACKS:
            self.note(FEEDBACK)
            return ""
        if name == "qti-rubric-block" and "candidate" not in element.get("view", "candidate"):
            self.note(RUBRIC)
            return ""
        if name.startswith(_TEMPLATES) or name == "include":
            raise ItemRefused("has parts that are made anew for every candidate")
        return hook(element)
