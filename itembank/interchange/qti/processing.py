"""Response processing of an item: its rules, or those of a standard template, and their result."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from fractions import Fraction

from lxml import etree

from itembank.interchange.errors import ItemRefused
from itembank.interchange.qti.declarations import ResponseVariable
from itembank.interchange.qti.expressions import (
    Expression,
    Variables,
    evaluate,
    read_expression,
)
from itembank.interchange.qti.values import Value
from itembank.interchange.xml_documents import children, find_child, local_name

RESPONSE = "RESPONSE"
SCORE = "SCORE"
MAXSCORE = "MAXSCORE"
MOST_EXPRESSIONS = 2_000


@dataclass(frozen=True, slots=True, kw_only=True)
class SetOutcome:
    """Gives an outcome the value of an expression."""

    identifier: str
    expression: Expression


@dataclass(frozen=True, slots=True, kw_only=True)
class Branch:
    """What is done when a condition holds; without a test it always holds."""

    test: Expression | None
    rules: tuple["Rule", ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Condition:
    """The first branch whose test is true is taken."""

    branches: tuple[Branch, ...]


Rule = SetOutcome | Condition


@dataclass(frozen=True, slots=True, kw_only=True)
class Processing:
    """How an item scores itself."""

    declared: Mapping[str, ResponseVariable]
    outcomes: Mapping[str, Value]
    rules: tuple[Rule, ...]

    def score(self, responses: Mapping[str, Value]) -> Fraction:
        """Give the marks that the item itself awards.

        Raises:
            ItemRefused: when its rules fail or end without a number.
        """
        outcomes = dict(self.outcomes)
        _run(self.rules, self.declared, responses, outcomes)
        score = outcomes[SCORE]
        if not isinstance(score, Fraction):
            raise ItemRefused("has rules that end without a number of marks")
        return score

    def list_expressions(self) -> Iterator[Expression]:
        """List every expression of the rules, each with all that is in it."""
        for rule in list_rules(self.rules):
            if isinstance(rule, SetOutcome):
                yield from list_operands(rule.expression)
            else:
                tests = (branch.test for branch in rule.branches if branch.test)
                for test in tests:
                    yield from list_operands(test)


def read_processing(
    item: etree._Element,
    declared: Mapping[str, ResponseVariable],
    outcomes: Mapping[str, Value],
) -> Processing | None:
    """Read how an item scores itself; None when it does not say.

    Raises:
        ItemRefused: for a template or a rule that cannot be computed exactly.
    """
    element = find_child(item, "qti-response-processing")
    if element is None:
        return None
    template = element.get("template", "").rpartition("/")[2].removesuffix(".xml")
    if children(element):
        rules = _read_rules(element)
    elif template:
        rules = _template_rules(template)
    else:
        return None
    if SCORE not in outcomes:
        raise ItemRefused("has no outcome SCORE")
    processing = Processing(declared=declared, outcomes=outcomes, rules=rules)
    if sum(1 for _one in processing.list_expressions()) > MOST_EXPRESSIONS:
        raise ItemRefused(f"has rules of more than {MOST_EXPRESSIONS} steps")
    return processing


def list_rules(rules: tuple[Rule, ...]) -> Iterator[Rule]:
    """List rules and the rules within them."""
    for rule in rules:
        yield rule
        if isinstance(rule, Condition):
            for branch in rule.branches:
                yield from list_rules(branch.rules)


def list_operands(expression: Expression) -> Iterator[Expression]:
    """List an expression and all that is in it."""
    yield expression
    for operand in expression.operands:
        yield from list_operands(operand)


def _run(
    rules: tuple[Rule, ...],
    declared: Mapping[str, ResponseVariable],
    responses: Mapping[str, Value],
    outcomes: dict[str, Value],
) -> None:
    for rule in rules:
        variables = Variables(declared=declared, responses=responses, outcomes=outcomes)
        if isinstance(rule, SetOutcome):
            outcomes[rule.identifier] = evaluate(rule.expression, variables)
            continue
        for branch in rule.branches:
            if branch.test is None or evaluate(branch.test, variables) is True:
                _run(branch.rules, declared, responses, outcomes)
                break


def _read_rules(element: etree._Element) -> tuple[Rule, ...]:
    return tuple(map(_read_rule, children(element)))


def _read_rule(element: etree._Element) -> Rule:
    match local_name(element):
        case "qti-set-outcome-value":
            return SetOutcome(
                identifier=element.get("identifier", ""),
                expression=_read_only_expression(children(element)),
            )
        case "qti-response-condition":
            return Condition(branches=tuple(map(_read_branch, children(element))))
        case name:
            raise ItemRefused(f"scores with {name.removeprefix('qti-')}")


def _read_branch(element: etree._Element) -> Branch:
    inner = children(element)
    if local_name(element) == "qti-response-else":
        return Branch(test=None, rules=tuple(map(_read_rule, inner)))
    return Branch(test=_read_only_expression(inner[:1]), rules=tuple(map(_read_rule, inner[1:])))


def _read_only_expression(elements: list[etree._Element]) -> Expression:
    if len(elements) != 1:
        raise ItemRefused("has a rule that is not complete")
    return read_expression(elements[0])


def _template_rules(template: str) -> tuple[Rule, ...]:
    number = {"one": Fraction(1), "none": Fraction(0)}
    one, none = (Expression(operator="base-value", value=number[name]) for name in number)
    most = Expression(operator="variable", identifier=MAXSCORE)
    match template:
        case "match_correct":
            return (_condition(_is_correct(), one, none),)
        case "CC2_match" | "CC2_match_basic":
            return (_condition(_is_correct(), most, None),)
        case "map_response" | "CC2_map_response" | "map_response_point":
            is_null = Expression(operator="is-null", operands=(_response(),))
            by_area = template == "map_response_point"
            operator = "map-response-point" if by_area else "map-response"
            worth = Expression(operator=operator, identifier=RESPONSE)
            return (_condition(is_null, none, worth),)
        case _:
            raise ItemRefused(f"scores by the template {template}")


def _response() -> Expression:
    return Expression(operator="variable", identifier=RESPONSE)


def _is_correct() -> Expression:
    key = Expression(operator="correct", identifier=RESPONSE)
    return Expression(operator="match", operands=(_response(), key))


def _condition(test: Expression, then: Expression, otherwise: Expression | None) -> Condition:
    branches = [Branch(test=test, rules=(SetOutcome(identifier=SCORE, expression=then),))]
    if otherwise is not None:
        rule = SetOutcome(identifier=SCORE, expression=otherwise)
        branches.append(Branch(test=None, rules=(rule,)))
    return Condition(branches=tuple(branches))
