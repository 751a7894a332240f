"""The editor of "select several"."""

from itembank.items import ItemType
from scoring.codes import RuleId
from testplatform.web.authoring.editors.choices import choices
from testplatform.web.authoring.editors.fields import (
    Editor,
    Field,
    FieldKind,
    KeyKind,
    list_options,
)
from testplatform.web.authoring.wording import RULES

ALLOWED = (RuleId.SELECT_EXACTLY, RuleId.SELECT_ALL_THAT_APPLY)

EDITOR = Editor(
    item_type=ItemType.SELECT_SEVERAL,
    help="Drie of meer antwoorden, waarvan er meer dan één juist is. Zeg in de vraag hoeveel.",
    parts=(
        choices(key=KeyKind.SEVERAL, begins_with=4),
        Field(
            path="rule",
            label="Scoreregel",
            kind=FieldKind.SELECT,
            options=list_options([(rule, RULES[rule]) for rule in ALLOWED]),
            is_required=True,
        ),
    ),
)
