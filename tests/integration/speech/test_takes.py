"""What people record, as real files: what a browser sends, and what is no recording at all."""

import pytest

from testplatform.speech.audio import TARGET_LUFS, Container, RenderedAudio, decode
from testplatform.speech.takes import (
    LARGEST_TAKE,
    TakeFault,
    TakeRefused,
    check_take,
    decode_take,
    render_take,
)
from tests.builders.takes import a_sound, a_video, a_voice, as_mp3, as_webm

TEXT = "De bakker opent om acht uur."
LONG_TEXT = " ".join([TEXT] * 12)
M3U = b"#EXTM3U\n#EXTINF:1,\nfile:///etc/passwd\n"


def render(data: bytes, text: str = TEXT) -> RenderedAudio:
    return render_take(data, text, text, "nl")


class TestTake:
    @pytest.mark.parametrize(
        "data",
        [
            pytest.param(as_webm(a_voice()), id="webm without a length"),
            pytest.param(a_voice(), id="wav"),
            pytest.param(as_mp3(a_voice()), id="mp3"),
        ],
    )
    def test_becomes_level_webm_and_mp3_that_decode(self, data: bytes) -> None:
        audio = render(data)

        for container in Container:
            decoded = decode(audio.files[container], container)
            assert decoded.loudness_lufs == pytest.approx(TARGET_LUFS, abs=1.5)
            assert 1_000 < len(decoded.samples) < 4_000
            assert decoded.samples.channels == 1

    def test_is_the_same_file_from_the_same_recording(self) -> None:
        assert render(a_voice()).webm.sha256 == render(a_voice()).webm.sha256

    def test_with_a_picture_beside_it_is_taken_for_its_sound(self) -> None:
        samples = decode_take(a_video(with_sound=True))

        assert len(samples) == pytest.approx(2_000, abs=100)


class TestRefusal:
    @pytest.mark.parametrize(
        ("data", "fault"),
        [
            pytest.param(b"", TakeFault.EMPTY, id="nothing"),
            pytest.param(b"\0" * (LARGEST_TAKE + 1), TakeFault.TOO_LARGE, id="too large"),
            pytest.param(b"MZ\x90\x00", TakeFault.NOT_AUDIO, id="a program"),
            pytest.param(M3U, TakeFault.NOT_AUDIO, id="a playlist that names a file"),
            pytest.param(b"\x1aE\xdf\xa3" + b"x" * 900, TakeFault.NOT_AUDIO, id="a false webm"),
            pytest.param(b"\x89PNG\r\n\x1a\n" + b"x" * 90, TakeFault.NOT_AUDIO, id="an image"),
            pytest.param(a_video(), TakeFault.VIDEO_ONLY, id="a picture without sound"),
            pytest.param(a_sound("anullsrc", 3), TakeFault.SILENT, id="silence"),
            pytest.param(as_webm(a_sound("anullsrc", 3)), TakeFault.SILENT, id="silent webm"),
            pytest.param(as_mp3(a_sound("sine=440", 62)), TakeFault.TOO_LONG, id="over a minute"),
            pytest.param(a_voice("Ja"), TakeFault.TOO_SHORT_FOR_TEXT, id="another, short text"),
            pytest.param(a_voice(LONG_TEXT), TakeFault.TOO_LONG_FOR_TEXT, id="a longer text"),
            pytest.param(a_voice(LONG_TEXT)[:90_000], TakeFault.BROKEN_OFF, id="half a wav"),
        ],
    )
    def test_names_what_is_wrong(self, data: bytes, fault: TakeFault) -> None:
        text = LONG_TEXT[:160] if fault is TakeFault.TOO_SHORT_FOR_TEXT else TEXT
        with pytest.raises(TakeRefused) as refusal:
            render(data, text)

        assert refusal.value.fault is fault

    def test_of_a_webm_that_is_shorter_than_its_sender_says(self) -> None:
        data = as_webm(a_voice(LONG_TEXT))

        with pytest.raises(TakeRefused) as refusal:
            decode_take(data[: len(data) // 2], stated_ms=25_000)

        assert refusal.value.fault is TakeFault.BROKEN_OFF

    def test_is_found_without_levelling_too(self) -> None:
        with pytest.raises(TakeRefused) as refusal:
            check_take(a_voice(LONG_TEXT), TEXT, TEXT, "nl")

        assert refusal.value.fault is TakeFault.TOO_LONG_FOR_TEXT
        assert len(check_take(a_voice(), TEXT, TEXT, "nl")) > 1_000
