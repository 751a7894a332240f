"""Native reviewers approve and reject; what a candidate holds is never touched."""

from datetime import timedelta

import pytest
import sqlalchemy as sa
from flask import Flask
from sqlalchemy.orm import Session

from itembank.forms import Stakes
from testplatform.config import Config
from testplatform.db import unit_of_work
from testplatform.models.attempts import Attempt
from testplatform.models.audio import AudioAsset, AudioReview, AudioState, Speaker
from testplatform.models.audit import AuditRecord
from testplatform.models.forms import AudioManifest
from testplatform.repositories.forms import list_forms
from testplatform.services.form_drafts import withdraw_form
from testplatform.services.read_aloud.choosing import find_speech
from testplatform.services.read_aloud.coverage import measure_coverage
from testplatform.services.read_aloud.manifests import find_manifest
from testplatform.services.read_aloud.queues import QueueEntry, Show, read_queue
from testplatform.services.read_aloud.requesting import request_form_speech, request_speech
from testplatform.services.read_aloud.reviewing import (
    Objection,
    ObjectionKind,
    ReviewRefusal,
    ReviewRefused,
    review_audio,
    withdraw_review,
)
from testplatform.services.read_aloud.screens import list_screen_segments
from testplatform.services.read_aloud.words import WordPair, WordsChange, change_words
from testplatform.services.translating import Translator
from tests.builders.attempts import a_leased_attempt
from tests.builders.read_aloud import (
    FIRST_REVIEWER,
    NOW,
    OTHER_QUESTION,
    QUESTION,
    SECOND_REVIEWER,
    a_form_to_hear,
    a_recording,
    key_of,
    make_all,
    somebody,
)
from tests.integration.database.test_two_at_once import at_once

NOISE = Objection(kind=ObjectionKind.NOISE)


@pytest.fixture
def form_id(config: Config, session: Session) -> int:
    return a_form_to_hear(config.media_root)


@pytest.fixture
def key(session: Session, form_id: int) -> str:
    return key_of(session, QUESTION)


@pytest.fixture
def mona(session: Session) -> Translator:
    return somebody(session, FIRST_REVIEWER)


@pytest.fixture
def malik(session: Session) -> Translator:
    return somebody(session, SECOND_REVIEWER)


def review(
    key: str,
    reviewer: Translator,
    objection: Objection | None = None,
    *,
    sha256: str | None = None,
    minutes: int = 0,
) -> None:
    with unit_of_work() as session:
        review_audio(
            session,
            key,
            sha256=key[::-1] if sha256 is None else sha256,
            objection=objection,
            reviewer=reviewer,
            now=NOW + timedelta(minutes=minutes),
        )


def approve_all(form_id: int, *reviewers: Translator) -> None:
    with unit_of_work() as session:
        for entry in read_queue(session, form_id, "nl").entries:
            for reviewer in reviewers if not entry.is_of_screens else ():
                review_audio(
                    session,
                    entry.asset.key,
                    sha256=entry.asset.sha256 or "",
                    objection=None,
                    reviewer=reviewer,
                    now=NOW,
                )


def a_form_to_practise(config: Config, staff: Translator) -> int:
    """The same texts in the only form that is given."""
    with unit_of_work() as work:
        for form in list_forms(work):
            withdraw_form(work, form.id, actor_id=staff.staff_id, now=NOW)
    return a_form_to_hear(config.media_root, stakes=Stakes.PRACTICE)


def standing(session: Session, key: str) -> tuple[AudioState, int]:
    session.rollback()
    asset = session.get_one(AudioAsset, key, populate_existing=True)
    return asset.state, asset.approvals


