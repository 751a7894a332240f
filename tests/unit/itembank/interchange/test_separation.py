"""Rules that judge answers one by one are told from those that look at several together."""

import pytest
from lxml import etree

from itembank.interchange.qti.declarations import read_outcomes, read_responses
from itembank.interchange.qti.processing import Processing, read_processing
from itembank.interchange.qti.separation import (
    judges_as_a_whole,
    judges_by_equality,
    judges_one_by_one,
)
from tests.builders.qti import a_qti_item, a_response

SCORE = "<qti-variable identifier='SCORE'/>"
ONE = "<qti-base-value base-type='float'>1</qti-base-value>"
OTHER = '<qti-outcome-declaration identifier="S" cardinality="single" base-type="float"/>'


def is_right(name: str) -> str:
    return (
        f"<qti-match><qti-variable identifier='{name}'/>"
        f"<qti-correct identifier='{name}'/></qti-match>"
    )


def put(expression: str, name: str = "SCORE") -> str:
    return f"<qti-set-outcome-value identifier='{name}'>{expression}</qti-set-outcome-value>"


def when(test: str, rule: str) -> str:
    inside = f"<qti-response-if>{test}{rule}</qti-response-if>"
    return f"<qti-response-condition>{inside}</qti-response-condition>"


def added(*terms: str) -> str:
    return f"<qti-sum>{''.join(terms)}</qti-sum>"


def processing_of(rules: str) -> Processing:
    responses = a_response("B", identifier="R1") + a_response("B", identifier="R2")
    item = etree.fromstring(
        a_qti_item(
            responses=responses,
            outcomes=OTHER,
            processing=f"<qti-response-processing>{rules}</qti-response-processing>",
        )
    )
    found = read_processing(item, read_responses(item), read_outcomes(item))
    assert found is not None
    return found


BOTH = f"<qti-and>{is_right('R1')}{is_right('R2')}</qti-and>"
EACH = when(is_right("R1"), put(added(SCORE, ONE))) + when(is_right("R2"), put(added(SCORE, ONE)))


@pytest.mark.parametrize(
    ("rules", "expected"),
    [
        pytest.param(EACH, True, id="a mark for each"),
        pytest.param(when(BOTH, put(ONE)), True, id="all or nothing"),
        pytest.param(
            when(is_right("R1"), put(ONE, "S"))
            + when(is_right("R2"), put(ONE))
            + put(added(SCORE, "<qti-variable identifier='S'/>")),
            True,
            id="a sum of outcomes",
        ),
        pytest.param(when(BOTH, put(added(SCORE, ONE))), False, id="both add one mark"),
        pytest.param(
            when(is_right("R1"), put(ONE)) + when(is_right("R2"), put(ONE)),
            False,
            id="one writes over the other",
        ),
        pytest.param(
            EACH + when(f"<qti-gt>{SCORE}{ONE}</qti-gt>", put(ONE)), False, id="a limit afterwards"
        ),
        pytest.param(put(added(SCORE, SCORE)), False, id="twice itself"),
        pytest.param(
            EACH + put(f"<qti-product>{SCORE}{ONE}</qti-product>"), False, id="a product of a sum"
        ),
    ],
)
def test_knows_whether_answers_are_judged_one_by_one(rules: str, expected: bool) -> None:
    assert judges_one_by_one(processing_of(rules)) is expected


def test_knows_what_looks_inside_an_answer() -> None:
    inside = (
        "<qti-is-null><qti-index n='1'><qti-variable identifier='R1'/></qti-index></qti-is-null>"
    )
    looks_inside = processing_of(when(inside, put(ONE)))
    compares = processing_of(EACH)

    assert judges_as_a_whole(compares, "R1")
    assert judges_by_equality(compares, "R1")
    assert not judges_as_a_whole(looks_inside, "R1")
    assert not judges_by_equality(looks_inside, "R1")


def test_takes_the_answers_of_one_question_as_one() -> None:
    together = processing_of(when(BOTH, put(added(SCORE, ONE))))

    assert judges_one_by_one(together, {"R1": "q1", "R2": "q1"})
    assert not judges_one_by_one(together, {"R1": "q1", "R2": "q2"})
