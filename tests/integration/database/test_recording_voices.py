"""Voices of people from consent to stale, on both databases. The files have their own tests."""

from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest
import sqlalchemy as sa
from sqlalchemy.orm import Session

from itembank.forms import Stakes
from itembank.readaloud import AudioOrigin
from testplatform.config import Config
from testplatform.db import unit_of_work
from testplatform.models.audio import AudioAsset, AudioReview, AudioState, ReviewVerdict, Speaker
from testplatform.models.audit import AuditRecord
from testplatform.models.staff import RoleName, Staff
from testplatform.repositories.forms import find_newest_form, get_form_plan, hash_text
from testplatform.services.read_aloud.choosing import find_speech
from testplatform.services.read_aloud.prompting import Prompt, PromptState, list_prompts
from testplatform.services.read_aloud.recording import (
    NotRecorded,
    Recorded,
    RecordingFault,
    Take,
    TakeSource,
    make_take,
    take_recording,
)
from testplatform.services.read_aloud.reviewing import (
    ReviewRefusal,
    ReviewRefused,
    find_review_refusal,
    review_audio,
)
from testplatform.services.read_aloud.speakers import (
    SpeakerCommand,
    SpeakerFault,
    SpeakerRefused,
    VoiceTerms,
    add_speaker,
    list_speakers,
    withdraw_consent,
)
from testplatform.services.translating import Translator, translator_of
from testplatform.speech.audio import Container, RenderedAudio, RenderedFile
from testplatform.speech.store import AudioStore
from tests.builders.item_versions import ADMINISTRATOR, NATIVE_REVIEWER, NOW, TRANSLATOR
from tests.builders.takes import a_voice

LANGUAGE = "ti"


class Studio:
    """Where somebody records in the name of one speaker."""

    def __init__(self, session: Session, media: Path, email: str = ADMINISTRATOR) -> None:
        self.session = session
        self.media = media
        self.person = a_person(session, email)
        with unit_of_work() as work:
            self.speaker_id = add_speaker(work, a_command(), by=self.person, now=NOW).id

    def record(self, take: Recorded, *, minutes: int = 1) -> str:
        with unit_of_work() as work:
            asset = take_recording(
                work,
                self.media,
                take,
                speaker_id=self.speaker_id,
                by=self.person,
                now=NOW + timedelta(minutes=minutes),
            )
            return asset.key

    def state_of(self, key: str) -> AudioState:
        self.session.rollback()
        return self.session.get_one(AudioAsset, key, populate_existing=True).state


def a_person(session: Session, email: str) -> Translator:
    return translator_of(session.scalars(sa.select(Staff).where(Staff.email == email)).one())


def a_command(**changes: object) -> SpeakerCommand:
    command = {
        "name": "  Selam   T. ",
        "terms": VoiceTerms.TESTS_ONLY,
        "has_consented": True,
        "consented_at": NOW - timedelta(days=1),
    }
    return SpeakerCommand(**{**command, **changes})  # type: ignore[arg-type]  # a test's own words


def a_take(text: str, sound: bytes = b"first", *, language: str = LANGUAGE) -> Take:
    """A recording as it comes out of the gate."""
    file = RenderedFile(data=sound, duration_ms=1_500, loudness_lufs=-18.04)
    audio = RenderedAudio(webm=file, mp3=file)
    return Take(text=text, language=language, audio=audio, source=TakeSource.STUDIO)


def form_id_of(session: Session) -> int:
    form = find_newest_form(session, "mo")
    assert form is not None
    return form.id


def prompts_of(session: Session) -> list[Prompt]:
    session.rollback()
    session.expire_all()
    return list_prompts(session, form_id_of(session), LANGUAGE)


def review(key: str, email: str, verdict: ReviewVerdict, reason: str = "") -> None:
    """What the service of reviews writes down."""
    with unit_of_work() as work:
        reviewer = a_person(work, email)
        asset = work.get_one(AudioAsset, key)
        asset.reviews.append(
            AudioReview(reviewer_id=reviewer.staff_id, verdict=verdict, reason=reason, at=NOW)
        )
        if verdict is ReviewVerdict.APPROVE:
            asset.approvals += 1
        else:
            asset.state = AudioState.REJECTED


@pytest.fixture
def media(config: Config) -> Path:
    return config.media_root


@pytest.fixture
def studio(session: Session, media: Path) -> Studio:
    return Studio(session, media)


