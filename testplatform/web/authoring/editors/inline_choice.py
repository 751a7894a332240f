"""The editor of "inline choice"."""

from itembank.items import ItemType
from scoring.codes import RuleId
from testplatform.web.authoring.editors.fields import Editor, Field, FieldKind, Rows
from testplatform.web.authoring.editors.rules import rule_field
from testplatform.web.authoring.editors.shapes import Words
from testplatform.web.authoring.editors.texts import cloze

EDITOR = Editor(
    item_type=ItemType.INLINE_CHOICE,
    help="Een tekst met gaten, elk met zijn eigen woorden om uit te kiezen.",
    parts=(
        cloze("{g1}, {g2} en zo voort"),
        Rows(
            path="gaps",
            label="Gaten",
            row_label="Gat",
            fields=(
                Field(
                    path="choices",
                    label="Woorden",
                    kind=FieldKind.LINES,
                    hint="Eén per regel, zoals a: ga. Het kenteken a komt er vanzelf bij.",
                    is_required=True,
                ),
                Field(
                    path="key",
                    label="Kenteken van het juiste woord",
                    hint="Zoals a: de eerste regel.",
                    is_required=True,
                ),
            ),
            id_prefix="g",
            begins_with=2,
        ),
        rule_field(RuleId.ALL_GAPS, RuleId.EACH_GAP),
    ),
    shape=Words(path="gaps"),
)
