"""Publish a checked bank as frozen item versions, translations, media and a form."""

import hashlib
import json
from datetime import datetime
from pathlib import Path

import sqlalchemy as sa
from sqlalchemy.orm import Session

from itembank.banks import Bank
from itembank.forms import manifest_hash
from itembank.item_documents import item_to_document
from itembank.items import PRACTICE_PART, Item
from itembank.translations import SOURCE_LANGUAGE, translation_to_document
from testplatform.media import MediaStore
from testplatform.models.forms import Form, FormItem
from testplatform.models.items import Item as ItemRow
from testplatform.models.items import ItemTranslation, ItemVersion, MediaFile
from testplatform.repositories.forms import find_item_row
from testplatform.services.audit import record_event


def publish_bank(
    session: Session, bank: Bank, media_folder: Path, store: MediaStore, *, now: datetime
) -> Form:
    """Publish the bank's form; the same content again changes nothing and returns what there is.

    Changed content becomes the next version of the form, with new versions of the items that
    changed.
    """
    content_hash = manifest_hash(bank.form, bank.items, bank.translations)
    published = session.scalars(
        sa.select(Form).where(Form.code == bank.form.code).order_by(Form.version.desc())
    ).first()
    if published is not None and published.manifest_hash == content_hash:
        return published
    _store_media(session, bank, media_folder, store)
    form = Form(
        code=bank.form.code,
        version=1 if published is None else published.version + 1,
        programme=bank.form.programme,
        title=bank.form.title,
        manifest_hash=content_hash,
        published_at=now,
    )
    session.add(form)
    session.flush()
    _add_items(session, form, bank)
    record_event(
        session,
        actor="command",
        action="form published",
        subject=f"form:{form.id}",
        now=now,
        details={"code": form.code, "version": form.version, "manifest": content_hash},
    )
    return form


def _add_items(session: Session, form: Form, bank: Bank) -> None:
    places = [("p", PRACTICE_PART, code) for code in bank.form.practice]
    places += [("i", part.code, code) for part in bank.form.parts for code in part.items]
    numbers = {"p": 0, "i": 0}
    for position, (prefix, part, code) in enumerate(places, start=1):
        numbers[prefix] += 1
        version = _item_version(session, bank.items[code], bank)
        session.add(
            FormItem(
                form=form,
                position=position,
                ref=f"{prefix}{numbers[prefix]}",
                part=part,
                item_version=version,
            )
        )
    session.flush()


def _item_version(session: Session, item: Item, bank: Bank) -> ItemVersion:
    translations = {
        tag: translation_to_document(by_code[item.code])
        for tag, by_code in sorted(bank.translations.items())
        if item.code in by_code
    }
    document = item_to_document(item)
    content_hash = _hash([document, translations])
    row = find_item_row(session, item.code)
    if row is None:
        row = ItemRow(code=item.code, programme=bank.form.programme)
        session.add(row)
        session.flush()
    newest = session.scalars(
        sa.select(ItemVersion)
        .where(ItemVersion.item_id == row.id)
        .order_by(ItemVersion.version.desc())
    ).first()
    if newest is not None and newest.content_hash == content_hash:
        return newest
    version = ItemVersion(
        item=row,
        version=1 if newest is None else newest.version + 1,
        source_language=SOURCE_LANGUAGE,
        document=document,
        content_hash=content_hash,
    )
    session.add(version)
    session.flush()
    for tag, translated in translations.items():
        texts = {"texts": translated["texts"]}
        state = bank.translations[tag][item.code].state
        session.add(
            ItemTranslation(item_version_id=version.id, language=tag, state=state, document=texts)
        )
    return version


def _store_media(session: Session, bank: Bank, folder: Path, store: MediaStore) -> None:
    for name in sorted(bank.media):
        data = (folder / name).read_bytes()
        sha256 = store.write_image(data)
        existing = session.scalars(sa.select(MediaFile).where(MediaFile.name == name)).one_or_none()
        if existing is not None and existing.sha256 == sha256:
            continue
        if existing is not None:
            raise MediaNameTaken(name)
        session.add(
            MediaFile(sha256=sha256, name=name, media_type="image/svg+xml", size_bytes=len(data))
        )
    session.flush()


class MediaNameTaken(Exception):
    """Another picture was published under this name before; published media never change."""


def _hash(value: object) -> str:
    canonical = json.dumps(value, sort_keys=True, separators=(",", ":"), ensure_ascii=False)
    return hashlib.sha256(canonical.encode()).hexdigest()
