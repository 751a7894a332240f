"""Series and matrices as documents, keys included, for storage on the server.

The same item gives the same bytes of JSON: fields and lists have a fixed order.
"""

from itembank.generators.attributes import Attribute
from itembank.generators.difficulty import Difficulty
from itembank.generators.figure_items import AttributeRule, FigureItem
from itembank.generators.figures import Figure, figure_from_document, figure_to_document
from itembank.generators.matrices import FigureMatrix
from itembank.generators.options import Option
from itembank.generators.rule_documents import read_rule, rule_to_document
from itembank.generators.series import FigureSeries
from scoring.codes import ChoiceId
from scoring.documents import DocumentNotUnderstood, DocumentReader


def series_to_document(series: FigureSeries) -> dict[str, object]:
    """Write a series with its key."""
    return {**_item_to_document(series), "asked_at": series.asked_at}


def matrix_to_document(matrix: FigureMatrix) -> dict[str, object]:
    """Write a matrix with its key."""
    return _item_to_document(matrix)


def series_from_document(document: object, *, at: str = "") -> FigureSeries:
    """Read a series strictly; it is not solved again, `is_series_proved` does that.

    `at` is where it stands in a larger document.

    Raises:
        DocumentNotUnderstood: with every problem and its place.
        FigureItemNotSound: when all can be read but cannot be asked.
    """
    reader = DocumentReader(document, at=at)
    item = _read_item(reader)
    asked_at = reader.whole_number("asked_at")
    reader.finish()
    return FigureSeries(
        shown=item.shown,
        asked_at=asked_at,
        options=item.options,
        key=item.key,
        rules=item.rules,
        difficulty=item.difficulty,
        estimated=item.estimated,
        seed=item.seed,
        version=item.version,
    )


def matrix_from_document(document: object, *, at: str = "") -> FigureMatrix:
    """Read a matrix strictly; it is not solved again, `is_matrix_proved` does that.

    `at` is where it stands in a larger document.

    Raises:
        DocumentNotUnderstood: with every problem and its place.
        FigureItemNotSound: when all can be read but cannot be asked.
    """
    reader = DocumentReader(document, at=at)
    item = _read_item(reader)
    reader.finish()
    return FigureMatrix(
        shown=item.shown,
        options=item.options,
        key=item.key,
        rules=item.rules,
        difficulty=item.difficulty,
        estimated=item.estimated,
        seed=item.seed,
        version=item.version,
    )


def _item_to_document(item: FigureItem) -> dict[str, object]:
    return {
        "version": item.version,
        "seed": item.seed,
        "difficulty": item.difficulty.value,
        "estimated": item.estimated,
        "rules": [
            {"attribute": rule.attribute.value, **rule_to_document(rule.rule)}
            for rule in item.rules
        ],
        "shown": [figure_to_document(figure) for figure in item.shown],
        "options": [
            {"id": option.id, "figure": figure_to_document(option.figure)}
            for option in item.options
        ],
        "key": item.key,
    }


def _read_item(reader: DocumentReader) -> FigureItem:
    return FigureItem(
        shown=tuple(
            _read_figure(reader, row, f"shown[{number}]")
            for number, row in enumerate(reader.rows("shown"))
        ),
        options=tuple(
            _read_option(reader, row, f"options[{number}]")
            for number, row in enumerate(reader.rows("options"))
        ),
        key=ChoiceId(reader.text("key")),
        rules=tuple(
            _read_rule(reader, row, f"rules[{number}]")
            for number, row in enumerate(reader.rows("rules"))
        ),
        difficulty=reader.member("difficulty", Difficulty),
        estimated=reader.whole_number("estimated", minimum=1),
        seed=reader.whole_number("seed"),
        version=reader.whole_number("version", minimum=1),
    )


def _read_figure(reader: DocumentReader, row: object, name: str) -> Figure:
    try:
        return figure_from_document(row, at=reader.place(name))
    except DocumentNotUnderstood as error:
        reader.adopt(error.problems)
        return Figure(shapes=())


def _read_option(reader: DocumentReader, row: object, name: str) -> Option:
    option = DocumentReader(row, at=reader.place(name))
    id, figure = option.text("id"), option.table("figure")
    _finish(reader, option)
    return Option(id=ChoiceId(id), figure=_read_figure(reader, figure, f"{name}.figure"))


def _read_rule(reader: DocumentReader, row: object, name: str) -> AttributeRule:
    nested = DocumentReader(row, at=reader.place(name))
    rule = AttributeRule(attribute=nested.member("attribute", Attribute), rule=read_rule(nested))
    _finish(reader, nested)
    return rule


def _finish(reader: DocumentReader, nested: DocumentReader) -> None:
    try:
        nested.finish()
    except DocumentNotUnderstood as error:
        reader.adopt(error.problems)
