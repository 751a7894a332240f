"""The journal folded into what it says: the last answer per item, the marks, the position."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session

from testplatform.models.journal import EntryKind, HeldEntry, JournalEntry


@dataclass(frozen=True, slots=True, kw_only=True)
class JournalState:
    """Where a candidate stands. Refs are those of the form; `position` is the last item seen."""

    answers: Mapping[str, Mapping[str, Any]]
    marked: tuple[str, ...]
    position: str | None
    last_seq: int


def fold_journal(session: Session, attempt_id: int, fence: int) -> JournalState:
    """Fold every counted entry in the order of leases and sequence numbers."""
    rows = session.execute(
        sa.select(
            JournalEntry.fence,
            JournalEntry.seq,
            JournalEntry.kind,
            JournalEntry.item_ref,
            JournalEntry.value,
            JournalEntry.counted,
        )
        .where(JournalEntry.attempt_id == attempt_id)
        .order_by(JournalEntry.fence, JournalEntry.seq)
    ).all()
    answers: dict[str, Mapping[str, Any]] = {}
    marked: dict[str, bool] = {}
    position = None
    for row in rows:
        if row.kind is EntryKind.ANSWER and row.counted:
            answers[row.item_ref] = row.value
        elif row.kind is EntryKind.MARK:
            marked[row.item_ref] = bool(row.value.get("marked"))
        elif row.kind is EntryKind.VISIT:
            position = row.item_ref
    return JournalState(
        answers=answers,
        marked=tuple(ref for ref, is_marked in marked.items() if is_marked),
        position=position,
        last_seq=max((row.seq for row in rows if row.fence == fence), default=0),
    )


def count_held_entries(session: Session, attempt_ids: list[int]) -> dict[int, int]:
    """Attempt id → number of entries kept for inspection (absent when none)."""
    rows = session.execute(
        sa.select(HeldEntry.attempt_id, sa.func.count().label("number"))
        .where(HeldEntry.attempt_id.in_(attempt_ids))
        .group_by(HeldEntry.attempt_id)
    )
    return {row.attempt_id: row.number for row in rows}


def list_held_entries(session: Session, attempt_id: int) -> list[HeldEntry]:
    """The entries kept for inspection, oldest first."""
    return list(
        session.scalars(
            sa.select(HeldEntry).where(HeldEntry.attempt_id == attempt_id).order_by(HeldEntry.id)
        )
    )
