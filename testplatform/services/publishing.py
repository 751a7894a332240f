"""Publish a checked bank: its items as frozen versions, its media, and its form."""

from datetime import datetime
from pathlib import Path

import sqlalchemy as sa
from sqlalchemy.orm import Session

from itembank.banks import Bank
from itembank.forms import bank_hash
from itembank.item_documents import item_to_document
from itembank.items import PRACTICE_PART, Item
from itembank.lifecycle import ItemState
from itembank.media import MediaKind, find_kind
from itembank.sheets import Sheet, sheet_of_translation, sheet_to_document
from testplatform.intake import FileRefused, measure_file
from testplatform.media import MediaStore, extension_of, media_type_of
from testplatform.models.forms import Form
from testplatform.models.items import ItemVersion, MediaFile
from testplatform.repositories.items import find_item, find_newest_version, list_sheets
from testplatform.services.freezing import FormPlace, FormToFreeze, freeze_form
from testplatform.services.item_versions import add_item, add_version, hash_document, put_sheet


class MediaNameTaken(Exception):
    """Another picture was published under this name before; published media never change."""


def publish_bank(
    session: Session, bank: Bank, media_folder: Path, store: MediaStore, *, now: datetime
) -> Form:
    """Publish the bank's form; the same content again changes nothing and returns what there is.

    Changed content becomes the next version of the form, with new versions of the items that
    changed.
    """
    source = bank_hash(bank.form, bank.items, bank.translations)
    published = _find_form_of(session, bank, source)
    if published is not None:
        return published
    _store_media(session, bank, media_folder, store, now)
    places = [(PRACTICE_PART, code) for code in bank.form.practice]
    places += [(part.code, code) for part in bank.form.parts for code in part.items]
    wanted = FormToFreeze(
        code=bank.form.code,
        programme=bank.form.programme,
        title=bank.form.title,
        stakes=bank.form.stakes,
        places=[
            FormPlace(part=part, version=_find_or_add_version(session, bank.items[code], bank, now))
            for part, code in places
        ],
        bank=source,
        moment=bank.form.moment,
    )
    return freeze_form(session, wanted, published_by_id=None, now=now)


def _find_form_of(session: Session, bank: Bank, source: str) -> Form | None:
    """The form that was published from exactly this bank, whatever was published since."""
    forms = session.scalars(sa.select(Form).where(Form.code == bank.form.code).order_by(Form.id))
    return next((form for form in forms if form.manifest["form"].get("bank") == source), None)


def _find_or_add_version(session: Session, item: Item, bank: Bank, now: datetime) -> ItemVersion:
    """The newest version when it says the same in every language, else the next one."""
    row = find_item(session, item.code)
    if row is None:
        row = add_item(session, item.code, programme=bank.form.programme, now=now)
    sheets: dict[str, Sheet] = {
        tag: sheet_of_translation(item, by_code[item.code])
        for tag, by_code in sorted(bank.translations.items())
        if item.code in by_code
    }
    newest = find_newest_version(session, row.id)
    if newest is not None and _says_the_same(session, newest, item, sheets):
        return newest
    version = add_version(session, row, item, state=ItemState.APPROVED, author_id=None, now=now)
    for sheet in sheets.values():
        put_sheet(session, version, item, sheet, now=now)
    return version


def _says_the_same(
    session: Session, version: ItemVersion, item: Item, sheets: dict[str, Sheet]
) -> bool:
    stored = list_sheets(session, [version.id]).get(version.id, {})
    return version.content_hash == hash_document(item_to_document(item)) and {
        tag: row.document for tag, row in stored.items()
    } == {tag: sheet_to_document(sheet) for tag, sheet in sheets.items()}


def _store_media(
    session: Session, bank: Bank, folder: Path, store: MediaStore, now: datetime
) -> None:
    kinds = {use.name: use.kind for item in bank.items.values() for use in item.list_media()}
    for name in sorted(bank.media):
        kind = kinds.get(name) or find_kind(name)
        if kind is None:
            continue
        data = (folder / name).read_bytes()
        sha256 = store.write(data, kind, extension_of(name))
        existing = session.scalars(sa.select(MediaFile).where(MediaFile.name == name)).one_or_none()
        if existing is not None and existing.sha256 == sha256:
            continue
        if existing is not None:
            raise MediaNameTaken(name)
        session.add(
            MediaFile(
                sha256=sha256,
                name=name,
                media_type=media_type_of(kind, extension_of(name)),
                size_bytes=len(data),
                duration_ms=_measure(folder / name, kind),
                uploaded_at=now,
            )
        )
    session.flush()


def _measure(path: Path, kind: MediaKind) -> int | None:
    """How long sound or a video lasts; a bank is published also where nothing can measure that."""
    if kind not in (MediaKind.AUDIO, MediaKind.VIDEO):
        return None
    try:
        return measure_file(path)
    except FileRefused:
        return None
