"""The editor of "short text"."""

from itembank.items import ItemType
from testplatform.web.authoring.editors.fields import Editor
from testplatform.web.authoring.editors.texts import TEXT_KEY

EDITOR = Editor(
    item_type=ItemType.SHORT_TEXT,
    help="Het antwoord is een woord of een korte zin.",
    parts=TEXT_KEY,
)
