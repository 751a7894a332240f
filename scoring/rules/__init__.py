"""The rules that award marks for one item; the choice rules by the number they have in
`docs/scoring-rules.md`.
"""

from collections.abc import Mapping
from types import MappingProxyType

from scoring.codes import RuleId
from scoring.rules.accepted_text import AcceptedText
from scoring.rules.all_gaps import AllGaps
from scoring.rules.choices import ChoiceResponse, RuleHasNoKey
from scoring.rules.each_gap import EachGap
from scoring.rules.each_pair import EachPair
from scoring.rules.gaps import AnswerKey, ChoiceAnswer, GapResponse, TextResponse
from scoring.rules.mapped_choices import BoundsNotSound, MappedChoices
from scoring.rules.number_within_tolerance import NumberWithinTolerance
from scoring.rules.order_exactly import OrderExactly
from scoring.rules.order_neighbours import OrderNeighbours
from scoring.rules.orders import OrderResponse
from scoring.rules.pairs import PairsResponse
from scoring.rules.pairs_exactly import PairsExactly
from scoring.rules.select_all_that_apply import SelectAllThatApply
from scoring.rules.select_exactly import SelectExactly
from scoring.rules.select_one import SelectOne
from scoring.rules.sum_of_questions import SumOfQuestions

__all__ = [
    "GAP_RULES",
    "ORDER_RULES",
    "PAIR_RULES",
    "RULES",
    "SELECT_RULES",
    "AcceptedText",
    "AllGaps",
    "AnswerKey",
    "BoundsNotSound",
    "ChoiceAnswer",
    "ChoiceResponse",
    "ChoiceRule",
    "EachGap",
    "EachPair",
    "GapResponse",
    "GapRule",
    "MappedChoices",
    "NumberWithinTolerance",
    "OrderExactly",
    "OrderNeighbours",
    "OrderResponse",
    "OrderRule",
    "PairRule",
    "PairsExactly",
    "PairsResponse",
    "Rule",
    "RuleHasNoKey",
    "SelectAllThatApply",
    "SelectExactly",
    "SelectOne",
    "SelectRule",
    "SumOfQuestions",
    "TextResponse",
]

SelectRule = SelectOne | SelectExactly | SelectAllThatApply
ChoiceRule = SelectRule | MappedChoices
OrderRule = OrderExactly | OrderNeighbours
PairRule = PairsExactly | EachPair
GapRule = AllGaps | EachGap
Rule = (
    ChoiceRule
    | OrderRule
    | PairRule
    | GapRule
    | AcceptedText
    | NumberWithinTolerance
    | SumOfQuestions
)

# The rules of one family are filled in the same way: with `correct`.
SELECT_RULES: Mapping[RuleId, type[SelectRule]] = MappingProxyType(
    {
        RuleId.SELECT_ONE: SelectOne,
        RuleId.SELECT_EXACTLY: SelectExactly,
        RuleId.SELECT_ALL_THAT_APPLY: SelectAllThatApply,
    }
)
ORDER_RULES: Mapping[RuleId, type[OrderRule]] = MappingProxyType(
    {RuleId.ORDER_EXACTLY: OrderExactly, RuleId.ORDER_NEIGHBOURS: OrderNeighbours}
)
PAIR_RULES: Mapping[RuleId, type[PairRule]] = MappingProxyType(
    {RuleId.PAIRS_EXACTLY: PairsExactly, RuleId.EACH_PAIR: EachPair}
)

GAP_RULES: Mapping[RuleId, type[GapRule]] = MappingProxyType(
    {RuleId.ALL_GAPS: AllGaps, RuleId.EACH_GAP: EachGap}
)

RULES: Mapping[RuleId, type[Rule]] = MappingProxyType(
    {
        **SELECT_RULES,
        RuleId.MAPPED_CHOICES: MappedChoices,
        **ORDER_RULES,
        **PAIR_RULES,
        **GAP_RULES,
        RuleId.ACCEPTED_TEXT: AcceptedText,
        RuleId.NUMBER_WITHIN_TOLERANCE: NumberWithinTolerance,
        RuleId.SUM_OF_QUESTIONS: SumOfQuestions,
    }
)
