"""Making all the voices of a form: asked once, made once, called off, tried again, changed."""

from collections import Counter
from collections.abc import Mapping
from datetime import timedelta
from pathlib import Path

import pytest
import sqlalchemy as sa
from flask import Flask
from sqlalchemy.orm import Session

from itembank.readaloud import SpeechCoverage
from testplatform.config import Config
from testplatform.db import unit_of_work
from testplatform.models.audio import AudioAsset, AudioState
from testplatform.services.read_aloud import production
from testplatform.services.read_aloud.coverage import list_form_coverage, measure_coverage
from testplatform.services.read_aloud.making import (
    CLAIM,
    BuiltSpeech,
    claim_wanted,
    render_together,
    settle_claims,
    store_built_speech,
)
from testplatform.services.read_aloud.production import (
    TextState,
    cancel_wanted,
    list_progress,
    request_production,
    try_again,
)
from testplatform.services.read_aloud.requesting import request_speech
from testplatform.speech.audio import Container
from testplatform.speech.store import AudioStore
from testplatform.speech.synthesis import SpeechUnavailable
from tests.builders.attempts import STARTED_AT
from tests.builders.banks import publish_items
from tests.builders.items import an_item
from tests.integration.database.test_two_at_once import at_once

NOW = STARTED_AT
DEMO = 1


def publish(media_root: Path, prompt: str = "Waar vraagt u een nieuwe identiteitskaart?") -> int:
    with unit_of_work() as session:
        return publish_items(session, [an_item(prompt=prompt)], media_root=media_root).id


def request(form_id: int) -> int:
    with unit_of_work() as session:
        return request_production(session, form_id, actor="command", now=NOW).number


def settle(**outcome: str) -> None:
    """Write the same outcome down for everything that is wanted."""
    with unit_of_work() as session:
        wanted = sa.select(AudioAsset.key).where(AudioAsset.state == AudioState.WANTED)
        for key in session.scalars(wanted).all():
            store_built_speech(session, BuiltSpeech(key=key, **outcome), now=NOW)  # type: ignore[arg-type]


def make() -> None:
    settle(sha256="0" * 64)


def measure(session: Session, form_id: int, language: str = "nl") -> SpeechCoverage:
    session.rollback()
    return measure_coverage(session, form_id, language)


def wanted_keys(session: Session, form_id: int) -> list[str]:
    """What of the texts of a form is still to be made."""
    found = list_progress(session, form_id, "nl", now=NOW)
    return [one.key for one in found if one.state.is_in_hand and one.key is not None]


def states(session: Session, form_id: int) -> Mapping[TextState, int]:
    session.rollback()
    return Counter(one.state for one in list_progress(session, form_id, "nl", now=NOW))


class TestCoverage:
    def test_lists_every_language_of_the_test(self, session: Session) -> None:
        found = {one.language: one for one in list_form_coverage(session, DEMO)}

        assert len(found) >= 27
        assert list(found)[:3] == ["ar", "en", "fr"]
        absent, source = found["so"], found["nl"]
        assert (absent.segments, absent.missing) == (source.segments, source.segments)
        assert all(one.missing + one.stale + one.made == one.segments for one in found.values())

    def test_a_text_that_changed_is_stale_and_not_missing(
        self, session: Session, config: Config
    ) -> None:
        request(publish(config.media_root))
        make()

        form_id = publish(config.media_root, prompt="Waar vraagt u een kaart?")

        coverage = measure(session, form_id)
        assert (coverage.stale, coverage.missing) == (1, 0)
        assert coverage.made == coverage.segments - 1

    def test_a_text_that_was_changed_twice_is_stale(self, session: Session, config: Config) -> None:
        request(publish(config.media_root))
        make()
        publish(config.media_root, prompt="Waar vraagt u een kaart?")

        form_id = publish(config.media_root, prompt="Waar krijgt u een kaart?")

        assert measure(session, form_id).stale == 1

    def test_a_text_that_never_sounded_is_missing(self, session: Session, config: Config) -> None:
        publish(config.media_root)

        form_id = publish(config.media_root, prompt="Waar vraagt u een kaart?")

        coverage = measure(session, form_id)
        assert (coverage.stale, coverage.missing) == (0, coverage.segments)

    def test_the_same_text_again_is_missing_no_more(self, session: Session, config: Config) -> None:
        request(publish(config.media_root))
        make()
        form_id = publish(config.media_root, prompt="Waar vraagt u een kaart?")

        request(form_id)
        assert measure(session, form_id).stale == 1
        make()

        assert measure(session, form_id).is_complete