class TestSpeaker:
    def test_is_written_down_with_terms_and_date(self, session: Session, studio: Studio) -> None:
        speaker = session.get_one(Speaker, studio.speaker_id)

        assert (speaker.display_name, speaker.licence) == ("Selam T.", "voice-tests-1")
        assert speaker.consented_at == NOW - timedelta(days=1)
        [record] = session.scalars(
            sa.select(AuditRecord).where(AuditRecord.action == "speaker added")
        )
        assert record.subject == f"speaker:{speaker.id}"
        assert "Selam" not in str(record.details)

    @pytest.mark.parametrize(
        ("changes", "fault"),
        [
            ({"name": "  "}, SpeakerFault.NAME_MISSING),
            ({"has_consented": False}, SpeakerFault.CONSENT_MISSING),
            ({"consented_at": None}, SpeakerFault.CONSENT_MISSING),
            ({"terms": None}, SpeakerFault.CONSENT_MISSING),
            ({"consented_at": NOW + timedelta(days=1)}, SpeakerFault.IN_THE_FUTURE),
        ],
    )
    def test_needs_a_name_and_a_consent(
        self, session: Session, changes: dict[str, object], fault: SpeakerFault
    ) -> None:
        person = a_person(session, ADMINISTRATOR)

        with pytest.raises(SpeakerRefused) as refusal:
            add_speaker(session, a_command(**changes), by=person, now=NOW)

        assert refusal.value.fault is fault

    def test_is_seen_by_who_wrote_them_down_and_by_administrators(
        self, session: Session, media: Path
    ) -> None:
        own = Studio(session, media, NATIVE_REVIEWER)

        seen = {
            email: [one.id for one in list_speakers(session, a_person(session, email))]
            for email in (NATIVE_REVIEWER, ADMINISTRATOR, TRANSLATOR)
        }

        assert seen == {
            NATIVE_REVIEWER: [own.speaker_id],
            ADMINISTRATOR: [own.speaker_id],
            TRANSLATOR: [],
        }


class TestRecording:
    def test_is_a_human_asset_with_the_terms_of_its_speaker(
        self, session: Session, studio: Studio, media: Path
    ) -> None:
        key = studio.record(a_take("ዳቦ"))

        asset = session.get_one(AudioAsset, key)
        assert (asset.state, asset.origin) == (AudioState.MADE, AudioOrigin.HUMAN)
        assert (asset.key, asset.licence) == (asset.sha256, "voice-tests-1")
        assert (asset.text_hash, asset.phrases) == (hash_text("ዳቦ"), [[0, 2, "ዳቦ"]])
        assert (asset.duration_ms, asset.loudness_lufs) == (1_500, "-18.0")
        assert AudioStore(media).exists(key)
        assert find_speech(session, "ዳቦ", LANGUAGE, Stakes.PRACTICE) == key

    def test_taken_twice_is_taken_once(self, session: Session, studio: Studio) -> None:
        first = studio.record(a_take("ዳቦ"))
        second = studio.record(a_take("ዳቦ"), minutes=2)

        assert first == second
        assert studio.state_of(first) is AudioState.MADE
        records = sa.select(AuditRecord).where(AuditRecord.action == "voice recorded")
        assert len(list(session.scalars(records))) == 1

    def test_makes_the_earlier_one_stale(self, studio: Studio) -> None:
        first = studio.record(a_take("ዳቦ"))
        other = studio.record(a_take("ማይ", b"other text"))
        second = studio.record(a_take("ዳቦ", b"second"), minutes=2)

        assert [studio.state_of(one) for one in (first, other, second)] == [
            AudioState.STALE,
            AudioState.MADE,
            AudioState.MADE,
        ]

    def test_that_comes_back_is_what_its_reviewers_made_of_it(self, studio: Studio) -> None:
        first = studio.record(a_take("ዳቦ"))
        review(first, NATIVE_REVIEWER, ReviewVerdict.REJECT, "noise")
        second = studio.record(a_take("ዳቦ", b"second"), minutes=2)

        studio.record(a_take("ዳቦ"), minutes=3)

        assert studio.state_of(first) is AudioState.REJECTED
        assert studio.state_of(second) is AudioState.STALE

    def test_of_one_text_is_not_taken_for_another(self, session: Session, studio: Studio) -> None:
        studio.record(a_take("ዳቦ"))

        with pytest.raises(NotRecorded) as refusal:
            studio.record(a_take("ማይ"))

        assert refusal.value.fault is RecordingFault.OTHER_TEXT
        session.rollback()
        assert find_speech(session, "ማይ", LANGUAGE, Stakes.PRACTICE) is None

    def test_is_for_who_may_record_the_language(self, session: Session, media: Path) -> None:
        studio = Studio(session, media, TRANSLATOR)

        with pytest.raises(NotRecorded) as refusal:
            studio.record(a_take("ዳቦ"))

        assert refusal.value.fault is RecordingFault.NOT_THEIR_LANGUAGE

    def test_is_not_made_in_the_name_of_somebody_elses_speaker(
        self, session: Session, media: Path
    ) -> None:
        studio = Studio(session, media, NATIVE_REVIEWER)
        studio.person = a_person(session, ADMINISTRATOR)

        with pytest.raises(SpeakerRefused) as refusal:
            studio.record(a_take("ዳቦ"))

        assert refusal.value.fault is SpeakerFault.NOT_THEIRS

    def test_from_a_real_voice_is_a_file_under_its_own_hash(
        self, session: Session, studio: Studio, media: Path
    ) -> None:
        text = "De bakker opent om acht uur."
        take = make_take(a_voice(), text, text, "nl", source=TakeSource.UPLOAD)

        key = studio.record(take)

        assert AudioStore(media).path_for(key, Container.WEBM).read_bytes() == take.audio.webm.data
        assert session.get_one(AudioAsset, key).engine == "upload"

    def test_of_a_sign_language_is_no_sound(self) -> None:
        with pytest.raises(NotRecorded) as refusal:
            make_take(a_voice(), "x", "x", "vgt")

        assert refusal.value.fault is RecordingFault.NO_SPOKEN_LANGUAGE


