"""Figure series: five cells of a line of six are shown, the other is asked."""

from dataclasses import dataclass

from itembank.generators.aspects import Aspect, build_shown
from itembank.generators.attributes import Attribute
from itembank.generators.chance import Chance, list_tries
from itembank.generators.designs import Design, Layout, Lines, share_a_kind
from itembank.generators.difficulty import Difficulty, estimate_difficulty
from itembank.generators.figure_items import (
    GENERATOR_VERSION,
    FigureItem,
    FigureItemNotSound,
    check_item,
    list_rules,
)
from itembank.generators.options import draw_options
from itembank.generators.rules import (
    RING_PLACES,
    Addition,
    Alternation,
    Constant,
    Movement,
    Removal,
    Rotation,
    Rule,
    extend,
    move_places,
)
from itembank.generators.solver import solve_series

SERIES_LENGTH = 6

_FIRST_GAP = 3
_BEYOND = 2
_ALL_PLACES = (1 << RING_PLACES) - 1
_LAYOUTS = {
    Difficulty.EASY: (Layout.CORE, Layout.RING),
    Difficulty.MEDIUM: (Layout.CORE, Layout.RING, Layout.BOTH, Layout.BOTH),
    Difficulty.HARD: (Layout.CORE, Layout.BOTH, Layout.BOTH),
}

Line = tuple[int, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class FigureSeries(FigureItem):
    """A series: five shown cells in their order, and the number, from 0, of the asked one.

    Raises:
        FigureItemNotSound: when it is not sound (see `check_item`), or the asked cell is not
            among the last three: before that, three values that take turns are not all known.
    """

    asked_at: int

    def __post_init__(self) -> None:
        check_item(self, shown=SERIES_LENGTH - 1)
        if not _FIRST_GAP <= self.asked_at < SERIES_LENGTH:
            raise FigureItemNotSound(reason=f"asks cell {self.asked_at}")


def generate_series(seed: int, *, difficulty: Difficulty) -> FigureSeries:
    """Give the first series of this seed that the solver proves."""
    name = f"series/{GENERATOR_VERSION}/{difficulty.value}/{seed}"
    tries = (_draw_series(chance, difficulty, seed) for chance in list_tries(name))
    return next(series for series in tries if series is not None and is_series_proved(series))


def is_series_proved(series: FigureSeries) -> bool:
    """Tell whether the solver, which does not see the key, finds the key and nothing else."""
    return solve_series(series.shown, series.asked_at, series.figures).answer == series.key


def _draw_series(chance: Chance, difficulty: Difficulty, seed: int) -> FigureSeries | None:
    layout = chance.pick(_LAYOUTS[difficulty])
    changing = chance.pick_several(layout.changeable, difficulty.rules)
    aspects = _draw_aspects(chance, Design(layout=layout, changing=changing), difficulty)
    drawn = draw_options(chance, aspects) if aspects else None
    if drawn is None:
        return None
    shown = build_shown(aspects)
    asked_at = aspects[0].asked_at
    rules = list_rules(aspects)
    return FigureSeries(
        shown=shown,
        asked_at=asked_at,
        options=drawn.options,
        key=drawn.key,
        rules=rules,
        difficulty=difficulty,
        estimated=estimate_difficulty(
            [rule.rule for rule in rules],
            shown,
            drawn.plan,
            has_gap=asked_at < SERIES_LENGTH - 1,
        ),
        seed=seed,
        version=GENERATOR_VERSION,
    )


def _draw_aspects(chance: Chance, design: Design, difficulty: Difficulty) -> list[Aspect]:
    """Draw a line for each attribute; none when they do not go together."""
    asked_at = _draw_asked_at(chance, difficulty)
    rules: dict[Attribute, Rule] = {}
    lines: dict[Attribute, Line] = {}
    for attribute in design.layout.attributes:
        rules[attribute], start = _draw_rule(chance, design, attribute, lines)
        lines[attribute] = extend(rules[attribute], start, length=SERIES_LENGTH + _BEYOND)
    if share_a_kind(lines) or any(len(line) < SERIES_LENGTH for line in lines.values()):
        return []
    return [
        Aspect(
            attribute=attribute,
            rule=rules[attribute],
            changes=attribute in design.changing,
            cells=line[:SERIES_LENGTH],
            asked_at=asked_at,
            earlier=line[asked_at - 1 : asked_at - 1 - _BEYOND : -1],
            later=line[asked_at + 1 : asked_at + 1 + _BEYOND],
            others=design.draw_others(chance, attribute, lines, line[asked_at]),
        )
        for attribute, line in lines.items()
    ]


def _draw_asked_at(chance: Chance, difficulty: Difficulty) -> int:
    if difficulty is not Difficulty.EASY and chance.happens(one_in=4):
        return chance.pick(range(_FIRST_GAP, SERIES_LENGTH - 1))
    return SERIES_LENGTH - 1


def _draw_rule(
    chance: Chance, design: Design, attribute: Attribute, lines: Lines
) -> tuple[Rule, Line]:
    """Draw a rule and the values that it starts from."""
    if attribute not in design.changing:
        return Constant(), (design.draw_still(chance, attribute, lines),)
    values = design.list_values(attribute)
    match attribute:
        case Attribute.CORE_TURN:
            return Rotation(step=chance.pick(design.steps)), (chance.pick(values),)
        case Attribute.PLACES:
            return _draw_places_rule(chance, design, values)
        case _:
            period = chance.pick((2, 3))
            return Alternation(period=period), chance.pick_several(values, period)


def _draw_places_rule(chance: Chance, design: Design, values: tuple[int, ...]) -> tuple[Rule, Line]:
    place = 1 << chance.below(RING_PLACES)
    stride = chance.pick(design.strides)
    match chance.below(4):
        case 0:
            return Addition(stride=stride), (place, place | move_places(place, stride))
        case 1:
            fuller = _ALL_PLACES & ~place
            return Removal(stride=stride), (fuller, fuller & ~move_places(place, stride))
        case _:
            return Movement(step=chance.pick(design.steps)), (chance.pick(values),)
