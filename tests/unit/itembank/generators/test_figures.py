import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from itembank.generators.figures import (
    Figure,
    Fill,
    Position,
    Shape,
    ShapeKind,
    ShapesDoNotFit,
    Size,
    figure_from_document,
    figure_to_document,
)
from scoring.documents import DocumentNotUnderstood, Problem
from tests.builders.figures import a_figure, a_shape, a_small_shape

small_shapes = st.builds(
    Shape,
    kind=st.sampled_from(ShapeKind),
    size=st.just(Size.SMALL),
    fill=st.sampled_from(Fill),
    turn=st.integers(min_value=0, max_value=15),
    position=st.sampled_from(Position),
)
figures = st.builds(
    Figure,
    shapes=st.lists(small_shapes, max_size=9, unique_by=lambda shape: shape.position).map(tuple),
)


class TestShape:
    @pytest.mark.parametrize(
        ("kind", "turn", "same_as"),
        [
            pytest.param(ShapeKind.CIRCLE, 3, 0, id="a circle never looks turned"),
            pytest.param(ShapeKind.STAR, 1, 0, id="nor does a star of eight points"),
            pytest.param(ShapeKind.SQUARE, 2, 0, id="a square after a quarter"),
            pytest.param(ShapeKind.CROSS, 7, 1, id="a cross"),
            pytest.param(ShapeKind.BAR, 4, 0, id="a bar after a half"),
            pytest.param(ShapeKind.ARROW, 8, 0, id="an arrow after a whole turn"),
            pytest.param(ShapeKind.ARROW, -1, 7, id="backwards"),
        ],
    )
    def test_is_the_same_when_it_looks_the_same(
        self, kind: ShapeKind, turn: int, same_as: int
    ) -> None:
        assert a_shape(kind, turn=turn) == a_shape(kind, turn=same_as)

    def test_refuses_a_shape_beside_the_centre_that_is_not_small(self) -> None:
        with pytest.raises(ShapesDoNotFit) as refused:
            a_shape(size=Size.MEDIUM, position=Position.LEFT)

        assert refused.value.position is Position.LEFT


class TestFigure:
    def test_does_not_depend_on_the_order_of_its_shapes(self) -> None:
        shapes = (a_small_shape(Position.BOTTOM), a_small_shape(Position.TOP))

        figure = Figure(shapes=shapes)

        assert figure == Figure(shapes=shapes[::-1])
        assert hash(figure) == hash(Figure(shapes=shapes[::-1]))
        assert figure.shapes == shapes[::-1]

    @pytest.mark.parametrize(
        "shapes",
        [
            pytest.param(
                (a_small_shape(Position.TOP), a_small_shape(Position.TOP, fill=Fill.BLACK)),
                id="two on one place",
            ),
            pytest.param(
                (a_shape(size=Size.LARGE), a_small_shape(Position.TOP)), id="a large one not alone"
            ),
        ],
    )
    def test_refuses_shapes_that_do_not_fit(self, shapes: tuple[Shape, ...]) -> None:
        with pytest.raises(ShapesDoNotFit):
            Figure(shapes=shapes)


class TestFigureDocument:
    @given(figures.filter(lambda figure: bool(figure.shapes)))
    def test_gives_the_figure_back(self, figure: Figure) -> None:
        assert figure_from_document(json.loads(json.dumps(figure_to_document(figure)))) == figure

    @pytest.mark.parametrize(
        ("change", "problem"),
        [
            pytest.param(
                {"kind": "heart"},
                Problem(
                    field="item.shapes[0].kind",
                    message="must be one of circle, square, triangle, arrow, cross, star, "
                    "half-disc, bar",
                ),
                id="an unknown kind",
            ),
            pytest.param(
                {"turn": 8},
                Problem(
                    field="item.shapes[0].turn",
                    message="must be less than 8: the others look the same",
                ),
                id="a turn that is not the smallest",
            ),
            pytest.param(
                {"position": "top"},
                Problem(field="item.shapes[0].size", message="the shape at top does not fit"),
                id="a large shape at the side",
            ),
            pytest.param(
                {"colour": "red"},
                Problem(field="item.shapes[0].colour", message="is not a known field"),
                id="a field that it does not know",
            ),
        ],
    )
    def test_names_what_is_wrong_with_a_shape(
        self, change: dict[str, object], problem: Problem
    ) -> None:
        document = figure_to_document(a_figure())
        shapes = document["shapes"]
        assert isinstance(shapes, list)
        shapes[0] |= change

        with pytest.raises(DocumentNotUnderstood) as refused:
            figure_from_document(document, at="item")

        assert refused.value.problems == (problem,)

    def test_names_shapes_that_do_not_fit_together(self) -> None:
        document = figure_to_document(a_figure())

        with pytest.raises(DocumentNotUnderstood) as refused:
            figure_from_document({"shapes": [*_shapes(document), *_shapes(document)]})

        assert refused.value.problems == (
            Problem(field="shapes", message="the shape at centre does not fit"),
        )


def _shapes(document: dict[str, object]) -> list[object]:
    shapes = document["shapes"]
    assert isinstance(shapes, list)
    return shapes
