"""Audio from request to frozen manifest; the engine itself has its own tests."""

from datetime import timedelta
from pathlib import Path

import sqlalchemy as sa
from flask import Flask
from sqlalchemy.orm import Session

from itembank.forms import Stakes
from itembank.languages import get_language
from testplatform.config import Config
from testplatform.db import unit_of_work
from testplatform.models.attempts import Attempt
from testplatform.models.audio import AudioAsset, AudioState, EngineSwitch
from testplatform.services.read_aloud.choosing import find_speech
from testplatform.services.read_aloud.coverage import measure_coverage, measure_form_texts
from testplatform.services.read_aloud.making import (
    BuiltSpeech,
    claim_wanted,
    render_speech,
    store_built_speech,
)
from testplatform.services.read_aloud.manifests import (
    bind_waiting_attempts,
    find_manifest,
    read_current_audio,
)
from testplatform.services.read_aloud.requesting import request_form_speech, request_speech
from testplatform.speech.audio import Container
from testplatform.speech.store import AudioStore
from tests.builders.attempts import (
    STARTED_AT,
    a_checked_in_attempt,
    a_leased_attempt,
    a_started_attempt,
    plan_of,
)
from tests.builders.bookings import a_booking
from tests.integration.database.test_two_at_once import at_once

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
            built = BuiltSpeech(key=key, sha256="0" * 64, refusal=refusal)
            store_built_speech(session, built, now=NOW)


def request(*texts: str, is_public: bool = False) -> None:
    with unit_of_work() as session:
        request_speech(session, texts, "nl", is_public=is_public, stakes=Stakes.PRACTICE, now=NOW)


def manifest_of(session: Session, attempt_id: int) -> int | None:
    session.rollback()
    return session.get_one(Attempt, attempt_id, populate_existing=True).audio_manifest_id


class TestRequest:
    def test_asking_again_asks_for_nothing(self, session: Session) -> None:
        form_id = plan_of(session, a_leased_attempt()).form_id

        with unit_of_work() as work:
            assert request_form_speech(work, form_id, now=NOW) == 0

    def test_two_texts_that_sound_the_same_are_both_heard(self, session: Session) -> None:
        texts = ("Om 12:30", "Om 12 uur 30")
        request(*texts)

        make_ready("nl")

        keys = [find_speech(session, text, "nl", Stakes.PRACTICE) for text in texts]
        assert None not in keys
        assert len(set(keys)) == 2

    def test_a_sentence_of_a_question_on_a_screen_is_for_everybody(self, session: Session) -> None:
        request("Ga verder met de bus")

        request("Ga verder met de bus", is_public=True)

        found = sa.select(AudioAsset.is_public).where(AudioAsset.text == "Ga verder met de bus")
        assert session.scalars(found).all() == [True]

    def test_the_names_of_languages_come_first_and_then_those_of_who_waits(
        self, session: Session
    ) -> None:
        make_ready("ar")
        a_leased_attempt(a_booking(language="tr"))

        with unit_of_work() as work:
            wanted = [session.get_one(AudioAsset, one.key) for one in claim_wanted(work, now=NOW)]

        names, others = wanted[:5], wanted[5:]
        assert {get_language(one.language).own_name for one in names} == {one.text for one in names}
        assert {(one.language, one.is_public) for one in others} == {("tr", True)}


class TestHeard:
    def test_before_a_code_is_only_what_everybody_may_hear(self, session: Session) -> None:
        request("Français")
        make_ready("nl")
        assert find_speech(session, "Français", "nl", Stakes.PRACTICE) is not None

        key = find_speech(session, "Français", "nl", Stakes.PRACTICE, is_public=True)

        assert key is None

    def test_waits_for_no_engine_that_is_off(self, session: Session) -> None:
        form_id = plan_of(session, a_leased_attempt()).form_id
        assert not measure_coverage(session, form_id, "nl").is_settled

        with unit_of_work() as work:
            work.add(EngineSwitch(engine="espeak-ng", is_on=False, changed_by_id=1, changed_at=NOW))

        assert measure_coverage(session, form_id, "nl").is_settled


class TestManifest:
    def test_two_candidates_who_need_the_next_one_get_the_same(
        self, app: Flask, session: Session
    ) -> None:
        make_ready("nl")
        form_id = plan_of(session, a_checked_in_attempt()).form_id

        def find() -> int:
            with unit_of_work() as work:
                manifest = find_manifest(work, form_id, "nl", now=NOW)
                assert manifest is not None
                return manifest.id

        first, second = at_once(app, find, find)

        assert first == second

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
        coverage = measure_form_texts(session, plan_of(session, attempt_id).form_id, "nl")
        assert (coverage.refused, coverage.percent, coverage.is_complete) == (1, 99, False)

    def test_a_language_without_a_voice_plays_nothing(self, session: Session) -> None:
        make_ready("nl")
        attempt_id = a_leased_attempt(a_booking(language="ti"))

        audio = read_current_audio(session, plan_of(session, attempt_id).form_id, "ti").document

        assert manifest_of(session, attempt_id) is not None
        assert {key for keys in audio.values() for key in keys.values()} == {None}

    def test_a_voice_of_another_language_is_never_found(self, session: Session) -> None:
        make_ready("nl")

        assert find_speech(session, "Juist", "nl", Stakes.PRACTICE) is not None
        assert find_speech(session, "Juist", "fr", Stakes.PRACTICE) is None

    def test_another_text_has_no_audio(self, session: Session) -> None:
        make_ready("nl")

        assert find_speech(session, "Juist!", "nl", Stakes.PRACTICE) is None


class TestRender:
    def test_a_real_voice_ends_as_a_file_under_its_key(
        self, session: Session, config: Config, tmp_path: Path
    ) -> None:
        store = AudioStore(tmp_path / "made")
        with unit_of_work() as work:
            (wanted,) = claim_wanted(work, now=NOW, limit=1)

        built = render_speech(wanted, store)
        with unit_of_work() as work:
            store_built_speech(work, built, now=NOW)

        asset = session.get_one(AudioAsset, wanted.key)
        assert (built.refusal, asset.state) == (None, AudioState.MADE)
        assert all(store.path_for(wanted.key, one).stat().st_size > 500 for one in Container)
        assert asset.duration_ms is not None