class TestReview:
    def test_two_native_reviewers_approve_for_high_stakes(
        self, session: Session, key: str, mona: Translator, malik: Translator
    ) -> None:
        review(key, mona)
        assert find_speech(session, QUESTION, "nl", Stakes.HIGH) is None

        review(key, malik)

        assert standing(session, key) == (AudioState.MADE, 2)
        assert find_speech(session, QUESTION, "nl", Stakes.HIGH) == key

    def test_approving_twice_is_approving_once(
        self, session: Session, key: str, mona: Translator
    ) -> None:
        review(key, mona)
        review(key, mona, minutes=5)

        assert standing(session, key) == (AudioState.MADE, 1)
        assert session.scalars(sa.select(AudioReview.at)).all() == [NOW]
        actions = session.scalars(
            sa.select(AuditRecord.action).where(AuditRecord.action.like("audio %"))
        )
        assert actions.all() == ["audio approved"]

    def test_one_rejection_rejects_what_two_approved(
        self, session: Session, key: str, mona: Translator, malik: Translator
    ) -> None:
        review(key, mona)
        review(key, malik)

        review(key, malik, Objection(kind=ObjectionKind.OTHER, note="het  woord\nontbreekt"))

        assert standing(session, key) == (AudioState.REJECTED, 1)
        reasons = session.scalars(sa.select(AudioReview.reason).order_by(AudioReview.reason))
        assert reasons.all() == ["", "other: het woord ontbreekt"]

    def test_a_reviewer_may_change_their_mind(
        self, session: Session, key: str, mona: Translator
    ) -> None:
        review(key, mona, NOISE)

        review(key, mona)

        assert standing(session, key) == (AudioState.MADE, 1)

    def test_a_withdrawn_rejection_makes_it_made_again(
        self, session: Session, key: str, mona: Translator, malik: Translator
    ) -> None:
        review(key, malik)
        review(key, mona, NOISE)

        for _twice in range(2):
            with unit_of_work() as work:
                withdraw_review(work, key, sha256=key[::-1], reviewer=mona, now=NOW)

        assert standing(session, key) == (AudioState.MADE, 1)

    def test_another_objection_stands_when_one_is_withdrawn(
        self, session: Session, key: str, mona: Translator, malik: Translator
    ) -> None:
        review(key, mona, NOISE)
        review(key, malik, NOISE)

        with unit_of_work() as work:
            withdraw_review(work, key, sha256=key[::-1], reviewer=mona, now=NOW)

        assert standing(session, key) == (AudioState.REJECTED, 0)

    def test_two_at_once_are_two_approvals(
        self, app: Flask, session: Session, key: str, mona: Translator, malik: Translator
    ) -> None:
        at_once(app, lambda: review(key, mona), lambda: review(key, malik))

        assert standing(session, key) == (AudioState.MADE, 2)


class TestRefusal:
    @pytest.mark.parametrize(
        "email", ["vertaler@example.org", "beheerder@example.org", "auteur@example.org"]
    )
    def test_of_who_is_no_native_reviewer(self, session: Session, key: str, email: str) -> None:
        with pytest.raises(ReviewRefused, match="not_theirs"):
            review(key, somebody(session, email))

        assert standing(session, key) == (AudioState.MADE, 0)

    def test_of_another_language(self, key: str, mona: Translator) -> None:
        foreign = Translator(staff_id=mona.staff_id, roles=mona.roles, languages=frozenset({"fr"}))

        with pytest.raises(ReviewRefused, match="not_theirs"):
            review(key, foreign)

    def test_of_who_recorded_it(
        self, session: Session, form_id: int, mona: Translator, malik: Translator
    ) -> None:
        key = a_recording(QUESTION, recorded_by=FIRST_REVIEWER)

        with pytest.raises(ReviewRefused, match="own_recording"):
            review(key, mona)
        review(key, malik)

        assert standing(session, key) == (AudioState.MADE, 1)

    def test_of_a_voice_whose_consent_was_withdrawn(self, form_id: int, malik: Translator) -> None:
        key = a_recording(QUESTION, recorded_by=FIRST_REVIEWER)
        with unit_of_work() as work:
            work.execute(sa.update(Speaker).values(consent_withdrawn_at=NOW))

        with pytest.raises(ReviewRefused, match="not_current"):
            review(key, malik)

    def test_of_another_file_than_was_heard(
        self, session: Session, key: str, mona: Translator
    ) -> None:
        with pytest.raises(ReviewRefused, match="other_file"):
            review(key, mona, sha256="0" * 64)

        assert standing(session, key) == (AudioState.MADE, 0)

    @pytest.mark.parametrize("state", [AudioState.STALE, AudioState.WANTED, AudioState.REFUSED])
    def test_of_what_is_not_current(self, key: str, mona: Translator, state: AudioState) -> None:
        with unit_of_work() as work:
            work.get_one(AudioAsset, key).state = state

        with pytest.raises(ReviewRefused) as refusal:
            review(key, mona)
        assert refusal.value.refusal is ReviewRefusal.NOT_CURRENT

    def test_of_something_else_without_words(
        self, session: Session, key: str, mona: Translator
    ) -> None:
        with pytest.raises(ReviewRefused, match="reason_missing"):
            review(key, mona, Objection(kind=ObjectionKind.OTHER, note=" "))

        assert standing(session, key) == (AudioState.MADE, 0)


class TestForm:
    def test_can_be_released_when_two_approved_all_of_it(
        self, session: Session, form_id: int, mona: Translator, malik: Translator
    ) -> None:
        approve_all(form_id, mona)
        coverage = measure_coverage(session, form_id, "nl")
        assert (coverage.is_complete, coverage.is_releasable) == (True, False)

        approve_all(form_id, malik)

        lacking = measure_coverage(session, form_id, "nl").lacking
        assert lacking == len(list_screen_segments("nl"))
        with unit_of_work() as work:
            work.execute(sa.update(AudioAsset).where(AudioAsset.is_public).values(approvals=2))
        assert measure_coverage(session, form_id, "nl").is_releasable

    def test_a_bound_attempt_keeps_what_it_holds(
        self, session: Session, config: Config, key: str, mona: Translator
    ) -> None:
        form_id = a_form_to_practise(config, mona)
        attempt_id = a_leased_attempt()
        held = session.get_one(AudioManifest, audio_of(session, attempt_id))
        before = (held.id, held.version, held.document)
        assert key in str(held.document)

        review(key, mona, NOISE)
        with unit_of_work() as work:
            manifest = find_manifest(work, form_id, "nl", now=NOW)
            assert manifest is not None
            newest = (manifest.version, key in str(manifest.document))

        assert newest == (before[1] + 1, False)
        session.rollback()
        kept = session.get_one(AudioManifest, audio_of(session, attempt_id))
        assert (kept.id, kept.version, kept.document) == before


