"""The rules that award marks for one item; the choice rules by the number they have in
`docs/scoring-rules.md`.
"""

from collections.abc import Mapping
from types import MappingProxyType

from scoring.codes import RuleId
from scoring.rules.choices import ChoiceResponse, RuleHasNoKey
from scoring.rules.select_all_that_apply import SelectAllThatApply
from scoring.rules.select_exactly import SelectExactly
from scoring.rules.select_one import SelectOne
from scoring.rules.sum_of_questions import SumOfQuestions

__all__ = [
    "RULES",
    "ChoiceResponse",
    "ChoiceRule",
    "RuleHasNoKey",
    "SelectAllThatApply",
    "SelectExactly",
    "SelectOne",
    "SumOfQuestions",
]

ChoiceRule = SelectOne | SelectExactly | SelectAllThatApply

RULES: Mapping[RuleId, type[ChoiceRule]] = MappingProxyType(
    {
        RuleId.SELECT_ONE: SelectOne,
        RuleId.SELECT_EXACTLY: SelectExactly,
        RuleId.SELECT_ALL_THAT_APPLY: SelectAllThatApply,
    }
)
