"""The editor of "order"."""

from itembank.items import ItemType
from scoring.codes import RuleId
from testplatform.web.authoring.editors.choices import IMAGE, TEXT
from testplatform.web.authoring.editors.fields import Editor, Field, FieldKind, Rows
from testplatform.web.authoring.editors.rules import rule_field
from testplatform.web.authoring.editors.shapes import PLACE, Places

EDITOR = Editor(
    item_type=ItemType.ORDER,
    help="Drie of meer antwoorden die in een volgorde gezet worden.",
    parts=(
        Rows(
            path="choices",
            label="Antwoorden",
            row_label="Antwoord",
            hint="Zet ze zoals een kandidaat ze eerst ziet, dus niet in de juiste volgorde.",
            fields=(
                TEXT,
                IMAGE,
                Field(
                    path=PLACE,
                    label="Juiste plaats",
                    kind=FieldKind.NUMBER,
                    hint="1 is eerst.",
                    is_required=True,
                ),
            ),
            shows=("key",),
        ),
        rule_field(RuleId.ORDER_EXACTLY, RuleId.ORDER_NEIGHBOURS),
    ),
    shape=Places(path="choices"),
)
