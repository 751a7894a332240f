"""Categorise: two to twelve choices, each of which belongs in one of two to five categories."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Self

from itembank.bodies import Choice
from itembank.item_types.choices import choices_to_document, read_choices
from itembank.item_types.pairs import PairsBody, Side
from scoring.documents import DocumentReader, Problem

FEWEST, MOST, MOST_CATEGORIES = 2, 12, 5


@dataclass(frozen=True, slots=True, kw_only=True)
class CategoriseBody(PairsBody):
    """Choices to put in categories; a category may stay empty."""

    choices: tuple[Choice, ...]
    categories: tuple[Choice, ...]

    @classmethod
    def read(cls, reader: DocumentReader) -> Self:
        """Read `choices`, `categories`, `key` and `rule`."""
        return cls(
            choices=read_choices(reader),
            categories=read_choices(reader, "categories"),
            **cls.read_scoring(reader),
        )

    @property
    def left_side(self) -> Side:
        """The choices."""
        return Side(choices=self.choices, name="choices", prefix="choice")

    @property
    def right_side(self) -> Side:
        """The categories."""
        return Side(choices=self.categories, name="categories", prefix="category")

    @property
    def may_reuse(self) -> bool:
        """A category holds any number of choices."""
        return True

    def list_side_problems(self) -> Iterator[Problem]:
        """List what is wrong with the choices and the categories."""
        yield from self.left_side.list_problems(FEWEST, MOST)
        yield from self.right_side.list_problems(FEWEST, MOST_CATEGORIES)
        if any(category.image is not None for category in self.categories):
            yield Problem(field="categories", message="must have no image")

    def list_options(self) -> tuple[str, ...]:
        """List the choices; the categories stay as they are."""
        return self.left_side.ids

    def to_document(self) -> dict[str, object]:
        """Write choices, categories, key and rule."""
        return {
            "choices": choices_to_document(self.choices),
            "categories": choices_to_document(self.categories),
            **self.scoring_to_document(),
        }
