"""What the edit form of an item type is made of: one declarative description per type.

A path names a place in the document of an item as its problems do: "prompt", "stimulus.text",
"choices[0].text". The inputs of the form carry the same names.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from itembank.items import ItemType
from itembank.media import MediaKind


class FieldKind(StrEnum):
    """What is typed or chosen in a field, and what it becomes in the document."""

    LINE = "line"  # a text of one line
    BLOCK = "block"  # a text of paragraphs
    LINES = "lines"  # a list of texts, one a line
    NUMBER = "number"  # a whole number
    FLAG = "flag"  # true or false
    SELECT = "select"  # one of the options, or nothing


class KeyKind(StrEnum):
    """How the key of a list is pointed out."""

    NONE = ""
    ONE = "radio"
    SEVERAL = "checkbox"


@dataclass(frozen=True, slots=True, kw_only=True)
class Field:
    """One field. With `media` its options are the files of that kind in the library.

    What is empty is left out of the document, unless the field is required.
    """

    path: str
    label: str
    kind: FieldKind = FieldKind.LINE
    hint: str = ""
    options: tuple[tuple[str, str], ...] = ()
    media: MediaKind | None = None
    is_required: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Rows:
    """A list of rows, each with an id of its own; `key` says whether rows can be right.

    `fixed` are the ids and first texts of rows that are always there, in that order.
    """

    path: str
    label: str
    row_label: str
    fields: tuple[Field, ...]
    key: KeyKind = KeyKind.NONE
    hint: str = ""
    fixed: tuple[tuple[str, str], ...] = ()
    begins_with: int = 3
    most: int = 26


@dataclass(frozen=True, slots=True, kw_only=True)
class Group:
    """Fields that belong together; one that is folded opens when there is something in it."""

    title: str
    parts: tuple[Field | Rows, ...]
    is_folded: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Editor:
    """The edit form of one item type: what it has beside the fields that every item has."""

    item_type: ItemType
    help: str
    parts: tuple[Field | Rows, ...]


def list_options(labels: Sequence[tuple[object, str]]) -> tuple[tuple[str, str], ...]:
    """Options of a field out of members and their words."""
    return tuple((str(value), label) for value, label in labels)