class TestRequest:
    def test_asks_once_and_only_for_what_changed(self, session: Session, config: Config) -> None:
        first = request(publish(config.media_root))
        make()
        again = request(publish(config.media_root))
        changed = request(publish(config.media_root, prompt="Waar vraagt u een kaart?"))

        assert (first > 1, again, changed) == (True, 0, 1)

    def test_in_one_language_leaves_the_others(self, session: Session) -> None:
        with unit_of_work() as work:
            work.execute(sa.delete(AudioAsset))
            request_production(work, DEMO, languages=["fr"], actor="command", now=NOW)

        assert set(session.scalars(sa.select(AudioAsset.language))) == {"fr"}

    def test_goes_on_without_an_engine_that_is_not_there(
        self, session: Session, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        def without_french(work: Session, texts: list[str], language: str, **wishes: object) -> int:
            if language == "fr":
                raise SpeechUnavailable("espeak-ng", "is not installed")
            return request_speech(work, texts, language, **wishes)  # type: ignore[arg-type]

        monkeypatch.setattr(production, "request_speech", without_french)
        with unit_of_work() as work:
            work.execute(sa.delete(AudioAsset))
            requested = request_production(work, DEMO, actor="command", now=NOW)

        assert requested.unavailable == ("fr",)
        assert requested.number > 0


class TestProgress:
    def test_is_what_the_most_useful_asset_says(self, session: Session, config: Config) -> None:
        form_id = publish(config.media_root)
        assert set(states(session, form_id)) == {TextState.NOT_ASKED}

        request(form_id)
        keys = wanted_keys(session, form_id)
        with unit_of_work() as work:
            (claimed,) = claim_wanted(work, now=NOW, limit=1, only=keys[:1])
            store_built_speech(work, BuiltSpeech(key=keys[1], problem="no disk"), now=NOW)
            store_built_speech(work, BuiltSpeech(key=keys[2], refusal="silence"), now=NOW)
            store_built_speech(work, BuiltSpeech(key=keys[3], sha256="0" * 64), now=NOW)

        assert claimed.key == keys[0]
        assert states(session, form_id) == {
            TextState.MAKING: 1,
            TextState.PROBLEM: 1,
            TextState.REFUSED: 1,
            TextState.MADE: 1,
            TextState.WANTED: len(keys) - 4,
        }


class TestCancel:
    def test_leaves_what_a_worker_has_and_what_was_made(
        self, session: Session, config: Config
    ) -> None:
        form_id = publish(config.media_root)
        number = request(form_id)
        keys = wanted_keys(session, form_id)
        with unit_of_work() as work:
            claim_wanted(work, now=NOW, limit=1, only=keys[:1])
            store_built_speech(work, BuiltSpeech(key=keys[1], sha256="0" * 64), now=NOW)
            store_built_speech(work, BuiltSpeech(key=keys[2], problem="no disk"), now=NOW)

        with unit_of_work() as work:
            assert cancel_wanted(work, form_id, actor="command", now=NOW) == number - 2

        assert states(session, form_id) == {
            TextState.MAKING: 1,
            TextState.MADE: 1,
            TextState.NOT_ASKED: number - 2,
        }

    def test_of_what_is_being_made_harms_nothing(self, session: Session, config: Config) -> None:
        form_id = publish(config.media_root)
        request(form_id)
        with unit_of_work() as work:
            (claimed,) = claim_wanted(work, now=NOW, limit=1)
            work.execute(sa.delete(AudioAsset).where(AudioAsset.key == claimed.key))

        with unit_of_work() as work:
            store_built_speech(work, BuiltSpeech(key=claimed.key, sha256="0" * 64), now=NOW)

        assert session.get(AudioAsset, claimed.key) is None


class TestTryAgain:
    def test_is_for_what_was_refused_or_failed(self, session: Session, config: Config) -> None:
        form_id = publish(config.media_root)
        request(form_id)
        first, second, *_others = keys = wanted_keys(session, form_id)
        with unit_of_work() as work:
            store_built_speech(work, BuiltSpeech(key=first, refusal="silence"), now=NOW)
            store_built_speech(work, BuiltSpeech(key=second, problem="no disk"), now=NOW)

        with unit_of_work() as work:
            assert try_again(work, keys) == 2

        assert set(states(session, form_id)) == {TextState.WANTED}


class TestWorkers:
    def test_two_never_make_the_same(self, app: Flask, session: Session) -> None:
        def work_all_day() -> list[str]:
            taken: list[str] = []
            while True:
                with unit_of_work() as work:
                    claimed = claim_wanted(work, now=NOW, limit=20)
                if not claimed:
                    return taken
                taken += [one.key for one in claimed]
                with unit_of_work() as work:
                    for one in claimed:
                        store_built_speech(work, BuiltSpeech(key=one.key, sha256="0" * 64), now=NOW)

        first, second = at_once(app, work_all_day, work_all_day)

        wanted = set(session.scalars(sa.select(AudioAsset.key)))
        assert (len(first) + len(second), set(first) | set(second)) == (len(wanted), wanted)

    def test_a_late_one_changes_nothing_of_what_another_made(
        self, session: Session, config: Config
    ) -> None:
        store = AudioStore(config.media_root)
        with unit_of_work() as work:
            (wanted,) = claim_wanted(work, now=NOW, limit=1)
        late, first = (
            BuiltSpeech(
                key=wanted.key,
                sha256=name[0] * 64,
                staged=store.stage(wanted.key, dict.fromkeys(Container, name.encode())),
            )
            for name in ("late", "first")
        )

        for built in (first, late):
            with unit_of_work() as work:
                store_built_speech(work, built, now=NOW)

        files = [store.path_for(wanted.key, one) for one in Container]
        assert session.get_one(AudioAsset, wanted.key).sha256 == "f" * 64
        assert [path.read_bytes() for path in files] == [b"first", b"first"]
        assert sorted(files[0].parent.iterdir()) == sorted(files)

    def test_two_ask_for_the_same_texts_at_once(
        self, app: Flask, session: Session, config: Config
    ) -> None:
        form_id = publish(config.media_root)

        numbers = at_once(app, lambda: request(form_id), lambda: request(form_id))

        assert sorted(numbers)[0] == 0
        assert len(wanted_keys(session, form_id)) == sorted(numbers)[1]

    def test_the_claims_of_one_that_died_run_out(self, session: Session) -> None:
        with unit_of_work() as work:
            lost = claim_wanted(work, now=NOW, limit=10_000)

        with unit_of_work() as work:
            assert claim_wanted(work, now=NOW + CLAIM / 2, limit=10_000) == []
            found = claim_wanted(work, now=NOW + CLAIM + timedelta(seconds=1), limit=10_000)

        assert {one.key for one in found} == {one.key for one in lost}

    def test_one_that_is_stopped_gives_back_what_it_did_not_begin(
        self, session: Session, config: Config, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        def stop(_futures: object) -> None:
            raise KeyboardInterrupt

        request(publish(config.media_root))
        with unit_of_work() as work:
            wanted = claim_wanted(work, now=NOW)
        monkeypatch.setattr("testplatform.services.read_aloud.making.wait", stop)
        built: list[BuiltSpeech] = []

        with pytest.raises(KeyboardInterrupt):
            render_together(wanted, AudioStore(config.media_root), built)
        with unit_of_work() as work:
            settle_claims(work, wanted, built, now=NOW)

        assert len(built) < len(wanted)
        with unit_of_work() as work:
            left = {one.key for one in claim_wanted(work, now=NOW, limit=10_000)}
        assert {one.key for one in wanted} - left == {one.key for one in built}
