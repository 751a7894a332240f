"""Hotspot: two to twelve areas of one image, of which one or some are right."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import ClassVar, Self

from itembank.bodies import Choice, Texts
from itembank.item_types.choices import ChoiceBody, list_choice_texts, present_choices
from itembank.item_types.hotspot.shapes import Box, Shape, ShapeKind
from itembank.media import MediaKind, MediaUse
from itembank.texts import ItemText, TextId, find_text_problem
from scoring.codes import ChoiceId, RuleId
from scoring.documents import DocumentNotUnderstood, DocumentReader, Problem

__all__ = ["AreaView", "HotspotBody", "HotspotPresentation", "Shape", "ShapeKind"]

FEWEST, MOST = 2, 12
LARGEST_IMAGE = 10_000
MARK_SHARE = 12
IMAGE_TEXT = TextId("image")


@dataclass(frozen=True, slots=True, kw_only=True)
class AreaView:
    """One area as a candidate meets it: what a screen reader says, and where a mark can stand."""

    id: ChoiceId
    text: str
    kind: ShapeKind
    coords: tuple[int, ...]
    points: str
    box: Box
    mark: Box


@dataclass(frozen=True, slots=True, kw_only=True)
class HotspotPresentation:
    """An image and its areas; with `is_single` one at most can be chosen."""

    image: str
    image_text: str
    width: int
    height: int
    areas: tuple[AreaView, ...]
    is_single: bool

    @property
    def interaction(self) -> str:
        """The script of the player that reads the response."""
        return "choices"


@dataclass(frozen=True, slots=True, kw_only=True)
class HotspotBody(ChoiceBody):
    """Areas of an image, each a choice with a shape (rules 1.1, 1.2 and 1.3).

    The texts of the areas are not read aloud by a button: who sees the image must find them there.
    """

    image: str
    image_text: str
    width: int
    height: int
    shapes: tuple[Shape, ...]

    choices_name: ClassVar[str] = "areas"
    is_shuffled: ClassVar[bool] = False
    rules: ClassVar[tuple[RuleId, ...]] = (
        RuleId.SELECT_ONE,
        RuleId.SELECT_EXACTLY,
        RuleId.SELECT_ALL_THAT_APPLY,
    )

    @classmethod
    def read(cls, reader: DocumentReader) -> Self:
        """Read `image` with its text and size, `areas`, `key` and `rule`."""
        areas = _read_areas(reader)
        return cls(
            image=reader.text("image"),
            image_text=reader.text("image_text"),
            width=reader.whole_number("width", minimum=1),
            height=reader.whole_number("height", minimum=1),
            choices=tuple(choice for choice, _ in areas),
            shapes=tuple(shape for _, shape in areas),
            **cls.read_scoring(reader),
        )

    def list_type_problems(self) -> Iterator[Problem]:
        """List what makes it no sound hotspot."""
        if not FEWEST <= len(self.choices) <= MOST:
            yield Problem(field="areas", message=f"must be {FEWEST} to {MOST}")
        if self.is_single and len(self.key) > 1:
            yield Problem(field="key", message="must be one area")
        if len(self.key) == len(self.choices):
            yield Problem(field="key", message="must not be all areas")
        yield from self._list_image_problems()
        for number, shape in enumerate(self.shapes):
            problem = shape.find_problem(self.width, self.height)
            if problem:
                yield Problem(field=f"areas[{number}].coords", message=problem)

    def _list_image_problems(self) -> Iterator[Problem]:
        for use in self.list_media():
            if use.problem:
                yield Problem(field=use.field, message=use.problem)
        text_problem = find_text_problem(self.image_text)
        if text_problem:
            yield Problem(field="image_text", message=text_problem)
        if max(self.width, self.height) > LARGEST_IMAGE:
            yield Problem(field="width", message=f"must be {LARGEST_IMAGE} at most, as the height")

    def list_texts(self) -> tuple[ItemText, ...]:
        """List the text of the image, then that of each area."""
        image = ItemText(id=IMAGE_TEXT, text=self.image_text)
        return (image, *list_choice_texts(self.choices))

    def list_media(self) -> tuple[MediaUse, ...]:
        """List the image."""
        return (MediaUse(name=self.image, kind=MediaKind.IMAGE, field="image"),)

    def present(self, texts: Texts) -> HotspotPresentation:
        """Put the image and its areas in words."""
        choices = present_choices(self.choices, texts)
        return HotspotPresentation(
            image=self.image,
            image_text=texts[IMAGE_TEXT],
            width=self.width,
            height=self.height,
            areas=tuple(
                _present_area(choice, shape, mark=self.width // MARK_SHARE)
                for choice, shape in zip(choices, self.shapes, strict=True)
            ),
            is_single=self.is_single,
        )

    def to_document(self) -> dict[str, object]:
        """Write the image, its areas, key and rule."""
        return {
            "image": self.image,
            "image_text": self.image_text,
            "width": self.width,
            "height": self.height,
            "areas": [
                {
                    "id": choice.id,
                    "text": choice.text,
                    "shape": shape.kind.value,
                    "coords": list(shape.coords),
                }
                for choice, shape in zip(self.choices, self.shapes, strict=True)
            ],
            **self.scoring_to_document(),
        }


def _present_area(choice: Choice, shape: Shape, *, mark: int) -> AreaView:
    return AreaView(
        id=choice.id,
        text=choice.text,
        kind=shape.kind,
        coords=shape.coords,
        points=shape.points if shape.kind is ShapeKind.POLY else "",
        box=shape.box,
        mark=shape.box.middle(mark),
    )


def _read_areas(reader: DocumentReader) -> list[tuple[Choice, Shape]]:
    areas = []
    for number, row in enumerate(reader.rows("areas")):
        area = DocumentReader(row, at=f"areas[{number}]")
        choice = Choice(id=ChoiceId(area.text("id")), text=area.text("text"))
        kind = area.member("shape", ShapeKind)
        areas.append((choice, Shape(kind=kind, coords=area.whole_numbers("coords"))))
        try:
            area.finish()
        except DocumentNotUnderstood as error:
            reader.adopt(error.problems)
    return areas
