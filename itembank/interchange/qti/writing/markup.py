"""Small pieces of QTI 3 markup."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from fractions import Fraction
from xml.sax.saxutils import escape, quoteattr

from itembank.interchange.qti.values import write_number

Document = Mapping[str, object]


@dataclass(frozen=True, slots=True, kw_only=True)
class Written:
    """One question in QTI: what it declares, what stands in the body, and what adds marks.

    `template` is the standard template that alone says the same as `rules`, where there is one.
    """

    declarations: str
    body: str
    rules: str = ""
    template: str | None = None


def tag(name: str, inside: str = "", **attributes: object) -> str:
    """Write an element; `_` in a name of an attribute is a dash, and None leaves it out."""
    written = "".join(
        f" {one.replace('_', '-')}={quoteattr(str(value))}"
        for one, value in attributes.items()
        if value is not None
    )
    return f"<{name}{written}>{inside}</{name}>" if inside else f"<{name}{written}/>"


def words(text: object) -> str:
    """Write plain text."""
    return escape(str(text))


def qti_id(id: object) -> str:
    """Write an id of ours as an identifier, which must not begin with a digit."""
    return f"_{id}" if str(id)[:1].isdigit() else str(id)


def decimal(marks: object) -> str:
    """Write marks in decimals; nothing when they have no end."""
    return write_number(Fraction(str(marks)))


def declare(
    identifier: str,
    key: Iterable[str],
    *,
    cardinality: str = "single",
    base_type: str = "identifier",
    mapping: str = "",
) -> str:
    """Declare a response with its key."""
    values = "".join(tag("qti-value", words(one)) for one in key)
    correct = tag("qti-correct-response", values) if values else ""
    return tag(
        "qti-response-declaration",
        correct + mapping,
        identifier=identifier,
        cardinality=cardinality,
        base_type=base_type,
    )


def map_values(
    worth: Mapping[str, object],
    *,
    case: bool | None = None,
    lower: str | None = None,
    upper: str | None = None,
) -> str:
    """Write what values are worth; others are worth the default."""
    sensitive = None if case is None else str(case).lower()
    entries = "".join(
        tag("qti-map-entry", map_key=key, mapped_value=value, case_sensitive=sensitive)
        for key, value in worth.items()
    )
    return tag("qti-mapping", entries, default_value=0, lower_bound=lower, upper_bound=upper)


def is_correct(identifier: str) -> str:
    """Write the test that a response is its key."""
    return tag(
        "qti-match",
        tag("qti-variable", identifier=identifier) + tag("qti-correct", identifier=identifier),
    )


def mapped(identifier: str) -> str:
    """Write what a response is worth by its mapping."""
    return tag("qti-map-response", identifier=identifier)


def add(expression: str) -> str:
    """Write a rule that adds to the marks."""
    score = tag("qti-variable", identifier="SCORE")
    return tag("qti-set-outcome-value", tag("qti-sum", score + expression), identifier="SCORE")


def add_one_if(test: str) -> str:
    """Write a rule that adds one mark when a test holds."""
    one = tag("qti-base-value", "1", base_type="float")
    return tag("qti-response-condition", tag("qti-response-if", test + add(one)))


def add_mapped_if_given(identifier: str) -> str:
    """Write a rule that adds what a response is worth; of nothing some players map nothing."""
    is_given = tag("qti-not", tag("qti-is-null", tag("qti-variable", identifier=identifier)))
    return tag("qti-response-condition", tag("qti-response-if", is_given + add(mapped(identifier))))


def paragraphs(text: object) -> str:
    """Write a text of paragraphs."""
    return "".join(tag("p", words(line)) for line in str(text).split("\n"))


def table_of(value: object) -> dict[str, object]:
    """Read a table of a sound document."""
    return dict(value) if isinstance(value, Mapping) else {}


def rows_of(value: object) -> list[dict[str, object]]:
    """Read the rows of a sound document."""
    return [table_of(row) for row in value] if isinstance(value, list) else []


def list_of(value: object) -> list[str]:
    """Read a list of texts of a sound document."""
    return [str(one) for one in value] if isinstance(value, list) else []
