"""The editor of "hotspot"."""

from itembank.item_types.hotspot.shapes import ShapeKind
from itembank.items import ItemType
from itembank.media import MediaKind
from scoring.codes import RuleId
from testplatform.web.authoring.editors.choices import TEXT
from testplatform.web.authoring.editors.fields import (
    Editor,
    Field,
    FieldKind,
    KeyKind,
    Rows,
    list_options,
)
from testplatform.web.authoring.editors.rules import rule_field

SHAPES = (
    (ShapeKind.RECT, "rechthoek"),
    (ShapeKind.CIRCLE, "cirkel"),
    (ShapeKind.POLY, "veelhoek"),
)

EDITOR = Editor(
    item_type=ItemType.HOTSPOT,
    help="Een afbeelding waarop gebieden aangeduid worden.",
    parts=(
        Field(
            path="image",
            label="Afbeelding met gebieden",
            kind=FieldKind.SELECT,
            media=MediaKind.IMAGE,
            is_required=True,
        ),
        Field(path="image_text", label="Tekst voor wie de afbeelding niet ziet", is_required=True),
        Field(path="width", label="Breedte", kind=FieldKind.NUMBER, is_required=True),
        Field(path="height", label="Hoogte", kind=FieldKind.NUMBER, is_required=True),
        Rows(
            path="areas",
            label="Gebieden",
            row_label="Gebied",
            hint=(
                "Duid aan wat juist is. Coördinaten tellen vanaf linksboven. Rechthoek: links, "
                "boven, rechts, onder. Cirkel: midden x, midden y, straal. Veelhoek: x en y van "
                "elke hoek."
            ),
            fields=(
                TEXT,
                Field(
                    path="shape",
                    label="Vorm",
                    kind=FieldKind.SELECT,
                    options=list_options(SHAPES),
                    default=ShapeKind.RECT.value,
                    is_required=True,
                ),
                Field(path="coords", label="Coördinaten", kind=FieldKind.NUMBERS, is_required=True),
            ),
            key=KeyKind.SEVERAL,
        ),
        rule_field(RuleId.SELECT_ONE, RuleId.SELECT_EXACTLY, RuleId.SELECT_ALL_THAT_APPLY),
    ),
)
