"""Chance that a seed decides: the same in each process and each version of Python."""

from collections.abc import Iterator, Sequence
from itertools import count
from random import Random
from typing import TypeVar

Element = TypeVar("Element")


class Chance:
    """Draws for one try of one item.

    Only `Random.random` is used: of all its methods, that is the one whose numbers Python
    promises to keep for a seed.
    """

    def __init__(self, name: str) -> None:
        self._random = Random(name)  # noqa: S311 - reproducible on purpose, and guards no secret

    def below(self, limit: int) -> int:
        """Draw a whole number from 0 to just below the limit."""
        return int(self._random.random() * limit)

    def happens(self, *, one_in: int) -> bool:
        """Tell whether it happens this time."""
        return self.below(one_in) == 0

    def pick(self, elements: Sequence[Element]) -> Element:
        """Draw one element."""
        return elements[self.below(len(elements))]

    def pick_several(self, elements: Sequence[Element], number: int) -> tuple[Element, ...]:
        """Draw different elements, in the order in which they were drawn."""
        return self.shuffle(elements)[:number]

    def shuffle(self, elements: Sequence[Element]) -> tuple[Element, ...]:
        """Put all elements in a drawn order."""
        left = list(elements)
        return tuple(left.pop(self.below(len(left))) for _ in elements)


def list_tries(name: str) -> Iterator[Chance]:
    """Give the chance of the first try, of the second, and so on without an end."""
    return (Chance(f"{name}/{number}") for number in count())
