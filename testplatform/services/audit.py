"""Append to the audit log and check its chain. No answers, no names: ids and facts only."""

import hashlib
import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.orm import Session

from testplatform.db import insert_rows
from testplatform.models.audit import AuditHead, AuditRecord

GENESIS_HASH = "0" * 64


def record_event(
    session: Session,
    *,
    actor: str,
    action: str,
    subject: str,
    now: datetime,
    details: Mapping[str, str | int] | None = None,
) -> AuditRecord:
    """Append one record; the head row is locked so that the chain never forks."""
    head = session.scalars(sa.select(AuditHead).with_for_update()).one_or_none()
    if head is None:
        head = AuditHead(id=1, position=0, record_hash=GENESIS_HASH)
        session.add(head)
    record = AuditRecord(
        position=head.position + 1,
        at=now,
        actor=actor,
        action=action,
        subject=subject,
        details=dict(details or {}),
        previous_hash=head.record_hash,
        record_hash="",
    )
    record.record_hash = link_hash(record)
    session.add(record)
    head.position, head.record_hash = record.position, record.record_hash
    session.flush()
    return record


@dataclass(frozen=True, slots=True, kw_only=True)
class Event:
    """What happened to one of many things at once."""

    subject: str
    details: Mapping[str, str | int]


def record_events(
    session: Session, events: Sequence[Event], *, actor: str, action: str, now: datetime
) -> None:
    """Append a record of each event, in their order, with the head locked once."""
    if not events:
        return
    first = events[0]
    record = record_event(
        session,
        actor=actor,
        action=action,
        subject=first.subject,
        now=now,
        details=first.details,
    )
    head = session.scalars(sa.select(AuditHead)).one()
    records = []
    for event in events[1:]:
        record = AuditRecord(
            position=head.position + 1,
            at=now,
            actor=actor,
            action=action,
            subject=event.subject,
            details=dict(event.details),
            previous_hash=head.record_hash,
        )
        record.record_hash = link_hash(record)
        head.position, head.record_hash = record.position, record.record_hash
        records.append(_row(record))
    session.flush()
    insert_rows(session, AuditRecord, records)


def link_hash(record: AuditRecord) -> str:
    """The hash that binds a record to everything before it."""
    document = [
        record.position,
        record.at.isoformat(),
        record.actor,
        record.action,
        record.subject,
        dict(record.details),
        record.previous_hash,
    ]
    canonical = json.dumps(document, sort_keys=True, separators=(",", ":"), ensure_ascii=False)
    return hashlib.sha256(canonical.encode()).hexdigest()


def _row(record: AuditRecord) -> dict[str, object]:
    return {
        "position": record.position,
        "at": record.at,
        "actor": record.actor,
        "action": record.action,
        "subject": record.subject,
        "details": record.details,
        "previous_hash": record.previous_hash,
        "record_hash": record.record_hash,
    }


def find_broken_link(records: Iterable[AuditRecord]) -> int | None:
    """The position of the first record that does not follow from the one before, if any."""
    previous = GENESIS_HASH
    for position, record in enumerate(records, start=1):
        follows = record.position == position and record.previous_hash == previous
        if not follows or record.record_hash != link_hash(record):
            return position
        previous = record.record_hash
    return None


def list_audit_records(session: Session) -> list[AuditRecord]:
    """Every record, oldest first."""
    return list(session.scalars(sa.select(AuditRecord).order_by(AuditRecord.position)))
