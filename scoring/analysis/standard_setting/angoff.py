"""Angoff: panellists say how likely somebody who just suffices answers each item right."""

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction
from typing import NewType

from scoring.analysis.standard_setting.proposals import (
    Method,
    ProposedCutScore,
    StandardNotSet,
    mean,
    variance,
)

PanellistId = NewType("PanellistId", str)
ItemCode = NewType("ItemCode", str)


@dataclass(frozen=True, slots=True, kw_only=True)
class AngoffRound:
    """One round: each panellist's chance, from 0 to 1, for each of the same items."""

    number: int
    chances: Mapping[PanellistId, Mapping[ItemCode, Fraction]]

    def __post_init__(self) -> None:
        if len(self.chances) < 2:
            raise StandardNotSet(reason="a panel has at least two panellists")
        items = next(iter(self.chances.values())).keys()
        for panellist, chances in self.chances.items():
            if not items or chances.keys() != items:
                raise StandardNotSet(reason=f"panellist {panellist} did not judge the same items")
            if any(not 0 <= chance <= 1 for chance in chances.values()):
                raise StandardNotSet(reason=f"panellist {panellist} gave no chance from 0 to 1")


@dataclass(frozen=True, slots=True, kw_only=True)
class RoundResult:
    """The standard of a round, and what the panel discusses before the next one.

    `agreement` is Cronbach's alpha with panellists as its parts: how alike they order the items;
    None when nobody told any items apart. `spreads` is the range of the chances of each item,
    largest first.
    """

    number: int
    proposal: ProposedCutScore
    standards: tuple[tuple[PanellistId, Fraction], ...]
    agreement: Fraction | None
    spreads: tuple[tuple[ItemCode, Fraction], ...]


def judge_round(judged: AngoffRound) -> RoundResult:
    """Add up the chances of each panellist and take the mean of the panel (rule 9.4).

    Raises:
        StandardNotSet: when the panel says that nothing at all is needed.
    """
    standards = {
        panellist: sum(chances.values(), Fraction(0))
        for panellist, chances in sorted(judged.chances.items())
    }
    totals = list(standards.values())
    items = sorted(next(iter(judged.chances.values())))
    proposal = ProposedCutScore(
        method=Method.ANGOFF,
        standard=mean(totals),
        out_of=len(items),
        error_squared=variance(totals) / len(totals),
    )
    return RoundResult(
        number=judged.number,
        proposal=proposal,
        standards=tuple(standards.items()),
        agreement=_alpha(judged, items),
        spreads=_list_spreads(judged, items),
    )


def change_between(
    earlier: RoundResult, later: RoundResult
) -> tuple[tuple[PanellistId, Fraction], ...]:
    """Tell by how much each panellist's standard moved after the discussion."""
    before = dict(earlier.standards)
    return tuple(
        (panellist, standard - before[panellist])
        for panellist, standard in later.standards
        if panellist in before
    )


def _alpha(judged: AngoffRound, items: list[ItemCode]) -> Fraction | None:
    if len(items) < 2:
        return None
    panel = list(judged.chances.values())
    apart = sum((variance([chances[item] for item in items]) for chances in panel), Fraction(0))
    together = variance([sum((one[item] for one in panel), Fraction(0)) for item in items])
    if together == 0:
        return None
    return Fraction(len(panel), len(panel) - 1) * (1 - apart / together)


def _list_spreads(
    judged: AngoffRound, items: list[ItemCode]
) -> tuple[tuple[ItemCode, Fraction], ...]:
    spreads = []
    for item in items:
        chances = [one[item] for one in judged.chances.values()]
        spreads.append((item, max(chances) - min(chances)))
    return tuple(sorted(spreads, key=lambda spread: (-spread[1], spread[0])))
