"""The audit log as the staff pages show it."""

from collections.abc import Collection

import sqlalchemy as sa
from sqlalchemy.orm import Session

from testplatform.models.audit import AuditRecord
from testplatform.models.staff import Staff


def count_audit_records(session: Session) -> int:
    return session.scalar(sa.select(sa.func.count()).select_from(AuditRecord)) or 0


def list_newest_audit_records(
    session: Session, *, limit: int, offset: int = 0
) -> list[AuditRecord]:
    """The records, the newest first."""
    return list(
        session.scalars(
            sa.select(AuditRecord).order_by(AuditRecord.position.desc()).limit(limit).offset(offset)
        )
    )


def find_newest_record(session: Session, *, subject: str, action: str) -> AuditRecord | None:
    """The last time that something was done to a thing."""
    return session.scalars(
        sa.select(AuditRecord)
        .where(AuditRecord.subject == subject, AuditRecord.action == action)
        .order_by(AuditRecord.position.desc())
        .limit(1)
    ).first()


def list_staff_names(session: Session, staff_ids: Collection[int]) -> dict[int, str]:
    """Staff id → the name to show; whoever is gone has none."""
    rows = session.execute(sa.select(Staff.id, Staff.display_name).where(Staff.id.in_(staff_ids)))
    return dict(rows.all())