class TestWithdrawal:
    def test_keeps_the_voice_out_of_everything_new(self, session: Session, studio: Studio) -> None:
        key = studio.record(a_take("ዳቦ"))
        with unit_of_work() as work:
            withdraw_consent(work, studio.speaker_id, by=studio.person, now=NOW)

        session.rollback()
        assert find_speech(session, "ዳቦ", LANGUAGE, Stakes.PRACTICE) is None
        assert session.get_one(AudioAsset, key).sha256 == key
        with pytest.raises(SpeakerRefused) as refusal:
            studio.record(a_take("ማይ", b"later"))
        assert refusal.value.fault is SpeakerFault.CONSENT_WITHDRAWN

    def test_twice_is_once(self, session: Session, studio: Studio) -> None:
        for days in (1, 2):
            with unit_of_work() as work:
                at = NOW + timedelta(days=days)
                withdraw_consent(work, studio.speaker_id, by=studio.person, now=at)

        session.rollback()
        speaker = session.get_one(Speaker, studio.speaker_id)
        assert speaker.consent_withdrawn_at == NOW + timedelta(days=1)

    def test_is_not_for_everybody(self, session: Session, studio: Studio) -> None:
        stranger = a_person(session, NATIVE_REVIEWER)

        with pytest.raises(SpeakerRefused) as refusal:
            withdraw_consent(session, studio.speaker_id, by=stranger, now=NOW)

        assert refusal.value.fault is SpeakerFault.NOT_THEIRS


class TestPromptSheet:
    def test_has_every_text_of_the_form_once(self, session: Session) -> None:
        segments = get_form_plan(session, form_id_of(session)).segments_in(LANGUAGE)

        prompts = prompts_of(session)

        assert [one.number for one in prompts] == list(range(1, len(prompts) + 1))
        of_the_form = {one.text_hash for one in prompts if not one.is_of_screens}
        assert of_the_form == {one.text_hash for one in segments}
        assert {one.state for one in prompts} == {PromptState.MISSING}

    def test_puts_what_was_rejected_first_and_what_is_approved_last(
        self, session: Session, studio: Studio
    ) -> None:
        first, second, third = prompts_of(session)[:3]
        keys = [
            studio.record(a_take(one.text, one.text_hash.encode()))
            for one in (first, second, third)
        ]
        review(keys[0], NATIVE_REVIEWER, ReviewVerdict.APPROVE)
        review(keys[2], NATIVE_REVIEWER, ReviewVerdict.REJECT, "noise: een vrachtwagen")

        prompts = prompts_of(session)

        assert (prompts[0].text, prompts[0].reasons) == (third.text, ("noise: een vrachtwagen",))
        assert [one.state for one in prompts[-2:]] == [PromptState.RECORDED, PromptState.APPROVED]
        assert (prompts[-1].text, prompts[-1].number) == (first.text, 1)

    def test_misses_what_was_said_by_who_withdrew(self, session: Session, studio: Studio) -> None:
        text = prompts_of(session)[0].text
        studio.record(a_take(text))
        with unit_of_work() as work:
            withdraw_consent(work, studio.speaker_id, by=studio.person, now=NOW)

        assert {one.state for one in prompts_of(session)} == {PromptState.MISSING}


class TestOwnRecording:
    @pytest.mark.parametrize("email", [NATIVE_REVIEWER, ADMINISTRATOR])
    def test_is_not_approved_by_who_made_it(
        self, session: Session, media: Path, email: str
    ) -> None:
        language = sorted(a_person(session, NATIVE_REVIEWER).languages)[0]
        session.rollback()
        key = Studio(session, media, email).record(a_take("Waar?", language=language))
        session.rollback()
        person = as_reviewer_of(a_person(session, email), language)
        other = replace(person, staff_id=person.staff_id + 1000)
        asset = session.get_one(AudioAsset, key)

        assert find_review_refusal(asset, person) is ReviewRefusal.OWN_RECORDING
        assert find_review_refusal(asset, other) is None

        session.rollback()
        with pytest.raises(ReviewRefused), unit_of_work() as work:
            review_audio(work, key, sha256=key, objection=None, reviewer=person, now=NOW)
        assert session.get_one(AudioAsset, key, populate_existing=True).approvals == 0


def as_reviewer_of(person: Translator, language: str) -> Translator:
    """The same person, who also reviews a language: nobody escapes by a second role."""
    return replace(
        person,
        roles=person.roles | {RoleName.NATIVE_REVIEWER},
        languages=person.languages | {language},
    )
