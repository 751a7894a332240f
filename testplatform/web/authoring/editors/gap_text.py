"""The editor of "gap text"."""

from itembank.items import ItemType
from scoring.codes import RuleId
from testplatform.web.authoring.editors.fields import Editor, Rows
from testplatform.web.authoring.editors.rules import rule_field
from testplatform.web.authoring.editors.texts import TEXT_KEY, cloze

EDITOR = Editor(
    item_type=ItemType.GAP_TEXT,
    help="Een tekst met gaten waarin getypt wordt.",
    parts=(
        cloze("{g1}, {g2} en zo voort"),
        Rows(
            path="gaps",
            label="Gaten",
            row_label="Gat",
            fields=TEXT_KEY,
            id_prefix="g",
            begins_with=2,
        ),
        rule_field(RuleId.ALL_GAPS, RuleId.EACH_GAP),
    ),
)
