"""A point of an image becomes a choice of areas where each area is worth the same as there."""

from typing import Any

import pytest

from itembank.interchange.previews import preview
from itembank.interchange.reports import ImportedItem, ImportStatus
from itembank.item_documents import item_to_document
from scoring.awards import Award
from tests.builders.qti import (
    MAP,
    MATCH,
    OLD_NAMESPACE,
    TEMPLATES,
    a_choice_interaction,
    a_qti_item,
    a_response,
)

MAP_POINT = f'<qti-response-processing template="{TEMPLATES}/map_response_point.xml"/>'
BESIDE = {"kaart.svg": b"<svg xmlns='http://www.w3.org/2000/svg'/>"}
IMAGE = "<img src='kaart.svg' alt='een kaart' width='100' height='80'/>"
SHOWN = "the areas of the mapping became the choices, and are shown where no area was to see"
NUMBERED = "places on an image without a name got a number"
LEFT, RIGHT = ("rect", "0,0,30,80"), ("circle", "70,40,20")
POINT = "<qti-variable identifier='RESPONSE'/>"
WORTH = "<qti-map-response-point identifier='RESPONSE'/>"


def an_area(shape: str, coords: str, worth: str) -> str:
    return f"<qti-area-map-entry shape='{shape}' coords='{coords}' mapped-value='{worth}'/>"


TWO = an_area(*LEFT, "0") + an_area(*RIGHT, "1")


def a_point(
    areas: str = TWO,
    *,
    bounds: str = "default-value='0'",
    right: tuple[str, ...] = ("65 45",),
    cardinality: str = "single",
) -> str:
    mapping = f"<qti-area-mapping {bounds}>{areas}</qti-area-mapping>"
    return a_response(right, cardinality=cardinality, base_type="point", mapping=mapping)


def with_point(
    responses: str | None = None,
    *,
    processing: str = MAP_POINT,
    attributes: str = "max-choices='1'",
    image: str = IMAGE,
) -> str:
    body = (
        f"<qti-select-point-interaction response-identifier='RESPONSE' {attributes}>"
        f"<qti-prompt>Waar ligt het park?</qti-prompt>{image}</qti-select-point-interaction>"
    )
    return a_qti_item(
        responses=a_point() if responses is None else responses, body=body, processing=processing
    )


def with_rule(expression: str) -> str:
    rule = f"<qti-set-outcome-value identifier='SCORE'>{expression}</qti-set-outcome-value>"
    return f"<qti-response-processing>{rule}</qti-response-processing>"


def one_mark_if(test: str, otherwise: str = "0") -> str:
    one, none = (
        "<qti-set-outcome-value identifier='SCORE'>"
        f"<qti-base-value base-type='float'>{marks}</qti-base-value></qti-set-outcome-value>"
        for marks in ("1", otherwise)
    )
    return (
        f"<qti-response-processing><qti-response-condition><qti-response-if>{test}{one}"
        f"</qti-response-if><qti-response-else>{none}</qti-response-else>"
        "</qti-response-condition></qti-response-processing>"
    )


def read(xml: str) -> ImportedItem:
    (found,) = preview(xml.encode(), "item.xml", beside=BESIDE).items
    return found


def document_of(found: ImportedItem) -> dict[str, Any]:
    assert found.item is not None, found.reason
    return item_to_document(found.item)


def award(found: ImportedItem, *chosen: str) -> Award:
    assert found.item is not None, found.reason
    return found.item.body.award({"chosen": list(chosen)})


