"""The one place that imports pydub: unmaintained, and noisy at the import.

It warns of `audioop`, of its own escape sequences when first compiled, and of an absent ffmpeg,
which `programs.py` reports when it matters.
"""

import io
import warnings
import wave

with warnings.catch_warnings():
    warnings.simplefilter("ignore")
    from pydub import AudioSegment
    from pydub.generators import Sine
    from pydub.silence import detect_leading_silence

from testplatform.speech.synthesis import Defect, DefectKind, SpeechDefective, SpeechSilent

SAMPLE_RATE = 48_000
SILENCE_DBFS = -50.0
STEP_MS = 5

__all__ = [
    "SAMPLE_RATE",
    "AudioSegment",
    "Sine",
    "find_sound",
    "from_pcm",
    "pcm_to_wav",
    "read_wav",
]


def read_wav(wav: bytes) -> AudioSegment:
    """Read a WAV file as mono samples; pydub's own reader would leave files open.

    Raises:
        SpeechSilent: when there are no samples.
        SpeechDefective: when it is not a WAV file.
    """
    try:
        with wave.open(io.BytesIO(wav)) as source:
            parameters = source.getparams()
            frames = source.readframes(parameters.nframes)
    except (wave.Error, EOFError) as problem:
        raise SpeechDefective((Defect(kind=DefectKind.UNREADABLE),)) from problem
    if not frames:
        raise SpeechSilent
    samples = AudioSegment(
        data=frames,
        sample_width=parameters.sampwidth,
        frame_rate=parameters.framerate,
        channels=parameters.nchannels,
    )
    return samples.set_channels(1).set_sample_width(2)


def pcm_to_wav(pcm: bytes, frame_rate: int) -> bytes:
    """Put a WAV header before samples: 16 bits, mono."""
    file = io.BytesIO()
    with wave.open(file, "wb") as target:
        target.setnchannels(1)
        target.setsampwidth(2)
        target.setframerate(frame_rate)
        target.writeframes(pcm)
    return file.getvalue()


def from_pcm(pcm: bytes) -> AudioSegment:
    """Wrap decoded samples: 16 bits, mono, SAMPLE_RATE."""
    return AudioSegment(data=pcm, sample_width=2, frame_rate=SAMPLE_RATE, channels=1)


def find_sound(samples: AudioSegment) -> AudioSegment:
    """Cut the silence off both ends.

    Raises:
        SpeechSilent: when nothing is left.
    """
    start = detect_leading_silence(samples, SILENCE_DBFS, STEP_MS)
    end = len(samples) - detect_leading_silence(samples.reverse(), SILENCE_DBFS, STEP_MS)
    if start >= end:
        raise SpeechSilent
    return samples[start:end]
