"""The choice of a scoring rule."""

from scoring.codes import RuleId
from testplatform.web.authoring.editors.fields import Field, FieldKind, list_options
from testplatform.web.authoring.wording import RULES


def rule_field(*allowed: RuleId) -> Field:
    """A choice among the rules that a type allows; the first is the usual one."""
    return Field(
        path="rule",
        label="Scoreregel",
        kind=FieldKind.SELECT,
        options=list_options([(rule, RULES[rule]) for rule in allowed]),
        default=allowed[0].value,
        is_required=True,
    )
