"""What the edit form of an item type is made of: one declarative description per type.

A path names a place in the document of an item as its problems do: "prompt", "stimulus.text",
"choices[0].text". The inputs of the form carry the same names.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Any, Protocol

from itembank.items import ItemType
from itembank.media import MediaKind

Document = dict[str, Any]  # JSON as somebody typed it: `read_item` makes a value of it


class FieldKind(StrEnum):
    """What is typed or chosen in a field, and what it becomes in the document."""

    LINE = "line"  # a text of one line
    BLOCK = "block"  # a text of paragraphs
    LINES = "lines"  # a list of texts, one a line
    NUMBER = "number"  # a whole number
    NUMBERS = "numbers"  # a list of whole numbers
    FLAG = "flag"  # true or false
    SELECT = "select"  # one of the options, or nothing
    DOCUMENT = "document"  # JSON, as it was typed


class KeyKind(StrEnum):
    """How the key of a list is pointed out."""

    NONE = ""
    ONE = "radio"
    SEVERAL = "checkbox"


@dataclass(frozen=True, slots=True, kw_only=True)
class Field:
    """One field. With `media` its options are the files of that kind in the library, with `rows`
    the rows of that list.

    What is empty is left out of the document, unless it is a text that is required. `default` is
    shown when the document says nothing.
    """

    path: str
    label: str
    kind: FieldKind = FieldKind.LINE
    hint: str = ""
    options: tuple[tuple[str, str], ...] = ()
    media: MediaKind | None = None
    rows: str = ""
    default: str = ""
    is_required: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Rows:
    """A list of rows, each with an id of its own; `key` says whether rows can be right.

    `fixed` are the ids and first texts of rows that are always there, in that order. Ids are the
    letters, or numbers behind `id_prefix`. `shows` are other fields whose problems are told here.
    """

    path: str
    label: str
    row_label: str
    fields: tuple[Field, ...]
    key: KeyKind = KeyKind.NONE
    hint: str = ""
    fixed: tuple[tuple[str, str], ...] = ()
    id_prefix: str = ""
    shows: tuple[str, ...] = ()
    begins_with: int = 3
    most: int = 26


@dataclass(frozen=True, slots=True, kw_only=True)
class Group:
    """Fields that belong together; one that is folded opens when there is something in it."""

    title: str
    parts: tuple[Field | Rows, ...]
    is_folded: bool = False


class Shape(Protocol):
    """How a form is shaped otherwise than the document of its type."""

    def to_form(self, document: Document) -> Document:
        """Give what the form shows of a sound document."""
        ...

    def to_document(self, form: Document) -> Document:
        """Give the document that a form says, right or wrong."""
        ...


@dataclass(frozen=True, slots=True, kw_only=True)
class Editor:
    """The edit form of one item type: what it has beside the fields that every item has."""

    item_type: ItemType
    help: str
    parts: tuple[Field | Rows, ...]
    shape: Shape | None = None

    def to_form(self, document: Document) -> Document:
        """Give what the form shows of a document."""
        return document if self.shape is None else self.shape.to_form(document)

    def to_document(self, form: Document) -> Document:
        """Give the document that the form says.

        Raises:
            DocumentNotReadable: when a part of it should be JSON and is not.
        """
        return form if self.shape is None else self.shape.to_document(form)


def list_options(labels: Sequence[tuple[object, str]]) -> tuple[tuple[str, str], ...]:
    """Options of a field out of members and their words."""
    return tuple((str(value), label) for value, label in labels)
