"""Translate and review the texts of an item version in one language; who may do which."""

from collections.abc import Mapping
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, field
from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.orm import Session

from itembank.item_documents import item_from_document
from itembank.items import Item, ItemNotValid
from itembank.languages import LanguageTag
from itembank.lifecycle import ItemState
from itembank.sheets import Sheet, sheet_from_document
from itembank.texts import TextId
from itembank.translating import SheetWork, work_on_sheet
from itembank.translations import SOURCE_LANGUAGE
from testplatform.errors import (
    SheetChangedMeanwhile,
    SourceNotReady,
    TranslationNotTheirs,
    VersionRetired,
)
from testplatform.models.items import ItemComment, ItemTranslation, ItemVersion
from testplatform.models.staff import RoleName, Staff
from testplatform.repositories.items import list_sheets
from testplatform.services.audit import record_event
from testplatform.services.item_versions import put_sheet

LONGEST_COMMENT = 4_000


@dataclass(frozen=True, slots=True, kw_only=True)
class Worksheet:
    """An item version in one language: what it says, its sheet so far, and the stored row.

    `row` is None as long as nobody translated anything.
    """

    version: ItemVersion
    item: Item
    sheet: Sheet
    row: ItemTranslation | None

    @property
    def edits(self) -> int:
        """What goes up with every change; -1 while there is nothing yet."""
        return -1 if self.row is None else self.row.edits


@dataclass(frozen=True, slots=True, kw_only=True)
class SheetCommand:
    """What somebody sent from the workbench.

    `edits` and `content_hash` are those of the sheet and the source that they saw. `comments` are
    new remarks by text, `resolved` the numbers of remarks that are settled.
    """

    edits: int
    content_hash: str
    work: SheetWork
    comments: Mapping[TextId, str] = field(default_factory=dict)
    resolved: AbstractSet[int] = frozenset()


@dataclass(frozen=True, slots=True, kw_only=True)
class Translator:
    """Somebody of staff, their roles, and the languages that they translate into or review."""

    staff_id: int
    roles: frozenset[RoleName]
    languages: frozenset[str]

    def may_translate(self, language: str) -> bool:
        """An administrator into every language, others into their own."""
        if RoleName.ADMINISTRATOR in self.roles:
            return True
        has_role = bool(self.roles & {RoleName.TRANSLATOR, RoleName.NATIVE_REVIEWER})
        return has_role and language in self.languages

    def may_review(self, language: str) -> bool:
        """A native reviewer alone, and only in their own languages."""
        return RoleName.NATIVE_REVIEWER in self.roles and language in self.languages


def translator_of(staff: Staff) -> Translator:
    return Translator(
        staff_id=staff.id,
        roles=frozenset(RoleName(role.name) for role in staff.roles),
        languages=frozenset(language.tag for language in staff.languages),
    )


def get_worksheet(session: Session, version: ItemVersion, language: LanguageTag) -> Worksheet:
    """The sheet of a version as it stands.

    Raises:
        SourceNotReady: while the item itself cannot be asked.
    """
    row = list_sheets(session, [version.id]).get(version.id, {}).get(language)
    return build_worksheet(version, row, language)


def build_worksheet(
    version: ItemVersion, row: ItemTranslation | None, language: LanguageTag
) -> Worksheet:
    """Read version and row; see `get_worksheet`."""
    try:
        item = item_from_document(version.document)
    except ItemNotValid as error:
        raise SourceNotReady from error
    sheet = (
        Sheet(language=language, texts={})
        if row is None
        else sheet_from_document(row.document, language=language)
    )
    return Worksheet(version=version, item=item, sheet=sheet, row=row)


def save_sheet(
    session: Session,
    version_id: int,
    language: LanguageTag,
    command: SheetCommand,
    *,
    actor: Translator,
    now: datetime,
) -> bool:
    """Keep what somebody did in the workbench, all of it or nothing; tells whether texts changed.

    Remarks are for everybody; writing and reviewing are for whoever has the role and the language.

    Raises:
        TranslationNotTheirs, VersionRetired, SourceNotReady: when it cannot be done at all.
        SheetChangedMeanwhile: when sheet or source are not those that they saw.
        SheetWorkRefused: with every text that is not what it must be.
    """
    version = lock_version(session, version_id)
    _add_comments(session, version, language, command, actor, now)
    if not (command.work.written or command.work.confirmed or command.work.reviewed):
        return False
    check_may_write(version, language, actor)
    if command.work.reviewed and not actor.may_review(language):
        raise TranslationNotTheirs(language=language)
    worksheet = get_worksheet(session, version, language)
    if (worksheet.edits, version.content_hash) != (command.edits, command.content_hash):
        raise SheetChangedMeanwhile
    after = work_on_sheet(worksheet.sheet, worksheet.item, command.work, by=actor.staff_id)
    if after == worksheet.sheet:
        return False
    put_sheet(session, version, worksheet.item, after, now=now)
    record_event(
        session,
        actor=f"staff:{actor.staff_id}",
        action="translation saved",
        subject=f"item:{version.item_id}",
        now=now,
        details={
            "language": language,
            "version": version.version,
            "number": count_changes(worksheet.sheet, after),
        },
    )
    return True


def lock_version(session: Session, version_id: int) -> ItemVersion:
    """The version, held until the transaction ends: sheets of it are written one by one."""
    return session.scalars(
        sa.select(ItemVersion).where(ItemVersion.id == version_id).with_for_update()
    ).one()


def check_may_write(version: ItemVersion, language: str, actor: Translator) -> None:
    """Refuse who may not write in the language, and what is not written any more."""
    if language == SOURCE_LANGUAGE or not actor.may_translate(language):
        raise TranslationNotTheirs(language=language)
    if version.state is ItemState.RETIRED:
        raise VersionRetired


def count_changes(before: Sheet, after: Sheet) -> int:
    """How many texts differ in words or in state."""
    return sum(before.texts.get(text_id) != one for text_id, one in after.texts.items())


def _add_comments(
    session: Session,
    version: ItemVersion,
    language: str,
    command: SheetCommand,
    actor: Translator,
    now: datetime,
) -> None:
    for text_id, body in command.comments.items():
        session.add(
            ItemComment(
                item_version_id=version.id,
                language=language,
                text_id=text_id,
                author_id=actor.staff_id,
                body=body,
                written_at=now,
            )
        )
    if command.resolved:
        session.execute(
            sa.update(ItemComment)
            .where(
                ItemComment.id.in_(command.resolved),
                ItemComment.item_version_id == version.id,
                ItemComment.language == language,
                ItemComment.resolved_at.is_(None),
            )
            .values(resolved_at=now)
        )
    session.flush()