class TestQueue:
    def test_second_reviewer_sees_what_still_needs_them(
        self, session: Session, form_id: int, key: str, mona: Translator, malik: Translator
    ) -> None:
        review(key, mona)

        entry = entry_of(session, form_id, key)
        assert [show for show in Show if entry.is_shown(show, mona)] == [Show.MINE, Show.ALL]
        assert [show for show in Show if entry.is_shown(show, malik)] == [Show.TODO, Show.ALL]

    def test_a_person_comes_before_a_machine(
        self, session: Session, form_id: int, key: str, mona: Translator, malik: Translator
    ) -> None:
        recording = a_recording(QUESTION, recorded_by=FIRST_REVIEWER)

        shown = [
            {
                one.asset.key
                for one in read_queue(session, form_id, "nl").entries
                if one.is_shown(Show.TODO, reviewer) and one.asset.text == QUESTION
            }
            for reviewer in (mona, malik)
        ]

        assert shown == [set(), {recording}]

    def test_counts_texts_once(self, session: Session, form_id: int) -> None:
        queue = read_queue(session, form_id, "nl")

        coverage = measure_coverage(session, form_id, "nl")
        texts = [one for one in queue.entries if not one.is_of_screens]
        assert (len(texts), queue.unheard, queue.waiting) == (queue.texts, 0, 0)
        assert queue.texts < coverage.segments

    def test_rejected_audio_that_comes_back_is_still_rejected(
        self, session: Session, form_id: int, mona: Translator
    ) -> None:
        key = key_of(session, OTHER_QUESTION)
        review(key, mona, NOISE)
        word = WordsChange(words=(WordPair(word="VREG", spoken="v r e g"),))
        with unit_of_work() as work:
            change_words(work, "nl", word, actor=mona, now=NOW)
        make_all()
        assert standing(session, key)[0] is AudioState.STALE

        with unit_of_work() as work:
            away = WordsChange(removed=frozenset({"vreg"}))
            change_words(work, "nl", away, actor=mona, now=NOW)
            request_form_speech(work, form_id, now=NOW)

        assert standing(session, key) == (AudioState.REJECTED, 0)


def audio_of(session: Session, attempt_id: int) -> int:
    audio_manifest_id = session.get_one(Attempt, attempt_id).audio_manifest_id
    assert audio_manifest_id is not None
    return audio_manifest_id


def entry_of(session: Session, form_id: int, key: str) -> QueueEntry:
    queue = read_queue(session, form_id, "nl")
    place = queue.place_of(key)
    assert place is not None
    return queue.entries[place]


class TestScreens:
    def test_are_reviewed_after_the_texts_and_counted_with_no_form(
        self, session: Session, form_id: int
    ) -> None:
        before = read_queue(session, form_id, "nl")
        with unit_of_work() as work:
            request_speech(work, ["Ga verder"], "nl", is_public=True, stakes=Stakes.HIGH, now=NOW)
        make_all()
        session.rollback()

        queue = read_queue(session, form_id, "nl")

        assert (queue.texts, queue.unheard) == (before.texts, before.unheard)
        assert queue.entries[-1].is_of_screens
        key = key_of(session, "Ga verder")
        [screen] = [one for one in queue.entries if one.asset.key == key]
        reviewer = somebody(session, FIRST_REVIEWER)
        assert screen.is_shown(Show.SCREENS, reviewer)
        assert screen.waits_for(reviewer)
        assert not screen.is_shown(Show.ALL, reviewer)
        assert not queue.entries[0].is_shown(Show.SCREENS, reviewer)

    def test_are_heard_in_an_exam_once_two_people_approved(
        self, session: Session, form_id: int
    ) -> None:
        with unit_of_work() as work:
            request_speech(work, ["Ga verder"], "nl", is_public=True, stakes=Stakes.HIGH, now=NOW)
        make_all()
        key = key_of(session, "Ga verder")
        heard = []
        for email in (FIRST_REVIEWER, SECOND_REVIEWER):
            person = somebody(session, email)
            with unit_of_work() as work:
                review_audio(work, key, sha256=key[::-1], objection=None, reviewer=person, now=NOW)
            heard.append(find_speech(session, "Ga verder", "nl", Stakes.HIGH))
            session.rollback()

        assert heard == [None, key]
