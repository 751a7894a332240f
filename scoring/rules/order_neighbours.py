"""Rule 1.6: one order is right, a mark for each two neighbours in it."""

from dataclasses import dataclass
from itertools import pairwise

from scoring.awards import Award, Tally
from scoring.codes import ChoiceId, RuleId
from scoring.rules.choices import RuleHasNoKey
from scoring.rules.orders import OrderResponse


@dataclass(frozen=True, slots=True, kw_only=True)
class OrderNeighbours:
    """One mark for each choice that directly follows its right forerunner (rule 1.6)."""

    correct: tuple[ChoiceId, ...]

    def __post_init__(self) -> None:
        if len(self.correct) < 2:
            raise RuleHasNoKey(RuleId.ORDER_NEIGHBOURS, len(self.correct))

    def award(self, response: OrderResponse) -> Award:
        """Award the response by rule 1.6."""
        right, made = set(pairwise(self.correct)), set(pairwise(response.order))
        return Award(
            marks=len(right & made),
            out_of=len(right),
            reason=Tally(
                hits=len(right & made),
                slips=len(made - right),
                missed=max(0, len(right) - len(made)),
            ),
            rule=RuleId.ORDER_NEIGHBOURS,
            rule_version=RuleId.ORDER_NEIGHBOURS.version,
        )
