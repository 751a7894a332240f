"""The editor of "gap choice"."""

from itembank.items import ItemType
from scoring.codes import RuleId
from testplatform.web.authoring.editors.choices import TEXT, partner
from testplatform.web.authoring.editors.fields import Editor, Field, FieldKind, Rows
from testplatform.web.authoring.editors.rules import rule_field
from testplatform.web.authoring.editors.shapes import Partners
from testplatform.web.authoring.editors.texts import cloze

EDITOR = Editor(
    item_type=ItemType.GAP_CHOICE,
    help="Een tekst met gaten, en een lijst van woorden om ze te vullen.",
    parts=(
        cloze("{g1}, {g2} en zo voort"),
        Rows(path="choices", label="Woorden", row_label="Woord", fields=(TEXT,)),
        Rows(
            path="gaps",
            label="Gaten",
            row_label="Gat",
            fields=(partner("choices", "Juist woord"),),
            id_prefix="g",
            shows=("key",),
            begins_with=2,
        ),
        Field(
            path="reuse", label="Een woord mag meer dan eens gebruikt worden", kind=FieldKind.FLAG
        ),
        rule_field(RuleId.ALL_GAPS, RuleId.EACH_GAP),
    ),
    shape=Partners(path="gaps", is_in_key=True),
)
