"""Freeze a form: item versions, translations and cut-score sets under the hash of a manifest."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session

from itembank.forms import Stakes
from itembank.item_documents import item_from_document
from itembank.items import PRACTICE_PART
from itembank.languages import LanguageTag
from itembank.lifecycle import ItemEvent, ItemState, transition
from itembank.sheets import find_translation, sheet_from_document
from itembank.translations import translation_to_document
from testplatform.models.cut_scores import CutScoreSet
from testplatform.models.forms import AudioManifest, Form, FormItem, FormTranslation
from testplatform.models.items import ItemHappening, ItemTranslation, ItemVersion
from testplatform.repositories.items import list_sheets
from testplatform.services.audit import record_event
from testplatform.services.form_audio import SpokenItem, list_settled_audio, list_spoken
from testplatform.services.item_versions import hash_document
from testplatform.services.read_aloud.manifests import CurrentAudio

MANIFEST_FORMAT = 1

Texts = dict[str, dict[str, dict[str, Any]]]  # language → ref → state and texts


@dataclass(frozen=True, slots=True, kw_only=True)
class FormPlace:
    """An item version in its part of a form, in the order in which it is asked."""

    part: str
    version: ItemVersion


@dataclass(frozen=True, slots=True, kw_only=True)
class FormToFreeze:
    """What becomes a version of a form; practice first, then part by part.

    `bank` is the hash of the bank that it came from, when it came from files. Without a moment the
    form is for each one of its programme.
    """

    code: str
    programme: str
    title: str
    stakes: Stakes
    places: Sequence[FormPlace]
    shuffles_items: bool = False
    shuffles_options: bool = False
    bank: str | None = None
    moment: str | None = None


def freeze_form(
    session: Session, wanted: FormToFreeze, *, published_by_id: int | None, now: datetime
) -> Form:
    """Publish a version of a form; the same content again returns the version that there is.

    Every language of which an item has a whole translation comes along, and the audio of every
    language whose voices are settled; what is made later is a manifest of its own. The item
    versions are published with it.
    """
    refs = list_refs(wanted.places)
    items = read_spoken_items(session, wanted.places)
    texts = _list_texts(items)
    audio = list_settled_audio(session, list_spoken(items), refs, wanted.stakes)
    manifest = _build_manifest(session, wanted, refs, texts, audio)
    manifest_hash = hash_document(manifest)
    newest = session.scalars(
        sa.select(Form).where(Form.code == wanted.code).order_by(Form.version.desc())
    ).first()
    if newest is not None and newest.manifest_hash == manifest_hash:
        return newest
    form = Form(
        code=wanted.code,
        version=1 if newest is None else newest.version + 1,
        programme=wanted.programme,
        title=wanted.title,
        stakes=wanted.stakes,
        manifest_hash=manifest_hash,
        manifest=manifest,
        shuffles_items=wanted.shuffles_items,
        shuffles_options=wanted.shuffles_options,
        published_by_id=published_by_id,
        published_at=now,
    )
    session.add(form)
    session.flush()
    _add_rows(session, form, wanted.places, refs, texts)
    _add_audio(session, form, audio, now)
    _publish_versions(session, wanted.places, published_by_id, now)
    record_event(
        session,
        actor="command" if published_by_id is None else f"staff:{published_by_id}",
        action="form published",
        subject=f"form:{form.id}",
        now=now,
        details={"code": form.code, "version": form.version, "manifest": manifest_hash},
    )
    return form


def list_refs(places: Sequence[FormPlace]) -> list[str]:
    """The name of each place on a candidate's device: p1, p2 for practice, i1, i2 for the rest."""
    numbers = {"p": 0, "i": 0}
    refs = []
    for place in places:
        prefix = "p" if place.part == PRACTICE_PART else "i"
        numbers[prefix] += 1
        refs.append(f"{prefix}{numbers[prefix]}")
    return refs


