"""Whether people answer an item with words or a voice of their own."""

from itembank.item_types.stimulus_group import StimulusGroupBody
from itembank.items import Item, ItemType

OWN_WORDS = frozenset(
    {
        ItemType.GAP_TEXT,
        ItemType.NUMBER,  # what somebody writes on its line need be no number
        ItemType.SHORT_TEXT,
        ItemType.LONG_WRITING,
        ItemType.SPEAKING,
    }
)
"""The types whose answer may say who somebody is: it is not chosen but written or spoken."""


def takes_own_words(item: Item) -> bool:
    """Tell whether the item, or a question in it, is answered by writing or speaking."""
    body = item.body
    nested = body.questions if isinstance(body, StimulusGroupBody) else ()
    return bool(OWN_WORDS & {item.item_type, *(one.item_type for one in nested)})
