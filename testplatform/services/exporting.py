"""A published form as a QTI 3 package, with its translations, media and spoken texts."""

from collections.abc import Mapping
from datetime import datetime
from pathlib import Path

import sqlalchemy as sa
from sqlalchemy.orm import Session

from itembank.forms import Form, FormCode, FormPart
from itembank.interchange.qti.writing.packages import SpokenText, write_package
from itembank.items import PRACTICE_PART
from itembank.languages import LanguageTag
from scoring.codes import PartCode
from testplatform.config import Config
from testplatform.media import MediaStore, extension_of, kind_of
from testplatform.models.forms import Form as FormRow
from testplatform.models.items import MediaFile
from testplatform.repositories.forms import FormPlan, get_form_plan
from testplatform.services.audit import record_event
from testplatform.services.read_aloud.manifests import read_current_audio
from testplatform.speech.store import AudioStore


class FormNotFound(Exception):
    """There is no published form of that code."""

    def __init__(self, code: str) -> None:
        super().__init__(f"there is no published form {code}")
        self.code = code


def export_form(session: Session, code: str, config: Config) -> bytes:
    """Write the newest version of a form as a package.

    Raises:
        FormNotFound: when there is none.
        ItemNotWritable: for an item that QTI cannot hold.
    """
    row = session.scalars(
        sa.select(FormRow).where(FormRow.code == code).order_by(FormRow.version.desc()).limit(1)
    ).one_or_none()
    if row is None:
        raise FormNotFound(code)
    return export_version(session, row, config)


def export_version(session: Session, row: FormRow, config: Config) -> bytes:
    """Write one version of a form as a package.

    Raises:
        ItemNotWritable: for an item that QTI cannot hold.
    """
    plan = get_form_plan(session, row.id)
    return write_package(
        _to_form(row, plan),
        {planned.item.code: planned.item for planned in plan.items},
        {
            LanguageTag(language): {
                plan.items_by_ref[ref].item.code: translation for ref, translation in found.items()
            }
            for language, found in plan.translations.items()
        },
        _read_media(session, plan, MediaStore(config.media_root)),
        _read_spoken(session, plan, AudioStore(config.media_root)),
    )


def hand_out_version(
    session: Session, row: FormRow, config: Config, *, actor: str, now: datetime
) -> bytes:
    """Export one version of a form for somebody; the package holds keys, so it leaves a trace.

    Raises:
        ItemNotWritable: for an item that QTI cannot hold.
    """
    data = export_version(session, row, config)
    record_event(
        session,
        actor=actor,
        action="form exported",
        subject=f"form:{row.id}",
        now=now,
        details={"code": row.code, "version": row.version},
    )
    return data


def _to_form(row: FormRow, plan: FormPlan) -> Form:
    parts = tuple(dict.fromkeys(planned.part for planned in plan.items))
    return Form(
        code=FormCode(row.code),
        version=row.version,
        programme=plan.programme.code,
        title=row.title,
        stakes=row.stakes,
        parts=tuple(
            FormPart(code=PartCode(part), items=tuple(one.item.code for one in plan.items_of(part)))
            for part in parts
            if part != PRACTICE_PART
        ),
        practice=tuple(one.item.code for one in plan.items_of(PRACTICE_PART)),
    )


def _read_media(session: Session, plan: FormPlan, store: MediaStore) -> dict[str, bytes]:
    names = {use.name for planned in plan.items for use in planned.item.list_media()}
    rows = session.scalars(
        sa.select(MediaFile).where(MediaFile.name.in_(names)).order_by(MediaFile.name)
    )
    return {row.name: _path_of(store, row).read_bytes() for row in rows}


def _path_of(store: MediaStore, row: MediaFile) -> Path:
    return store.path_of(row.sha256, kind_of(row.media_type), extension_of(row.name))


def _read_spoken(session: Session, plan: FormPlan, store: AudioStore) -> Mapping[SpokenText, bytes]:
    spoken: dict[SpokenText, bytes] = {}
    for language, found in plan.segments.items():
        audio = read_current_audio(session, plan.form_id, language).document
        for one in found:
            key = audio.get(one.ref, {}).get(one.segment_id)
            if key is not None and store.exists(key):
                text = SpokenText(language=language, text=one.text, name=f"{key}.webm")
                spoken[text] = store.path_for(key).read_bytes()
    return spoken