def read_spoken_items(session: Session, places: Sequence[FormPlace]) -> list[SpokenItem]:
    """The items of places under their refs, with the translations that are whole (one query)."""
    sheets = list_sheets(session, [place.version.id for place in places])
    return [
        _read_spoken_item(ref, place.version, sheets.get(place.version.id, {}))
        for ref, place in zip(list_refs(places), places, strict=True)
    ]


def _read_spoken_item(
    ref: str, version: ItemVersion, sheets: Mapping[str, ItemTranslation]
) -> SpokenItem:
    item = item_from_document(version.document)
    found = {
        tag: find_translation(sheet_from_document(row.document, language=LanguageTag(tag)), item)
        for tag, row in sheets.items()
    }
    whole = {tag: translation for tag, translation in found.items() if translation is not None}
    return SpokenItem(ref=ref, item=item, translations=whole)


def _list_texts(items: Sequence[SpokenItem]) -> Texts:
    texts: Texts = {}
    for one in items:
        for tag, translation in one.translations.items():
            written = translation_to_document(translation)
            document = {"state": written["state"], "texts": written["texts"]}
            texts.setdefault(tag, {})[one.ref] = document
    return texts


def _build_manifest(
    session: Session,
    wanted: FormToFreeze,
    refs: Sequence[str],
    texts: Texts,
    audio: Mapping[str, CurrentAudio],
) -> dict[str, Any]:
    cut_scores = session.scalars(
        sa.select(CutScoreSet)
        .where(CutScoreSet.programme == wanted.programme)
        .order_by(CutScoreSet.code, CutScoreSet.version)
    )
    return {
        "format": MANIFEST_FORMAT,
        "form": {
            "code": wanted.code,
            "programme": wanted.programme,
            "title": wanted.title,
            "stakes": wanted.stakes.value,
            "bank": wanted.bank,
            "shuffles_items": wanted.shuffles_items,
            "shuffles_options": wanted.shuffles_options,
            **({} if wanted.moment is None else {"moment": wanted.moment}),
        },
        "items": [
            {
                "ref": ref,
                "part": place.part,
                "code": place.version.item.code,
                "version": place.version.version,
                "sha256": place.version.content_hash,
            }
            for ref, place in zip(refs, wanted.places, strict=True)
        ],
        "translations": {tag: hash_document(by_ref) for tag, by_ref in sorted(texts.items())},
        "audio": {tag: one.content_hash for tag, one in sorted(audio.items())},
        "cut_scores": {
            f"{row.code}/{row.version}": hash_document(row.document) for row in cut_scores
        },
    }


def _add_rows(
    session: Session,
    form: Form,
    places: Sequence[FormPlace],
    refs: Sequence[str],
    texts: Mapping[str, Any],
) -> None:
    for position, (ref, place) in enumerate(zip(refs, places, strict=True), start=1):
        session.add(
            FormItem(
                form=form, position=position, ref=ref, part=place.part, item_version=place.version
            )
        )
    for language, by_ref in sorted(texts.items()):
        session.add(FormTranslation(form_id=form.id, language=language, document=by_ref))
    session.flush()


def _add_audio(
    session: Session, form: Form, audio: Mapping[str, CurrentAudio], now: datetime
) -> None:
    for tag, current in sorted(audio.items()):
        session.add(
            AudioManifest(
                form_id=form.id,
                language=tag,
                version=1,
                document=current.document,
                content_hash=current.content_hash,
                is_reviewed=current.is_reviewed,
                created_at=now,
            )
        )
    session.flush()


def _publish_versions(
    session: Session, places: Sequence[FormPlace], actor_id: int | None, now: datetime
) -> None:
    for version in (place.version for place in places):
        before = version.state
        version.state = transition(before, ItemEvent.PUBLISH)
        if before is not ItemState.PUBLISHED:
            session.add(
                ItemHappening(
                    item_version_id=version.id,
                    event=ItemEvent.PUBLISH,
                    from_state=before,
                    to_state=version.state,
                    actor_id=actor_id,
                    comment="",
                    at=now,
                )
            )
    session.flush()
