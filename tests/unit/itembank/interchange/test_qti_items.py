"""QTI items are taken with the marks that their own rules give, or not at all."""

import pytest

from itembank.interchange.previews import preview
from itembank.interchange.reports import FileKind, ImportedItem, ImportStatus
from tests.builders.qti import (
    MAP,
    a_choice_interaction,
    a_mapping,
    a_qti_item,
    a_response,
    a_zip,
    an_old_item,
)

SEVERAL = a_choice_interaction("ABCD", most=0)
RIGHT_AND_WRONG = a_mapping(
    {"A": "1", "B": "-1", "C": "1", "D": "-1"}, attributes="lower-bound='0'"
)


def read(xml: str) -> ImportedItem:
    (item,) = preview(xml.encode(), "item.xml").items
    return item


def inline_rules(test: str, marks: str = "1") -> str:
    return (
        "<qti-response-processing><qti-response-condition><qti-response-if>"
        f"{test}<qti-set-outcome-value identifier='SCORE'>"
        f"<qti-base-value base-type='float'>{marks}</qti-base-value></qti-set-outcome-value>"
        "</qti-response-if></qti-response-condition></qti-response-processing>"
    )


IS_CORRECT = (
    "<qti-match><qti-variable identifier='RESPONSE'/>"
    "<qti-correct identifier='RESPONSE'/></qti-match>"
)
IS_B = (
    "<qti-match><qti-variable identifier='RESPONSE'/>"
    "<qti-base-value base-type='identifier'>B</qti-base-value></qti-match>"
)


class TestTaken:
    @pytest.mark.parametrize(
        ("xml", "item_type", "rule"),
        [
            pytest.param(a_qti_item(), "select_one", "1.1", id="template match_correct"),
            pytest.param(
                a_qti_item(processing=inline_rules(IS_CORRECT)), "select_one", "1.1", id="inlined"
            ),
            pytest.param(
                a_qti_item(processing=inline_rules(IS_B)), "select_one", "1.1", id="a value"
            ),
            pytest.param(
                a_qti_item(responses=a_response("AC", cardinality="multiple"), body=SEVERAL),
                "select_several",
                "1.2",
                id="several, all or nothing",
            ),
            pytest.param(
                a_qti_item(
                    responses=a_response("AC", cardinality="multiple", mapping=RIGHT_AND_WRONG),
                    body=SEVERAL,
                    processing=MAP,
                ),
                "select_several",
                "1.3",
                id="several, right minus wrong",
            ),
            pytest.param(
                a_qti_item(body=a_choice_interaction("AB")), "true_false", "1.1", id="two choices"
            ),
        ],
    )
    def test_gives_the_marks_of_its_own_rules(self, xml: str, item_type: str, rule: str) -> None:
        found = read(xml)

        assert found.award is not None, found.reason
        assert (found.kind, found.award.rule.value) == (item_type, rule)
        assert found.award.marks == found.award.out_of == found.max_marks

    def test_reads_the_older_versions(self) -> None:
        report = preview(an_old_item().encode(), "old.xml")

        assert report.kind is FileKind.QTI_2
        assert report.items[0].status is ImportStatus.KEPT
        assert report.items[0].declared == {"chosen": ["b"]}

    def test_says_what_was_lost(self) -> None:
        body = f"<p>Lees <b>dit</b> <a href='https://example.org'>goed</a>.</p>{a_choice_interaction()}"

        found = read(a_qti_item(body=body))

        assert found.status is ImportStatus.TRANSFORMED
        assert found.reasons == (
            "emphasis such as bold was left out",
            "links became plain text",
        )
        assert found.item is not None
        assert found.item.stimulus is not None
        assert found.item.stimulus.text == "Lees dit goed."


class TestRefused:
    @pytest.mark.parametrize(
        ("xml", "reason"),
        [
            pytest.param(a_qti_item(attributes="adaptive='true'"), "adaptive", id="adaptive"),
            pytest.param(a_qti_item(processing=""), "does not say how", id="no rules"),
            pytest.param(
                a_qti_item(processing=inline_rules("<qti-random/>")),
                "scores with random",
                id="random",
            ),
            pytest.param(
                a_qti_item(body="<qti-drawing-interaction response-identifier='RESPONSE'/>"),
                "asks for a drawing",
                id="drawing",
            ),
            pytest.param(
                a_qti_item(body="<p><qti-printed-variable identifier='X'/></p>"),
                "made anew",
                id="template",
            ),
            pytest.param(
                a_qti_item(body=f"<p><img src='a.png' alt='x'/></p>{a_choice_interaction()}"),
                "a file that is not there: a.png",
                id="missing image",
            ),
            pytest.param(
                a_qti_item(
                    responses=a_response("AC", cardinality="multiple"),
                    body=SEVERAL,
                    processing=inline_rules(IS_CORRECT, "2"),
                ),
                "gives 2 marks for {'chosen': ['a', 'c']}, where rule 1.2 gives 1",
                id="other marks",
            ),
            pytest.param(
                a_qti_item(
                    responses=a_response(
                        "AC", cardinality="multiple", mapping=a_mapping({"A": "1", "C": "1"})
                    ),
                    body=a_choice_interaction("ABCD", most=2),
                    processing=MAP,
                ),
                "rule",
                id="a limit that is not there here",
            ),
            pytest.param(
                a_qti_item(
                    responses=a_response(
                        "AC",
                        cardinality="multiple",
                        mapping=a_mapping({"A": "1", "C": "1", "B": "-3"}),
                    ),
                    body=SEVERAL,
                    processing=MAP,
                ),
                "rule",
                id="marks below nothing",
            ),
        ],
    )
    def test_says_why(self, xml: str, reason: str) -> None:
        found = read(xml)

        assert found.status is ImportStatus.REFUSED
        assert reason in found.reason
        assert (found.item, found.award, found.max_marks) == (None, None, None)


class TestPackage:
    def test_finds_the_items_without_a_manifest(self) -> None:
        data = a_zip(
            {
                "b.xml": a_qti_item(identifier="b"),
                "a.xml": an_old_item(identifier="a"),
                "note.txt": "no item",
                "broken.xml": "<a",
            }
        )

        report = preview(data, "package.zip")

        assert [one.identifier for one in report.items] == ["a", "b"]

    def test_gives_items_of_one_name_codes_of_their_own(self) -> None:
        data = a_zip({"1.xml": a_qti_item(), "2.xml": a_qti_item()})

        codes = [one.item.code for one in preview(data, "p.zip").items if one.item]

        assert codes == ["ITEM-1", "ITEM-1-2"]

    @pytest.mark.parametrize(
        ("svg", "reason"),
        [
            pytest.param("<script/>", "<script>", id="script"),
            pytest.param("<foreignObject/>", "<foreignObject>", id="foreign object"),
            pytest.param("<g onclick='x()'/>", "a script or an address", id="handler"),
            pytest.param(
                "<image href='https://example.org/x.png'/>", "a script or an address", id="address"
            ),
            pytest.param("<style>@import 'x'</style>", "a style from outside", id="style"),
        ],
    )
    def test_refuses_an_image_with_a_script(self, svg: str, reason: str) -> None:
        body = f"<p><img src='a.svg' alt='x'/></p>{a_choice_interaction()}"
        image = f"<svg xmlns='http://www.w3.org/2000/svg'>{svg}</svg>"
        data = a_zip({"item.xml": a_qti_item(body=body), "a.svg": image})

        (found,) = preview(data, "p.zip").items

        assert reason in found.reason
