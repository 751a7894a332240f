"""Engines that are switched, upgraded or gone: what becomes of the audio of texts."""

from datetime import timedelta
from pathlib import Path

import pytest
import sqlalchemy as sa
from sqlalchemy.orm import Session

from itembank.forms import Stakes
from testplatform.db import unit_of_work
from testplatform.models.attempts import Attempt
from testplatform.models.audio import AudioAsset, AudioState, EngineSwitch
from testplatform.models.audit import AuditRecord
from testplatform.models.staff import Staff
from testplatform.services.read_aloud.choosing import find_speech
from testplatform.services.read_aloud.covering import request_uncovered
from testplatform.services.read_aloud.engines import (
    DepartureNotAccepted,
    EngineUnknown,
    list_backlogs,
    switch_engine,
)
from testplatform.services.read_aloud.making import (
    BuiltSpeech,
    claim_wanted,
    store_built_speech,
)
from testplatform.services.read_aloud.requesting import request_form_speech, request_speech
from testplatform.speech.engines.folders import VoiceFolders
from tests.builders.attempts import STARTED_AT, a_leased_attempt, plan_of
from tests.builders.engine_fixtures import programs, voices
from tests.builders.engines import SPEAKS, put_piper_voice, put_program

__all__ = ["programs", "voices"]

NOW = STARTED_AT + timedelta(minutes=3)
TEXT = "Waar vraagt u een parkeerkaart?"


@pytest.fixture
def piper(session: Session, programs: Path, voices: VoiceFolders) -> Path:
    """Piper with its Dutch voice, which is preferred to espeak-ng; gives the folder of voices."""
    assert voices.piper is not None
    put_piper_voice(voices.piper)
    put_program(programs, "piper", SPEAKS)
    return voices.piper


def ask(text: str = TEXT, *, stakes: Stakes = Stakes.PRACTICE) -> None:
    with unit_of_work() as work:
        request_speech(work, [text], "nl", is_public=False, stakes=stakes, now=NOW)


def assets_of(session: Session, text: str = TEXT) -> dict[str, AudioAsset]:
    """Engine and version → asset."""
    session.rollback()
    session.expire_all()
    rows = session.scalars(sa.select(AudioAsset).where(AudioAsset.text == text))
    return {f"{row.engine} {row.voice_version}": row for row in rows}


def make_all() -> None:
    with unit_of_work() as work:
        for key in work.scalars(sa.select(AudioAsset.key)).all():
            store_built_speech(work, BuiltSpeech(key=key, sha256="0" * 64), now=NOW)


def turn(engine: str, *, is_on: bool) -> bool:
    with unit_of_work() as work:
        return switch_engine(
            work,
            engine,
            is_on=is_on,
            accepts_departure=True,
            actor_id=work.scalars(sa.select(Staff.id).order_by(Staff.id)).first() or 0,
            now=NOW,
        )


class TestUpgrade:
    def test_makes_the_old_voice_stale_and_a_manifest_keeps_it(
        self, session: Session, piper: Path
    ) -> None:
        make_all()
        form_id = plan_of(session, a_leased_attempt()).form_id
        with unit_of_work() as work:
            request_form_speech(work, form_id, now=NOW)
        make_all()
        attempt = session.get_one(Attempt, a_leased_attempt_again())
        assert attempt.audio_manifest is not None
        held = keys_in(attempt.audio_manifest.document)
        assert engines_of(session, held) == {"piper"}

        put_piper_voice(piper, model=b"better weights")
        with unit_of_work() as work:
            assert request_form_speech(work, form_id, now=NOW) > 0

        session.rollback()
        session.expire_all()
        attempt = session.get_one(Attempt, attempt.id)
        assert attempt.audio_manifest is not None
        assert keys_in(attempt.audio_manifest.document) == held
        states = session.execute(
            sa.select(AudioAsset.state, AudioAsset.sha256).where(AudioAsset.key.in_(held))
        ).all()
        assert {row.state for row in states} == {AudioState.STALE}
        assert all(row.sha256 is not None for row in states)

    def test_the_old_voice_is_chosen_for_nothing_new(self, session: Session, piper: Path) -> None:
        ask()
        make_all()
        old = find_speech(session, TEXT, "nl", Stakes.PRACTICE)
        put_piper_voice(piper, model=b"better weights")

        ask()
        make_all()
        session.rollback()

        assert find_speech(session, TEXT, "nl", Stakes.PRACTICE) not in (None, old)
        assert sorted(one.state for one in assets_of(session).values()) == [
            AudioState.MADE,
            AudioState.STALE,
        ]


