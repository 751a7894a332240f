"""Items with more responses than can be tried are taken only where few stand for all."""

from collections.abc import Iterable

import pytest

from itembank.interchange.previews import preview
from itembank.interchange.reports import ImportedItem, ImportStatus
from itembank.item_documents import item_to_document
from tests.builders.qti import (
    MAP,
    MATCH,
    a_choice_interaction,
    a_mapping,
    a_qti_item,
    a_response,
)

MANY = tuple(f"C{number}" for number in range(1, 21))
ONE = "<qti-base-value base-type='float'>1</qti-base-value>"
VARIABLE = "<qti-variable identifier='RESPONSE'/>"
HAS_C1 = (
    f"<qti-member><qti-base-value base-type='identifier'>C1</qti-base-value>{VARIABLE}</qti-member>"
)
HAS_LETTER = (
    f"<qti-string-match substring='true' case-sensitive='false'>{VARIABLE}"
    "<qti-base-value base-type='string'>ent</qti-base-value></qti-string-match>"
)
AT_FIRST = (
    f"<qti-match><qti-index n='1'>{VARIABLE}</qti-index>"
    "<qti-base-value base-type='identifier'>C1</qti-base-value></qti-match>"
)


def read(xml: str) -> ImportedItem:
    (found,) = preview(xml.encode(), "item.xml").items
    return found


def one_mark_if(test: str) -> str:
    return (
        f"<qti-response-processing><qti-response-condition><qti-response-if>{test}"
        f"<qti-set-outcome-value identifier='SCORE'>{ONE}</qti-set-outcome-value>"
        "</qti-response-if></qti-response-condition></qti-response-processing>"
    )


def several_of(
    ids: Iterable[str] = MANY, *, processing: str = MATCH, mapping: str = "", most: int = 0
) -> str:
    return a_qti_item(
        responses=a_response(("C1", "C2"), cardinality="multiple", mapping=mapping),
        body=a_choice_interaction(ids, most=most),
        processing=processing,
    )


def an_order_of(ids: Iterable[str], *, processing: str = MATCH) -> str:
    shown = "".join(f"<qti-simple-choice identifier='{id}'>{id}</qti-simple-choice>" for id in ids)
    return a_qti_item(
        responses=a_response(tuple(ids), cardinality="ordered"),
        body=f"<qti-order-interaction response-identifier='RESPONSE'>{shown}"
        "</qti-order-interaction>",
        processing=processing,
    )


def gaps_of(number: int, *, test: str) -> str:
    choices = "".join(
        f"<qti-inline-choice identifier='{id}'>{id}</qti-inline-choice>" for id in MANY
    )
    gaps = "".join(
        f"<qti-inline-choice-interaction response-identifier='R{one}'>{choices}"
        "</qti-inline-choice-interaction> en "
        for one in range(number)
    )
    return a_qti_item(
        responses="".join(a_response(("C1",), identifier=f"R{one}") for one in range(number)),
        body=f"<p>Vul in.</p><p>Kies {gaps} klaar.</p>",
        processing=one_mark_if(test),
    )


def is_right(name: str) -> str:
    return (
        f"<qti-match><qti-variable identifier='{name}'/>"
        f"<qti-correct identifier='{name}'/></qti-match>"
    )


ALL_RIGHT = "<qti-and>{}</qti-and>".format("".join(map(is_right, ("R0", "R1", "R2", "R3", "R4"))))
ONE_OF_TWO = f"<qti-or>{is_right('R0')}{is_right('R1')}</qti-or>"


class TestTaken:
    @pytest.mark.parametrize(
        ("xml", "rule"),
        [
            pytest.param(several_of(), "1.2", id="many choices, all or nothing"),
            pytest.param(
                several_of(
                    processing=MAP,
                    mapping=a_mapping(
                        {id: "1" if id in ("C1", "C2") else "-1" for id in MANY},
                        attributes="lower-bound='0'",
                    ),
                ),
                "1.3",
                id="many choices, mapped",
            ),
            pytest.param(an_order_of(MANY[:7]), "1.5", id="a long order"),
            pytest.param(gaps_of(5, test=ALL_RIGHT), "1.9", id="many gaps"),
        ],
    )
    def test_with_the_rule_that_agrees(self, xml: str, rule: str) -> None:
        found = read(xml)

        assert found.item is not None, found.reason
        assert found.award is not None
        assert (found.award.rule.value, found.award.marks) == (rule, found.award.out_of)

    def test_an_order_that_stood_right_is_shown_otherwise(self) -> None:
        found = read(an_order_of(("A", "B", "C")))

        assert found.item is not None
        choices = item_to_document(found.item)["choices"]
        assert isinstance(choices, list)
        assert [one["id"] for one in choices] == ["b", "c", "a"]
        assert "stood in the right one" in found.reason


class TestRefused:
    @pytest.mark.parametrize(
        ("xml", "reason"),
        [
            pytest.param(
                several_of(tuple(f"C{number}" for number in range(1, 1_101)), most=1),
                "too many answers",
                id="more choices than anybody offers",
            ),
            pytest.param(
                several_of(processing=one_mark_if(HAS_C1)),
                "judges parts of an answer",
                id="choices looked at one by one",
            ),
            pytest.param(
                an_order_of(MANY[:7], processing=one_mark_if(AT_FIRST)),
                "judges parts of an answer",
                id="one place of a long order",
            ),
            pytest.param(
                gaps_of(5, test=ONE_OF_TWO), "judges several answers together", id="one of two gaps"
            ),
            pytest.param(
                a_qti_item(
                    responses=a_response(("Gent",), base_type="string"),
                    body="<p>Welke stad?</p>"
                    "<p><qti-text-entry-interaction response-identifier='RESPONSE'/></p>",
                    processing=one_mark_if(HAS_LETTER),
                ),
                "more than comparing it",
                id="a part of a text",
            ),
        ],
    )
    def test_says_why(self, xml: str, reason: str) -> None:
        found = read(xml)

        assert found.status is ImportStatus.REFUSED
        assert reason in found.reason
