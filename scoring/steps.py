"""What the steps of every decision have in common: a kind, a numbered rule and their numbers."""

from collections.abc import Iterable
from enum import StrEnum
from typing import Protocol

from scoring.codes import RuleId

RuleVersions = tuple[tuple[RuleId, int], ...]


class DecisionStep(Protocol):
    """One step of a decision, as data; the sentences are made in `scoring.explanations`."""

    @property
    def kind(self) -> StrEnum:
        """What happened in this step."""

    @property
    def rule(self) -> RuleId:
        """The number of the rule applied."""

    def details(self) -> dict[str, object]:
        """The codes and numbers of this step, ready for a JSON document."""


def rules_applied(steps: Iterable[DecisionStep]) -> RuleVersions:
    """List the rules that the steps applied, with their versions, by number."""
    return tuple((rule, rule.version) for rule in sorted({step.rule for step in steps}))


def step_to_document(step: DecisionStep) -> dict[str, object]:
    """Write one step: its kind, the number and version of its rule, and its numbers."""
    return {
        "kind": step.kind.value,
        "rule": step.rule.value,
        "rule_version": step.rule.version,
        **step.details(),
    }


def rule_versions_to_document(rules: RuleVersions) -> dict[str, int]:
    """Write the versions of the rules that were applied."""
    return {rule.value: version for rule, version in rules}
