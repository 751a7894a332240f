"""What a round came to: the standard with its error, and how far the panel differs per item."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from fractions import Fraction

from sqlalchemy.orm import Session

from scoring.analysis.standard_setting import (
    VERDICTS,
    BeukJudgement,
    ExpectedMarksRound,
    JudgedAttempt,
    Method,
    ProposedCutScore,
    RoundResult,
    StandardNotSet,
    compromise,
    judge_attempts,
    judge_expected_marks,
    odds_against,
    place_bookmarks,
)
from scoring.analysis.standard_setting.angoff import ItemCode, PanellistId
from scoring.analysis.standard_setting.proposals import mean, variance
from testplatform.models.panels import JudgementScale, Panel, PanelItem, PanelOpinion
from testplatform.repositories.panel_attempts import Seen, list_seen
from testplatform.repositories.panels import list_opinions, list_ratings

FEWEST_ATTEMPTS = 30
"""With fewer decided attempts, chance decides too much of a difficulty to show it to a panel."""

WHOLE = 100
"""A judgement of 100 is all of an item of one mark: in percent, or as yes."""
TENTHS = 10
"""Of a mark: how a judgement of expected marks is counted."""

Ratings = Mapping[int, Mapping[int, int]]
"""Panellist → item of the panel → percent, or tenths of a mark."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ItemSpread:
    """What everybody who judged an item said of it, from low to high, without who.

    In percent, or in tenths of a mark where the panel judges expected marks; `highest` is the most
    that can be said.
    """

    percents: tuple[int, ...]
    highest: int = WHOLE

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
    """A round with what came of it; only who judged everything counts.

    `result` is None where there is no standard: fewer than two people, or all chances nil.
    `spreads` are of items that were judged one by one, `opinions` what was said of the whole part,
    `seen` who looked at which attempts and what they said.
    """

    number: int
    complete: tuple[int, ...]
    result: RoundResult | None
    spreads: Mapping[int, ItemSpread]
    opinions: Mapping[int, PanelOpinion]
    seen: Mapping[int, Seen] = field(default_factory=dict)

    @property
    def between_panellists(self) -> Fraction | None:
        """The variance of the panellists' own standards."""
        if self.result is None:
            return None
        return variance([standard for _panellist, standard in self.result.standards])


def measure_rounds(session: Session, panel: Panel) -> tuple[MeasuredRound, ...]:
    """Every round that was opened, in order."""
    numbers = range(1, panel.round + 1)
    if panel.method is Method.ANGOFF:
        ratings = list_ratings(session, panel.id)
        return tuple(_measure_angoff(one, panel, ratings.get(one, {})) for one in numbers)
    if panel.method in VERDICTS:
        seen = list_seen(session, panel.id)
        return tuple(_measure_verdicts(one, panel, seen.get(one, {})) for one in numbers)
    opinions = list_opinions(session, panel.id)
    return tuple(_measure_opinions(one, panel, opinions.get(one, {})) for one in numbers)


def count_judgements(session: Session, panel: Panel) -> dict[int, int]:
    """Panellist → how much they judged in the newest round: items, attempts, or the part once."""
    if panel.method in VERDICTS:
        seen = list_seen(session, panel.id).get(panel.round, {})
        return {who: len(one.given) for who, one in seen.items()}
    if panel.method is Method.ANGOFF:
        ratings = list_ratings(session, panel.id).get(panel.round, {})
        return {who: len(rated) for who, rated in ratings.items()}
    return dict.fromkeys(list_opinions(session, panel.id).get(panel.round, {}), 1)


def is_complete(panel: Panel, judged: int) -> bool:
    """Whether somebody who judged so much counts."""
    return judged == count_asked(panel)


def count_asked(panel: Panel) -> int:
    """How many judgements a panellist gives in a round."""
    if panel.method in VERDICTS:
        return len(panel.attempts)
    return len(panel.items) if panel.method is Method.ANGOFF else 1


def highest_on(scale: JudgementScale, item: PanelItem) -> int:
    """The most that can be said of an item."""
    return TENTHS * item.marks if scale is JudgementScale.MARKS else WHOLE


def difficulty_of(panel: Panel, item: PanelItem) -> Fraction | None:
    """The share of the marks that candidates got; None where the panel should not see it."""
    is_shown = panel.shows_difficulty and item.attempts >= FEWEST_ATTEMPTS
    return item.share if is_shown else None


