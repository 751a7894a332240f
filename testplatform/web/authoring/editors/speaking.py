"""The editor of "speaking"."""

from itembank.items import ItemType
from testplatform.web.authoring.editors.fields import Editor, Field, FieldKind

EDITOR = Editor(
    item_type=ItemType.SPEAKING,
    help="Een spreekopdracht, beoordeeld door assessoren.",
    parts=(
        Field(
            path="prepare_seconds",
            label="Seconden om voor te bereiden",
            kind=FieldKind.NUMBER,
            is_required=True,
        ),
        Field(
            path="record_seconds",
            label="Seconden om op te nemen",
            kind=FieldKind.NUMBER,
            is_required=True,
        ),
        Field(path="takes", label="Aantal pogingen", kind=FieldKind.NUMBER, is_required=True),
        Field(path="max_marks", label="Hoogste punt", kind=FieldKind.NUMBER, is_required=True),
    ),
)
