"""The editor of "select several"."""

from itembank.items import ItemType
from scoring.codes import RuleId
from testplatform.web.authoring.editors.choices import choices
from testplatform.web.authoring.editors.fields import Editor, KeyKind
from testplatform.web.authoring.editors.rules import rule_field

EDITOR = Editor(
    item_type=ItemType.SELECT_SEVERAL,
    help="Drie of meer antwoorden, waarvan er meer dan één juist is. Zeg in de vraag hoeveel.",
    parts=(
        choices(key=KeyKind.SEVERAL, begins_with=4),
        rule_field(RuleId.SELECT_EXACTLY, RuleId.SELECT_ALL_THAT_APPLY),
    ),
)
