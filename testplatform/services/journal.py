"""Take in journal entries: append-only, idempotent on (attempt, fence, sequence number).

An entry that cannot enter the journal (reused number, unknown item, superseded device) is held for
inspection, and the valid entries beside it still go in: one bad entry never costs somebody a good
one.
"""

import hashlib
import json
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session

from itembank.bodies import ResponseNotUnderstood
from itembank.timing import AttemptClock
from scoring.codes import PartCode
from testplatform.db import Base
from testplatform.errors import AttemptNotStarted
from testplatform.models.attempts import Attempt, AttemptState
from testplatform.models.journal import EntryKind, HeldEntry, HeldReason, JournalEntry
from testplatform.repositories.forms import FormPlan, PlannedItem, get_form_plan
from testplatform.repositories.journal import PlayKey, count_plays
from testplatform.repositories.routed_tests import find_newest_written
from testplatform.services.attempts import CLOSED_STATES, clock_of
from testplatform.services.part_times import OpenParts, PartBook, PartClocks, Told

EntryKey = tuple[int, int, int]  # attempt, fence, sequence number

KINDS = frozenset(EntryKind)

# Built once: composing a statement costs more than the database needs to run it.
_ATTEMPTS = Base.metadata.tables[Attempt.__tablename__].c
_JOURNAL = Base.metadata.tables[JournalEntry.__tablename__]
_KEY = (_JOURNAL.c.attempt_id, _JOURNAL.c.fence, _JOURNAL.c.seq)
# In the order of their ids, so that two batches never wait for each other.
LOCK_ATTEMPTS = (
    sa.select(
        _ATTEMPTS.id,
        _ATTEMPTS.form_id,
        _ATTEMPTS.state,
        _ATTEMPTS.fence,
        _ATTEMPTS.started_at,
        _ATTEMPTS.minutes,
        _ATTEMPTS.extra_percent,
    )
    .where(_ATTEMPTS.id.in_(sa.bindparam("ids", expanding=True)))
    .order_by(_ATTEMPTS.id)
    .with_for_update()
)
FIND_HASHES = sa.select(*_KEY, _JOURNAL.c.content_hash).where(
    sa.tuple_(*_KEY).in_(sa.bindparam("keys", expanding=True))
)
ADD_ENTRIES = sa.insert(_JOURNAL)


@dataclass(frozen=True, slots=True, kw_only=True)
class LockedAttempt:
    """What the journal asks of an attempt, read under its lock."""

    id: int
    form_id: int
    state: AttemptState
    fence: int
    started_at: datetime | None
    minutes: int
    extra_percent: int


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

    @property
    def is_play(self) -> bool:
        """Whether it says that sound or video with a limit was started."""
        return self.kind == EntryKind.PLAY


@dataclass(frozen=True, slots=True, kw_only=True)
class JournalMessage:
    """What one device sends in one go, under one lease."""

    attempt_id: int
    fence: int
    entries: Sequence[EntryMessage]


@dataclass(slots=True, kw_only=True)
class JournalReceipt:
    """What became of the entries of one message; before the clock runs there is no `clock`.

    `parts` knows which parts were opened, where parts have times of their own.
    """

    acknowledged: list[int] = field(default_factory=list)
    refused: list[tuple[int, HeldReason]] = field(default_factory=list)
    shut_out: HeldReason | None = None
    clock: AttemptClock | None = None
    parts: OpenParts | None = None

    @property
    def is_before_start(self) -> bool:
        """Nothing was stored: an attempt takes no entries before its clock runs."""
        return self.clock is None and self.shut_out is None

    @property
    def part_clocks(self) -> PartClocks:
        """The clock of each part that was opened."""
        return {} if self.parts is None else self.parts.clocks


@dataclass(frozen=True, slots=True, kw_only=True)
class _Asked:
    """What may be answered: the form, or the parts of it that are open."""

    plan: FormPlan
    parts: Collection[str] | None

    def is_open(self, planned: PlannedItem) -> bool:
        return self.parts is None or planned.part in self.parts