class TestVanished:
    def test_what_a_gone_engine_was_to_make_is_asked_of_the_next(
        self, session: Session, programs: Path, piper: Path
    ) -> None:
        ask()
        assert {one.engine for one in assets_of(session).values()} == {"piper"}
        (programs / "piper").unlink()

        ask()

        states = {one.engine: one.state for one in assets_of(session).values()}
        assert states == {"piper": AudioState.STALE, "espeak-ng": AudioState.WANTED}

    def test_an_engine_that_is_back_goes_on(
        self, session: Session, programs: Path, piper: Path
    ) -> None:
        ask()
        (programs / "piper").unlink()
        ask()
        put_program(programs, "piper", SPEAKS)

        ask()

        states = {one.engine: one.state for one in assets_of(session).values()}
        assert states["piper"] is AudioState.WANTED


class TestSwitch:
    def test_gives_no_more_texts_to_an_engine_that_was_switched_off(self, session: Session) -> None:
        with unit_of_work() as work:
            work.execute(sa.delete(AudioAsset))
        turn("gtts", is_on=True)
        ask()
        assert {one.engine for one in assets_of(session).values()} == {"gtts"}

        turn("gtts", is_on=False)

        with unit_of_work() as work:
            assert claim_wanted(work, now=NOW) == []
        turn("gtts", is_on=True)
        with unit_of_work() as work:
            assert [one.engine for one in claim_wanted(work, now=NOW)] == ["gtts"]

    def test_asks_the_next_voice_for_what_nobody_says(self, session: Session, piper: Path) -> None:
        with unit_of_work() as work:
            asked = work.scalars(sa.select(AudioAsset).where(AudioAsset.language == "nl")).all()
            made, *waiting = [one.text for one in asked if not one.is_public]
            work.execute(sa.delete(AudioAsset).where(AudioAsset.language == "nl"))
        ask(made)
        [key] = [one.key for one in assets_of(session, made).values()]
        with unit_of_work() as work:
            store_built_speech(work, BuiltSpeech(key=key, sha256="0" * 64), now=NOW)
        ask(waiting[0])

        turn("piper", is_on=False)
        with unit_of_work() as work:
            requested = request_uncovered(work, now=NOW)

        assert requested.number > len(waiting)
        assert {one.state for one in assets_of(session, made).values()} == {AudioState.MADE}
        states = {one.engine: one.state for one in assets_of(session, waiting[0]).values()}
        assert states == {"piper": AudioState.STALE, "espeak-ng": AudioState.WANTED}
        with unit_of_work() as work:
            assert request_uncovered(work, now=NOW).number == 0

    def test_never_lets_a_text_of_a_high_stakes_form_leave_the_house(
        self, session: Session
    ) -> None:
        turn("gtts", is_on=True)

        ask(stakes=Stakes.HIGH)

        assert {one.engine for one in assets_of(session).values()} == {"espeak-ng"}

    def test_leaves_a_trace(self, session: Session) -> None:
        assert turn("gtts", is_on=True)
        assert not turn("gtts", is_on=True)
        assert turn("gtts", is_on=False)

        actions = session.scalars(
            sa.select(AuditRecord.action)
            .where(AuditRecord.subject == "engine:gtts")
            .order_by(AuditRecord.position)
        ).all()
        assert actions == ["engine turned on", "engine turned off"]

    def test_asks_to_know_what_leaves_the_house(self, session: Session) -> None:
        with pytest.raises(DepartureNotAccepted), unit_of_work() as work:
            switch_engine(work, "gtts", is_on=True, accepts_departure=False, actor_id=1, now=NOW)

        assert session.get(EngineSwitch, "gtts") is None

    def test_knows_its_engines(self, session: Session) -> None:
        with pytest.raises(EngineUnknown):
            turn("siri", is_on=True)


class TestBacklogs:
    def test_says_how_long_an_engine_is_left_alone(self, session: Session) -> None:
        with unit_of_work() as work:
            work.execute(sa.delete(AudioAsset))
        ask()
        ask("Wie maakt de wet?")
        (asset, other) = (
            *assets_of(session).values(),
            *assets_of(session, "Wie maakt de wet?").values(),
        )
        with unit_of_work() as work:
            resting = BuiltSpeech(
                key=asset.key, problem="x is left alone", try_again_after=timedelta(minutes=2)
            )
            store_built_speech(work, resting, now=NOW)

        backlog = list_backlogs(session, now=NOW)["espeak-ng"]
        later = list_backlogs(session, now=NOW + timedelta(minutes=2))["espeak-ng"]

        assert other.key != asset.key
        assert (backlog.wanted, backlog.paused) == (2, 1)
        assert backlog.paused_until == NOW + timedelta(minutes=2)
        assert backlog.problem == "x is left alone"
        assert (later.wanted, later.paused, later.paused_until) == (2, 0, None)


def keys_in(document: dict[str, dict[str, str | None]]) -> set[str]:
    return {key for keys in document.values() for key in keys.values() if key is not None}


def engines_of(session: Session, keys: set[str]) -> set[str]:
    return set(session.scalars(sa.select(AudioAsset.engine).where(AudioAsset.key.in_(keys))))


def a_leased_attempt_again() -> int:
    from tests.builders.bookings import a_booking

    return a_leased_attempt(a_booking(id="A-2", dossier="D-2026-000002"))
