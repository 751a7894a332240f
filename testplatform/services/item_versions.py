"""Versions of items and their translation sheets: made and kept equal to what lists search."""

import hashlib
import json
from collections.abc import Mapping
from dataclasses import asdict
from datetime import datetime

from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from itembank.item_documents import item_to_document
from itembank.items import Item as ItemValue
from itembank.items import ItemDraft
from itembank.lifecycle import ItemState
from itembank.sheets import Sheet, count_texts, sheet_state, sheet_to_document
from itembank.translations import SOURCE_LANGUAGE
from testplatform.errors import ItemCodeTaken
from testplatform.models.items import Item, ItemTranslation, ItemVersion
from testplatform.repositories.items import find_newest_version, list_sheets


def add_item(session: Session, code: str, *, programme: str, now: datetime) -> Item:
    """Add an item without a version.

    Raises:
        ItemCodeTaken: when there is one with that code, also when it came this very moment.
    """
    row = Item(code=code, programme=programme, created_at=now)
    try:
        with session.begin_nested():
            session.add(row)
    except IntegrityError as error:
        raise ItemCodeTaken(code=code) from error
    return row


def add_version(
    session: Session,
    item: Item,
    value: ItemDraft,
    *,
    state: ItemState,
    author_id: int | None,
    now: datetime,
) -> ItemVersion:
    """Add the next version of an item; lists show it from now on instead of the one before."""
    newest = find_newest_version(session, item.id)
    if newest is not None:
        newest.is_newest = False
    version = ItemVersion(
        item=item,
        version=1 if newest is None else newest.version + 1,
        is_newest=True,
        state=state,
        source_language=SOURCE_LANGUAGE,
        author_id=author_id,
        edits=0,
        created_at=now,
    )
    set_content(version, value, now=now)
    session.add(version)
    session.flush()
    return version


def set_content(version: ItemVersion, value: ItemDraft, *, now: datetime) -> None:
    """Write an item into a version: document, hash and what lists search."""
    version.document = item_to_document(value)
    version.content_hash = hash_document(version.document)
    version.item_type = value.item_type
    version.part = value.part
    version.theme = value.theme
    version.skill = value.skill
    version.level = value.level
    version.search_text = "\n".join([value.code, *(one.text for one in value.list_texts())]).lower()
    version.updated_at = now


def put_sheet(
    session: Session, version: ItemVersion, value: ItemValue, sheet: Sheet, *, now: datetime
) -> ItemTranslation:
    """Write a translation sheet of a version, with its numbers of texts per state."""
    row = list_sheets(session, [version.id]).get(version.id, {}).get(sheet.language)
    if row is None:
        row = ItemTranslation(item_version_id=version.id, language=sheet.language, edits=0)
        session.add(row)
    else:
        row.edits += 1
    row.state = sheet_state(sheet)
    row.document = sheet_to_document(sheet)
    for name, number in asdict(count_texts(sheet, value)).items():
        setattr(row, name, number)
    row.updated_at = now
    session.flush()
    return row


def hash_document(document: Mapping[str, object]) -> str:
    """SHA-256 of the canonical JSON of a document."""
    canonical = json.dumps(document, sort_keys=True, separators=(",", ":"), ensure_ascii=False)
    return hashlib.sha256(canonical.encode()).hexdigest()
