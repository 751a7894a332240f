"""Take item versions through their life, one or many at once, all in one transaction."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy.orm import Session

from itembank.item_documents import read_item
from itembank.lifecycle import ItemEvent, transition
from itembank.media import MediaKind
from testplatform.models.items import ItemHappening, ItemVersion
from testplatform.repositories.item_versions import (
    list_media_kinds,
    list_writers,
    lock_versions,
)
from testplatform.services.audit import record_event
from testplatform.services.item_rights import (
    Colleague,
    StepRefusal,
    find_step_refusal,
    needs_comment,
)
from testplatform.services.item_soundness import list_media_problems

LONGEST_COMMENT = 4_000
CHECKED_BEFORE = frozenset({ItemEvent.SUBMIT, ItemEvent.APPROVE})
AUDIT_NAMES: Mapping[ItemEvent, str] = {
    ItemEvent.SUBMIT: "item submitted",
    ItemEvent.SEND_BACK: "item sent back",
    ItemEvent.APPROVE: "item approved",
    ItemEvent.REOPEN: "item reopened",
    ItemEvent.RETIRE: "item retired",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class SeenVersion:
    """A version as somebody saw it; what was changed since then does not take the step."""

    version_id: int
    edits: int


@dataclass(frozen=True, slots=True, kw_only=True)
class PlannedStep:
    """What will become of one version; without a refusal the step is taken."""

    version: ItemVersion
    refusal: StepRefusal | None


def plan_steps(
    session: Session,
    seen: Sequence[SeenVersion],
    event: ItemEvent,
    *,
    colleague: Colleague,
    comment: str,
) -> list[PlannedStep]:
    """Say for each version whether the step can be taken, and why not; changes nothing."""
    edits = {one.version_id: one.edits for one in seen}
    versions = lock_versions(session, list(edits))
    writers = list_writers(session, list(edits))
    media = list_media_kinds(session) if event in CHECKED_BEFORE else {}
    planned = []
    for version in versions:
        refusal = find_step_refusal(
            version.state, event, colleague, writers=writers[version.id]
        ) or _find_late_refusal(version, event, edits[version.id], comment, media)
        planned.append(PlannedStep(version=version, refusal=refusal))
    return planned


def take_steps(
    session: Session,
    seen: Sequence[SeenVersion],
    event: ItemEvent,
    *,
    colleague: Colleague,
    comment: str,
    now: datetime,
) -> list[PlannedStep]:
    """Take the step with every version that can take it; gives what became of each."""
    planned = plan_steps(session, seen, event, colleague=colleague, comment=comment)
    for step in planned:
        if step.refusal is None:
            _take(session, step.version, event, colleague, comment, now)
    session.flush()
    return planned


def _find_late_refusal(
    version: ItemVersion,
    event: ItemEvent,
    edits: int,
    comment: str,
    media: Mapping[str, MediaKind],
) -> StepRefusal | None:
    if version.edits != edits:
        return StepRefusal.CHANGED_MEANWHILE
    if not version.is_newest and event is not ItemEvent.RETIRE:
        return StepRefusal.NOT_NEWEST
    if needs_comment(event) and not comment.strip():
        return StepRefusal.COMMENT_MISSING
    if event in CHECKED_BEFORE and not _is_sound(version, media):
        return StepRefusal.NOT_SOUND
    return None


def _is_sound(version: ItemVersion, media: Mapping[str, MediaKind]) -> bool:
    draft, problems = read_item(version.document)
    return not (problems or list_media_problems(draft, media))


def _take(
    session: Session,
    version: ItemVersion,
    event: ItemEvent,
    colleague: Colleague,
    comment: str,
    now: datetime,
) -> None:
    before = version.state
    version.state = transition(before, event)
    version.edits += 1
    version.updated_at = now
    session.add(
        ItemHappening(
            item_version_id=version.id,
            event=event,
            from_state=before,
            to_state=version.state,
            actor_id=colleague.staff_id,
            comment=comment.replace("\0", "").strip()[:LONGEST_COMMENT],
            at=now,
        )
    )
    record_event(
        session,
        actor=colleague.actor,
        action=AUDIT_NAMES[event],
        subject=f"item:{version.item_id}",
        now=now,
        details={"code": version.item.code, "version": version.version},
    )
