"""What was played in the attempts of a form, counted from their journals."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass

import sqlalchemy as sa
from sqlalchemy.orm import Session

from testplatform.models.attempts import Attempt
from testplatform.models.journal import EntryKind, JournalEntry

SegmentKey = tuple[str, str, str]  # language, ref of the item, segment


@dataclass(frozen=True, slots=True, kw_only=True)
class SegmentUse:
    """How one text was heard: in how many attempts, and how often by who or what started it."""

    attempts: int
    times: Mapping[str, int]


def count_listening(session: Session, form_id: int) -> dict[SegmentKey, SegmentUse]:
    """What was heard of a form (absent when never); "" stands for who did not say who began."""
    segment = JournalEntry.value["segment"].as_string()
    by = sa.func.coalesce(JournalEntry.value["by"].as_string(), "")
    heard = (
        sa.select(
            Attempt.language,
            JournalEntry.item_ref,
            segment.label("segment"),
            by.label("by"),
            JournalEntry.attempt_id,
        )
        .join(Attempt, Attempt.id == JournalEntry.attempt_id)
        .where(Attempt.form_id == form_id, JournalEntry.kind == EntryKind.LISTEN)
        .subquery()
    )
    place = (heard.c.language, heard.c.item_ref, heard.c.segment)
    times: dict[SegmentKey, Counter[str]] = {}
    for row in session.execute(
        sa.select(*place, heard.c.by, sa.func.count().label("number")).group_by(*place, heard.c.by)
    ):
        times.setdefault((row.language, row.item_ref, row.segment), Counter())[row.by] = row.number
    attempts = session.execute(
        sa.select(*place, sa.func.count(heard.c.attempt_id.distinct()).label("number")).group_by(
            *place
        )
    )
    numbers = {(row.language, row.item_ref, row.segment): row.number for row in attempts}
    return {key: SegmentUse(attempts=numbers[key], times=found) for key, found in times.items()}


def count_started_attempts(session: Session, form_id: int) -> dict[str, int]:
    """Language → attempts of a form whose clock ever ran (absent when none)."""
    rows = session.execute(
        sa.select(Attempt.language, sa.func.count().label("number"))
        .where(Attempt.form_id == form_id, Attempt.started_at.is_not(None))
        .group_by(Attempt.language)
    )
    return {row.language: row.number for row in rows}
