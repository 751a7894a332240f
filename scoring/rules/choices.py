"""What the choice rules share: a response that chooses, and the account of it."""

from collections.abc import Set as AbstractSet
from dataclasses import dataclass

from scoring.awards import Tally
from scoring.codes import ChoiceId, RuleId
from scoring.errors import ScoringError


@dataclass(frozen=True, slots=True, kw_only=True)
class ChoiceResponse:
    """The choices that a candidate made; none at all is a response too."""

    chosen: frozenset[ChoiceId]


class RuleHasNoKey(ScoringError):
    """The key does not hold as much as the rule needs."""

    def __init__(self, rule: RuleId, correct: int) -> None:
        super().__init__(f"rule {rule.value} cannot work with a key of {correct}")
        self.rule = rule
        self.correct = correct


def count_choices(chosen: AbstractSet[ChoiceId], correct: AbstractSet[ChoiceId]) -> Tally:
    """Count the hits, the slips and what was missed."""
    return Tally(
        hits=len(chosen & correct), slips=len(chosen - correct), missed=len(correct - chosen)
    )
