import pytest

from itembank.item_types.choices import ChoiceBody
from itembank.items import ItemType
from itembank.media import MediaKind, MediaUse
from tests.builders.items import a_choice, a_choice_body

_IMAGES = [a_choice(id, image=f"{id}.svg") for id in "abcdefg"]


def a_body(number: int = 3, *, key: str = "b") -> ChoiceBody:
    return a_choice_body(ItemType.IMAGE_CHOICE, choices=_IMAGES[:number], key=key)


class TestImageChoice:
    @pytest.mark.parametrize("number", [2, 6])
    def test_is_sound_with_images(self, number: int) -> None:
        assert tuple(a_body(number).list_problems()) == ()

    @pytest.mark.parametrize(
        ("body", "fields"),
        [
            pytest.param(a_body(7), ["choices"], id="seven images"),
            pytest.param(a_body(1, key="a"), ["choices"], id="one image"),
            pytest.param(
                a_choice_body(ItemType.IMAGE_CHOICE, choices=[*_IMAGES[:2], a_choice("c")]),
                ["choices"],
                id="a choice without an image",
            ),
            pytest.param(a_body(key="ab"), ["key"], id="two right images"),
        ],
    )
    def test_is_not_sound_with(self, body: ChoiceBody, fields: list[str]) -> None:
        assert [problem.field for problem in body.list_problems()] == fields

    def test_presents_its_images(self) -> None:
        body = a_body(2)
        texts = {one.id: one.text for one in body.list_texts()}

        assert body.present(texts).has_images

    def test_names_its_images(self) -> None:
        assert a_body(2).list_media()[1] == MediaUse(
            name="b.svg", kind=MediaKind.IMAGE, field="choices[1].image"
        )
