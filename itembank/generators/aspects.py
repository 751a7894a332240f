"""One attribute of an item that is being drawn: its values in the cells, and wrong ones."""

from collections.abc import Sequence
from dataclasses import dataclass

from itembank.generators.attributes import Attribute, build_figure
from itembank.generators.figures import Figure
from itembank.generators.rules import Rule


@dataclass(frozen=True, slots=True, kw_only=True)
class Aspect:
    """An attribute of the cells, and where its wrong values come from.

    `earlier` and `later` hold what the rule gives before and after the key, nearest first;
    `others` holds other values, the most plausible first.
    """

    attribute: Attribute
    rule: Rule
    changes: bool
    cells: tuple[int, ...]
    asked_at: int
    earlier: tuple[int, ...] = ()
    later: tuple[int, ...] = ()
    others: tuple[int, ...] = ()

    @property
    def key(self) -> int:
        """The value in the asked cell."""
        return self.cells[self.asked_at]


def build_shown(aspects: Sequence[Aspect]) -> tuple[Figure, ...]:
    """Build the cells that are shown: all but the asked one."""
    lines = {aspect.attribute: aspect.cells for aspect in aspects}
    asked_at = aspects[0].asked_at
    return tuple(
        build_figure({attribute: line[number] for attribute, line in lines.items()})
        for number in range(len(aspects[0].cells))
        if number != asked_at
    )
