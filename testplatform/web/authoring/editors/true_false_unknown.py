"""The editor of "true, false or unknown"."""

from itembank.items import ItemType
from testplatform.web.authoring.editors.choices import choices
from testplatform.web.authoring.editors.fields import Editor

EDITOR = Editor(
    item_type=ItemType.TRUE_FALSE_UNKNOWN,
    help="Eén bewering over een tekst die er misschien niets over zegt.",
    parts=(
        choices(
            fixed=(("true", "juist"), ("false", "niet juist"), ("unknown", "dat staat er niet"))
        ),
    ),
)
