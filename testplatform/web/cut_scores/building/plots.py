"""A distribution of points as a drawing, with the old and the new line, and as a table.

The drawing is SVG without styles of its own: the stylesheet colours it, on screen and on paper.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from math import ceil

from scoring.analysis.cut_score_changes import Distribution
from scoring.cut_scores import CutScoreAboveMaximum, CutScoreSet
from scoring.explanations import displayed_percentage, marks_in_dutch
from scoring.marks import Marks
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


@dataclass(frozen=True, slots=True, kw_only=True)
class PlotLine:
    """A limit in points, on the left of the bar that reaches it, with its word.

    Another word stands there where the old and the new limit are the same.
    """

    points: int
    text: str
    text_of_both: str
    is_new: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Reach:
    """What a number of points reaches now, and by the proposal."""

    now: Callable[[int], str]
    proposed: Callable[[int], str]

    def is_changed(self, points: int) -> bool:
        """Whether so many points reach something else."""
        now, proposed = self.now(points), self.proposed(points)
        return NOTHING not in {now, proposed} and now != proposed


def build_plot(
    number: int, spread: Distribution, old: CutScoreSet | None, new: CutScoreSet
) -> Plot:
    """The part of a form with what is needed now and what would be needed."""
    now, then = _needed(old, spread), _needed(new, spread)
    return build_drawing(
        number,
        title=f"{describe_part(new.programme, spread.part)}, testversie {spread.form}",
        description=_describe(spread, now, then),
        numbers=spread.numbers,
        out_of=spread.out_of,
        lines=_list_lines(now, then),
        reach=Reach(
            now=lambda points: _reaches(points, now), proposed=lambda points: _reaches(points, then)
        ),
    )


def build_drawing(
    number: int,
    *,
    title: str,
    description: str,
    numbers: Mapping[int, int],
    out_of: Marks,
    lines: Sequence[PlotLine],
    reach: Reach,
) -> Plot:
    """Points and people with limits, old and new, and the same as a table."""
    most = ceil(out_of)
    scale = _Scale(most_points=most, most_people=max(numbers.values(), default=0))
    return Plot(
        ref=f"plot-{number}",
        title=title,
        description=description,
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
                is_changed=reach.is_changed(points),
            )
            for points, people in sorted(numbers.items())
        ),
        lines=tuple(_build_lines(scale, lines)),
        ticks=_build_ticks(scale),
        scale=_build_scale(scale),
        rows=_build_rows(numbers, most, reach),
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


def _list_lines(now: int | None, new: int | None) -> tuple[PlotLine, ...]:
    found = []
    if now is not None:
        found.append(_say_line(now, "nu", is_new=False))
    if new is not None:
        found.append(_say_line(new, "voorstel", is_new=True))
    return tuple(found)


def _say_line(points: int, whose: str, *, is_new: bool) -> PlotLine:
    return PlotLine(
        points=points,
        text=f"{whose}: {points} nodig",
        text_of_both=f"nu en voorstel: {points} nodig",
        is_new=is_new,
    )


def _build_lines(scale: _Scale, lines: Sequence[PlotLine]) -> Iterator[CutLine]:
    """Old limits above new ones; one line where both are the same."""
    old = {one.points: one for one in lines if not one.is_new}
    new = {one.points: one for one in lines if one.is_new}
    for points in sorted(old.keys() | new.keys()):
        if points in old and points in new:
            yield _line(scale, points, BOTH, old[points].text_of_both, LABEL_HEIGHTS[0])
        elif points in old:
            yield _line(scale, points, OLD, old[points].text, LABEL_HEIGHTS[0])
        else:
            yield _line(scale, points, NEW, new[points].text, LABEL_HEIGHTS[1])


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


def _build_rows(numbers: Mapping[int, int], most: int, reach: Reach) -> tuple[PlotRow, ...]:
    people = [numbers.get(points, 0) for points in range(most + 1)]
    total = max(sum(people), 1)
    return tuple(
        PlotRow(
            points=points,
            number=number,
            or_more=(or_more := sum(people[points:])),
            share_or_more=f"{displayed_percentage(Fraction(or_more * 100, total), 0)} %",
            now=reach.now(points),
            proposed=reach.proposed(points),
            is_changed=reach.is_changed(points),
        )
        for points, number in enumerate(people)
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