class TestTaken:
    def test_as_a_choice_of_the_areas_of_the_mapping(self) -> None:
        found = read(with_point())

        assert (found.status, found.kind) == (ImportStatus.TRANSFORMED, "hotspot")
        assert found.reasons == (SHOWN, NUMBERED)
        document = document_of(found)
        assert document["prompt"] == "Waar ligt het park?"
        assert (document["key"], document["rule"]) == (["area-2"], "1.1")
        assert document["areas"] == [
            {"id": "area-1", "text": "1", "shape": "rect", "coords": [0, 0, 30, 80]},
            {"id": "area-2", "text": "2", "shape": "circle", "coords": [70, 40, 20]},
        ]

    def test_with_the_marks_of_a_point_in_each_area_and_in_none(self) -> None:
        found = read(with_point())

        assert [award(found, one).marks for one in ("area-1", "area-2")] == [0, 1]
        assert award(found).marks == 0

    @pytest.mark.parametrize(
        ("right", "marks"),
        [
            pytest.param(("65 45",), 1, id="in the area that counts"),
            pytest.param(("10 10",), 0, id="in another area"),
            pytest.param(("45 2",), None, id="in none"),
            pytest.param((), None, id="not said"),
        ],
    )
    def test_with_the_area_of_the_point_that_is_called_right(
        self, right: tuple[str, ...], marks: int | None
    ) -> None:
        found = read(with_point(a_point(right=right)))

        assert document_of(found)["key"] == ["area-2"]
        assert (None if found.award is None else found.award.marks) == marks

    @pytest.mark.parametrize(
        "xml",
        [
            pytest.param(with_point(a_point(cardinality="multiple")), id="one point of a list"),
            pytest.param(with_point(attributes=""), id="one point, for no number is said"),
            pytest.param(with_point(processing=with_rule(WORTH)), id="rules without a template"),
            pytest.param(
                with_point(
                    processing=one_mark_if(
                        f"<qti-and><qti-not><qti-is-null>{POINT}</qti-is-null></qti-not><qti-gt>"
                        f"{WORTH}<qti-base-value base-type='float'>0</qti-base-value></qti-gt>"
                        "</qti-and>"
                    )
                ),
                id="a rule that compares what the point is worth",
            ),
            pytest.param(
                with_point(
                    a_point(
                        an_area(*LEFT, "0") + an_area(*RIGHT, "5"),
                        bounds="default-value='-1' lower-bound='0' upper-bound='1'",
                    )
                ),
                id="bounds that make it one or nothing",
            ),
        ],
    )
    def test_whatever_the_rules_look_like(self, xml: str) -> None:
        found = read(xml)

        assert document_of(found)["key"] == ["area-2"]
        assert award(found, "area-2").marks == 1

    def test_from_qti_2(self) -> None:
        template = "http://www.imsglobal.org/question/qti_v2p2/rptemplates/map_response_point"
        entries = "".join(
            f'<areaMapEntry shape="{shape}" coords="{coords}" mappedValue="{worth}"/>'
            for (shape, coords), worth in ((LEFT, 0), (RIGHT, 1))
        )
        xml = (
            f'<assessmentItem xmlns="{OLD_NAMESPACE}" identifier="old" title="Oud" '
            'adaptive="false" timeDependent="false">'
            '<responseDeclaration identifier="RESPONSE" cardinality="single" baseType="point">'
            "<correctResponse><value>65 45</value></correctResponse>"
            f'<areaMapping defaultValue="0">{entries}</areaMapping></responseDeclaration>'
            '<outcomeDeclaration identifier="SCORE" cardinality="single" baseType="float"/>'
            '<itemBody><selectPointInteraction responseIdentifier="RESPONSE" maxChoices="1">'
            '<prompt>Waar ligt het park?</prompt><object data="kaart.svg" type="image/svg+xml" '
            'width="100" height="80">een kaart</object></selectPointInteraction></itemBody>'
            f'<responseProcessing template="{template}"/></assessmentItem>'
        )

        found = read(xml)

        assert document_of(found)["key"] == ["area-2"]
        assert found.award is not None
        assert (found.award.marks, found.award.out_of) == (1, 1)


