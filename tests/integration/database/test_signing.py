"""Texts in Flemish Sign Language: video that is checked, coverage in the texts of the source."""

import pytest
from sqlalchemy.orm import Session

from itembank.forms import Stakes
from testplatform.config import Config
from testplatform.db import unit_of_work
from testplatform.intake.clips import check_clip
from testplatform.models.audio import AudioAsset, AudioState
from testplatform.repositories.forms import get_form_plan
from testplatform.services.read_aloud.choosing import find_speech
from testplatform.services.read_aloud.coverage import measure_coverage
from testplatform.services.read_aloud.prompting import list_prompts
from testplatform.services.read_aloud.recording import (
    NotRecorded,
    RecordingFault,
    take_recording,
)
from testplatform.services.read_aloud.signing import (
    POSTER,
    SignTake,
    clip_path,
    make_sign_take,
    write_captions,
)
from testplatform.services.read_aloud.speakers import add_speaker
from testplatform.speech.takes import TakeFault, TakeRefused
from tests.builders.item_versions import ADMINISTRATOR, NOW
from tests.builders.takes import a_sound, a_video_file, a_voice, as_webm
from tests.integration.database.test_recording_voices import a_command, a_person, form_id_of

LANGUAGE = "vgt"


class TestClip:
    def test_is_kept_with_a_poster(self, clip_data: bytes) -> None:
        clip = check_clip(clip_data)

        assert clip.extension == "mp4"
        assert clip.duration_ms == pytest.approx(2_000, abs=120)
        assert clip.poster.startswith(b"\xff\xd8\xff")

    @pytest.mark.parametrize(
        ("data", "fault"),
        [
            pytest.param(b"", TakeFault.EMPTY, id="nothing"),
            pytest.param(b"\0" * (20 * 1024 * 1024 + 1), TakeFault.TOO_LARGE, id="too large"),
            pytest.param(a_voice(), TakeFault.NOT_VIDEO, id="a voice"),
            pytest.param(b"MZ\x90", TakeFault.NOT_VIDEO, id="a program"),
            pytest.param(as_webm(a_sound("sine=440", 2)), TakeFault.NOT_VIDEO, id="no length"),
        ],
    )
    def test_of_something_else_is_refused(self, data: bytes, fault: TakeFault) -> None:
        with pytest.raises(TakeRefused) as refusal:
            check_clip(data)

        assert refusal.value.fault is fault

    def test_that_is_cut_is_refused(self, clip_data: bytes) -> None:
        with pytest.raises(TakeRefused) as refusal:
            check_clip(clip_data[: len(clip_data) // 2])

        assert refusal.value.fault is TakeFault.NOT_VIDEO

    def test_is_for_a_sign_language(self, clip_data: bytes) -> None:
        with pytest.raises(NotRecorded) as refusal:
            make_sign_take(clip_data, "Waar?", "nl")

        assert refusal.value.fault is RecordingFault.NOT_SIGNED


class TestSigning:
    def test_counts_the_texts_of_the_source(self, session: Session) -> None:
        form_id = form_id_of(session)
        dutch = get_form_plan(session, form_id).segments_in("nl")

        coverage = measure_coverage(session, form_id, LANGUAGE)

        assert (coverage.segments, coverage.missing) == (len(dutch), len(dutch))
        assert coverage.is_settled
        assert LANGUAGE not in get_form_plan(session, form_id).languages

    def test_covers_a_text_once_its_video_is_there(
        self, session: Session, config: Config, clip_data: bytes
    ) -> None:
        form_id = form_id_of(session)
        prompt = list_prompts(session, form_id, LANGUAGE)[0]

        key = take(session, config, make_sign_take(clip_data, prompt.text, LANGUAGE))

        asset = session.get_one(AudioAsset, key)
        assert (asset.state, asset.media_type) == (AudioState.MADE, "video/mp4")
        assert find_speech(session, prompt.text, LANGUAGE, Stakes.PRACTICE) == key
        assert find_speech(session, prompt.text, "nl", Stakes.PRACTICE) != key
        assert measure_coverage(session, form_id, LANGUAGE).human >= 1
        for extension in ("mp4", POSTER):
            assert clip_path(config.media_root, key, extension).stat().st_size > 500

    def test_has_its_text_for_captions(self) -> None:
        assert write_captions("1 < 2 --> 3\n\nen dan?", 61_250) == (
            "WEBVTT\n\n00:00.000 --> 01:01.250\n1 &lt; 2 --&gt; 3\nen dan?\n"
        )


def take(session: Session, config: Config, sign_take: SignTake) -> str:
    person = a_person(session, ADMINISTRATOR)
    with unit_of_work() as work:
        speaker = add_speaker(work, a_command(), by=person, now=NOW)
        asset = take_recording(
            work, config.media_root, sign_take, speaker_id=speaker.id, by=person, now=NOW
        )
        return asset.key


@pytest.fixture(scope="module")
def clip_data(tmp_path_factory: pytest.TempPathFactory) -> bytes:
    return a_video_file(tmp_path_factory.mktemp("clip") / "clip.mp4")
