import pytest

from itembank.bodies import ResponseNotUnderstood
from itembank.item_documents import item_to_document, read_item
from itembank.item_types.hotspot import HotspotBody, Shape
from itembank.item_types.hotspot.shapes import Box
from itembank.items import source_texts
from itembank.media import MediaKind, MediaUse
from scoring.codes import RuleId
from tests.builders.items import a_hotspot_body, a_hotspot_item, a_shape


class TestShape:
    @pytest.mark.parametrize(
        ("shape", "box"),
        [
            pytest.param(a_shape("rect", 1, 2, 30, 40), (1, 2, 29, 38), id="rectangle"),
            pytest.param(a_shape("circle", 50, 60, 20), (30, 40, 40, 40), id="circle"),
            pytest.param(a_shape("poly", 5, 90, 45, 10, 25, 50), (5, 10, 40, 80), id="polygon"),
        ],
    )
    def test_has_a_box_around_it(self, shape: Shape, box: tuple[int, ...]) -> None:
        found = shape.box

        assert (found.left, found.top, found.width, found.height) == box

    def test_has_a_place_for_a_mark_in_the_middle(self) -> None:
        assert a_shape("rect", 0, 0, 100, 50).box.middle(20) == Box(
            left=40, top=15, right=60, bottom=35
        )

    def test_writes_its_corners(self) -> None:
        assert a_shape("poly", 0, 0, 10, 0, 5, 8).points == "0,0 10,0 5,8"

    @pytest.mark.parametrize(
        "shape",
        [
            pytest.param(a_shape("rect", 0, 0, 400, 300), id="the whole image"),
            pytest.param(a_shape("rect", 0, 0, 40, 40), id="a tenth of the width"),
            pytest.param(a_shape("circle", 20, 20, 20), id="a circle in the corner"),
        ],
    )
    def test_is_sound(self, shape: Shape) -> None:
        assert shape.find_problem(400, 300) is None

    @pytest.mark.parametrize(
        ("shape", "problem"),
        [
            pytest.param(a_shape("rect", 0, 0, 90), "must be left, top", id="three sides"),
            pytest.param(a_shape("circle", 9, 9), "must be x and y of the centre", id="no radius"),
            pytest.param(a_shape("poly", 0, 0, 90, 90), "must be x and y of 3", id="two corners"),
            pytest.param(a_shape("poly", *range(7)), "must be x and y of 3", id="half a corner"),
            pytest.param(a_shape("poly", *range(102)), "must be x and y of 3", id="51 corners"),
            pytest.param(a_shape("rect", 350, 0, 401, 90), "must lie within", id="over the edge"),
            pytest.param(a_shape("rect", 0, 250, 90, 301), "must lie within", id="below it"),
            pytest.param(a_shape("circle", 30, 90, 31), "must lie within", id="left of it"),
            pytest.param(a_shape("circle", 90, 30, 31), "must lie within", id="above it"),
            pytest.param(a_shape("rect", 0, 0, 39, 90), "must be at least 1/10", id="too narrow"),
            pytest.param(a_shape("rect", 90, 0, 0, 90), "must be at least", id="right of its left"),
        ],
    )
    def test_is_not_sound(self, shape: Shape, problem: str) -> None:
        assert (shape.find_problem(400, 300) or "").startswith(problem)


class TestHotspot:
    @pytest.mark.parametrize(
        ("key", "rule"),
        [
            ("b", RuleId.SELECT_ONE),
            ("ab", RuleId.SELECT_EXACTLY),
            ("ab", RuleId.SELECT_ALL_THAT_APPLY),
        ],
    )
    def test_is_sound_by_each_of_its_rules(self, key: str, rule: RuleId) -> None:
        assert tuple(a_hotspot_body(key=key, rule=rule).list_problems()) == ()

    @pytest.mark.parametrize(
        ("body", "problems"),
        [
            pytest.param(
                a_hotspot_body(areas={"b": a_shape()}),
                ["areas: must be 2 to 12", "key: must not be all areas"],
                id="one area",
            ),
            pytest.param(
                a_hotspot_body(key="ab"), ["key: must be one area"], id="two where one is asked"
            ),
            pytest.param(a_hotspot_body(key="z"), ["key: z is not a choice"], id="unknown area"),
            pytest.param(
                a_hotspot_body(image="../bus.svg"), ["image: must be a file name"], id="path"
            ),
            pytest.param(
                a_hotspot_body(image_text=" "), ["image_text: must not be empty"], id="no text"
            ),
            pytest.param(
                a_hotspot_body(
                    size=(10_001, 9_000),
                    areas={id: a_shape("rect", 0, 0, 2_000, 2_000) for id in "ab"},
                ),
                ["width: must be 10000 at most, as the height"],
                id="an enormous image",
            ),
            pytest.param(
                a_hotspot_body(areas={"a": a_shape(), "b": a_shape("circle", 1)}),
                ["areas[1].coords: must be x and y of the centre, and the radius"],
                id="half a circle",
            ),
            pytest.param(
                a_hotspot_body(rule=RuleId.MAPPED_CHOICES),
                [
                    "rule: must be 1.1 or 1.2 or 1.3",
                    "values: must stand beside rule 1.4, and only there",
                ],
                id="another rule",
            ),
        ],
    )
    def test_is_not_sound_with(self, body: HotspotBody, problems: list[str]) -> None:
        found = [str(problem) for problem in body.list_problems()]

        assert [one[: len(problem)] for one, problem in zip(found, problems, strict=True)] == (
            problems
        )

    @pytest.mark.parametrize(
        ("area", "problem"),
        [
            ({"shape": "star"}, "areas[0].shape: must be one of rect, circle, poly"),
            ({"coords": [0, 0, -1, 9]}, "areas[0].coords: must be at least 0"),
            ({"onclick": "x"}, "areas[0].onclick: is not a known field"),
        ],
    )
    def test_refuses_a_document_with(self, area: dict[str, object], problem: str) -> None:
        document = item_to_document(a_hotspot_item())
        areas = document["areas"]
        assert isinstance(areas, list)
        areas[0] |= area

        _, problems = read_item(document)

        assert [str(found) for found in problems] == [problem]

    def test_names_its_image(self) -> None:
        assert a_hotspot_body().list_media() == (
            MediaUse(name="bus.svg", kind=MediaKind.IMAGE, field="image"),
        )

    def test_says_the_areas_in_words(self) -> None:
        item = a_hotspot_item(key="ab", rule=RuleId.SELECT_EXACTLY)

        lines = item.body.describe_response({"chosen": ["b", "a"]}, source_texts(item))

        assert lines == ("de bakker", "de gemeente")

    def test_refuses_two_areas_where_one_is_asked(self) -> None:
        with pytest.raises(ResponseNotUnderstood):
            a_hotspot_body().check_response({"chosen": ["a", "b"]})

    def test_is_never_shuffled(self) -> None:
        assert a_hotspot_body().list_options() == ()