@pytest.mark.parametrize(
    ("xml", "reason"),
    [
        pytest.param(
            with_point(a_response(("65 45",), base_type="point"), processing=MATCH),
            "has no areas that are worth marks",
            id="without areas",
        ),
        pytest.param(with_point(a_point("")), "no areas that are worth", id="an empty mapping"),
        pytest.param(with_point(a_response()), "no areas that are worth", id="no point"),
        pytest.param(
            with_point(a_point(cardinality="multiple"), attributes="max-choices='0'"),
            "asks for several points of an image",
            id="several points",
        ),
        pytest.param(
            with_point(a_point(an_area(*RIGHT, "1"))),
            "has one area that counts, which would be the only one to choose",
            id="one area",
        ),
        pytest.param(with_point(a_point(TWO * 7)), "areas: must be 2 to 12", id="many areas"),
        pytest.param(with_point(image=""), "has places on what is not one image", id="no image"),
        pytest.param(
            with_point(a_point(TWO + an_area("ellipse", "40,70,3,5", "0"))),
            "has a place in the shape ellipse",
            id="an ellipse",
        ),
        pytest.param(
            with_point(a_point(TWO + an_area("rect", "90,70,120,80", "0"))),
            "areas[2].coords: must lie within the image",
            id="an area beside the image",
        ),
        pytest.param(
            with_point(a_point(TWO + an_area("poly", "20,0,60,0,60,20", "0"))),
            "has areas that are not surely apart: 1 and 3",
            id="areas that overlap",
        ),
        pytest.param(
            with_point(a_point(bounds="default-value='0.5'")),
            "gives 0.5 marks for a point outside its areas",
            id="marks for any point",
        ),
        pytest.param(
            with_point(a_point(an_area(*LEFT, "-1") + an_area(*RIGHT, "1"))),
            "has an area that takes marks away",
            id="a wrong area costs marks",
        ),
        pytest.param(
            with_point(a_point(an_area(*LEFT, "0.5") + an_area(*RIGHT, "1"))),
            "gives marks for more than one of its areas",
            id="an area that is right in part",
        ),
        pytest.param(
            with_point(a_point(an_area(*LEFT, "0") + an_area(*RIGHT, "2"))),
            "gives 2 marks for {'chosen': ['area-2']}, where rule 1.1 gives 1",
            id="marks that our rule does not give",
        ),
        pytest.param(
            with_point(a_point(right=("65",))), "has a pair that is none: 65", id="half a point"
        ),
        pytest.param(
            with_point(
                processing=one_mark_if(
                    f"<qti-match>{POINT}<qti-correct identifier='RESPONSE'/></qti-match>"
                )
            ),
            "judges a point by more than the area it is in",
            id="one single point is right",
        ),
        pytest.param(
            with_point(
                processing=one_mark_if(
                    f"<qti-or><qti-gt>{WORTH}<qti-base-value base-type='float'>0</qti-base-value>"
                    f"</qti-gt><qti-match>{POINT}<qti-correct identifier='RESPONSE'/></qti-match>"
                    "</qti-or>"
                )
            ),
            "judges a point by more than the area it is in",
            id="an area and one point beside it",
        ),
        pytest.param(
            with_point(processing=MAP),
            "scores with a mapping of RESPONSE that it does not have",
            id="the mapping of something else than a point",
        ),
        pytest.param(
            a_qti_item(processing=MAP_POINT),
            "scores with a mapping of RESPONSE that it does not have",
            id="a choice that is scored as a point",
        ),
        pytest.param(
            a_qti_item(responses=a_point(), body=a_choice_interaction(), processing=MAP_POINT),
            "response RESPONSE cannot be compared",
            id="a choice that fills a point",
        ),
    ],
)
def test_is_refused_with_the_reason(xml: str, reason: str) -> None:
    found = read(xml)

    assert found.status is ImportStatus.REFUSED
    assert reason in found.reason


def test_a_hotspot_whose_rules_alone_say_what_is_right() -> None:
    places = "".join(
        f"<qti-hotspot-choice identifier='{id}' shape='rect' coords='{coords}'/>"
        for id, coords in (("A", "0,0,30,80"), ("B", "50,20,90,60"))
    )
    body = (
        "<qti-hotspot-interaction response-identifier='RESPONSE' max-choices='1'>"
        f"<qti-prompt>Waar?</qti-prompt>{IMAGE}{places}</qti-hotspot-interaction>"
    )
    test = (
        f"<qti-match>{POINT}<qti-base-value base-type='identifier'>B</qti-base-value></qti-match>"
    )

    found = read(a_qti_item(responses=a_response(()), body=body, processing=one_mark_if(test)))

    assert document_of(found)["key"] == ["b"]
    assert [award(found, one).marks for one in "ab"] == [0, 1]
