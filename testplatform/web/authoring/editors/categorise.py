"""The editor of "categorise"."""

from itembank.items import ItemType
from scoring.codes import RuleId
from testplatform.web.authoring.editors.choices import IMAGE, TEXT, partner
from testplatform.web.authoring.editors.fields import Editor, Rows
from testplatform.web.authoring.editors.rules import rule_field
from testplatform.web.authoring.editors.shapes import Partners

EDITOR = Editor(
    item_type=ItemType.CATEGORISE,
    help="Elk antwoord hoort in één groep.",
    parts=(
        Rows(
            path="categories",
            label="Groepen",
            row_label="Groep",
            fields=(TEXT,),
            begins_with=2,
        ),
        Rows(
            path="choices",
            label="Antwoorden",
            row_label="Antwoord",
            hint="Kies bij elk antwoord de juiste groep.",
            fields=(TEXT, IMAGE, partner("categories", "Juiste groep")),
            shows=("key",),
            begins_with=4,
        ),
        rule_field(RuleId.PAIRS_EXACTLY, RuleId.EACH_PAIR),
    ),
    shape=Partners(path="choices"),
)
