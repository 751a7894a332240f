"""The points of the groups that a panel made, drawn; the stylesheet colours them."""

from collections import Counter
from collections.abc import Mapping
from fractions import Fraction

from scoring.analysis.standard_setting import VERDICTS, Verdict
from testplatform.models.panels import Panel
from testplatform.services.panels.results import MeasuredRound
from testplatform.web.panels.pages import GroupBar, GroupLane, GroupPlot, GroupTick
from testplatform.web.panels.wording import VERDICTS_SAID, say_number

WIDTH = 640
LEFT, RIGHT, BOTTOM = 10, 10, 30
LANE, LABEL = 96, 22
GAP = 0.15  # of the room of a bar
MOST_TICKS = 16


def list_counted(panel: Panel, measured: MeasuredRound) -> tuple[Mapping[int, Verdict], ...]:
    """What was said of the attempts by each panellist who counts."""
    if panel.method not in VERDICTS:
        return ()
    return tuple(measured.seen[who].given for who in measured.complete)


def draw_groups(panel: Panel, measured: MeasuredRound) -> GroupPlot | None:
    """One lane per group, weak ones first; None where nobody judged everything yet."""
    counted = list_counted(panel, measured)
    if not counted:
        return None
    verdicts = VERDICTS[panel.method]
    points = {one.id: one.points for one in panel.attempts}
    groups = {
        verdict: Counter(
            points[attempt]
            for said in counted
            for attempt, given in said.items()
            if given is verdict
        )
        for verdict in verdicts
    }
    step = (WIDTH - LEFT - RIGHT) / (panel.out_of + 1)
    most = max(max(group.values(), default=0) for group in groups.values())
    standard = None if measured.result is None else measured.result.proposal.standard
    return GroupPlot(
        description=_describe(groups, standard),
        width=WIDTH,
        height=LANE * len(verdicts) + BOTTOM,
        left=LEFT,
        right=WIDTH - RIGHT,
        tick_y=LANE * len(verdicts) + BOTTOM / 2 + 4,
        # A bar stands in the middle of its room, and so does the number of points.
        standard=None if standard is None else round(LEFT + (float(standard) + 0.5) * step, 2),
        lanes=tuple(
            _draw_lane(place, verdict, groups[verdict], step, most)
            for place, verdict in enumerate(verdicts)
        ),
        ticks=_draw_ticks(panel.out_of, step),
    )


def _draw_lane(
    place: int, verdict: Verdict, group: Counter[int], step: float, most: int
) -> GroupLane:
    baseline = LANE * (place + 1)
    unit = (LANE - LABEL) / most
    return GroupLane(
        label=VERDICTS_SAID[verdict],
        label_y=LANE * place + LABEL - 6,
        baseline=baseline,
        bars=tuple(
            GroupBar(
                x=round(LEFT + (points + GAP / 2) * step, 2),
                y=round(baseline - unit * number, 2),
                width=round(step * (1 - GAP), 2),
                height=round(unit * number, 2),
            )
            for points, number in sorted(group.items())
        ),
    )


def _draw_ticks(out_of: int, step: float) -> tuple[GroupTick, ...]:
    every = -(-(out_of + 1) // MOST_TICKS)
    return tuple(
        GroupTick(x=round(LEFT + (points + 0.5) * step, 2), text=str(points))
        for points in range(0, out_of + 1, every)
    )


def _describe(groups: Mapping[Verdict, Counter[int]], standard: Fraction | None) -> str:
    said = "; ".join(_say_group(verdict, group) for verdict, group in groups.items())
    line = "" if standard is None else f" De lijn is de standaard: {say_number(standard)}."
    return f"Punten van de afnames, per oordeel: {said}.{line}"


def _say_group(verdict: Verdict, group: Counter[int]) -> str:
    number = sum(group.values())
    if not number:
        return f"{VERDICTS_SAID[verdict]}: geen"
    times = "1 oordeel" if number == 1 else f"{number} oordelen"
    lowest, highest = min(group), max(group)
    had = f"{highest}" if lowest == highest else f"{lowest} tot {highest}"
    return f"{VERDICTS_SAID[verdict]}: {times}, {had} {'punt' if highest == 1 else 'punten'}"
