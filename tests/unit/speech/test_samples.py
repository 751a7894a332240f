import io
import wave

import pytest

from testplatform.speech.samples import AudioSegment, Sine, find_sound, read_wav
from testplatform.speech.synthesis import SpeechDefective, SpeechSilent


class TestReadWav:
    def test_mixes_to_mono_of_sixteen_bits(self) -> None:
        samples = read_wav(_wav(b"\x01\x00\x03\x00" * 100, channels=2))

        assert (samples.channels, samples.sample_width, samples.frame_count()) == (1, 2, 100)

    def test_refuses_what_is_no_wav(self) -> None:
        with pytest.raises(SpeechDefective):
            read_wav(b"<html>")

    def test_calls_no_samples_silence(self) -> None:
        with pytest.raises(SpeechSilent):
            read_wav(_wav(b""))


class TestFindSound:
    def test_cuts_silence_off_both_ends_only(self) -> None:
        tone = Sine(440).to_audio_segment(200, volume=-10.0)
        pause = AudioSegment.silent(300, tone.frame_rate)

        sound = find_sound(pause + tone + pause + tone + pause)

        assert len(sound) == pytest.approx(700, abs=10)

    def test_refuses_silence(self) -> None:
        with pytest.raises(SpeechSilent):
            find_sound(AudioSegment.silent(1000))


def _wav(frames: bytes, *, channels: int = 1) -> bytes:
    file = io.BytesIO()
    with wave.open(file, "wb") as target:
        target.setnchannels(channels)
        target.setsampwidth(2)
        target.setframerate(22_050)
        target.writeframes(frames)
    return file.getvalue()
