"""One editor per item type; every type can be written as a document too."""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Any

from itembank.items import ItemType
from testplatform.web.authoring.editors import (
    categorise,
    figure_matrix,
    figure_series,
    gap_choice,
    gap_text,
    hot_text,
    hotspot,
    image_choice,
    information,
    inline_choice,
    listening,
    long_writing,
    match_pairs,
    number,
    order,
    select_one,
    select_several,
    short_text,
    speaking,
    stimulus_group,
    true_false,
    true_false_unknown,
)
from testplatform.web.authoring.editors.common import list_groups
from testplatform.web.authoring.editors.fields import Editor

__all__ = ["EDITORS", "find_editor"]

ALWAYS = frozenset({"code", "type", "key", "rule"})
EDITORS: Mapping[ItemType, Editor] = MappingProxyType(
    {
        module.EDITOR.item_type: module.EDITOR
        for module in (
            select_one,
            select_several,
            true_false,
            true_false_unknown,
            image_choice,
            hotspot,
            hot_text,
            order,
            match_pairs,
            categorise,
            gap_text,
            gap_choice,
            inline_choice,
            number,
            short_text,
            long_writing,
            speaking,
            information,
            stimulus_group,
            listening,
            figure_series,
            figure_matrix,
        )
    }
)


def find_editor(
    item_type: ItemType, document: Mapping[str, Any], *, programme: str
) -> Editor | None:
    """The edit form of a type; None when the form would not keep everything of the document."""
    editor = EDITORS[item_type]
    groups = list_groups(editor, programme)
    written = {part.path.partition(".")[0] for group in groups for part in group.parts}
    if not document.keys() <= written | ALWAYS:
        return None
    is_kept = editor.to_document(editor.to_form(dict(document))) == document
    return editor if is_kept else None
