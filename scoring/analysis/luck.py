"""What luck does at a cut score, to be shown beside it."""

from dataclasses import dataclass
from fractions import Fraction

from scoring.analysis.chances import ChanceNotDefined, chance_of_reaching
from scoring.explanations.numbers import displayed_percentage
from scoring.thresholds import CutScore


@dataclass(frozen=True, slots=True, kw_only=True)
class LuckAtCutScore:
    """Who passes by luck and who fails by bad luck, a margin below and above the cut score.

    The shares are of right answers that somebody would give in the long run.
    """

    needed: int
    items: int
    below: Fraction
    passes_below: Fraction
    above: Fraction
    fails_above: Fraction

    def is_larger_than(self, chance: Fraction) -> bool:
        """Tell whether luck or bad luck decides more often than that."""
        return max(self.passes_below, self.fails_above) > chance


def weigh_luck(cut_score: CutScore, items: int, *, margin: Fraction) -> LuckAtCutScore:
    """Weigh the luck of somebody a margin below and above the cut score (rule 9.3).

    Each item counts for one mark. The margin is a share: a tenth around 80 % is 70 % and 90 %.

    Raises:
        ChanceNotDefined: when the margin is negative or there are no such items.
        CutScoreAboveMaximum: when more points are asked than there are items.
    """
    if margin < 0 or items < 1:
        raise ChanceNotDefined(reason="luck needs items and a margin that is not negative")
    needed = int(cut_score.points_needed(items))
    share = Fraction(cut_score.limit(items)) / items
    below, above = max(Fraction(0), share - margin), min(Fraction(1), share + margin)
    return LuckAtCutScore(
        needed=needed,
        items=items,
        below=below,
        passes_below=chance_of_reaching(needed, items, below),
        above=above,
        fails_above=1 - chance_of_reaching(needed, items, above),
    )


def luck_sentences(luck: LuckAtCutScore) -> tuple[str, ...]:
    """Say both chances in Dutch."""
    asked = f"{luck.needed} op {luck.items}"
    passes, fails = _percent(luck.passes_below), _percent(luck.fails_above)
    return (
        f"{asked}: wie {_percent(luck.below)} % beheerst, slaagt door geluk in {passes} %",
        f"{asked}: wie {_percent(luck.above)} % beheerst, faalt door pech in {fails} %",
    )


def _percent(share: Fraction) -> str:
    return displayed_percentage(share * 100, 0)
