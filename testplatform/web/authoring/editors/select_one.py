"""The editor of "select one"."""

from itembank.items import ItemType
from testplatform.web.authoring.editors.choices import choices
from testplatform.web.authoring.editors.fields import Editor

EDITOR = Editor(
    item_type=ItemType.SELECT_ONE,
    help="Drie tot zes antwoorden, waarvan één juist. Geef elk antwoord een afbeelding of geen.",
    parts=(choices(),),
)
