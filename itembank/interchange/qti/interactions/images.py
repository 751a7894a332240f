"""Hotspot and select-point interactions: choosing places of an image."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from lxml import etree

from itembank.interchange.errors import ItemRefused
from itembank.interchange.qti.areas import OUTSIDE, Point, find_area, find_joined, name_area
from itembank.interchange.qti.context import ItemContext
from itembank.interchange.qti.declarations import ResponseVariable
from itembank.interchange.qti.interactions.choices import (
    Chooser,
    measure_worth,
    plain_keys,
    read_chooser,
    read_whole_number,
)
from itembank.interchange.qti.mapped import Axis, Document, Mapped, Need, Option, short_ids
from itembank.interchange.qti.values import write_number
from itembank.interchange.xml_documents import children, local_name
from itembank.item_types.hotspot import FEWEST, MOST
from itembank.item_types.hotspot.shapes import Shape, ShapeKind

AREAS_SHOWN = "the areas of the mapping became the choices, and are shown where no area was to see"
NUMBERED = "places on an image without a name got a number"


@dataclass(frozen=True, slots=True, kw_only=True)
class _Image:
    """The image with its text, and how large it is."""

    picture: Document
    width: int
    height: int

    def with_areas(self, areas: Sequence[Document]) -> Document:
        size: Document = {"width": self.width, "height": self.height}
        return self.picture | size | {"areas": list(areas)}


def map_hotspot(element: etree._Element, context: ItemContext) -> Mapped:
    """Map a hotspot interaction: areas of an image that can be chosen."""
    areas = children(element, "qti-hotspot-choice")
    chooser = read_chooser(element, areas, context)
    image = _read_image(element, context)
    fields = image.with_areas(
        [
            _describe_area(
                one, _read_shape(one), chooser.ids[one.get("identifier", "")], number, context
            )
            for number, one in enumerate(areas, start=1)
        ]
    )
    return chooser.to_mapped("hotspot", fields, plain_keys(chooser, context))


def map_select_point(element: etree._Element, context: ItemContext) -> Mapped:
    """Map a select-point interaction: the areas by which its point is mapped are the choices.

    Every point is in one area or in none, so that a point of each stands for all.
    """
    variable = context.point_variable(element)
    chooser = Chooser(
        variable=variable,
        ids=short_ids(name_area(number) for number, _one in enumerate(variable.areas, start=1)),
        most=read_whole_number(element.get("max-choices", "1")),
    )
    if not chooser.is_single:
        raise ItemRefused("asks for several points of an image")
    if len(variable.areas) == 1:
        raise ItemRefused("has one area that counts, which would be the only one to choose")
    if len(variable.areas) > MOST:
        raise ItemRefused(f"areas: must be {FEWEST} to {MOST}")
    image = _read_image(element, context)
    shapes = dict(zip(chooser.ids, map(_read_shape, variable.areas), strict=True))
    _check_shapes(shapes, image)
    _check_worth(chooser, context)
    chooser = replace(chooser, variable=_read_right_point(variable, shapes))
    context.note(AREAS_SHOWN)
    fields = image.with_areas(
        [
            _describe_area(one, shapes[name], id, number, context)
            for number, (one, (name, id)) in enumerate(
                zip(variable.areas, chooser.ids.items(), strict=True), start=1
            )
        ]
    )
    mapped = chooser.to_mapped("hotspot", fields, plain_keys(chooser, context))
    return replace(mapped, axes=tuple(map(_add_outside, mapped.axes)))


def _read_image(element: etree._Element, context: ItemContext) -> _Image:
    pictures = context.read(element, _leave_out_choices).pictures
    if len(pictures) != 1:
        raise ItemRefused("has places on what is not one image")
    return _Image(
        picture=context.take_picture(pictures[0], "image_text"),
        width=read_whole_number(pictures[0].width),
        height=read_whole_number(pictures[0].height),
    )


def _leave_out_choices(element: etree._Element) -> str | None:
    return "" if local_name(element) in ("qti-prompt", "qti-hotspot-choice") else None


def _read_shape(element: etree._Element) -> Shape:
    shape = element.get("shape", "")
    if shape not in ("rect", "circle", "poly"):
        raise ItemRefused(f"has a place in the shape {shape}")
    coords = element.get("coords", "").replace(",", " ").split()
    return Shape(kind=ShapeKind(shape), coords=tuple(map(read_whole_number, coords)))


def _describe_area(
    element: etree._Element, shape: Shape, id: str, number: int, context: ItemContext
) -> Document:
    label = element.get("hotspot-label") or element.get("aria-label") or element.get("label")
    if not label:
        context.note(NUMBERED)
    return {
        "id": id,
        "text": label or str(number),
        "shape": shape.kind.value,
        "coords": list(shape.coords),
    }


def _check_shapes(shapes: Mapping[str, Shape], image: _Image) -> None:
    for number, shape in enumerate(shapes.values()):
        problem = shape.find_problem(image.width, image.height)
        if problem:
            raise ItemRefused(f"areas[{number}].coords: {problem}")
    joined = find_joined(shapes)
    if joined is not None:
        one, other = (list(shapes).index(name) + 1 for name in joined)
        raise ItemRefused(f"has areas that are not surely apart: {one} and {other}")


def _check_worth(chooser: Chooser, context: ItemContext) -> None:
    """Refuse, with the reason, what choosing one shown area cannot be worth."""
    everywhere = replace(chooser, ids={**chooser.ids, OUTSIDE: OUTSIDE})
    worth = measure_worth(everywhere, context)
    outside = worth.pop(OUTSIDE)
    if outside:
        raise ItemRefused(f"gives {write_number(outside)} marks for a point outside its areas")
    if any(value < 0 for value in worth.values()):
        raise ItemRefused("has an area that takes marks away")
    if sum(value > 0 for value in worth.values()) > 1:
        raise ItemRefused("gives marks for more than one of its areas")


def _read_right_point(variable: ResponseVariable, shapes: Mapping[str, Shape]) -> ResponseVariable:
    """Give the variable with the area of the point that is declared as right, if one is."""
    areas = {find_area(shapes, _read_point(one)) for one in variable.points}
    return replace(variable, correct=areas.pop() if len(areas) == 1 else None)


def _read_point(text: str) -> Point:
    numbers = [read_whole_number(one) for one in text.replace(",", " ").split()]
    if len(numbers) != 2:
        raise ItemRefused(f"has a pair that is none: {text[:40]}")
    return numbers[0], numbers[1]


def _add_outside(axis: Axis) -> Axis:
    outside = Option(raw=None, value=OUTSIDE)
    return replace(axis, options=(*axis.options, outside), need=Need.AREA)
