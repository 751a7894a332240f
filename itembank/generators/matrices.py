"""Figure matrices: eight cells of three by three are shown, the one at the bottom right is asked.

Whoever reads along the rows and whoever reads down the columns comes to the same answer: each
rule of a row is laid out so that the columns have a rule too.
"""

from dataclasses import dataclass

from itembank.generators.aspects import Aspect, build_shown
from itembank.generators.attributes import Attribute
from itembank.generators.chance import Chance, list_tries
from itembank.generators.designs import Design, Layout, share_a_kind
from itembank.generators.difficulty import Difficulty, estimate_difficulty
from itembank.generators.figure_items import (
    GENERATOR_VERSION,
    FigureItem,
    check_item,
    list_rules,
)
from itembank.generators.grids import CELLS, Grid, draw_grid
from itembank.generators.options import draw_options
from itembank.generators.rules import Constant
from itembank.generators.solver import solve_matrix

_LAYOUTS = {
    Difficulty.EASY: (Layout.CORE, Layout.RING),
    Difficulty.MEDIUM: (Layout.CORE, Layout.RING, Layout.BOTH, Layout.BOTH),
    Difficulty.HARD: (Layout.CORE, Layout.BOTH, Layout.BOTH),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class FigureMatrix(FigureItem):
    """A matrix: eight shown cells in reading order from the top left.

    Raises:
        FigureItemNotSound: when it is not sound; see `check_item`.
    """

    def __post_init__(self) -> None:
        check_item(self, shown=CELLS - 1)


def generate_matrix(seed: int, *, difficulty: Difficulty) -> FigureMatrix:
    """Give the first matrix of this seed that the solver proves."""
    name = f"matrix/{GENERATOR_VERSION}/{difficulty.value}/{seed}"
    tries = (_draw_matrix(chance, difficulty, seed) for chance in list_tries(name))
    return next(matrix for matrix in tries if matrix is not None and is_matrix_proved(matrix))


def is_matrix_proved(matrix: FigureMatrix) -> bool:
    """Tell whether the solver, which does not see the key, finds the key and nothing else."""
    return solve_matrix(matrix.shown, matrix.figures).answer == matrix.key


def _draw_matrix(chance: Chance, difficulty: Difficulty, seed: int) -> FigureMatrix | None:
    layout = chance.pick(_LAYOUTS[difficulty])
    changing = chance.pick_several(layout.changeable, difficulty.rules)
    aspects = _draw_aspects(chance, Design(layout=layout, changing=changing))
    drawn = draw_options(chance, aspects) if aspects else None
    if drawn is None:
        return None
    shown = build_shown(aspects)
    rules = list_rules(aspects)
    return FigureMatrix(
        shown=shown,
        options=drawn.options,
        key=drawn.key,
        rules=rules,
        difficulty=difficulty,
        estimated=estimate_difficulty([rule.rule for rule in rules], shown, drawn.plan),
        seed=seed,
        version=GENERATOR_VERSION,
    )


def _draw_aspects(chance: Chance, design: Design) -> list[Aspect]:
    """Draw a grid for each attribute; none when they do not go together.

    Of what changes, only one attribute may be constant within its rows: two tell nothing more.
    """
    grids: dict[Attribute, Grid] = {}
    lines: dict[Attribute, tuple[int, ...]] = {}
    for attribute in design.layout.attributes:
        if attribute in design.changing:
            grids[attribute] = draw_grid(chance, attribute, design)
        else:
            value = design.draw_still(chance, attribute, lines)
            grids[attribute] = Grid(rule=Constant(), cells=(value,) * CELLS)
        lines[attribute] = grids[attribute].cells
    still_in_rows = sum(isinstance(grids[name].rule, Constant) for name in design.changing)
    if share_a_kind(lines) or still_in_rows > 1:
        return []
    return [
        Aspect(
            attribute=attribute,
            rule=grid.rule,
            changes=attribute in design.changing,
            cells=grid.cells,
            asked_at=CELLS - 1,
            earlier=grid.earlier,
            later=grid.later,
            others=grid.near_misses or design.draw_others(chance, attribute, lines, grid.cells[-1]),
        )
        for attribute, grid in grids.items()
    ]
