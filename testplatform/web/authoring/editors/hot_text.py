"""The editor of "hot text"."""

from itembank.items import ItemType
from scoring.codes import RuleId
from testplatform.web.authoring.editors.choices import TEXT
from testplatform.web.authoring.editors.fields import Editor, KeyKind, Rows
from testplatform.web.authoring.editors.rules import rule_field
from testplatform.web.authoring.editors.texts import cloze

EDITOR = Editor(
    item_type=ItemType.HOT_TEXT,
    help="Een tekst waarin woorden aangeduid worden.",
    parts=(
        cloze("{h1}, {h2} en zo voort"),
        Rows(
            path="spans",
            label="Woorden",
            row_label="Woord",
            hint="Schrijf wat op elke plaats staat. Duid aan wat juist is.",
            fields=(TEXT,),
            key=KeyKind.SEVERAL,
            id_prefix="h",
        ),
        rule_field(RuleId.SELECT_ONE, RuleId.SELECT_EXACTLY, RuleId.SELECT_ALL_THAT_APPLY),
    ),
)
