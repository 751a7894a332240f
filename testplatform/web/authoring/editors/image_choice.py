"""The editor of "image choice"."""

from itembank.items import ItemType
from testplatform.web.authoring.editors.choices import choices
from testplatform.web.authoring.editors.fields import Editor

EDITOR = Editor(
    item_type=ItemType.IMAGE_CHOICE,
    help="Twee tot zes afbeeldingen, waarvan één juist. De tekst zegt wat er te zien is.",
    parts=(choices(),),
)
