"""The rules that award marks for one item, by the number they have in `docs/scoring-rules.md`."""

from collections.abc import Mapping
from types import MappingProxyType

from scoring.codes import RuleId
from scoring.rules.accepted_text import AcceptedText
from scoring.rules.all_gaps import AllGaps
from scoring.rules.choices import ChoiceResponse, RuleHasNoKey
from scoring.rules.each_gap import EachGap
from scoring.rules.gaps import AnswerKey, ChoiceAnswer, GapResponse, TextResponse
from scoring.rules.number_within_tolerance import NumberWithinTolerance
from scoring.rules.select_all_that_apply import SelectAllThatApply
from scoring.rules.select_exactly import SelectExactly
from scoring.rules.select_one import SelectOne

__all__ = [
    "GAP_RULES",
    "RULES",
    "AcceptedText",
    "AllGaps",
    "AnswerKey",
    "ChoiceAnswer",
    "ChoiceResponse",
    "ChoiceRule",
    "EachGap",
    "GapResponse",
    "GapRule",
    "NumberWithinTolerance",
    "RuleHasNoKey",
    "SelectAllThatApply",
    "SelectExactly",
    "SelectOne",
    "TextResponse",
]

ChoiceRule = SelectOne | SelectExactly | SelectAllThatApply
GapRule = AllGaps | EachGap

RULES: Mapping[RuleId, type[ChoiceRule]] = MappingProxyType(
    {
        RuleId.SELECT_ONE: SelectOne,
        RuleId.SELECT_EXACTLY: SelectExactly,
        RuleId.SELECT_ALL_THAT_APPLY: SelectAllThatApply,
    }
)

GAP_RULES: Mapping[RuleId, type[GapRule]] = MappingProxyType(
    {RuleId.ALL_GAPS: AllGaps, RuleId.EACH_GAP: EachGap}
)
