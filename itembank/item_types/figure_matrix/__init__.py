"""Figure matrix: nine figures of which the last is missing, and six options for it."""

from dataclasses import dataclass
from functools import cache
from typing import Self

from itembank.generators.difficulty import Difficulty
from itembank.generators.documents import matrix_from_document, matrix_to_document
from itembank.generators.figures import Figure
from itembank.generators.matrices import FigureMatrix, generate_matrix, is_matrix_proved
from itembank.item_types.figures import FigureBody, read_figures
from scoring.documents import DocumentReader


@dataclass(frozen=True, slots=True, kw_only=True)
class FigureMatrixBody(FigureBody):
    """A generated matrix (rule 1.1)."""

    figures: FigureMatrix

    @classmethod
    def read(cls, reader: DocumentReader) -> Self:
        """Read `figures`, as `itembank.generators.documents` writes a matrix."""
        return cls(figures=read_figures(reader, matrix_from_document, _stand_in))

    def is_proved(self) -> bool:
        """Tell whether the rows and columns lead to the key and to no other option."""
        return is_matrix_proved(self.figures)

    def list_rows(self) -> tuple[tuple[Figure | None, ...], ...]:
        """Give three rows of three."""
        shown = self.figures.shown
        return (shown[:3], shown[3:6], (*shown[6:], None))

    def to_document(self) -> dict[str, object]:
        """Write the matrix with its key."""
        return {"figures": matrix_to_document(self.figures)}


@cache
def _stand_in() -> FigureMatrix:
    return generate_matrix(0, difficulty=Difficulty.EASY)
