"""Extended Angoff: of items of more than one mark, panellists say how many marks are expected."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from fractions import Fraction

from scoring.analysis.standard_setting.angoff import (
    AngoffRound,
    ItemCode,
    PanellistId,
    RoundResult,
    judge_round,
)
from scoring.analysis.standard_setting.proposals import (
    Method,
    ProposedCutScore,
    StandardNotSet,
    mean,
    variance,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class ExpectedMarksRound:
    """One round: what each item is worth, and how much of it each panellist expects."""

    number: int
    marks: Mapping[ItemCode, int]
    expected: Mapping[PanellistId, Mapping[ItemCode, Fraction]]

    def __post_init__(self) -> None:
        if any(worth < 1 for worth in self.marks.values()):
            raise StandardNotSet(reason="an item is worth at least one mark")
        for panellist, expected in self.expected.items():
            if expected.keys() != self.marks.keys():
                raise StandardNotSet(reason=f"panellist {panellist} did not judge the same items")

    def to_shares(self) -> AngoffRound:
        """Give what is expected as shares of what the items are worth.

        Raises:
            StandardNotSet: when the panel is too small, or expects more than an item is worth.
        """
        return AngoffRound(
            number=self.number,
            chances={
                panellist: {item: marks / self.marks[item] for item, marks in expected.items()}
                for panellist, expected in self.expected.items()
            },
        )


def judge_expected_marks(judged: ExpectedMarksRound) -> RoundResult:
    """Add up the marks that each panellist expects and take the mean of the panel (rule 9.13).

    Agreement and spreads are of shares of the marks: an item that is worth more says no more of how
    alike the panel judges. Where every item is worth one mark it is what `judge_round` gives.

    Raises:
        StandardNotSet: as for any Angoff.
    """
    result = judge_round(judged.to_shares())
    standards = {
        panellist: sum(expected.values(), Fraction(0))
        for panellist, expected in sorted(judged.expected.items())
    }
    totals = list(standards.values())
    return replace(
        result,
        standards=tuple(standards.items()),
        proposal=ProposedCutScore(
            method=Method.ANGOFF,
            standard=mean(totals),
            out_of=sum(judged.marks.values()),
            error_squared=variance(totals) / len(totals),
        ),
    )
