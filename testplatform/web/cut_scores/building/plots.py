"""A distribution of points as a drawing, with the old and the new line, and as a table.

The drawing is SVG without styles of its own: the stylesheet colours it, on screen and on paper.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from math import ceil

from scoring.analysis.cut_score_changes import Distribution
from scoring.cut_scores import CutScoreAboveMaximum, CutScoreSet
from scoring.explanations import displayed_percentage, marks_in_dutch
from testplatform.web.cut_scores.pages import Bar, CutLine, Mark, Plot, PlotRow
from testplatform.web.staff.dates import NOTHING
from testplatform.web.staff.wording import describe_part

WIDTH, HEIGHT = 640, 300
LEFT, RIGHT, TOP, BOTTOM = 52, 12, 52, 40
LABEL_HEIGHTS = (16, 34)
MOST_TICKS = 16
GAP = 0.15  # of the room of a bar
OLD, NEW, BOTH = "old", "new", "both"
YES, NO = "ja", "nee"


@dataclass(frozen=True, slots=True, kw_only=True)
class _Scale:
    """Where numbers of points and people stand in the drawing."""

    most_points: int
    most_people: int

    @property
    def step(self) -> float:
        return (WIDTH - LEFT - RIGHT) / (self.most_points + 1)

    def x(self, points: int) -> float:
        """The left of the room of a bar."""
        return round(LEFT + points * self.step, 2)

    def y(self, people: int) -> float:
        room = HEIGHT - TOP - BOTTOM
        return round(HEIGHT - BOTTOM - room * people / max(self.most_people, 1), 2)


def build_plot(
    number: int, spread: Distribution, old: CutScoreSet | None, new: CutScoreSet
) -> Plot:
    """The part of a form with what is needed now and what would be needed."""
    lines = [(OLD, _needed(old, spread)), (NEW, _needed(new, spread))]
    most = ceil(spread.out_of)
    scale = _Scale(most_points=most, most_people=max(spread.numbers.values(), default=0))
    needed_now, needed_new = lines[0][1], lines[1][1]
    return Plot(
        ref=f"plot-{number}",
        title=f"{describe_part(new.programme, spread.part)}, testversie {spread.form}",
        description=_describe(spread, needed_now, needed_new),
        width=WIDTH,
        height=HEIGHT,
        left=LEFT,
        right=WIDTH - RIGHT,
        baseline=HEIGHT - BOTTOM,
        bars=tuple(
            Bar(
                x=round(scale.x(points) + scale.step * GAP / 2, 2),
                y=scale.y(people),
                width=round(scale.step * (1 - GAP), 2),
                height=round(HEIGHT - BOTTOM - scale.y(people), 2),
                is_changed=_is_changed(points, needed_now, needed_new),
            )
            for points, people in sorted(spread.numbers.items())
        ),
        lines=_build_lines(scale, needed_now, needed_new),
        ticks=_build_ticks(scale),
        scale=_build_scale(scale),
        rows=_build_rows(spread, most, needed_now, needed_new),
    )


def _needed(cut_scores: CutScoreSet | None, spread: Distribution) -> int | None:
    """The fewest whole points; None where there is no cut score that this form can reach."""
    rows = () if cut_scores is None else cut_scores.cut_scores_of(spread.part, spread.form)
    try:
        return int(rows[0].cut_score.points_needed(spread.out_of)) if rows else None
    except CutScoreAboveMaximum:
        return None


def _describe(spread: Distribution, now: int | None, new: int | None) -> str:
    people = sum(spread.numbers.values())
    return (
        f"Hoeveel van {people} afnames welk aantal punten op {marks_in_dutch(spread.out_of)} "
        f"haalden. Nu nodig: {_say(now)}. Volgens het voorstel: {_say(new)}."
    )


def _say(needed: int | None) -> str:
    return NOTHING if needed is None else str(needed)


def _is_changed(points: int, now: int | None, new: int | None) -> bool:
    """Whether so many points are on another side of the two lines."""
    return now is not None and new is not None and (points >= now) != (points >= new)


def _build_lines(scale: _Scale, now: int | None, new: int | None) -> tuple[CutLine, ...]:
    if now is not None and now == new:
        return (_line(scale, now, BOTH, f"nu en voorstel: {now} nodig", LABEL_HEIGHTS[0]),)
    lines = []
    if now is not None:
        lines.append(_line(scale, now, OLD, f"nu: {now} nodig", LABEL_HEIGHTS[0]))
    if new is not None:
        lines.append(_line(scale, new, NEW, f"voorstel: {new} nodig", LABEL_HEIGHTS[1]))
    return tuple(lines)


def _line(scale: _Scale, needed: int, style: str, text: str, height: int) -> CutLine:
    x = scale.x(needed)
    is_right = x > WIDTH / 2
    label = Mark(
        x=round(x + (-6 if is_right else 6), 2),
        y=height,
        text=text,
        anchor="end" if is_right else "start",
    )
    return CutLine(x=x, top=height - 10, bottom=HEIGHT - BOTTOM, style=style, label=label)


def _build_ticks(scale: _Scale) -> tuple[Mark, ...]:
    every = max(1, ceil((scale.most_points + 1) / MOST_TICKS))
    return tuple(
        Mark(x=round(scale.x(points) + scale.step / 2, 2), y=HEIGHT - BOTTOM + 18, text=str(points))
        for points in range(0, scale.most_points + 1, every)
    )


def _build_scale(scale: _Scale) -> tuple[Mark, ...]:
    """Nobody, half of the most, and the most."""
    people = sorted({0, scale.most_people // 2, scale.most_people})
    return tuple(
        Mark(x=LEFT - 6, y=scale.y(number) + 4, text=str(number), anchor="end") for number in people
    )


def _build_rows(
    spread: Distribution, most: int, now: int | None, new: int | None
) -> tuple[PlotRow, ...]:
    numbers = [spread.numbers.get(points, 0) for points in range(most + 1)]
    total = max(sum(numbers), 1)
    return tuple(
        PlotRow(
            points=points,
            number=number,
            or_more=(or_more := sum(numbers[points:])),
            share_or_more=f"{displayed_percentage(Fraction(or_more * 100, total), 0)} %",
            now=_reaches(points, now),
            proposed=_reaches(points, new),
            is_changed=_is_changed(points, now, new),
        )
        for points, number in enumerate(numbers)
    )


def _reaches(points: int, needed: int | None) -> str:
    if needed is None:
        return NOTHING
    return YES if points >= needed else NO


def build_plots(
    spreads: Sequence[Distribution], old: CutScoreSet | None, new: CutScoreSet
) -> tuple[Plot, ...]:
    """One drawing for each part of each form that was sat."""
    return tuple(
        build_plot(number, spread, old, new) for number, spread in enumerate(spreads, start=1)
    )
