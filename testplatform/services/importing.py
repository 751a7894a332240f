"""Items of a file from outside as drafts of the bank: the chosen ones, all of them or none."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass, replace
from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.orm import Session

from itembank.interchange.reports import ImportedItem
from itembank.items import Item as ItemValue
from itembank.lifecycle import ItemState
from itembank.sheets import sheet_of_translation
from scoring.codes import PartCode
from testplatform import errors
from testplatform.db import hold_lock
from testplatform.errors import ItemNotTheirs
from testplatform.media import MediaStore
from testplatform.models.items import Item, ItemVersion
from testplatform.services.audit import record_event
from testplatform.services.imported_media import CheckedImport, keep_media, rename_media
from testplatform.services.item_rights import Colleague
from testplatform.services.item_soundness import list_part_problems
from testplatform.services.item_versions import add_item, add_version, put_sheet

_MOST_AT_ONCE = 500  # values in one query


class ItemCodeTaken(Exception):
    """The bank has items of these codes already; nothing was imported."""

    def __init__(self, codes: tuple[str, ...]) -> None:
        super().__init__(f"there are items already with the code {', '.join(codes)}")
        self.codes = codes


@dataclass(frozen=True, slots=True, kw_only=True)
class Destination:
    """Where items come to stand; `part` is for those whose file names no part of the programme."""

    programme: str
    part: PartCode | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ImportedDrafts:
    """The versions that were added, in the order of the file."""

    versions: tuple[ItemVersion, ...]


def import_items(
    session: Session,
    checked: CheckedImport,
    chosen: Collection[str] | None = None,
    *,
    destination: Destination,
    store: MediaStore,
    colleague: Colleague | None = None,
    now: datetime,
) -> ImportedDrafts:
    """Add the items with the chosen codes, or all that were not refused, as drafts.

    Without a `colleague` a command imports them.

    Raises:
        ItemNotTheirs: when somebody has no role that writes.
        ItemCodeTaken: when the bank has one of the codes; nothing is added.
    """
    if colleague is not None and not colleague.may_write:
        raise ItemNotTheirs
    wanted = _choose(checked.report.items, chosen)
    hold_lock(session, "item import")
    taken = list_taken_codes(session, (item.code for item, _one in wanted))
    if taken:
        raise ItemCodeTaken(taken)
    used = {use.name for item, _one in wanted for use in item.list_media()}
    media = {name: file for name, file in checked.media.items() if name in used}
    names = keep_media(session, media, store=store, colleague=colleague, now=now)
    return ImportedDrafts(
        versions=tuple(
            _add_draft(session, rename_media(item, names), one, destination, colleague, now)
            for item, one in wanted
        )
    )


def list_taken_codes(session: Session, codes: Iterable[str]) -> tuple[str, ...]:
    """List the codes that items of the bank have already, in alphabetical order."""
    asked = sorted(codes)
    return tuple(
        code
        for start in range(0, len(asked), _MOST_AT_ONCE)
        for code in session.scalars(
            sa.select(Item.code)
            .where(Item.code.in_(asked[start : start + _MOST_AT_ONCE]))
            .order_by(Item.code)
        )
    )


def _choose(
    items: Iterable[ImportedItem], chosen: Collection[str] | None
) -> list[tuple[ItemValue, ImportedItem]]:
    return [
        (one.item, one)
        for one in items
        if one.item is not None and (chosen is None or one.item.code in chosen)
    ]


def _add_draft(
    session: Session,
    item: ItemValue,
    one: ImportedItem,
    destination: Destination,
    colleague: Colleague | None,
    now: datetime,
) -> ItemVersion:
    placed = _place(item, destination)
    author_id = None if colleague is None else colleague.staff_id
    try:
        row = add_item(session, placed.code, programme=destination.programme, now=now)
    except errors.ItemCodeTaken as problem:  # somebody made it since the codes were looked up
        raise ItemCodeTaken((placed.code,)) from problem
    version = add_version(session, row, placed, state=ItemState.DRAFT, author_id=author_id, now=now)
    for translation in one.translations:
        put_sheet(session, version, placed, sheet_of_translation(placed, translation), now=now)
    record_event(
        session,
        actor="command" if colleague is None else colleague.actor,
        action="item imported",
        subject=f"item:{row.id}",
        now=now,
        details={"code": row.code, "version": version.version},
    )
    return version


def _place(item: ItemValue, destination: Destination) -> ItemValue:
    if destination.part is None or not list_part_problems(item, destination.programme):
        return item
    return replace(item, part=destination.part)
