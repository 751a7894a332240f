"""The editor of "number"."""

from itembank.items import ItemType
from testplatform.web.authoring.editors.fields import Editor, Field

EDITOR = Editor(
    item_type=ItemType.NUMBER,
    help="Het antwoord is een getal.",
    parts=(
        Field(path="value", label="Juist getal", hint="Met een punt, zoals 3.5.", is_required=True),
        Field(
            path="tolerance",
            label="Toegelaten afwijking",
            hint="0 is precies dit getal.",
            default="0",
        ),
        Field(path="unit", label="Eenheid", hint="Zoals kg. Mag leeg zijn."),
    ),
)
