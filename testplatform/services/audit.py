"""Append to the audit log and check its chain. No answers, no names: ids and facts only."""

import hashlib
import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session

from testplatform.db import insert_rows
from testplatform.models.audit import AuditHead, AuditRecord

GENESIS_HASH = "0" * 64
# What the hash of a record binds, in this order.
LINKED = ("position", "at", "actor", "action", "subject", "details", "previous_hash")


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
    previous_hash = record.record_hash
    rows = []
    for later, event in enumerate(events[1:], start=1):
        fields = {
            "position": record.position + later,
            "at": now,
            "actor": actor,
            "action": action,
            "subject": event.subject,
            "details": dict(event.details),
            "previous_hash": previous_hash,
        }
        previous_hash = _hash(fields)
        rows.append({**fields, "record_hash": previous_hash})
    head = session.scalars(sa.select(AuditHead)).one()
    head.position, head.record_hash = record.position + len(rows), previous_hash
    session.flush()
    insert_rows(session, AuditRecord, rows)


def link_hash(record: AuditRecord) -> str:
    """The hash that binds a record to everything before it."""
    return _hash({name: getattr(record, name) for name in LINKED})


def _hash(fields: Mapping[str, Any]) -> str:
    at: datetime = fields["at"]
    document = [fields[name] for name in LINKED]
    document[LINKED.index("at")] = at.isoformat()
    canonical = json.dumps(document, sort_keys=True, separators=(",", ":"), ensure_ascii=False)
    return hashlib.sha256(canonical.encode()).hexdigest()


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
