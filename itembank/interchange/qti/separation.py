"""Whether the rules of an item judge its responses one by one.

Then it is enough to try what one response can be beside fixed others: where marks are a sum of
terms that each look at one response, or all depend on every response being right by itself, no
other combination can surprise.
"""

from collections.abc import Iterable, Mapping
from types import MappingProxyType

from itembank.interchange.qti.expressions import Expression
from itembank.interchange.qti.processing import (
    SCORE,
    Condition,
    Processing,
    Rule,
    SetOutcome,
    list_operands,
    list_rules,
)

_BY_PARTS = frozenset({"match", "map-response", "is-null"})
_BY_EQUALITY = _BY_PARTS | {
    *("string-match", "member", "equal", "equal-rounded"),
    *("gt", "gte", "lt", "lte"),
}
_FIXED = frozenset({"base-value", "correct", "multiple", "ordered"})
_READS = frozenset({"variable", "map-response", "map-response-point"})
_ALONE: Mapping[str, str] = MappingProxyType({})


def judges_one_by_one(processing: Processing, questions: Mapping[str, str] = _ALONE) -> bool:
    """Tell whether the marks are a sum over responses, or all or nothing of each being right.

    `questions` are those that responses belong to; the responses of one question may be judged
    together, and then are to be tried together.
    """
    return _is_sum(processing, questions) or _is_all_or_nothing(processing)


def judges_as_a_whole(processing: Processing, identifier: str) -> bool:
    """Tell whether a response is only compared with fixed values, or its members only mapped.

    Then what it is worth follows from whether it equals those, and from each member by itself.
    """
    return _is_only_read_by(processing, identifier, _BY_PARTS)


def judges_by_equality(processing: Processing, identifier: str) -> bool:
    """Tell whether a response is only compared with fixed values, by equality or by size."""
    return _is_only_read_by(processing, identifier, _BY_EQUALITY)


def judges_by_area(processing: Processing, identifier: str) -> bool:
    """Tell whether of a point only counts what its area is worth, and whether there is one."""
    expressions = tuple(processing.list_expressions())
    asked = [
        operand
        for expression in expressions
        if expression.operator == "is-null"
        for operand in expression.operands
        if operand.operator == "variable" and operand.identifier == identifier
    ]
    others = [
        one
        for one in expressions
        if one.identifier == identifier and one.operator != "map-response-point"
    ]
    return len(asked) == len(others)


def _is_only_read_by(processing: Processing, identifier: str, operators: frozenset[str]) -> bool:
    return all(
        expression.operator in operators
        and expression.attributes.get("substring", "false") == "false"
        and all(_is_fixed(one) for one in expression.operands if one is not operand)
        for expression in processing.list_expressions()
        for operand in expression.operands
        if operand.operator == "variable" and operand.identifier == identifier
    )


def _is_fixed(expression: Expression) -> bool:
    return all(one.operator in _FIXED for one in list_operands(expression))


def _reads(expression: Expression, names: frozenset[str]) -> frozenset[str]:
    return frozenset(
        one.identifier
        for one in list_operands(expression)
        if one.operator in _READS and one.identifier in names
    )


class _Sums:
    """Follows from which responses each outcome comes, rule by rule; those of a question are one.

    What comes from more than one is clear only as a sum of terms that come from one each.
    """

    def __init__(self, processing: Processing, questions: Mapping[str, str]) -> None:
        self._questions = questions
        self._responses = frozenset(processing.declared)
        self._outcomes = frozenset(processing.outcomes)
        self._sources: dict[str, frozenset[str]] = {}
        self._unclear: set[str] = set()

    def is_clear(self, name: str) -> bool:
        """Tell whether an outcome is a sum over single responses by now."""
        return name not in self._unclear

    def follow(self, rule: Rule) -> None:
        """Take in the next rule."""
        tests, assignments = _take_apart(rule)
        conditions = _union(self._sources_of(test) for test in tests)
        for one in assignments:
            if all(map(self._is_plain, tests)) and self._is_sum(one, conditions):
                self._unclear.discard(one.identifier)
            else:
                self._unclear.add(one.identifier)
            self._sources[one.identifier] = self._gather(one, conditions)

    def _is_sum(self, rule: SetOutcome, conditions: frozenset[str]) -> bool:
        terms = _list_terms(rule.expression)
        kept = [one for one in terms if self._is_outcome(one, rule.identifier)]
        others = [one for one in terms if one not in kept]
        if len(kept) > 1 or (kept and rule.identifier in self._unclear):
            return False
        if conditions and not kept:
            return len(self._gather(rule, conditions)) <= 1
        return all(self._is_term(one, conditions) for one in others)

    def _is_term(self, expression: Expression, conditions: frozenset[str]) -> bool:
        if not conditions and any(self._is_outcome(expression, one) for one in self._sources):
            return expression.identifier not in self._unclear
        return self._is_plain(expression) and len(self._sources_of(expression) | conditions) <= 1

    def _is_plain(self, expression: Expression) -> bool:
        """Tell whether it reads no outcome that is unclear or a sum already."""
        return all(
            one not in self._unclear and len(self._sources.get(one, frozenset())) <= 1
            for one in _reads(expression, self._outcomes)
        )

    def _is_outcome(self, expression: Expression, name: str) -> bool:
        return expression.operator == "variable" and expression.identifier == name

    def _gather(self, rule: SetOutcome, conditions: frozenset[str]) -> frozenset[str]:
        before = self._sources.get(rule.identifier, frozenset()) if conditions else frozenset()
        return self._sources_of(rule.expression) | conditions | before

    def _sources_of(self, expression: Expression) -> frozenset[str]:
        through = (
            self._sources.get(one, frozenset()) for one in _reads(expression, self._outcomes)
        )
        own = _reads(expression, self._responses)
        return frozenset(self._questions.get(one, one) for one in own) | _union(through)


def _union(sets: Iterable[frozenset[str]]) -> frozenset[str]:
    return frozenset[str]().union(*sets)


def _is_sum(processing: Processing, questions: Mapping[str, str]) -> bool:
    sums = _Sums(processing, questions)
    for rule in processing.rules:
        sums.follow(rule)
    return sums.is_clear(SCORE)


def _is_all_or_nothing(processing: Processing) -> bool:
    if len(processing.rules) != 1 or not isinstance(processing.rules[0], Condition):
        return False
    tests, assignments = _take_apart(processing.rules[0])
    if len(tests) != 1 or tests[0].operator != "and":
        return False
    names = frozenset(processing.declared)
    return all(len(_reads(one, names)) <= 1 for one in tests[0].operands) and all(
        one.expression.operator == "base-value" for one in assignments
    )


def _take_apart(rule: Rule) -> tuple[list[Expression], list[SetOutcome]]:
    tests: list[Expression] = []
    assignments: list[SetOutcome] = []
    for one in list_rules((rule,)):
        if isinstance(one, SetOutcome):
            assignments.append(one)
        else:
            tests.extend(branch.test for branch in one.branches if branch.test is not None)
    return tests, assignments


def _list_terms(expression: Expression) -> list[Expression]:
    if expression.operator != "sum":
        return [expression]
    return [term for operand in expression.operands for term in _list_terms(operand)]
