"""Take in journal entries: append-only, idempotent on (attempt, fence, sequence number).

An entry that cannot enter the journal (reused number, unknown item, superseded device) is held for
inspection, and the valid entries beside it still go in: one bad entry never costs somebody a good
one.
"""

import hashlib
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session

from itembank.item_types import ResponseNotUnderstood, parse_response
from testplatform.errors import AttemptNotStarted
from testplatform.models.attempts import Attempt
from testplatform.models.journal import EntryKind, HeldEntry, HeldReason, JournalEntry
from testplatform.repositories.forms import FormPlan, get_form_plan
from testplatform.services.attempts import CLOSED_STATES, clock_of, get_attempt_for_update


@dataclass(frozen=True, slots=True, kw_only=True)
class EntryMessage:
    """One entry as a device sends it. `made_at` is server time by the device's steady clock."""

    seq: int
    kind: str
    item: str
    value: Mapping[str, Any]
    made_at: datetime

    def to_document(self) -> dict[str, Any]:
        return {"kind": self.kind, "item": self.item, "value": dict(self.value)}

    @property
    def content_hash(self) -> str:
        canonical = json.dumps(self.to_document(), sort_keys=True, separators=(",", ":"))
        return hashlib.sha256(canonical.encode()).hexdigest()


@dataclass(slots=True, kw_only=True)
class JournalReceipt:
    """What became of the entries of one message."""

    acknowledged: list[int] = field(default_factory=list)
    refused: list[tuple[int, HeldReason]] = field(default_factory=list)
    shut_out: HeldReason | None = None


def append_entries(
    session: Session, attempt_id: int, *, fence: int, entries: Sequence[EntryMessage], now: datetime
) -> JournalReceipt:
    """Store what is new, acknowledge what was known, hold what does not fit.

    Raises AttemptNotStarted before the clock runs; nothing is stored then.
    """
    attempt = get_attempt_for_update(session, attempt_id)
    receipt = JournalReceipt(shut_out=_shut_out(attempt, fence))
    known = _known_hashes(session, attempt.id, fence, entries)
    if receipt.shut_out is None and attempt.started_at is None:
        raise AttemptNotStarted
    plan = get_form_plan(session, attempt.form_id)
    rows: list[dict[str, Any]] = []
    for entry in entries:
        reason = _judge(entry, known, plan, receipt.shut_out)
        if reason is not None:
            _hold(session, attempt, fence, entry, reason, now)
            receipt.refused.append((entry.seq, reason))
            continue
        if entry.seq not in known:
            known[entry.seq] = entry.content_hash
            rows.append(_row(attempt, plan, fence, entry, now))
        receipt.acknowledged.append(entry.seq)
    if rows:
        session.execute(sa.insert(JournalEntry), rows)
    return receipt


def _shut_out(attempt: Attempt, fence: int) -> HeldReason | None:
    if fence != attempt.fence:
        return HeldReason.LEASE_SUPERSEDED
    if attempt.state in CLOSED_STATES:
        return HeldReason.ALREADY_SUBMITTED
    return None


def _known_hashes(
    session: Session, attempt_id: int, fence: int, entries: Sequence[EntryMessage]
) -> dict[int, str]:
    numbers = [entry.seq for entry in entries]
    rows = session.execute(
        sa.select(JournalEntry.seq, JournalEntry.content_hash).where(
            JournalEntry.attempt_id == attempt_id,
            JournalEntry.fence == fence,
            JournalEntry.seq.in_(numbers),
        )
    )
    return {row.seq: row.content_hash for row in rows}


def _judge(
    entry: EntryMessage, known: Mapping[int, str], plan: FormPlan, shut_out: HeldReason | None
) -> HeldReason | None:
    """Why the entry cannot enter the journal, or None."""
    if entry.seq in known:
        same = known[entry.seq] == entry.content_hash
        return None if same else HeldReason.SEQUENCE_REUSED
    if shut_out is not None:
        return shut_out
    planned = plan.find_item(entry.item)
    if planned is None:
        return HeldReason.UNKNOWN_ITEM
    if entry.kind not in set(EntryKind):
        return HeldReason.UNREADABLE
    if entry.kind == EntryKind.ANSWER:
        try:
            parse_response(planned.item, entry.value)
        except ResponseNotUnderstood:
            return HeldReason.UNREADABLE
    return None


def _row(
    attempt: Attempt, plan: FormPlan, fence: int, entry: EntryMessage, now: datetime
) -> dict[str, Any]:
    clock = clock_of(attempt, plan.programme.timing)
    return {
        "attempt_id": attempt.id,
        "fence": fence,
        "seq": entry.seq,
        "kind": EntryKind(entry.kind),
        "item_ref": entry.item,
        "value": dict(entry.value),
        "content_hash": entry.content_hash,
        "made_at": entry.made_at,
        "received_at": now,
        "counted": clock.counts(entry.made_at, now),
    }


def _hold(
    session: Session,
    attempt: Attempt,
    fence: int,
    entry: EntryMessage,
    reason: HeldReason,
    now: datetime,
) -> None:
    document = {"fence": fence, "seq": entry.seq, **entry.to_document()}
    canonical = json.dumps([document, reason.value], sort_keys=True)
    content_hash = hashlib.sha256(canonical.encode()).hexdigest()
    seen = sa.select(HeldEntry.id).where(
        HeldEntry.attempt_id == attempt.id, HeldEntry.content_hash == content_hash
    )
    if session.scalar(seen) is None:
        session.add(
            HeldEntry(
                attempt_id=attempt.id,
                reason=reason,
                fence=fence,
                seq=entry.seq,
                document=document,
                content_hash=content_hash,
                received_at=now,
            )
        )
        session.flush()
