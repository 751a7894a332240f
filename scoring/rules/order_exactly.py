"""Rule 1.5: one order is right, all or nothing."""

import operator
from dataclasses import dataclass

from scoring.awards import Award, Tally
from scoring.codes import ChoiceId, RuleId
from scoring.rules.choices import RuleHasNoKey
from scoring.rules.orders import OrderResponse


@dataclass(frozen=True, slots=True, kw_only=True)
class OrderExactly:
    """One mark for exactly the right order, none for any other (rule 1.5)."""

    correct: tuple[ChoiceId, ...]

    def __post_init__(self) -> None:
        if len(self.correct) < 2:
            raise RuleHasNoKey(RuleId.ORDER_EXACTLY, len(self.correct))

    def award(self, response: OrderResponse) -> Award:
        """Award the response by rule 1.5."""
        hits = sum(map(operator.eq, response.order, self.correct))
        return Award(
            marks=int(response.order == self.correct),
            out_of=1,
            reason=Tally(
                hits=hits,
                slips=len(response.order) - hits,
                missed=max(0, len(self.correct) - len(response.order)),
            ),
            rule=RuleId.ORDER_EXACTLY,
            rule_version=RuleId.ORDER_EXACTLY.version,
        )