@dataclass(slots=True, kw_only=True)
class _Batch:
    """What the messages of one transaction share; plays are counted only where there is one."""

    known: dict[EntryKey, str]
    plays: dict[PlayKey, int]
    parts: PartBook
    rows: list[dict[str, Any]] = field(default_factory=list)


def append_entries(
    session: Session, attempt_id: int, *, fence: int, entries: Sequence[EntryMessage], now: datetime
) -> JournalReceipt:
    """Store what is new, acknowledge what was known, hold what does not fit.

    Raises AttemptNotStarted before the clock runs; nothing is stored then.
    """
    message = JournalMessage(attempt_id=attempt_id, fence=fence, entries=entries)
    receipt = append_messages(session, [message], now=now)[0]
    if receipt.is_before_start:
        raise AttemptNotStarted
    return receipt


def append_messages(
    session: Session, messages: Sequence[JournalMessage], *, now: datetime
) -> list[JournalReceipt]:
    """Take in the messages of many devices in one transaction; one receipt for each, in order."""
    attempts = _lock_attempts(session, messages)
    batch = _Batch(
        known=_known_hashes(session, messages),
        plays=_count_plays(session, messages),
        parts=PartBook.read(
            session, {one.id: _plan_of(session, one).programme for one in attempts.values()}
        ),
    )
    receipts = [
        _take(session, attempts[message.attempt_id], message, batch, now) for message in messages
    ]
    if batch.rows:
        session.execute(ADD_ENTRIES, batch.rows)
    batch.parts.store(session)
    return receipts


def _take(
    session: Session,
    attempt: LockedAttempt,
    message: JournalMessage,
    batch: _Batch,
    now: datetime,
) -> JournalReceipt:
    plan = _plan_of(session, attempt)
    receipt = JournalReceipt(shut_out=_shut_out(attempt, message.fence))
    if attempt.started_at is not None:
        receipt.clock = clock_of(attempt, plan.programme.timing)
        receipt.parts = batch.parts.open(attempt.id, plan.programme, receipt.clock)
    if receipt.is_before_start:
        return receipt
    asked = _Asked(plan=plan, parts=_find_open_parts(session, attempt, plan))
    for entry in message.entries:
        key = (attempt.id, message.fence, entry.seq)
        played = batch.plays.get((attempt.id, entry.item), 0)
        reason = _judge(entry, batch.known.get(key), asked, receipt.shut_out, played)
        if reason is not None:
            is_new = _hold(session, attempt, message.fence, entry, reason, now)
            if is_new and entry.is_play and reason is HeldReason.LEASE_SUPERSEDED:
                batch.plays[attempt.id, entry.item] = played + 1
            receipt.refused.append((entry.seq, reason))
            continue
        if key not in batch.known and receipt.parts is not None:
            batch.known[key] = entry.content_hash
            batch.rows.append(_row(key, receipt.parts, plan, entry, now))
            if entry.is_play:
                batch.plays[attempt.id, entry.item] = played + 1
        receipt.acknowledged.append(entry.seq)
    return receipt


def _find_open_parts(
    session: Session, attempt: LockedAttempt, plan: FormPlan
) -> Collection[str] | None:
    """The parts of the test that is open; None where every part is."""
    if not plan.programme.is_routed:
        return None
    newest = find_newest_written(session, attempt.id)
    return () if newest is None else newest.parts


def _lock_attempts(
    session: Session, messages: Sequence[JournalMessage]
) -> dict[int, LockedAttempt]:
    rows = session.execute(LOCK_ATTEMPTS, {"ids": sorted({one.attempt_id for one in messages})})
    return {row.id: LockedAttempt(**row._mapping) for row in rows}


def _plan_of(session: Session, attempt: LockedAttempt) -> FormPlan:
    return get_form_plan(session, attempt.form_id)


