"""Audio from request to frozen manifest; the engine itself has its own tests."""

from datetime import timedelta
from pathlib import Path

import sqlalchemy as sa
from sqlalchemy.orm import Session

from testplatform.config import Config
from testplatform.db import unit_of_work
from testplatform.models.attempts import Attempt
from testplatform.models.audio import AudioAsset, AudioState
from testplatform.services.read_aloud import (
    BuiltSpeech,
    bind_waiting_attempts,
    find_ready_speech,
    list_wanted,
    measure_coverage,
    read_current_audio,
    render_speech,
    request_form_speech,
    store_built_speech,
)
from testplatform.speech.store import AudioStore
from tests.builders.attempts import STARTED_AT, a_leased_attempt, a_started_attempt, plan_of
from tests.builders.bookings import a_booking

NOW = STARTED_AT + timedelta(minutes=3)


def make_ready(language: str, *, refuse: int = 0) -> None:
    """Write down that every wanted asset of a language was made, the first `refuse` refused."""
    with unit_of_work() as session:
        assets = session.scalars(
            sa.select(AudioAsset.key)
            .where(AudioAsset.language == language, AudioAsset.is_public.is_(False))
            .order_by(AudioAsset.key)
        ).all()
        for number, key in enumerate(assets):
            refusal = "the result is silence" if number < refuse else None
            store_built_speech(session, BuiltSpeech(key=key, sha256="0" * 64, refusal=refusal))


def manifest_of(session: Session, attempt_id: int) -> int | None:
    session.rollback()
    return session.get_one(Attempt, attempt_id, populate_existing=True).audio_manifest_id


class TestRequest:
    def test_asking_again_asks_for_nothing(self, session: Session) -> None:
        form_id = plan_of(session, a_leased_attempt()).form_id

        with unit_of_work() as work:
            assert request_form_speech(work, form_id, now=NOW) == 0

    def test_the_languages_of_who_waits_come_first(self, session: Session) -> None:
        make_ready("ar")
        a_leased_attempt(a_booking(language="tr"))
        with unit_of_work() as work:
            work.execute(sa.delete(AudioAsset).where(AudioAsset.is_public))

        assert {language for _key, _text, language in list_wanted(session)} == {"tr"}


class TestManifest:
    def test_is_frozen_when_the_last_voice_is_there(self, session: Session) -> None:
        attempt_id = a_started_attempt()
        assert manifest_of(session, attempt_id) is None

        make_ready("nl")
        with unit_of_work() as work:
            assert bind_waiting_attempts(work, now=NOW) == 1

        assert manifest_of(session, attempt_id) is not None

    def test_two_attempts_hear_the_same(self, session: Session) -> None:
        make_ready("nl")

        first = a_leased_attempt()
        second = a_leased_attempt(a_booking(id="A-2", dossier="D-2026-000002"))

        assert manifest_of(session, first) == manifest_of(session, second)

    def test_a_refused_voice_is_missing_and_holds_up_nobody(self, session: Session) -> None:
        make_ready("nl", refuse=1)
        attempt_id = a_leased_attempt()

        assert manifest_of(session, attempt_id) is not None
        coverage = measure_coverage(session, plan_of(session, attempt_id).form_id, "nl")
        assert (coverage.refused, coverage.percent, coverage.is_complete) == (1, 99, False)

    def test_a_language_without_a_voice_plays_nothing(self, session: Session) -> None:
        make_ready("nl")
        attempt_id = a_leased_attempt(a_booking(language="ti"))

        audio = read_current_audio(session, plan_of(session, attempt_id).form_id, "ti")

        assert manifest_of(session, attempt_id) is not None
        assert {key for keys in audio.values() for key in keys.values()} == {None}

    def test_a_voice_of_another_language_is_never_found(self, session: Session) -> None:
        make_ready("nl")

        assert find_ready_speech(session, "Juist", "nl") is not None
        assert find_ready_speech(session, "Juist", "fr") is None

    def test_another_text_has_no_audio(self, session: Session) -> None:
        make_ready("nl")

        assert find_ready_speech(session, "Juist!", "nl") is None


class TestRender:
    def test_a_real_voice_ends_as_a_file_under_its_key(
        self, session: Session, config: Config, tmp_path: Path
    ) -> None:
        store = AudioStore(tmp_path / "made")
        key, text, language = list_wanted(session, limit=1)[0]

        built = render_speech(key, text, language, store)
        with unit_of_work() as work:
            store_built_speech(work, built)

        asset = session.get_one(AudioAsset, key)
        assert (built.refusal, asset.state) == (None, AudioState.READY)
        assert store.path_for(key).stat().st_size > 500
        assert asset.duration_ms is not None
