"""Write items: new ones, drafts that change, and the next version of what is frozen.

Every version counts its edits. Who saves says which number they saw, and is refused when somebody
else saved since then: nobody overwrites what they did not see.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy.orm import Session

from itembank.item_documents import item_from_document, item_to_document, read_item
from itembank.items import ItemDraft, ItemNotValid
from itembank.lifecycle import ItemState
from scoring.documents import Problem
from testplatform.db import hold_lock
from testplatform.errors import (
    ItemChangedMeanwhile,
    ItemCodeTaken,
    ItemNotEditable,
    ItemNotTheirs,
)
from testplatform.models.items import ItemEditor, ItemVersion
from testplatform.repositories.item_versions import list_media_kinds, lock_versions
from testplatform.repositories.items import find_item
from testplatform.services.audit import record_event
from testplatform.services.carrying_over import carry_sheets_over, refresh_sheets
from testplatform.services.item_rights import Colleague
from testplatform.services.item_soundness import list_media_problems, list_part_problems
from testplatform.services.item_versions import (
    add_item,
    add_version,
    hash_document,
    set_content,
)

FOLLOWED_BY_A_VERSION = frozenset({ItemState.PUBLISHED, ItemState.RETIRED})


@dataclass(frozen=True, slots=True, kw_only=True)
class CheckedItem:
    """A document as it was read, with everything that keeps it from being stored."""

    draft: ItemDraft
    problems: tuple[Problem, ...]


def check_item(session: Session, document: object, *, programme: str) -> CheckedItem:
    """Read a document and ask everything of it that the bank asks; changes nothing."""
    draft, problems = read_item(document)
    named = {problem.field for problem in problems}
    also: Sequence[Problem] = (
        *list_part_problems(draft, programme),
        *list_media_problems(draft, list_media_kinds(session)),
    )
    return CheckedItem(
        draft=draft,
        problems=(*problems, *(problem for problem in also if problem.field not in named)),
    )


def create_item(
    session: Session, document: object, *, programme: str, colleague: Colleague, now: datetime
) -> ItemVersion:
    """Make an item with its first version, a draft.

    Raises:
        ItemNotTheirs: when somebody has no role that writes.
        ItemNotValid: with every problem of the document.
        ItemCodeTaken: when there is an item with that code.
    """
    draft = _check(session, document, programme, colleague)
    hold_lock(session, f"item:{draft.code}")
    if find_item(session, draft.code) is not None:
        raise ItemCodeTaken(code=draft.code)
    item = add_item(session, draft.code, programme=programme, now=now)
    version = add_version(
        session, item, draft, state=ItemState.DRAFT, author_id=colleague.staff_id, now=now
    )
    _record(session, version, "item created", colleague, now)
    return version


def edit_version(
    session: Session,
    version_id: int,
    document: object,
    *,
    edits: int,
    colleague: Colleague,
    now: datetime,
    is_recorded: bool = True,
) -> ItemVersion:
    """Write a draft anew; the same content again changes nothing.

    `edits` is the number that somebody saw. `is_recorded` is False for what saves by itself: the
    audit log then has only the first time that somebody writes in a version.

    Raises:
        ItemNotTheirs, ItemNotEditable: when they or the version are not to write.
        ItemChangedMeanwhile: when somebody else saved first.
        ItemNotValid: with every problem of the document.
    """
    version = _lock(session, version_id)
    if not version.state.is_editable or not version.is_newest:
        raise ItemNotEditable(state=version.state)
    if version.edits != edits:
        raise ItemChangedMeanwhile(edits=version.edits)
    draft = _check(session, document, version.item.programme, colleague)
    if draft.code != version.item.code:
        problem = Problem(field="code", message="must stay the same")
        raise ItemNotValid(version.item.code, (problem,))
    if version.content_hash == hash_document(item_to_document(draft)):
        return version
    before, _ = read_item(version.document)
    set_content(version, draft, now=now)
    version.edits += 1
    refresh_sheets(session, version, before, draft.to_item(), now)
    if _note_editor(session, version, colleague) or is_recorded:
        _record(session, version, "item changed", colleague, now)
    session.flush()
    return version


def begin_version(
    session: Session, version_id: int, *, colleague: Colleague, now: datetime
) -> ItemVersion:
    """Begin the next version of what was published; its translations come along.

    Raises:
        ItemNotTheirs: when somebody has no role that writes.
        ItemNotEditable: when the newest version is not frozen for good.
    """
    if not colleague.may_write:
        raise ItemNotTheirs
    old = _lock(session, version_id)
    if not old.is_newest or old.state not in FOLLOWED_BY_A_VERSION:
        raise ItemNotEditable(state=old.state)
    item = item_from_document(old.document)
    version = add_version(
        session, old.item, item, state=ItemState.DRAFT, author_id=colleague.staff_id, now=now
    )
    carry_sheets_over(session, old, version, item, now)
    _record(session, version, "item version begun", colleague, now)
    return version


def begin_version_with(
    session: Session, version_id: int, document: object, *, colleague: Colleague, now: datetime
) -> ItemVersion:
    """Begin the next version of what was published, with content that was written meanwhile.

    Raises:
        ItemNotTheirs, ItemNotEditable: as `begin_version` does.
        ItemNotValid: with every problem of the document.
    """
    version = begin_version(session, version_id, colleague=colleague, now=now)
    return edit_version(
        session, version.id, document, edits=version.edits, colleague=colleague, now=now
    )


def _check(session: Session, document: object, programme: str, colleague: Colleague) -> ItemDraft:
    if not colleague.may_write:
        raise ItemNotTheirs
    checked = check_item(session, document, programme=programme)
    if checked.problems:
        raise ItemNotValid(checked.draft.code, checked.problems)
    return checked.draft


def _lock(session: Session, version_id: int) -> ItemVersion:
    [version] = lock_versions(session, [version_id])
    return version


def _note_editor(session: Session, version: ItemVersion, colleague: Colleague) -> bool:
    """Remember who wrote in a version; tells whether it is their first time."""
    key = {"item_version_id": version.id, "staff_id": colleague.staff_id}
    if session.get(ItemEditor, key) is not None:
        return False
    session.add(ItemEditor(**key))
    return True


def _record(
    session: Session, version: ItemVersion, action: str, colleague: Colleague, now: datetime
) -> None:
    record_event(
        session,
        actor=colleague.actor,
        action=action,
        subject=f"item:{version.item_id}",
        now=now,
        details={"code": version.item.code, "version": version.version},
    )