def _shut_out(attempt: LockedAttempt, fence: int) -> HeldReason | None:
    if fence != attempt.fence:
        return HeldReason.LEASE_SUPERSEDED
    if attempt.state in CLOSED_STATES:
        return HeldReason.ALREADY_SUBMITTED
    return None


def _known_hashes(session: Session, messages: Sequence[JournalMessage]) -> dict[EntryKey, str]:
    keys = {
        (message.attempt_id, message.fence, entry.seq)
        for message in messages
        for entry in message.entries
    }
    rows = session.execute(FIND_HASHES, {"keys": sorted(keys)})
    return {(row.attempt_id, row.fence, row.seq): row.content_hash for row in rows}


def _count_plays(session: Session, messages: Sequence[JournalMessage]) -> dict[PlayKey, int]:
    playing = {
        message.attempt_id for message in messages if any(one.is_play for one in message.entries)
    }
    return count_plays(session, playing) if playing else {}


def _judge(
    entry: EntryMessage,
    known_hash: str | None,
    asked: _Asked,
    shut_out: HeldReason | None,
    played: int,
) -> HeldReason | None:
    """Why the entry cannot enter the journal, or None; `played` is for an entry that plays."""
    if known_hash is not None:
        return None if known_hash == entry.content_hash else HeldReason.SEQUENCE_REUSED
    if shut_out is not None:
        return shut_out
    planned = asked.plan.find_item(entry.item)
    if planned is None:
        return HeldReason.UNKNOWN_ITEM
    if not asked.is_open(planned):
        return HeldReason.TEST_NOT_OPEN
    return _judge_content(entry, planned, played)


def _judge_content(entry: EntryMessage, planned: PlannedItem, played: int) -> HeldReason | None:
    if entry.kind not in KINDS:
        return HeldReason.UNREADABLE
    if entry.kind == EntryKind.ANSWER:
        return _judge_answer(entry, planned)
    if entry.kind == EntryKind.PLAY:
        return _judge_play(entry, planned, played)
    return None


def _judge_answer(entry: EntryMessage, planned: PlannedItem) -> HeldReason | None:
    try:
        planned.item.body.check_response(entry.value)
    except ResponseNotUnderstood:
        return HeldReason.UNREADABLE
    return None


def _judge_play(entry: EntryMessage, planned: PlannedItem, played: int) -> HeldReason | None:
    most = planned.most_plays
    if most is None or entry.value != {"stimulus": planned.ref}:
        return HeldReason.UNREADABLE
    return HeldReason.NO_PLAYS_LEFT if played >= most else None


def _row(
    key: EntryKey, parts: OpenParts, plan: FormPlan, entry: EntryMessage, now: datetime
) -> dict[str, Any]:
    attempt_id, fence, seq = key
    told = Told(
        part=PartCode(plan.items_by_ref[entry.item].part),
        fence=fence,
        seq=seq,
        made_at=entry.made_at,
        received_at=now,
    )
    return {
        "attempt_id": attempt_id,
        "fence": fence,
        "seq": seq,
        "kind": EntryKind(entry.kind),
        "item_ref": entry.item,
        "value": dict(entry.value),
        "content_hash": entry.content_hash,
        "made_at": entry.made_at,
        "received_at": now,
        "counted": parts.take(told),
    }


def _hold(
    session: Session,
    attempt: LockedAttempt,
    fence: int,
    entry: EntryMessage,
    reason: HeldReason,
    now: datetime,
) -> bool:
    """Keep an entry for inspection; whether it was not kept before."""
    document = {"fence": fence, "seq": entry.seq, **entry.to_document()}
    canonical = json.dumps([document, reason.value], sort_keys=True)
    content_hash = hashlib.sha256(canonical.encode()).hexdigest()
    seen = sa.select(HeldEntry.id).where(
        HeldEntry.attempt_id == attempt.id, HeldEntry.content_hash == content_hash
    )
    if session.scalar(seen) is not None:
        return False
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
    return True
