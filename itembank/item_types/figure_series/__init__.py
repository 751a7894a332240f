"""Figure series: six figures in a line of which one is missing, and six options for it."""

from dataclasses import dataclass
from functools import cache
from typing import Self

from itembank.generators.difficulty import Difficulty
from itembank.generators.documents import series_from_document, series_to_document
from itembank.generators.figures import Figure
from itembank.generators.series import FigureSeries, generate_series, is_series_proved
from itembank.item_types.figures import FigureBody, read_figures
from scoring.documents import DocumentReader


@dataclass(frozen=True, slots=True, kw_only=True)
class FigureSeriesBody(FigureBody):
    """A generated series (rule 1.1)."""

    figures: FigureSeries

    @classmethod
    def read(cls, reader: DocumentReader) -> Self:
        """Read `figures`, as `itembank.generators.documents` writes a series."""
        return cls(figures=read_figures(reader, series_from_document, _stand_in))

    def is_proved(self) -> bool:
        """Tell whether the figures of the line lead to the key and to no other option."""
        return is_series_proved(self.figures)

    def list_rows(self) -> tuple[tuple[Figure | None, ...], ...]:
        """Give the line as one row."""
        shown, asked_at = self.figures.shown, self.figures.asked_at
        return ((*shown[:asked_at], None, *shown[asked_at:]),)

    def to_document(self) -> dict[str, object]:
        """Write the series with its key."""
        return {"figures": series_to_document(self.figures)}


@cache
def _stand_in() -> FigureSeries:
    return generate_series(0, difficulty=Difficulty.EASY)
