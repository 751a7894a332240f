"""What a round came to: the standard with its error, and how far the panel differs per item."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction

from scoring.analysis.standard_setting import (
    AngoffRound,
    RoundResult,
    StandardNotSet,
    judge_round,
)
from scoring.analysis.standard_setting.angoff import ItemCode, PanellistId
from scoring.analysis.standard_setting.proposals import mean, variance
from testplatform.models.panels import Panel, PanelItem

FEWEST_ATTEMPTS = 30
"""With fewer decided attempts, chance decides too much of a difficulty to show it to a panel."""

Ratings = Mapping[int, Mapping[int, int]]
"""Panellist → item of the panel → percent."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ItemSpread:
    """What everybody who judged an item said of it, from low to high, without who."""

    percents: tuple[int, ...]

    @property
    def mean(self) -> Fraction:
        return mean([Fraction(one) for one in self.percents])

    @property
    def variance(self) -> Fraction | None:
        """Of the sample; None when one person judged."""
        values = [Fraction(one) for one in self.percents]
        return variance(values) if len(values) > 1 else None


@dataclass(frozen=True, slots=True, kw_only=True)
class MeasuredRound:
    """A round with what came of it; only who judged every item counts.

    `result` is None where there is no standard: fewer than two people, or all chances nil.
    """

    number: int
    complete: tuple[int, ...]
    result: RoundResult | None
    spreads: Mapping[int, ItemSpread]

    @property
    def between_panellists(self) -> Fraction | None:
        """The variance of the panellists' own standards."""
        if self.result is None:
            return None
        return variance([standard for _panellist, standard in self.result.standards])


def measure_rounds(panel: Panel, ratings: Mapping[int, Ratings]) -> tuple[MeasuredRound, ...]:
    """Every round that was opened, in order."""
    items = [one.id for one in panel.items]
    return tuple(
        measure_round(number, items, ratings.get(number, {}))
        for number in range(1, panel.round + 1)
    )


def measure_round(number: int, items: Sequence[int], ratings: Ratings) -> MeasuredRound:
    """What came of the ratings of one round."""
    complete = {
        panellist: rated for panellist, rated in sorted(ratings.items()) if len(rated) == len(items)
    }
    return MeasuredRound(
        number=number,
        complete=tuple(complete),
        result=_judge(number, complete),
        spreads={
            item: ItemSpread(percents=tuple(sorted(rated[item] for rated in complete.values())))
            for item in items
            if complete
        },
    )


def difficulty_of(panel: Panel, item: PanelItem) -> Fraction | None:
    """The share of the marks that candidates got; None where the panel should not see it."""
    is_shown = panel.shows_difficulty and item.attempts >= FEWEST_ATTEMPTS
    return item.share if is_shown else None


def _judge(number: int, complete: Ratings) -> RoundResult | None:
    chances = {
        PanellistId(str(panellist)): {
            ItemCode(str(item)): Fraction(percent, 100) for item, percent in rated.items()
        }
        for panellist, rated in complete.items()
    }
    try:
        return judge_round(AngoffRound(number=number, chances=chances))
    except StandardNotSet:
        return None
