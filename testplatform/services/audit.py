"""Append to the audit log and check its chain. No answers, no names: ids and facts only."""

import hashlib
import json
from collections.abc import Iterable, Mapping
from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.orm import Session

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
