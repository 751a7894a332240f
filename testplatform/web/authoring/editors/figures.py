"""What the editors of generated figures share: a number and a difficulty make the item."""

from collections.abc import Callable
from dataclasses import dataclass

from itembank.generators.difficulty import Difficulty
from scoring.documents import Problem
from testplatform.web.authoring.editors.documents import get_at
from testplatform.web.authoring.editors.fields import Document, Field, FieldKind, list_options
from testplatform.web.authoring.editors.sources import DocumentNotReadable

FIGURES = "figures"
SEED = f"{FIGURES}.seed"
DIFFICULTY = f"{FIGURES}.difficulty"
LABELS = (
    (Difficulty.EASY, "makkelijk: één regel"),
    (Difficulty.MEDIUM, "gemiddeld: twee regels"),
    (Difficulty.HARD, "moeilijk: drie regels"),
)
PARTS = (
    Field(
        path=SEED,
        label="Nummer",
        kind=FieldKind.NUMBER,
        hint="Elk nummer geeft andere figuren; hetzelfde nummer geeft altijd dezelfde.",
        default="1",
        is_required=True,
    ),
    Field(
        path=DIFFICULTY,
        label="Moeilijkheid",
        kind=FieldKind.SELECT,
        options=list_options(LABELS),
        default=Difficulty.EASY.value,
        is_required=True,
    ),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Generated:
    """Figures that are drawn anew from their number and difficulty."""

    generate: Callable[[int, Difficulty], Document]

    def to_form(self, document: Document) -> Document:
        """Show the document as it is: it holds its number and difficulty."""
        return document

    def to_document(self, form: Document) -> Document:
        """Draw the figures.

        Raises:
            DocumentNotReadable: when the number or the difficulty is none.
        """
        return {**form, FIGURES: self.generate(_read_seed(form), _read_difficulty(form))}


def _read_seed(form: Document) -> int:
    seed = get_at(form, SEED)
    if not isinstance(seed, int):
        message = "is missing" if seed is None else "must be a whole number"
        raise DocumentNotReadable(Problem(field=SEED, message=message))
    return seed


def _read_difficulty(form: Document) -> Difficulty:
    chosen = get_at(form, DIFFICULTY)
    for difficulty in Difficulty:
        if difficulty.value == chosen:
            return difficulty
    names = ", ".join(difficulty.value for difficulty in Difficulty)
    raise DocumentNotReadable(Problem(field=DIFFICULTY, message=f"must be one of {names}"))
