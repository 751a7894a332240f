"""Remarks about item versions: written, settled, opened again."""

from datetime import datetime

from sqlalchemy.orm import Session

from testplatform.models.items import ItemComment, ItemVersion
from testplatform.services.audit import record_event
from testplatform.services.item_rights import Colleague

LONGEST_COMMENT = 4_000


def write_comment(
    session: Session,
    version: ItemVersion,
    *,
    text_id: str | None,
    body: str,
    colleague: Colleague,
    now: datetime,
) -> bool:
    """Write a remark about a version or one of its texts; tells whether it says anything."""
    body = body.replace("\0", "").strip()[:LONGEST_COMMENT]
    if not body:
        return False
    session.add(
        ItemComment(
            item_version_id=version.id,
            text_id=text_id,
            author_id=colleague.staff_id,
            body=body,
            written_at=now,
        )
    )
    _record(session, version, "item remark written", colleague, now)
    return True


def settle_comment(
    session: Session, comment: ItemComment, *, is_settled: bool, colleague: Colleague, now: datetime
) -> None:
    """Settle a remark or open it again; a second time changes nothing."""
    if (comment.resolved_at is not None) == is_settled:
        return
    comment.resolved_at = now if is_settled else None
    action = "item remark settled" if is_settled else "item remark reopened"
    version = session.get_one(ItemVersion, comment.item_version_id)
    _record(session, version, action, colleague, now)


def _record(
    session: Session, version: ItemVersion, action: str, colleague: Colleague, now: datetime
) -> None:
    record_event(
        session,
        actor=colleague.actor,
        action=action,
        subject=f"item:{version.item_id}",
        now=now,
        details={"version": version.version},
    )
