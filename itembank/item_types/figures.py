"""What the item types share that ask for the figure that is missing: {"chosen": ["a"]}."""

from abc import ABC, abstractmethod
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Protocol, TypeVar

from itembank.bodies import Response, ResponseNotUnderstood, Scoring, Texts
from itembank.generators.drawing import ShapeCodes, describe, to_svg
from itembank.generators.figure_items import FigureItem, FigureItemNotSound
from itembank.generators.figures import Figure
from itembank.item_types.responses import read_response
from itembank.media import MediaUse
from itembank.texts import ItemText
from scoring.awards import Award
from scoring.codes import ChoiceId
from scoring.documents import DocumentNotUnderstood, DocumentReader, Problem
from scoring.rules import ChoiceResponse, SelectOne

Figures = TypeVar("Figures", bound=FigureItem, covariant=True)


@dataclass(frozen=True, slots=True, kw_only=True)
class DrawnFigure:
    """A figure as SVG markup without a name, and the codes from which a page makes its name."""

    svg: str
    shapes: tuple[ShapeCodes, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class FigureOption:
    """One figure that can be chosen."""

    id: ChoiceId
    figure: DrawnFigure


@dataclass(frozen=True, slots=True, kw_only=True)
class FiguresPresentation:
    """Rows of cells from left to right, None where a figure is missing, and the options for it."""

    rows: tuple[tuple[DrawnFigure | None, ...], ...]
    options: tuple[FigureOption, ...]

    @property
    def interaction(self) -> str:
        """The script of the player that reads the response."""
        return "choices"


@dataclass(frozen=True, slots=True, kw_only=True)
class FigureBody(ABC):
    """A generated item with one missing figure (rule 1.1). Its only words are the prompt."""

    figures: FigureItem

    @property
    def scoring(self) -> Scoring:
        """The key awards the marks."""
        return Scoring.KEY

    def list_problems(self) -> Iterator[Problem]:
        """Solve the item again, which takes less than a millisecond, and doubt what is unproved."""
        if not self.is_proved():
            message = "is not proved: it must follow from the cells, and no other option may"
            yield Problem(field="figures.key", message=message)

    @abstractmethod
    def is_proved(self) -> bool:
        """Tell whether the cells lead to the key and to no other option."""

    @abstractmethod
    def list_rows(self) -> tuple[tuple[Figure | None, ...], ...]:
        """List the rows of cells, with None for the one that is asked."""

    def list_texts(self) -> tuple[ItemText, ...]:
        """No text: figures are the same in all languages."""
        return ()

    def list_media(self) -> tuple[MediaUse, ...]:
        """No file: figures are drawn."""
        return ()

    def list_options(self) -> tuple[str, ...]:
        """List the options, whose order means nothing."""
        return tuple(option.id for option in self.figures.options)

    def present(self, texts: Texts) -> FiguresPresentation:
        """Draw cells and options; key, rules, seed and difficulty are left behind."""
        return FiguresPresentation(
            rows=tuple(
                tuple(None if figure is None else _draw(figure) for figure in row)
                for row in self.list_rows()
            ),
            options=tuple(
                FigureOption(id=option.id, figure=_draw(option.figure))
                for option in self.figures.options
            ),
        )

    def check_response(self, raw: object) -> None:
        """Refuse what does not choose among the options."""
        self.read_response(raw)

    def award(self, raw: object) -> Award:
        """Award the option by rule 1.1."""
        return SelectOne(correct=frozenset({self.figures.key})).award(self.read_response(raw))

    def read_response(self, raw: object) -> ChoiceResponse:
        """Read {"chosen": [...]} with one option or none.

        Raises:
            ResponseNotUnderstood: for another shape, an unknown option, or more than one.
        """
        chosen = frozenset(map(ChoiceId, read_response(raw, lambda r: r.texts("chosen"))))
        if not chosen <= self.figures.figures.keys():
            raise ResponseNotUnderstood(reason="chosen: names an unknown option")
        if len(chosen) > 1:
            raise ResponseNotUnderstood(reason="chosen: names more than 1")
        return ChoiceResponse(chosen=chosen)

    def empty_response(self) -> Response:
        """Nothing is chosen."""
        return {"chosen": []}

    def correct_response(self) -> Response:
        """The key is chosen."""
        return {"chosen": [self.figures.key]}

    def describe_response(self, raw: object, texts: Texts) -> tuple[str, ...]:
        """Name the option by its letter in the document, wherever a form had put it."""
        return tuple(f"optie {option}" for option in self.read_response(raw).chosen)


class ReadFigures(Protocol[Figures]):
    """Reads a generated item that stands somewhere in a larger document."""

    def __call__(self, document: object, *, at: str) -> Figures: ...


def read_figures(
    reader: DocumentReader, read: ReadFigures[Figures], stand_in: Callable[[], Figures]
) -> Figures:
    """Read the field `figures`; what cannot be asked leaves problems and gives the stand-in."""
    document = reader.table("figures")
    if not reader.has("figures"):
        return stand_in()
    try:
        return read(document, at=reader.place("figures"))
    except DocumentNotUnderstood as error:
        reader.adopt(error.problems)
    except FigureItemNotSound as error:
        reader.report("figures", error.reason)
    return stand_in()


def _draw(figure: Figure) -> DrawnFigure:
    return DrawnFigure(svg=to_svg(figure), shapes=describe(figure))
