"""Releases of exams: what they ask, what they freeze, and who can be checked in."""

from datetime import timedelta
from pathlib import Path

import pytest
import sqlalchemy as sa
from sqlalchemy.orm import Session

from itembank.forms import Stakes
from testplatform.config import Config
from testplatform.db import unit_of_work
from testplatform.errors import NotReleased
from testplatform.models.attempts import Attempt
from testplatform.models.audio import AudioAsset, AudioState
from testplatform.models.audit import AuditRecord
from testplatform.models.forms import AudioManifest
from testplatform.services.read_aloud.making import BuiltSpeech, store_built_speech
from testplatform.services.read_aloud.manifests import is_silent
from testplatform.services.read_aloud.production import request_production
from testplatform.services.read_aloud.releasing import (
    AlreadyReleased,
    NoReleaseNeeded,
    NotAllApproved,
    NothingToRelease,
    ReleaseUnexplained,
    find_release,
    release_language,
    withdraw_release,
)
from tests.builders.attempts import STARTED_AT, a_checked_in_attempt, take_lease
from tests.builders.banks import publish_items
from tests.builders.bookings import a_booking
from tests.builders.items import an_item

NOW = STARTED_AT - timedelta(minutes=30)
ADMINISTRATOR = 6


def an_exam(media_root: Path, *, approvals: int = 2, stakes: Stakes = Stakes.HIGH) -> int:
    """A form of a few items in Dutch, with all its audio on paper."""
    with unit_of_work() as session:
        form_id = publish_items(session, [an_item()], media_root=media_root, stakes=stakes).id
        request_production(session, form_id, actor="command", now=NOW)
    with unit_of_work() as session:
        wanted = sa.select(AudioAsset).where(AudioAsset.state == AudioState.WANTED)
        for asset in session.scalars(wanted).all():
            built = BuiltSpeech(key=asset.key, sha256="0" * 64)
            store_built_speech(session, built, now=NOW)
            asset.approvals = approvals
    return form_id


def release(form_id: int, language: str = "nl", *, reads: bool = True, why: str = "") -> None:
    with unit_of_work() as session:
        release_language(
            session,
            form_id,
            language,
            has_read_aloud=reads,
            comment=why,
            actor_id=ADMINISTRATOR,
            now=NOW,
        )


def withdraw(form_id: int) -> bool:
    with unit_of_work() as session:
        return withdraw_release(session, form_id, "nl", actor_id=ADMINISTRATOR, now=NOW)


def manifest_of(session: Session, attempt_id: int) -> AudioManifest:
    session.rollback()
    attempt = session.get_one(Attempt, attempt_id, populate_existing=True)
    assert attempt.audio_manifest is not None
    return attempt.audio_manifest


def reject_everything() -> None:
    """Reviewers change their mind after the release."""
    with unit_of_work() as session:
        session.execute(sa.update(AudioAsset).values(state=AudioState.REJECTED, approvals=0))


class TestRelease:
    def test_with_read_aloud_asks_that_all_is_approved(
        self, session: Session, config: Config
    ) -> None:
        form_id = an_exam(config.media_root, approvals=1)

        with pytest.raises(NotAllApproved) as refused:
            release(form_id)

        coverage = refused.value.coverage
        assert (coverage.approved, coverage.made) == (0, coverage.segments)
        assert find_release(session, form_id, "nl") is None

    def test_without_read_aloud_asks_why(self, session: Session, config: Config) -> None:
        form_id = an_exam(config.media_root, approvals=0)

        with pytest.raises(ReleaseUnexplained):
            release(form_id, reads=False, why="  ")

    def test_is_written_down_with_who_and_why(self, session: Session, config: Config) -> None:
        form_id = an_exam(config.media_root, approvals=0)

        release(form_id, reads=False, why="Geen stem klaar.")
        withdraw(form_id)

        records = session.execute(
            sa.select(AuditRecord.action, AuditRecord.details)
            .where(AuditRecord.subject == f"form:{form_id}")
            .order_by(AuditRecord.position.desc())
            .limit(2)
        ).all()
        why = {"language": "nl", "read_aloud": 0, "reason": "Geen stem klaar."}
        assert [tuple(one) for one in records] == [
            ("release withdrawn", why),
            ("language released", why),
        ]

    def test_again_changes_nothing_and_the_other_way_is_refused(
        self, session: Session, config: Config
    ) -> None:
        form_id = an_exam(config.media_root)

        release(form_id)
        release(form_id)

        with pytest.raises(AlreadyReleased):
            release(form_id, reads=False, why="Toch niet.")

    def test_is_not_for_practice_or_for_a_language_without_texts(
        self, session: Session, config: Config
    ) -> None:
        form_id = an_exam(config.media_root)

        with pytest.raises(NothingToRelease):
            release(form_id, "ti")
        with pytest.raises(NoReleaseNeeded):
            release(an_exam(config.media_root, stakes=Stakes.PRACTICE))

    def test_that_was_never_there_is_not_withdrawn(self, session: Session, config: Config) -> None:
        assert withdraw(an_exam(config.media_root)) is False


class TestCheckIn:
    def test_is_refused_in_a_language_that_was_not_released(
        self, session: Session, config: Config
    ) -> None:
        form_id = an_exam(config.media_root)

        with pytest.raises(NotReleased):
            a_checked_in_attempt()
        release(form_id)
        withdraw(form_id)
        with pytest.raises(NotReleased):
            a_checked_in_attempt()

        assert session.scalar(sa.select(sa.func.count(Attempt.id))) == 0

    def test_binds_what_the_language_was_released_with(
        self, session: Session, config: Config
    ) -> None:
        form_id = an_exam(config.media_root)
        release(form_id)
        attempt_id = a_checked_in_attempt()
        bound = manifest_of(session, attempt_id)

        reject_everything()
        withdraw(form_id)
        release(form_id, reads=False, why="Afgekeurd.")
        take_lease(attempt_id)

        assert manifest_of(session, attempt_id).id == bound.id
        assert not is_silent(bound)

    def test_later_reviews_change_nothing_for_who_comes_later(
        self, session: Session, config: Config
    ) -> None:
        form_id = an_exam(config.media_root)
        release(form_id)
        first = a_checked_in_attempt()

        reject_everything()
        second = a_checked_in_attempt(a_booking(id="A-2", dossier="D-2026-000002"))

        assert manifest_of(session, first).id == manifest_of(session, second).id

    def test_without_read_aloud_plays_nothing(self, session: Session, config: Config) -> None:
        form_id = an_exam(config.media_root)
        release(form_id, reads=False, why="De opnames komen later.")

        attempt_id = a_checked_in_attempt()
        take_lease(attempt_id)

        manifest = manifest_of(session, attempt_id)
        assert is_silent(manifest)
        assert set(manifest.document) == {"p1", "i1", "i2"}

    def test_after_another_release_is_with_read_aloud(
        self, session: Session, config: Config
    ) -> None:
        form_id = an_exam(config.media_root)
        release(form_id, reads=False, why="De opnames komen later.")
        silent = a_checked_in_attempt()
        withdraw(form_id)
        release(form_id)

        heard = a_checked_in_attempt(a_booking(id="A-2", dossier="D-2026-000002"))

        assert [is_silent(manifest_of(session, one)) for one in (silent, heard)] == [True, False]

    def test_of_practice_asks_no_release(self, session: Session, config: Config) -> None:
        an_exam(config.media_root, stakes=Stakes.PRACTICE)

        assert session.get_one(Attempt, a_checked_in_attempt()).audio_manifest_id is None
