"""Levels sound until the encoded files, as measured by the gate, are where they should be."""

from testplatform.speech.audio import (
    TARGET_LUFS,
    AssembledAudio,
    Container,
    RenderedAudio,
    RenderedFile,
    assemble,
    decode,
    encode,
)
from testplatform.speech.gate import DurationBounds, approve, measure
from testplatform.speech.samples import AudioSegment

_CLOSE_ENOUGH_LU = 0.7
_MOST_CORRECTIONS = 3


def level(samples: AudioSegment, bounds: DurationBounds | None = None) -> RenderedAudio:
    """Assemble, level, encode and approve sound, as webm and as mp3.

    Raises:
        SpeechSilent: when nothing can be heard.
        SpeechDefective: when the gate refuses the result.
        SpeechUnavailable: when ffmpeg is missing or fails.
    """
    assembled = assemble(samples)
    return RenderedAudio(
        webm=_level_file(assembled, Container.WEBM, bounds),
        mp3=_level_file(assembled, Container.MP3, bounds),
    )


def _level_file(
    assembled: AssembledAudio, container: Container, bounds: DurationBounds | None
) -> RenderedFile:
    """How much loudness limiter and codec take depends on the sound, so a result that is off is
    encoded again with a correction: one clip in six, mostly once.
    """
    data = encode(assembled, container)
    measurement = measure(decode(data, container))
    correction_db = 0.0
    for _ in range(_MOST_CORRECTIONS):
        shortfall = TARGET_LUFS - (measurement.loudness_lufs or TARGET_LUFS)
        if abs(shortfall) <= _CLOSE_ENOUGH_LU:
            break
        correction_db += shortfall
        data = encode(assembled, container, correction_db=correction_db)
        measurement = measure(decode(data, container))
    return approve(data, measurement, bounds)
