"""The editor of "long writing"."""

from itembank.items import ItemType
from testplatform.web.authoring.editors.fields import Editor, Field, FieldKind

EDITOR = Editor(
    item_type=ItemType.LONG_WRITING,
    help="Een schrijfopdracht, beoordeeld door assessoren.",
    parts=(
        Field(
            path="min_words",
            label="Kleinste aantal woorden",
            kind=FieldKind.NUMBER,
            is_required=True,
        ),
        Field(
            path="max_words",
            label="Grootste aantal woorden",
            kind=FieldKind.NUMBER,
            is_required=True,
        ),
        Field(path="max_marks", label="Hoogste punt", kind=FieldKind.NUMBER, is_required=True),
        Field(
            path="palette",
            label="Tekens om in te voegen",
            kind=FieldKind.LINES,
            hint="Zoals é, één per regel. Mag leeg zijn.",
        ),
    ),
)
