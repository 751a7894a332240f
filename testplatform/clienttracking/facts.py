"""What others told beside a test (rule 10.3), as the messages of the contract have it."""

import re
from collections.abc import Iterable, Mapping
from datetime import date

from scoring.codes import FactCode
from scoring.decisions import FactCarried
from testplatform.clienttracking.fields import (
    FieldReader,
    code_field,
    optional_field,
    parse_day,
    parse_object,
)

MOST_FACTS = 8

_CODE = re.compile(r"[a-z][a-z0-9_]{0,31}", re.ASCII)
_VALUE = code_field(_CODE, "positief")


def read_facts(fields: FieldReader) -> tuple[FactCarried, ...]:
    """Read the field `facts`, in the order of their codes; left out, null and empty are none.

    The problem of a fact is reported under its own name, such as `facts.process_evaluation.value`.
    """
    told = fields.read_if_given("facts", optional_field(parse_object), None) or {}
    if len(told) > MOST_FACTS:
        fields.report("facts", f"must have at most {MOST_FACTS} entries")
    if not all(_CODE.fullmatch(code) for code in told):
        fields.report("facts", "must be named by codes such as process_evaluation")
    if "facts" in fields.problems:
        return ()
    return tuple(_read_fact(fields, code, told[code]) for code in sorted(told))


def facts_to_document(facts: Iterable[FactCarried]) -> dict[str, dict[str, str]]:
    """Write facts as `read_facts` reads them."""
    return {one.fact: {"value": one.value, "told_on": one.told_on.isoformat()} for one in facts}


def facts_from_document(stored: Mapping[str, Mapping[str, str]]) -> tuple[FactCarried, ...]:
    """Read facts that were taken in before, in the order of their codes."""
    return tuple(
        FactCarried(
            fact=FactCode(code),
            value=stored[code]["value"],
            told_on=date.fromisoformat(stored[code]["told_on"]),
        )
        for code in sorted(stored)
    )


def _read_fact(fields: FieldReader, code: str, told: object) -> FactCarried:
    place = f"facts.{code}"
    if not isinstance(told, Mapping):
        fields.report(place, "must be a JSON object")
    nested = FieldReader(told if isinstance(told, Mapping) else {})
    fact = FactCarried(
        fact=FactCode(code),
        value=nested.read("value", _VALUE, ""),
        told_on=nested.read("told_on", parse_day, date.min),
    )
    nested.refuse_unknown_fields()
    if place not in fields.problems:
        for name, problem in nested.problems.items():
            fields.report(f"{place}.{name}", problem)
    return fact
