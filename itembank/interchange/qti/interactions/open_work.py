"""Interactions whose answer people judge: extended texts and recordings."""

from fractions import Fraction

from lxml import etree

from itembank.interchange.errors import ItemRefused
from itembank.interchange.qti.context import ItemContext
from itembank.interchange.qti.interactions.choices import read_whole_number
from itembank.interchange.qti.mapped import Document, Mapped

MOST_WORDS = 500
NO_LIMIT = f"a text without a limit got one of {MOST_WORDS} words"
NO_MAXIMUM = "marks without a maximum got one of 1"

_SPEAKING = ("prepare_seconds", "record_seconds", "takes")


def map_writing(element: etree._Element, context: ItemContext, maximum: Fraction | None) -> Mapped:
    """Map an extended text to one that assessors read."""
    if "data-max-words" not in element.attrib:
        context.note(NO_LIMIT)
    fields: Document = {
        "min_words": read_whole_number(element.get("data-min-words", "0")),
        "max_words": read_whole_number(element.get("data-max-words", str(MOST_WORDS))),
        "max_marks": _read_maximum(maximum, context),
    }
    palette = element.get("data-palette", "").split()
    return Mapped(
        item_type="long_writing", fields=fields | ({"palette": palette} if palette else {})
    )


def map_speaking(element: etree._Element, context: ItemContext, maximum: Fraction | None) -> Mapped:
    """Map an upload of sound to a recording that assessors hear.

    Raises:
        ItemRefused: for an upload of anything else.
    """
    names = [f"data-{name.replace('_', '-')}" for name in _SPEAKING]
    if not all(name in element.attrib for name in names):
        raise ItemRefused("asks for the upload of a file")
    fields: Document = {
        name: read_whole_number(element.get(attribute, ""))
        for name, attribute in zip(_SPEAKING, names, strict=True)
    }
    return Mapped(
        item_type="speaking", fields=fields | {"max_marks": _read_maximum(maximum, context)}
    )


def _read_maximum(maximum: Fraction | None, context: ItemContext) -> object:
    if maximum is None:
        context.note(NO_MAXIMUM)
        return 1
    return int(maximum) if maximum.denominator == 1 else str(maximum)
