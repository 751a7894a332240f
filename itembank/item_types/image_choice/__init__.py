"""Image choice: two to six images, one of them right; for those who cannot read."""

from collections.abc import Iterator
from dataclasses import dataclass

from itembank.item_types.choices import ChoiceBody
from scoring.documents import Problem

FEWEST, MOST = 2, 6


@dataclass(frozen=True, slots=True, kw_only=True)
class ImageChoiceBody(ChoiceBody):
    """Images of which one is right (rule 1.1)."""

    def list_type_problems(self) -> Iterator[Problem]:
        """List what makes it no sound image choice."""
        if not FEWEST <= len(self.choices) <= MOST:
            yield Problem(field="choices", message=f"must be {FEWEST} to {MOST}")
        if any(choice.image is None for choice in self.choices):
            yield Problem(field="choices", message="must all have an image")
        if len(self.key) > 1:
            yield Problem(field="key", message="must be one choice")
