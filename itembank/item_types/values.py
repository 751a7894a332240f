"""The values of choices, for rule 1.4: {"values": {"a": "1", "b": "-1/2"}, "upper": 1}."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from types import MappingProxyType

from scoring.codes import ChoiceId
from scoring.documents import DocumentNotUnderstood, DocumentReader, Problem
from scoring.errors import ScoringError
from scoring.marks import Marks, Value, marks_to_json, value_to_text
from scoring.rules import MappedChoices
from scoring.rules.mapped_choices import find_best


@dataclass(frozen=True, slots=True, kw_only=True)
class ChoiceValues:
    """What each choice is worth, and the bounds of their sum; see `MappedChoices`."""

    values: Mapping[ChoiceId, Value]
    is_single: bool
    lower: Marks = 0
    upper: Marks | None = None

    def __post_init__(self) -> None:
        object.__setattr__(self, "values", MappingProxyType(dict(self.values)))

    @property
    def best(self) -> frozenset[ChoiceId]:
        """The choices that together have the highest value; none when all are worth nothing."""
        return find_best(self.values, is_single=self.is_single)

    def list_problems(self) -> Iterator[Problem]:
        """List what keeps the rule from working."""
        try:
            self.to_rule()
        except ScoringError as error:
            yield Problem(field="values", message=str(error))

    def to_rule(self) -> MappedChoices:
        """Give rule 1.4, filled with the values.

        Raises:
            ScoringError: when it cannot work with them.
        """
        return MappedChoices(
            values=self.values, is_single=self.is_single, lower=self.lower, upper=self.upper
        )

    def to_document(self) -> dict[str, object]:
        """Write what `read_values` reads."""
        bounds = {"lower": self.lower or None, "upper": self.upper}
        return {
            "values": {choice: value_to_text(value) for choice, value in self.values.items()},
            **{name: marks_to_json(marks) for name, marks in bounds.items() if marks is not None},
        }


def read_values(reader: DocumentReader, *, is_single: bool) -> ChoiceValues:
    """Read `values`, and perhaps `lower` and `upper`."""
    table = DocumentReader(reader.table("values"), at="values")
    values = {ChoiceId(choice): table.value(choice) for choice in table.names}
    try:
        table.finish()
    except DocumentNotUnderstood as error:
        reader.adopt(error.problems)
    return ChoiceValues(
        values=values,
        is_single=is_single,
        lower=reader.marks("lower") if reader.has("lower") else 0,
        upper=reader.marks("upper") if reader.has("upper") else None,
    )
