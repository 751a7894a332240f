"""What a correction would change: counted, and attempt by attempt. Stored only beside a case."""

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from typing import Any

from sqlalchemy.orm import Session

from scoring.decisions import Outcome
from scoring.rescoring import Difference
from testplatform.repositories.later_sittings import list_decided_sittings
from testplatform.repositories.rescoring import (
    DecidedAttempt,
    count_concerned,
    list_concerned_after,
)
from testplatform.services.changed_levels import ChangedLevel, collect_changed_levels
from testplatform.services.corrections import StoredCorrection
from testplatform.services.rescoring import (
    RescoredAttempt,
    Run,
    begin_run,
    has_other_levels,
    rescore_attempts,
    scope_of,
)
from testplatform.services.rescoring_findings import FoundAgain

READ_AT_ONCE = 1_000


@dataclass(slots=True, kw_only=True)
class Tally:
    """How many attempts a correction concerns, and what becomes of them.

    A changed result is another outcome, band, level, proof or chance; to pass and to fail are of
    decisions by cut scores alone. Through an earlier sitting changes who counts a level of one that
    changes (rule 8.9).
    """

    concerned: int = 0
    changed: int = 0
    to_passed: int = 0
    to_failed: int = 0
    passed_before: int = 0
    passed_after: int = 0
    problems: int = 0
    result_changed: int = 0
    through_earlier: int = 0

    def count(self, one: RescoredAttempt) -> None:
        self.concerned += 1
        before = one.attempt.outcome
        difference = None if one.result is None else one.result.difference
        after = before if difference is None else difference.outcome_after
        self.problems += one.result is None
        self.changed += one.result is not None and one.result.is_changed
        self.result_changed += difference is not None and difference.is_result_changed
        self.through_earlier += difference is not None and difference.is_through_earlier
        self.passed_before += before is Outcome.PASSED
        self.passed_after += after is Outcome.PASSED
        self.to_passed += (before, after) == (Outcome.FAILED, Outcome.PASSED)
        self.to_failed += (before, after) == (Outcome.PASSED, Outcome.FAILED)

    def to_document(self) -> dict[str, int]:
        return {name: getattr(self, name) for name in self.__slots__}


@dataclass(slots=True, kw_only=True)
class Totals:
    """The tally of all, by language and by test centre, and the reasons of what cannot be done."""

    everybody: Tally = field(default_factory=Tally)
    by_language: dict[str, Tally] = field(default_factory=dict)
    by_test_centre: dict[int, Tally] = field(default_factory=dict)
    reasons: dict[str, int] = field(default_factory=dict)

    def count(self, one: RescoredAttempt) -> None:
        self.everybody.count(one)
        self.by_language.setdefault(one.attempt.language, Tally()).count(one)
        self.by_test_centre.setdefault(one.attempt.test_centre_id, Tally()).count(one)
        if one.problem is not None:
            self.reasons[one.problem] = self.reasons.get(one.problem, 0) + 1

    def to_document(self) -> dict[str, Any]:
        return {
            "everybody": self.everybody.to_document(),
            "by_language": {
                tag: tally.to_document() for tag, tally in sorted(self.by_language.items())
            },
            "by_test_centre": {
                str(centre): tally.to_document()
                for centre, tally in sorted(self.by_test_centre.items())
            },
            "reasons": dict(sorted(self.reasons.items())),
        }


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """An attempt that changes, and how. Small, for there can be a year of them."""

    attempt_id: int
    dossier: str
    language: str
    difference: Difference


@dataclass(frozen=True, slots=True, kw_only=True)
class DryRun:
    """The totals, and every attempt that changes, by number."""

    totals: Totals
    changes: tuple[Change, ...]


def calculate(session: Session, correction: StoredCorrection) -> DryRun:
    """Work out what a correction would change, after all that are in force; nothing is stored."""
    run, totals = _begin(session, correction), Totals()
    changes: list[Change] = []
    known: dict[
        Difference, Difference
    ] = {}  # a year of people changes in a few thousand different ways
    for one in _rescore_everybody(session, run):
        totals.count(one)
        if one.result is not None and one.result.is_changed:
            difference = known.setdefault(one.result.difference, one.result.difference)
            changes.append(_change(one.attempt, difference))
    return DryRun(totals=totals, changes=tuple(changes))


def count_everybody(session: Session, correction: StoredCorrection) -> int:
    """How many decided attempts a correction concerns, without deciding them again."""
    return count_concerned(session, scope_of(correction))


def _change(attempt: DecidedAttempt, difference: Difference) -> Change:
    return Change(
        attempt_id=attempt.attempt_id,
        dossier=attempt.dossier,
        language=attempt.language,
        difference=difference,
    )


def _begin(session: Session, correction: StoredCorrection) -> Run:
    """Get ready; where levels count in later sittings, find out which ones change first."""
    run = begin_run(session, correction)
    if not run.is_levelled:
        return run
    changed = collect_changed_levels(
        (
            one.attempt.candidate_id,
            ChangedLevel(
                attempt_id=one.attempt.attempt_id,
                starts_at=one.attempt.starts_at,
                document=one.result.conclusion.decided,
            ),
        )
        for one in _rescore_concerned(session, run)
        if isinstance(one.result, FoundAgain) and has_other_levels(one)
    )
    return replace(run, levels=changed, known={})


def _rescore_everybody(session: Session, run: Run) -> Iterator[RescoredAttempt]:
    """Whom the correction concerns, and then who counts a level of theirs that changes."""
    direct: set[int] = set()
    for one in _rescore_concerned(session, run):
        if run.levels.by_candidate:
            direct.add(one.attempt.attempt_id)
        yield one
    later = [
        attempt_id
        for attempt_id, candidate_id, starts_at in list_decided_sittings(
            session, run.levels.by_candidate.keys(), run.programme
        )
        if attempt_id not in direct and run.levels.is_after(attempt_id, candidate_id, starts_at)
    ]
    for begin in range(0, len(later), READ_AT_ONCE):
        yield from rescore_attempts(session, run, later[begin : begin + READ_AT_ONCE])


def _rescore_concerned(session: Session, run: Run) -> Iterator[RescoredAttempt]:
    scope, last = scope_of(run.correction), 0
    while ids := list_concerned_after(session, scope, last, limit=READ_AT_ONCE):
        yield from rescore_attempts(session, run, ids)
        last = ids[-1]
