import re
from xml.etree import ElementTree as ET

import pytest
from hypothesis import given

from itembank.generators.drawing import describe, to_svg
from itembank.generators.figures import TURNS, Figure, Fill, Position, ShapeKind, Size
from itembank.generators.outlines import outline, stripes
from tests.builders.figures import a_figure, a_shape, a_small_shape
from tests.unit.itembank.generators.test_figures import figures

_SVG = "{http://www.w3.org/2000/svg}"


class TestToSvg:
    @given(figures, figures)
    def test_draws_two_figures_alike_only_when_they_are_equal(
        self, first: Figure, second: Figure
    ) -> None:
        alike = to_svg(first, title="cell") == to_svg(second, title="cell")

        assert alike == (first == second)

    @pytest.mark.parametrize("kind", ShapeKind)
    @pytest.mark.parametrize("size", Size)
    def test_draws_each_fill_and_each_turn_in_its_own_way(
        self, kind: ShapeKind, size: Size
    ) -> None:
        looks = [(fill, turn) for fill in Fill for turn in range(kind.turns)]

        drawings = {
            to_svg(a_figure(kind, size=size, fill=fill, turn=turn), title="cell")
            for fill, turn in looks
        }

        assert len(drawings) == len(looks)

    def test_is_an_image_with_a_name_that_is_escaped(self) -> None:
        title = "\"><script>alert(1)</script> & 'co'"

        root = ET.fromstring(to_svg(a_figure(), title=title))  # noqa: S314 - our own drawing

        assert (root.tag, root.get("role"), root.get("aria-label")) == (f"{_SVG}svg", "img", title)
        assert [element.tag for element in root] == [f"{_SVG}path"]

    def test_is_hidden_from_assistive_technology_without_a_name(self) -> None:
        root = ET.fromstring(to_svg(a_figure()))  # noqa: S314 - the same

        assert (root.get("aria-hidden"), root.get("role"), root.get("aria-label")) == (
            "true",
            None,
            None,
        )

    def test_has_no_colour_id_style_or_reference_of_its_own(self) -> None:
        shapes = tuple(
            a_small_shape(position, kind=kind, fill=fill)
            for position, kind, fill in zip(Position, ShapeKind, [*Fill, *Fill], strict=False)
        )

        root = ET.fromstring(to_svg(Figure(shapes=shapes), title="cell"))  # noqa: S314 - the same

        attributes = [attribute for element in root.iter() for attribute in element.items()]
        assert not {"id", "style", "class", "href", "onload"} & {name for name, _ in attributes}
        assert {value for name, value in attributes if name in ("fill", "stroke")} == {
            "none",
            "currentColor",
        }

    @pytest.mark.parametrize(
        ("ink", "ground"),
        [
            pytest.param(0x15202B, 0xFFFFFF, id="the light page of candidates"),
            pytest.param(0xF1F4F7, 0x10171E, id="the dark page of candidates"),
            pytest.param(0x000000, 0xFFFFFF, id="black on white"),
            pytest.param(0xFFFFFF, 0x000000, id="white on black"),
        ],
    )
    def test_has_a_grey_that_is_neither_ink_nor_ground(self, ink: int, ground: int) -> None:
        drawn = re.search(r'fill-opacity="([0-9.]+)"', to_svg(a_figure(fill=Fill.GREY), title="c"))
        assert drawn is not None

        grey = _mix(ink, ground, share=float(drawn[1]))

        assert _contrast(grey, _channels(ink)) > 3
        assert _contrast(grey, _channels(ground)) > 3

    def test_keeps_every_shape_within_the_cell(self) -> None:
        for kind in ShapeKind:
            for turn in range(kind.turns):
                corners = outline(kind, turn=turn, radius=44, centre=(60, 60))
                assert all(3 <= x <= 117 and 3 <= y <= 117 for x, y in corners)


class TestOutline:
    @pytest.mark.parametrize("kind", ShapeKind)
    def test_comes_back_after_exactly_the_turns_that_look_different(self, kind: ShapeKind) -> None:
        upright = _rounded(kind, 0)

        same = [turn for turn in range(1, TURNS + 1) if _rounded(kind, turn) == upright]

        assert same[0] == kind.turns


class TestStripes:
    def test_lie_within_the_outline(self) -> None:
        square = ((0.0, 0.0), (10.0, 0.0), (10.0, 10.0), (0.0, 10.0))

        assert list(stripes(square, spacing=8)) == [((0, 8), (8, 0)), ((6, 10), (10, 6))]


class TestDescribe:
    def test_gives_codes_in_reading_order(self) -> None:
        figure = Figure(
            shapes=(
                a_shape(ShapeKind.SQUARE, size=Size.MEDIUM, fill=Fill.STRIPED, turn=3),
                a_small_shape(Position.TOP_LEFT, kind=ShapeKind.TRIANGLE, turn=2),
            )
        )

        assert describe(figure) == (
            ("triangle", "small", "empty", "turned-90", "top-left"),
            ("square", "medium", "striped", "turned-45", "centre"),
        )

    @given(figures, figures)
    def test_tells_figures_apart(self, first: Figure, second: Figure) -> None:
        assert (describe(first) == describe(second)) == (first == second)


def _rounded(kind: ShapeKind, turn: int) -> set[tuple[float, float]]:
    corners = outline(kind, turn=turn, radius=1, centre=(0, 0))
    return {(round(x, 6) + 0, round(y, 6) + 0) for x, y in corners}


def _channels(colour: int) -> tuple[float, ...]:
    return tuple((colour >> shift & 255) / 255 for shift in (16, 8, 0))


def _mix(ink: int, ground: int, *, share: float) -> tuple[float, ...]:
    pairs = zip(_channels(ink), _channels(ground), strict=True)
    return tuple(share * over + (1 - share) * under for over, under in pairs)


def _contrast(first: tuple[float, ...], second: tuple[float, ...]) -> float:
    """The contrast ratio of WCAG 2.2."""
    darker, lighter = sorted((_luminance(first), _luminance(second)))
    return (lighter + 0.05) / (darker + 0.05)


def _luminance(channels: tuple[float, ...]) -> float:
    linear = (
        value / 12.92 if value <= 0.04045 else ((value + 0.055) / 1.055) ** 2.4
        for value in channels
    )
    return sum(
        weight * value for weight, value in zip((0.2126, 0.7152, 0.0722), linear, strict=True)
    )
