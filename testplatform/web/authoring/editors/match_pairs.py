"""The editor of "match pairs"."""

from itembank.items import ItemType
from scoring.codes import RuleId
from testplatform.web.authoring.editors.choices import IMAGE, TEXT, partner
from testplatform.web.authoring.editors.fields import Editor, Field, FieldKind, Rows
from testplatform.web.authoring.editors.rules import rule_field
from testplatform.web.authoring.editors.shapes import Partners

EDITOR = Editor(
    item_type=ItemType.MATCH_PAIRS,
    help="Elk element links krijgt een partner van rechts.",
    parts=(
        Rows(
            path="left",
            label="Links",
            row_label="Element",
            hint="Kies bij elk element de juiste partner. Schrijf die eerst rechts.",
            fields=(TEXT, IMAGE, partner("right", "Juiste partner")),
            shows=("key",),
        ),
        Rows(path="right", label="Rechts", row_label="Partner", fields=(TEXT, IMAGE)),
        Field(
            path="reuse", label="Een partner mag meer dan eens gebruikt worden", kind=FieldKind.FLAG
        ),
        rule_field(RuleId.PAIRS_EXACTLY, RuleId.EACH_PAIR),
    ),
    shape=Partners(path="left"),
)
