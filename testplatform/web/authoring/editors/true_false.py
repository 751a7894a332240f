"""The editor of "true or false"."""

from itembank.items import ItemType
from testplatform.web.authoring.editors.choices import choices
from testplatform.web.authoring.editors.fields import Editor

EDITOR = Editor(
    item_type=ItemType.TRUE_FALSE,
    help="Eén bewering die juist of niet juist is.",
    parts=(choices(fixed=(("true", "juist"), ("false", "niet juist"))),),
)
