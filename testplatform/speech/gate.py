"""The technical gate: is the encoded result audible, of a credible length and at the right level?

It judges signals and never pronunciation; that takes a native listener.
"""

import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass

from testplatform.speech.audio import (
    SHORTEST_MEASURABLE_MS,
    TARGET_LUFS,
    DecodedAudio,
    RenderedFile,
)
from testplatform.speech.samples import AudioSegment, find_sound
from testplatform.speech.synthesis import Defect, DefectKind, SpeechDefective

LOUDNESS_TOLERANCE_LU = 1.5
HIGHEST_PEAK_DBTP = -1.0
LOWEST_VOICED_SHARE = 0.4

_VOICED_DBFS = -45.0
_WINDOW_MS = 20

# Measured at 140 words a minute: letters 0.05 to 0.24 s, Chinese characters 0.36 s. A letter by
# itself is called by its name, up to 1.6 s.
_NAME_OF_A_LETTER_SECONDS = 1.5
_LETTERS_IN_A_SPOKEN_SYMBOL = 5
_SECONDS_PER_LETTER: Mapping[str, tuple[float, float]] = {
    "Arab": (0.04, 0.3),
    "Hans": (0.1, 0.6),
}
_SECONDS_PER_LETTER_ELSEWHERE = (0.03, 0.25)


@dataclass(frozen=True, slots=True, kw_only=True)
class DurationBounds:
    """How long a text may take to say."""

    lowest_seconds: float
    highest_seconds: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Measurement:
    """What is measured on the decoded file.

    `sound_ms` and `voiced_share` leave out the silence at both ends; `loudness_lufs` is None
    where there is less than 0.4 s of sound.
    """

    duration_ms: int
    sound_ms: int
    voiced_share: float
    true_peak_dbtp: float
    loudness_lufs: float | None


def duration_bounds(text: str, script: str, *, pauses_seconds: float = 0.0) -> DurationBounds:
    """Bound the time that a text takes in a script (ISO 15924), by counting its characters.

    A digit or a symbol may be a whole word when spoken, so it weighs more in the upper bound.
    """
    letters = sum(unicodedata.category(character)[0] in "LM" for character in text)
    symbols = sum(unicodedata.category(character)[0] in "NS" for character in text)
    fastest, slowest = _SECONDS_PER_LETTER.get(script, _SECONDS_PER_LETTER_ELSEWHERE)
    spoken_letters = letters + symbols * _LETTERS_IN_A_SPOKEN_SYMBOL
    return DurationBounds(
        lowest_seconds=fastest * (letters + symbols) + pauses_seconds,
        highest_seconds=_NAME_OF_A_LETTER_SECONDS + slowest * spoken_letters + pauses_seconds,
    )


def list_defects(
    measurement: Measurement, bounds: DurationBounds | None = None
) -> tuple[Defect, ...]:
    """List what is out of bounds; without duration bounds any length is right."""
    limits: list[tuple[DefectKind, float, float | None, float | None]] = [
        (DefectKind.VOICED, measurement.voiced_share, LOWEST_VOICED_SHARE, None),
        (DefectKind.PEAK, measurement.true_peak_dbtp, None, HIGHEST_PEAK_DBTP),
    ]
    if bounds is not None:
        seconds = measurement.sound_ms / 1000
        limits.append((DefectKind.DURATION, seconds, bounds.lowest_seconds, bounds.highest_seconds))
    if measurement.loudness_lufs is not None:
        lowest, highest = TARGET_LUFS - LOUDNESS_TOLERANCE_LU, TARGET_LUFS + LOUDNESS_TOLERANCE_LU
        limits.append((DefectKind.LOUDNESS, measurement.loudness_lufs, lowest, highest))
    return tuple(
        Defect(kind=kind, measured=measured, lowest=lowest, highest=highest)
        for kind, measured, lowest, highest in limits
        if not _is_between(measured, lowest, highest)
    )


def approve(
    data: bytes, measurement: Measurement, bounds: DurationBounds | None = None
) -> RenderedFile:
    """Let an encoded file pass that measures well.

    Raises:
        SpeechDefective: naming every defect.
    """
    defects = list_defects(measurement, bounds)
    if defects:
        raise SpeechDefective(defects)
    return RenderedFile(
        data=data,
        duration_ms=measurement.duration_ms,
        loudness_lufs=measurement.loudness_lufs,
    )


def measure(decoded: DecodedAudio) -> Measurement:
    """Measure decoded audio.

    Raises:
        SpeechSilent: when nothing can be heard.
    """
    sound = find_sound(decoded.samples)
    is_measurable = len(sound) >= SHORTEST_MEASURABLE_MS
    return Measurement(
        duration_ms=len(decoded.samples),
        sound_ms=len(sound),
        voiced_share=_voiced_share(sound),
        true_peak_dbtp=_true_peak(decoded, sound),
        loudness_lufs=decoded.loudness_lufs if is_measurable else None,
    )


def _true_peak(decoded: DecodedAudio, sound: AudioSegment) -> float:
    """The peak between the samples too; that of the samples where the meter gave none."""
    peak = float(sound.max_dBFS)
    return peak if decoded.true_peak_dbtp is None else max(peak, decoded.true_peak_dbtp)


def _voiced_share(sound: AudioSegment) -> float:
    starts = range(0, len(sound), _WINDOW_MS)
    voiced = [at for at in starts if sound[at : at + _WINDOW_MS].dBFS > _VOICED_DBFS]
    return len(voiced) / len(starts)


def _is_between(value: float, lowest: float | None, highest: float | None) -> bool:
    return (lowest is None or value >= lowest) and (highest is None or value <= highest)
