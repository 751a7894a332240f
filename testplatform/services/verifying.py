"""Compare published forms with their manifests: what was frozen must still be what is stored."""

from collections.abc import Iterator

import sqlalchemy as sa
from sqlalchemy.orm import Session, joinedload

from testplatform.models.forms import AudioManifest, Form, FormItem, FormTranslation
from testplatform.services.item_versions import hash_document
from testplatform.services.read_aloud.manifests import hash_audio_document


def list_differences(session: Session, form: Form) -> tuple[str, ...]:
    """Name every piece of a form that is no longer what its manifest says; empty is good."""
    return tuple(_differences(session, form))


def _differences(session: Session, form: Form) -> Iterator[str]:
    manifest = form.manifest
    if hash_document(manifest) != form.manifest_hash:
        yield "manifest"
    frozen = {row["ref"]: row["sha256"] for row in manifest["items"]}
    if dict(_hash_items(session, form)) != frozen:
        yield "items"
    translations = session.scalars(
        sa.select(FormTranslation)
        .where(FormTranslation.form_id == form.id)
        .order_by(FormTranslation.language)
    )
    if {row.language: hash_document(row.document) for row in translations} != manifest[
        "translations"
    ]:
        yield "translations"
    audio = session.scalars(
        sa.select(AudioManifest)
        .where(AudioManifest.form_id == form.id, AudioManifest.version == 1)
        .order_by(AudioManifest.language)
    )
    stored = {row.language: hash_audio_document(row.document) for row in audio}
    if any(stored.get(tag) != sha256 for tag, sha256 in manifest["audio"].items()):
        yield "audio"


def _hash_items(session: Session, form: Form) -> Iterator[tuple[str, str]]:
    rows = session.scalars(
        sa.select(FormItem)
        .where(FormItem.form_id == form.id)
        .order_by(FormItem.position)
        .options(joinedload(FormItem.item_version))
    )
    for row in rows:
        yield row.ref, hash_document(row.item_version.document)
