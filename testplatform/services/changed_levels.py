"""Levels that a correction changes, for the later sittings that count them (rule 8.9)."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from scoring.programmes.ct_steps import CtStepKind

Counting = frozenset[tuple[str, str, str]]  # part, level and day of an earlier sitting


@dataclass(frozen=True, slots=True, kw_only=True)
class ChangedLevel:
    """A sitting with other levels than before, and what would be decided of it."""

    attempt_id: int
    starts_at: datetime
    document: Mapping[str, Any]


@dataclass(frozen=True, slots=True, kw_only=True)
class ChangedLevels:
    """What a dry run knows of levels that nothing was written of; by candidate."""

    by_candidate: Mapping[int, tuple[ChangedLevel, ...]] = field(default_factory=dict)

    @property
    def documents(self) -> dict[int, Mapping[str, Any]]:
        """Attempt id → what would be decided of it."""
        return {
            one.attempt_id: one.document for found in self.by_candidate.values() for one in found
        }

    def is_after(self, attempt_id: int, candidate_id: int, starts_at: datetime) -> bool:
        """Whether an attempt comes after one of that candidate which has other levels."""
        return any(
            (one.starts_at, one.attempt_id) < (starts_at, attempt_id)
            for one in self.by_candidate.get(candidate_id, ())
        )


def collect_changed_levels(found: Iterable[tuple[int, ChangedLevel]]) -> ChangedLevels:
    """Sort them by candidate."""
    by_candidate: dict[int, tuple[ChangedLevel, ...]] = defaultdict(tuple)
    for candidate_id, one in found:
        by_candidate[candidate_id] += (one,)
    return ChangedLevels(by_candidate=by_candidate)


def list_counting(decided: Mapping[str, Any]) -> Counting:
    """The earlier levels that a decision counts (rule 7.6), from its document."""
    return frozenset(
        (step["part"], step["level"], step["sat_on"])
        for step in decided["steps"]
        if step["kind"] == CtStepKind.EARLIER_WEIGHED and step["valid"]
    )
