"""Rule 1.4: each choice has a value of its own."""

from collections.abc import Mapping
from dataclasses import dataclass

from scoring.awards import Award, Tally
from scoring.codes import ChoiceId, RuleId
from scoring.errors import ScoringError
from scoring.marks import Marks, Value, check_marks
from scoring.rules.choices import ChoiceResponse, RuleHasNoKey


class BoundsNotSound(ScoringError):
    """The bounds of the marks leave no room, or a maximum that nobody can reach."""

    def __init__(self, lower: Marks, upper: Marks, best: Value) -> None:
        super().__init__(f"marks from {lower} to {upper} do not lie within 0 and {best}")
        self.lower = lower
        self.upper = upper
        self.best = best


@dataclass(frozen=True, slots=True, kw_only=True)
class MappedChoices:
    """The sum of the values of what is chosen, within bounds (rule 1.4).

    A choice without a value is worth nothing. Without `upper` the maximum is the best that can be
    reached; with `is_single` that is one choice.
    """

    values: Mapping[ChoiceId, Value]
    is_single: bool
    lower: Marks = 0
    upper: Marks | None = None

    def __post_init__(self) -> None:
        if not self.best:
            raise RuleHasNoKey(RuleId.MAPPED_CHOICES, 0)
        check_marks(self.out_of)
        if not 0 <= self.lower < self.out_of <= self._sum(self.best):
            raise BoundsNotSound(self.lower, self.out_of, self._sum(self.best))

    @property
    def best(self) -> frozenset[ChoiceId]:
        """The choices that together have the highest value."""
        return find_best(self.values, is_single=self.is_single)

    @property
    def out_of(self) -> Marks:
        """The most marks that can be got."""
        return self._sum(self.best) if self.upper is None else self.upper

    def award(self, response: ChoiceResponse) -> Award:
        """Award the response by rule 1.4."""
        return Award(
            marks=self._count_marks(response.chosen),
            out_of=self.out_of,
            reason=self._account_for(response.chosen),
            rule=RuleId.MAPPED_CHOICES,
            rule_version=RuleId.MAPPED_CHOICES.version,
        )

    def _count_marks(self, chosen: frozenset[ChoiceId]) -> Marks:
        if not chosen or (self.is_single and len(chosen) > 1):
            return 0
        return min(max(self._sum(chosen), self.lower), self.out_of)

    def _account_for(self, chosen: frozenset[ChoiceId]) -> Tally:
        hits = sum(self.values.get(choice, 0) > 0 for choice in chosen)
        is_as_good = self.is_single and self._sum(chosen) == self._sum(self.best)
        missed = 0 if is_as_good else len(self.best - chosen)
        return Tally(hits=hits, slips=len(chosen) - hits, missed=missed)

    def _sum(self, chosen: frozenset[ChoiceId]) -> Value:
        return sum((self.values.get(choice, 0) for choice in chosen), start=0)


def find_best(values: Mapping[ChoiceId, Value], *, is_single: bool) -> frozenset[ChoiceId]:
    """Find the choices, or the one choice, with the highest sum; none when nothing is above 0."""
    worth = sorted(
        (choice for choice, value in values.items() if value > 0),
        key=lambda choice: (-values[choice], choice),
    )
    return frozenset(worth[:1] if is_single else worth)
