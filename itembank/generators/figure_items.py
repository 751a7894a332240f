"""What series and matrices share: what is shown, the options, the key and how it was made."""

from collections.abc import Sequence
from dataclasses import dataclass

from itembank.errors import ItemBankError
from itembank.generators.aspects import Aspect
from itembank.generators.attributes import Attribute
from itembank.generators.difficulty import Difficulty
from itembank.generators.figures import Figure
from itembank.generators.options import OPTION_IDS, Option
from itembank.generators.rules import Rule
from scoring.codes import ChoiceId

GENERATOR_VERSION = 1
"""Goes up whenever a seed could give another item; an item names the version that made it."""


class FigureItemNotSound(ItemBankError):
    """A figural item cannot be asked."""

    def __init__(self, *, reason: str) -> None:
        super().__init__(f"a figural item {reason}")
        self.reason = reason


@dataclass(frozen=True, slots=True, kw_only=True)
class AttributeRule:
    """Which rule changes which attribute."""

    attribute: Attribute
    rule: Rule


@dataclass(frozen=True, slots=True, kw_only=True)
class FigureItem:
    """One figural item with its key, as it stays on the server.

    `estimated` is on the scale of `estimate_difficulty`. `seed`, `difficulty` and `version` give
    the same item again.
    """

    shown: tuple[Figure, ...]
    options: tuple[Option, ...]
    key: ChoiceId
    rules: tuple[AttributeRule, ...]
    difficulty: Difficulty
    estimated: int
    seed: int
    version: int

    @property
    def figures(self) -> dict[ChoiceId, Figure]:
        """The figure of each option."""
        return {option.id: option.figure for option in self.options}


def check_item(item: FigureItem, *, shown: int) -> None:
    """Check what every kind of item needs; `shown` is how many cells it shows.

    Raises:
        FigureItemNotSound: when it shows another number of cells, its options are not six
            different figures with ids a to f, its key is none of them, or its seed is negative.
    """
    if len(item.shown) != shown:
        raise FigureItemNotSound(reason=f"shows {len(item.shown)} cells, not {shown}")
    if tuple(option.id for option in item.options) != OPTION_IDS:
        raise FigureItemNotSound(reason=f"needs the options {', '.join(OPTION_IDS)}")
    if len(set(item.figures.values())) != len(OPTION_IDS):
        raise FigureItemNotSound(reason="has an option twice")
    if item.key not in OPTION_IDS:
        raise FigureItemNotSound(reason="has a key that is no option")
    if item.seed < 0:
        raise FigureItemNotSound(reason="has a negative seed")


def list_rules(aspects: Sequence[Aspect]) -> tuple[AttributeRule, ...]:
    """List the rules of the attributes that change."""
    return tuple(
        AttributeRule(attribute=aspect.attribute, rule=aspect.rule)
        for aspect in aspects
        if aspect.changes
    )
