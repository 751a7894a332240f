"""Match pairs: two to ten elements, each with one partner among those of the other side."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Self

from itembank.bodies import Choice
from itembank.item_types.choices import choices_to_document, read_choices
from itembank.item_types.pairs import PairsBody, Side
from scoring.documents import DocumentReader, Problem

FEWEST, MOST, MOST_PARTNERS = 2, 10, 12


@dataclass(frozen=True, slots=True, kw_only=True)
class MatchPairsBody(PairsBody):
    """Elements to join to partners; more partners than elements leave nothing to be guessed."""

    left: tuple[Choice, ...]
    right: tuple[Choice, ...]
    reuse: bool = False

    @classmethod
    def read(cls, reader: DocumentReader) -> Self:
        """Read `left`, `right`, `key`, `rule` and `reuse`."""
        return cls(
            left=read_choices(reader, "left"),
            right=read_choices(reader, "right"),
            reuse=reader.flag("reuse", default=False),
            **cls.read_scoring(reader),
        )

    @property
    def left_side(self) -> Side:
        """The elements."""
        return Side(choices=self.left, name="left", prefix="left")

    @property
    def right_side(self) -> Side:
        """Their partners."""
        return Side(choices=self.right, name="right", prefix="right")

    @property
    def may_reuse(self) -> bool:
        """Whether a partner can be had by more than one element."""
        return self.reuse

    def list_side_problems(self) -> Iterator[Problem]:
        """List what is wrong with the elements and their partners."""
        yield from self.left_side.list_problems(FEWEST, MOST)
        yield from self.right_side.list_problems(FEWEST, MOST_PARTNERS)

    def list_options(self) -> tuple[str, ...]:
        """List the partners; the elements stay as they are."""
        return self.right_side.ids

    def to_document(self) -> dict[str, object]:
        """Write both sides, key, rule and, where it is allowed, reuse."""
        return {
            "left": choices_to_document(self.left),
            "right": choices_to_document(self.right),
            **({"reuse": True} if self.reuse else {}),
            **self.scoring_to_document(),
        }