def has_known_difficulty(item: PanelItem) -> bool:
    """Whether an item has a place in a booklet: odds that are neither nil nor endless."""
    return item.attempts >= FEWEST_ATTEMPTS and item.share is not None and 0 < item.share < 1


def _measure_angoff(number: int, panel: Panel, ratings: Ratings) -> MeasuredRound:
    complete = {
        panellist: rated
        for panellist, rated in sorted(ratings.items())
        if len(rated) == len(panel.items)
    }
    return MeasuredRound(
        number=number,
        complete=tuple(complete),
        result=_judge(number, panel, complete),
        spreads={
            item.id: ItemSpread(
                percents=tuple(sorted(rated[item.id] for rated in complete.values())),
                highest=highest_on(panel.scale, item),
            )
            for item in panel.items
            if complete
        },
        opinions={},
    )


def _judge(number: int, panel: Panel, complete: Ratings) -> RoundResult | None:
    """The standard of chances, which are expected marks of items of one mark."""
    unit = TENTHS if panel.scale is JudgementScale.MARKS else WHOLE
    expected = {
        PanellistId(str(panellist)): {
            ItemCode(str(item)): Fraction(said, unit) for item, said in rated.items()
        }
        for panellist, rated in complete.items()
    }
    marks = {ItemCode(str(one.id)): one.marks for one in panel.items}
    try:
        judged = ExpectedMarksRound(number=number, marks=marks, expected=expected)
        return judge_expected_marks(judged)
    except StandardNotSet:
        return None


def _measure_verdicts(number: int, panel: Panel, seen: Mapping[int, Seen]) -> MeasuredRound:
    complete = {who: one for who, one in sorted(seen.items()) if is_complete(panel, len(one.given))}
    points = {one.id: one.points for one in panel.attempts}
    judged = {
        PanellistId(str(who)): [
            JudgedAttempt(points=points[attempt], verdict=verdict)
            for attempt, verdict in one.given.items()
        ]
        for who, one in complete.items()
    }
    try:
        result = judge_attempts(judged, method=panel.method, out_of=panel.out_of, number=number)
    except StandardNotSet:
        result = None
    return MeasuredRound(
        number=number,
        complete=tuple(complete),
        result=result,
        spreads={},
        opinions={},
        seen=seen,
    )


def _measure_opinions(
    number: int, panel: Panel, opinions: Mapping[int, PanelOpinion]
) -> MeasuredRound:
    try:
        result = _weigh(number, panel, opinions)
    except StandardNotSet:
        result = None
    return MeasuredRound(
        number=number, complete=tuple(opinions), result=result, spreads={}, opinions=opinions
    )


def _weigh(number: int, panel: Panel, opinions: Mapping[int, PanelOpinion]) -> RoundResult:
    """The standard of bookmarks or of Beuk's compromise. Raises StandardNotSet."""
    if panel.method is Method.BOOKMARK:
        places = {who: one.place for who, one in opinions.items() if one.place is not None}
        proposal = _read_bookmarks(panel, list(places.values()))
        # Of two people who agree, the standard is that of each of them.
        own = {who: _read_bookmarks(panel, [at, at]).standard for who, at in places.items()}
    else:
        wanted = _list_wanted(panel, opinions)
        points = [one.points for one in panel.results for _ in range(one.attempts)]
        proposal = compromise(list(wanted.values()), points, out_of=panel.out_of)
        own = {who: one.points for who, one in wanted.items()}
    return RoundResult(
        number=number,
        proposal=proposal,
        standards=tuple((PanellistId(str(who)), standard) for who, standard in own.items()),
        agreement=None,
        spreads=(),
    )


def _read_bookmarks(panel: Panel, places: Sequence[int]) -> ProposedCutScore:
    odds = [odds_against(one.share) for one in panel.items if one.share is not None]
    return place_bookmarks(odds, places)


def _list_wanted(panel: Panel, opinions: Mapping[int, PanelOpinion]) -> dict[int, BeukJudgement]:
    return {
        who: BeukJudgement(
            points=Fraction(one.score_percent * panel.out_of, 100),
            pass_share=Fraction(one.pass_percent, 100),
        )
        for who, one in opinions.items()
        if one.score_percent is not None and one.pass_percent is not None
    }
