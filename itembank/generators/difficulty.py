"""How hard a figural item should be, estimated from how it is built and never measured.

What the literature names as hard: more rules at once, which load working memory most, and rules
of a harder kind (Carpenter, Just & Shell, "What one intelligence test measures", Psychological
Review 97, 1990); more elements, and attributes that are spread over several shapes (Primi,
"Complexity of geometric inductive reasoning tasks", Intelligence 30, 2002).
"""

from collections.abc import Sequence
from enum import StrEnum

from itembank.generators.figures import Figure
from itembank.generators.rules import Rule

_POINTS_PER_FURTHER_RULE = 2
_SHAPES_PER_POINT = 3


class Difficulty(StrEnum):
    """How many rules an item has: one, two or three."""

    EASY = "easy"
    MEDIUM = "medium"
    HARD = "hard"

    @property
    def rules(self) -> int:
        """The number of attributes that change."""
        return {Difficulty.EASY: 1, Difficulty.MEDIUM: 2, Difficulty.HARD: 3}[self]


class OptionPlan(StrEnum):
    """How the six options differ from each other; see `itembank.generators.options`."""

    ONE_ATTRIBUTE = "one-attribute"
    TWO_ATTRIBUTES = "two-attributes"
    THREE_ATTRIBUTES = "three-attributes"

    @property
    def points(self) -> int:
        """Options that differ in more ways at once take more looking."""
        return {
            OptionPlan.ONE_ATTRIBUTE: 0,
            OptionPlan.TWO_ATTRIBUTES: 1,
            OptionPlan.THREE_ATTRIBUTES: 2,
        }[self]


def estimate_difficulty(
    rules: Sequence[Rule], shown: Sequence[Figure], plan: OptionPlan, *, has_gap: bool = False
) -> int:
    """Estimate on a scale of points that starts at 1 and orders items; a point has no unit.

    The weight of each rule (1 to 4, and 1 for what stays within each row only), 2 for each rule
    beyond the first, 1 for each 3 shapes in the fullest cell beyond its first, 0 to 2 for the
    options, and 1 when the asked cell is not the last.
    """
    shapes = max(len(figure.shapes) for figure in shown)
    return (
        sum(max(1, rule.weight) for rule in rules)
        + _POINTS_PER_FURTHER_RULE * (len(rules) - 1)
        + (shapes - 1) // _SHAPES_PER_POINT
        + plan.points
        + has_gap
    )
