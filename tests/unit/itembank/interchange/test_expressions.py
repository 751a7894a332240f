"""Operators of response processing, computed exactly, with the null that QTI has."""

from fractions import Fraction

import pytest
from lxml import etree

from itembank.interchange.errors import ItemRefused
from itembank.interchange.qti.declarations import ResponseVariable
from itembank.interchange.qti.expressions import Variables, evaluate, read_expression
from itembank.interchange.qti.values import BaseType, Cardinality, Container, Value


def computed(xml: str) -> Value:
    variables = Variables(
        declared={
            "R": ResponseVariable(
                identifier="R",
                cardinality=Cardinality.MULTIPLE,
                base_type=BaseType.IDENTIFIER,
                correct=Container(members=("A", "B")),
            ),
            "EMPTY": ResponseVariable(
                identifier="EMPTY", cardinality=Cardinality.SINGLE, base_type=BaseType.STRING
            ),
        },
        responses={"R": Container(members=("B", "A"))},
        outcomes={"SCORE": Fraction(1)},
    )
    return evaluate(read_expression(etree.fromstring(xml)), variables)


def value(text: str, base_type: str = "float") -> str:
    return f"<qti-base-value base-type='{base_type}'>{text}</qti-base-value>"


def apply(operator: str, *operands: str, attributes: str = "") -> str:
    return f"<qti-{operator} {attributes}>{''.join(operands)}</qti-{operator}>"


R, EMPTY = "<qti-variable identifier='R'/>", "<qti-variable identifier='EMPTY'/>"
TRUE, FALSE = value("true", "boolean"), value("false", "boolean")
NULL = "<qti-null/>"
ORDERED = apply("ordered", value("A", "identifier"), value("B", "identifier"))


@pytest.mark.parametrize(
    ("xml", "result"),
    [
        (apply("match", apply("multiple", R, EMPTY), R), True),
        (apply("substring", value("en", "string"), value("Gent", "string")), True),
        (apply("match", R, "<qti-correct identifier='R'/>"), True),
        (apply("match", EMPTY, value("x", "string")), None),
        (apply("match", ORDERED, ORDERED), True),
        (apply("match", value("A B", "pair"), value("B A", "pair")), True),
        (apply("match", value("A B", "directedPair"), value("B A", "directedPair")), False),
        (apply("and", TRUE, FALSE, NULL), False),
        (apply("and", TRUE, NULL), None),
        (apply("and", TRUE, TRUE), True),
        (apply("or", FALSE, TRUE, NULL), True),
        (apply("or", FALSE, NULL), None),
        (apply("or", FALSE, FALSE), False),
        (apply("not", TRUE), False),
        (apply("not", NULL), None),
        (apply("is-null", EMPTY), True),
        (apply("is-null", R), False),
        (apply("member", value("A", "identifier"), R), True),
        (apply("member", value("C", "identifier"), R), False),
        (apply("member", NULL, R), None),
        (apply("contains", R, apply("multiple", value("A", "identifier"))), True),
        (apply("contains", R, NULL), None),
        (apply("container-size", R), 2),
        (apply("container-size", NULL), 0),
        (apply("index", ORDERED, attributes="n='2'"), "B"),
        (apply("index", ORDERED, attributes="n='3'"), None),
        (apply("index", NULL, attributes="n='1'"), None),
        (apply("container-size", apply("delete", value("A", "identifier"), R)), 1),
        (apply("delete", NULL, R), None),
        (apply("sum", value("0.1"), value("0.2")), Fraction(3, 10)),
        (apply("sum", value("1"), NULL), None),
        (apply("product", value("3"), value("1e1")), 30),
        (apply("subtract", value("1"), "<qti-variable identifier='SCORE'/>"), 0),
        (apply("divide", value("1"), value("3")), Fraction(1, 3)),
        (apply("divide", value("1"), value("0")), None),
        (apply("max", value("1"), value("3")), 3),
        (apply("min", value("1"), value("3")), 1),
        (apply("round", value("2.5")), 3),
        (apply("truncate", value("-2.5")), -2),
        (apply("integer-to-float", value("2", "integer")), 2),
        (apply("gt", value("2"), value("1")), True),
        (apply("gte", value("1"), value("1")), True),
        (apply("lt", value("2"), value("1")), False),
        (apply("lte", value("1"), value("1")), True),
        (apply("equal", value("1"), value("1.0")), True),
        (apply("equal", value("1"), NULL), None),
        (
            apply(
                "equal",
                value("10"),
                value("11"),
                attributes="tolerance-mode='relative' tolerance='10'",
            ),
            True,
        ),
        (
            apply(
                "equal",
                value("10"),
                value("11"),
                attributes="tolerance-mode='absolute' tolerance='1' include-upper-bound='false'",
            ),
            False,
        ),
        (
            apply(
                "equal-rounded",
                value("1.24"),
                value("1.2"),
                attributes="rounding-mode='decimalPlaces' figures='1'",
            ),
            True,
        ),
        (apply("equal-rounded", value("1"), NULL), None),
        (
            apply(
                "string-match",
                value("York", "string"),
                value("york", "string"),
                attributes="case-sensitive='false'",
            ),
            True,
        ),
        (
            apply(
                "string-match",
                value("York", "string"),
                value("or", "string"),
                attributes="substring='true'",
            ),
            True,
        ),
        (apply("string-match", NULL, value("x", "string")), None),
        (
            apply(
                "substring",
                value("OR", "string"),
                value("York", "string"),
                attributes="case-sensitive='false'",
            ),
            True,
        ),
        (apply("substring", NULL, value("x", "string")), None),
    ],
)
def test_are_computed_exactly(xml: str, result: Value) -> None:
    assert computed(xml) == result


@pytest.mark.parametrize(
    "xml",
    [
        "<qti-random/>",
        "<qti-variable identifier='NOWHERE'/>",
        "<qti-correct identifier='NOWHERE'/>",
        "<qti-map-response identifier='R'/>",
        value("x"),
        value("1", "point"),
        value("1e99"),
        value("1/2"),
        value("A", "pair"),
        apply("match", R, value("A", "identifier")),
        apply("sum", value("x", "string")),
        apply("round"),
        apply("string-match", value("x", "string"), value("1")),
        apply("substring", value("1"), value("x", "string")),
        apply("contains", ORDERED, ORDERED),
        apply("index", value("1"), attributes="n='1'"),
        apply("delete", value("1"), value("2")),
        apply("equal", value("1"), value("1"), attributes="tolerance-mode='near'"),
        apply("equal-rounded", value("1"), value("1")),
        apply(
            "equal-rounded",
            value("1"),
            value("1"),
            attributes="rounding-mode='decimalPlaces' figures='999999'",
        ),
    ],
)
def test_are_refused_when_they_make_no_sense(xml: str) -> None:
    with pytest.raises(ItemRefused):
        computed(xml)
