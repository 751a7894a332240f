"""How points are spread beside the old and the new limits of a table, drawn and as a table."""

from collections.abc import Sequence
from dataclasses import dataclass

from itembank.scheme_tables import SchemeTable
from scoring.analysis.table_changes import Spread
from scoring.cut_scores import CutScoreAboveMaximum
from scoring.explanations import marks_in_dutch
from scoring.limits import Limit, list_limits
from testplatform.web.cut_scores.building.plots import PlotLine, Reach, build_drawing
from testplatform.web.cut_scores.pages import Plot
from testplatform.web.cut_scores.tables.wording import describe_limit, describe_measure
from testplatform.web.staff.dates import NOTHING

BELOW = "onder elke grens"


@dataclass(frozen=True, slots=True, kw_only=True)
class _Steps:
    """The limits of one measure in points, with what is reached from each on."""

    starts: tuple[tuple[int, str], ...]

    def name_of(self, points: int) -> str:
        reached = [(start, name) for start, name in self.starts if start <= points]
        return max(reached, key=lambda one: one[0])[1] if reached else BELOW

    @property
    def numbers(self) -> tuple[int, ...]:
        return tuple(sorted({start for start, _name in self.starts}))


def build_table_plots(
    spreads: Sequence[Spread], old: SchemeTable, new: SchemeTable
) -> tuple[Plot, ...]:
    """One drawing for each measure of which a limit changes."""
    pairs = [(one, _steps_of(old, one), _steps_of(new, one)) for one in spreads]
    changed = [(spread, now, then) for spread, now, then in pairs if now.numbers != then.numbers]
    return tuple(
        build_drawing(
            number,
            title=describe_measure(new, spread.group, spread.measure),
            description=_describe(spread, now, then),
            numbers=spread.numbers,
            out_of=spread.out_of,
            lines=(
                *(_line(one, "nu", is_new=False) for one in now.numbers),
                *(_line(one, "nieuw", is_new=True) for one in then.numbers),
            ),
            reach=Reach(now=now.name_of, proposed=then.name_of),
        )
        for number, (spread, now, then) in enumerate(changed, start=1)
    )


def _line(points: int, word: str, *, is_new: bool) -> PlotLine:
    """With many limits in one drawing, the number alone says where one stays."""
    text = f"{word}: {points}"
    return PlotLine(points=points, text=text, text_of_both=str(points), is_new=is_new)


def _steps_of(table: SchemeTable, spread: Spread) -> _Steps:
    limits = (
        one
        for one in list_limits(table)
        if (one.group, one.measure) == (spread.group, spread.measure)
    )
    found = ((_points_needed(one, spread), describe_limit(table, one)) for one in limits)
    return _Steps(starts=tuple((points, name) for points, name in found if points is not None))


def _points_needed(limit: Limit, spread: Spread) -> int | None:
    try:
        return int(limit.cut_score.points_needed(spread.out_of))
    except CutScoreAboveMaximum:
        return None


def _describe(spread: Spread, now: _Steps, then: _Steps) -> str:
    people = sum(spread.numbers.values())
    return (
        f"Hoeveel van {people} afnames welk aantal punten op {marks_in_dutch(spread.out_of)} "
        f"haalden. Grenzen nu: {_list(now)}. Volgens het voorstel: {_list(then)}."
    )


def _list(steps: _Steps) -> str:
    return ", ".join(str(one) for one in steps.numbers) or NOTHING
