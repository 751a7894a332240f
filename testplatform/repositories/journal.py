"""The journal folded into what it says: the last answer per item, the marks, the position."""

from collections import Counter
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session

from testplatform.models.journal import EntryKind, HeldEntry, HeldReason, JournalEntry

PlayKey = tuple[int, str]  # attempt, ref of the item
AnswerKey = tuple[int, str]  # the same


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


def list_last_answers(
    session: Session, attempt_ids: Collection[int], item_refs: Collection[str]
) -> dict[AnswerKey, Mapping[str, Any]]:
    """The last counted answer of many attempts to a few items (absent when there is none)."""
    rows = session.execute(
        sa.select(JournalEntry.attempt_id, JournalEntry.item_ref, JournalEntry.value)
        .where(
            JournalEntry.attempt_id.in_(attempt_ids),
            JournalEntry.item_ref.in_(item_refs),
            JournalEntry.kind == EntryKind.ANSWER,
            JournalEntry.counted.is_(True),
        )
        .order_by(JournalEntry.attempt_id, JournalEntry.fence, JournalEntry.seq)
    )
    return {(row.attempt_id, row.item_ref): row.value for row in rows}


def count_plays(session: Session, attempt_ids: Collection[int]) -> dict[PlayKey, int]:
    """How often limited sound was started on any device (absent when never).

    What a superseded device started and could only hand over counts too: it was heard.
    """
    counts: Counter[PlayKey] = Counter()
    taken = session.execute(
        sa.select(JournalEntry.attempt_id, JournalEntry.item_ref, sa.func.count().label("number"))
        .where(JournalEntry.attempt_id.in_(attempt_ids), JournalEntry.kind == EntryKind.PLAY)
        .group_by(JournalEntry.attempt_id, JournalEntry.item_ref)
    )
    for row in taken:
        counts[row.attempt_id, row.item_ref] += row.number
    held = session.execute(
        sa.select(HeldEntry.attempt_id, HeldEntry.document).where(
            HeldEntry.attempt_id.in_(attempt_ids),
            HeldEntry.reason == HeldReason.LEASE_SUPERSEDED,
        )
    )
    for row in held:
        if row.document["kind"] == EntryKind.PLAY:
            counts[row.attempt_id, row.document["item"]] += 1
    return counts


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
