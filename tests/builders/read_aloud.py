"""Audio to review: a small form, with sound that was made or recorded, and who listens to it."""

from datetime import UTC, datetime
from pathlib import Path

import sqlalchemy as sa
from sqlalchemy.orm import Session

from itembank.forms import Stakes
from itembank.readaloud import AudioOrigin
from testplatform.db import unit_of_work
from testplatform.models.audio import AudioAsset, AudioState, Speaker
from testplatform.models.staff import Staff
from testplatform.repositories.forms import hash_text
from testplatform.services.read_aloud.making import BuiltSpeech, store_built_speech
from testplatform.services.read_aloud.requesting import request_form_speech
from testplatform.services.translating import Translator, translator_of
from tests.builders.banks import publish_items
from tests.builders.items import an_item

NOW = datetime(2026, 11, 25, 9, 0, tzinfo=UTC)
FIRST_REVIEWER = "moedertaal@example.org"
SECOND_REVIEWER = "moedertaal2@example.org"
QUESTION = "Waar ligt Hasselt?"
OTHER_QUESTION = "Wat doet de VREG?"


def a_form_to_hear(
    media_root: Path,
    *,
    prompts: tuple[str, ...] = (QUESTION, OTHER_QUESTION),
    stakes: Stakes = Stakes.HIGH,
    is_made: bool = True,
) -> int:
    """The id of a published form (of exams) in Dutch whose audio was asked for, and made."""
    with unit_of_work() as session:
        items = [an_item(prompt=prompt) for prompt in prompts]
        form_id = publish_items(session, items, media_root=media_root, stakes=stakes).id
        request_form_speech(session, form_id, now=NOW)
    if is_made:
        make_all()
    return form_id


def make_all(language: str = "nl") -> None:
    """Write down that what is wanted in a language was made; the file is another for each."""
    with unit_of_work() as session:
        keys = session.scalars(
            sa.select(AudioAsset.key).where(
                AudioAsset.language == language, AudioAsset.state == AudioState.WANTED
            )
        ).all()
        for key in keys:
            store_built_speech(session, BuiltSpeech(key=key, sha256=key[::-1]), now=NOW)


def a_clip(text: str, *, recorded_by: str, approvals: int = 0) -> str:
    """The key of a text that a person signed."""
    key = a_recording(text, recorded_by=recorded_by, language="vgt")
    with unit_of_work() as session:
        asset = session.get_one(AudioAsset, key)
        asset.media_type = "video/mp4"
        asset.duration_ms = 2_000
        asset.approvals = approvals
    return key


def a_recording(text: str, *, recorded_by: str, language: str = "nl") -> str:
    """The key of a text that a person spoke."""
    with unit_of_work() as session:
        staff = session.scalars(sa.select(Staff).where(Staff.email == recorded_by)).one()
        key = hash_text(f"{language} {text} {recorded_by}")
        asset = AudioAsset(
            key=key,
            state=AudioState.MADE,
            origin=AudioOrigin.HUMAN,
            language=language,
            text=text,
            text_hash=hash_text(text),
            phrases=[],
            is_public=False,
            media_type="audio/webm",
            engine="studio",
            voice="voice",
            voice_version="1",
            licence="project",
            requested_at=NOW,
            sha256=key[::-1],
            approvals=0,
            speaker=Speaker(
                display_name="Stan Stem",
                licence="project",
                consented_at=NOW,
                recorded_by_id=staff.id,
            ),
        )
        session.add(asset)
        return key


def key_of(session: Session, text: str, language: str = "nl") -> str:
    """The key of what a machine says for a text now."""
    session.rollback()
    return session.scalars(
        sa.select(AudioAsset.key).where(
            AudioAsset.language == language,
            AudioAsset.text_hash == hash_text(text),
            AudioAsset.origin == AudioOrigin.SYNTHETIC,
            AudioAsset.state != AudioState.STALE,
        )
    ).one()


def somebody(session: Session, email: str) -> Translator:
    """Somebody of staff as the services know them."""
    person = translator_of(session.scalars(sa.select(Staff).where(Staff.email == email)).one())
    session.rollback()
    return person
