"""The editor of "information"."""

from itembank.items import ItemType
from testplatform.web.authoring.editors.fields import Editor, Field, FieldKind

EDITOR = Editor(
    item_type=ItemType.INFORMATION,
    help="Een bladzijde om te lezen, zonder antwoord.",
    parts=(
        Field(
            path="text",
            label="Tekst",
            kind=FieldKind.BLOCK,
            hint="Elke regel is een alinea.",
            is_required=True,
        ),
    ),
)
