"""The body of a QTI item, cut into what is read and what is answered."""

from dataclasses import dataclass, field

from lxml import etree

from itembank.interchange.contents import Block, Content
from itembank.interchange.errors import ItemRefused
from itembank.interchange.qti.context import ItemContext
from itembank.interchange.xml_documents import local_name

INLINE = ("qti-text-entry-interaction", "qti-inline-choice-interaction")
BLOCKS = (
    "qti-choice-interaction",
    "qti-extended-text-interaction",
    "qti-gap-match-interaction",
    "qti-hotspot-interaction",
    "qti-hottext-interaction",
    "qti-match-interaction",
    "qti-media-interaction",
    "qti-order-interaction",
    "qti-select-point-interaction",
    "qti-slider-interaction",
    "qti-upload-interaction",
)
_REFUSED = {
    "qti-associate-interaction": "asks for pairs within one list",
    "qti-custom-interaction": "has an interaction of its own making",
    "qti-drawing-interaction": "asks for a drawing",
    "qti-end-attempt-interaction": "has a button that scores in between or gives a hint",
    "qti-graphic-associate-interaction": "asks for lines between places on an image",
    "qti-graphic-gap-match-interaction": "asks to lay images or texts on places of an image",
    "qti-graphic-order-interaction": "asks for an order of places on an image",
    "qti-portable-custom-interaction": "has an interaction of its own making (PCI)",
    "qti-position-object-interaction": "asks to lay an object on a place of an image",
    "qti-position-object-stage": "asks to lay an object on a place of an image",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class ItemBody:
    """What stands in the body; `inline` are the interactions within texts, by their gaps."""

    content: Content
    inline: dict[str, etree._Element] = field(default_factory=dict)


def read_body_content(body: etree._Element, context: ItemContext) -> ItemBody:
    """Read a body; an interaction within a text leaves a gap such as {g1}.

    Raises:
        ItemRefused: for an interaction that the bank does not know.
    """
    inline: dict[str, etree._Element] = {}

    def hook(element: etree._Element) -> Block | str | None:
        name = local_name(element)
        if name in _REFUSED:
            raise ItemRefused(_REFUSED[name])
        if name in INLINE:
            gap = f"g{len(inline) + 1}"
            inline[gap] = element
            return f"{{{gap}}}"
        if name in BLOCKS or element.get("data-role") == "prompt":
            return Block(element=element)
        return None

    return ItemBody(content=context.read(body, hook), inline=inline)


def find_interaction_name(item: etree._Element) -> str:
    """Name the interactions of an item as QTI does, for a report of what was refused."""
    names = (local_name(one) for one in item.iter() if isinstance(one.tag, str))
    found = dict.fromkeys(
        name.removeprefix("qti-") for name in names if name.endswith("-interaction")
    )
    return " + ".join(found) or "no interaction"
