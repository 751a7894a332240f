"""One editor per item type. A type without one is written as a document: see `find_editor`."""

from collections.abc import Mapping
from types import MappingProxyType

from itembank.items import ItemType
from testplatform.web.authoring.editors import (
    image_choice,
    select_one,
    select_several,
    true_false,
    true_false_unknown,
)
from testplatform.web.authoring.editors.fields import Editor

__all__ = ["EDITORS", "find_editor"]

EDITORS: Mapping[ItemType, Editor] = MappingProxyType(
    {
        module.EDITOR.item_type: module.EDITOR
        for module in (
            select_one,
            select_several,
            true_false,
            true_false_unknown,
            image_choice,
        )
    }
)


def find_editor(item_type: ItemType) -> Editor | None:
    """The edit form of a type; None when it is written as a document."""
    return EDITORS.get(item_type)
