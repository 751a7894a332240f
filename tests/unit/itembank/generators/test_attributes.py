import pytest

from itembank.generators.attributes import Attribute, build_figure, read_values
from itembank.generators.figures import Figure, Fill, Position, Shape, ShapeKind, Size
from tests.builders.figures import a_figure, a_ring, a_shape, a_small_shape


class TestReadValues:
    def test_reads_a_core_and_a_ring(self) -> None:
        core = a_shape(ShapeKind.ARROW, size=Size.MEDIUM, fill=Fill.BLACK, turn=5)
        ring = (a_small_shape(Position.TOP), a_small_shape(Position.LEFT))

        assert read_values(Figure(shapes=(core, *ring))) == {
            Attribute.CORE_KIND: 3,
            Attribute.CORE_SIZE: 1,
            Attribute.CORE_FILL: 2,
            Attribute.CORE_TURN: 5,
            Attribute.RING_KIND: 0,
            Attribute.RING_FILL: 0,
            Attribute.PLACES: 0b01000001,
        }

    @pytest.mark.parametrize(
        "figure",
        [
            pytest.param(a_figure(turn=3), id="a core"),
            pytest.param(a_ring(Position.BOTTOM, Position.TOP_LEFT), id="a ring"),
        ],
    )
    def test_reads_what_builds_the_figure_again(self, figure: Figure) -> None:
        values = read_values(figure)

        assert values is not None
        assert build_figure(values) == figure

    @pytest.mark.parametrize(
        "shapes",
        [
            pytest.param(
                (a_small_shape(Position.TOP), a_small_shape(Position.LEFT, fill=Fill.BLACK)),
                id="two looks in the ring",
            ),
            pytest.param(
                (a_small_shape(Position.TOP, kind=ShapeKind.ARROW, turn=1),), id="a turned ring"
            ),
        ],
    )
    def test_gives_none_for_another_kind_of_figure(self, shapes: tuple[Shape, ...]) -> None:
        assert read_values(Figure(shapes=shapes)) is None
