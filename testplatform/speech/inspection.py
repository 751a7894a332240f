"""Looks into sound from outside: whether it plays to its end, how long it is, how loud."""

import re
from dataclasses import dataclass
from pathlib import Path

from testplatform.speech.audio import PROGRAM, TIMEOUT_SECONDS
from testplatform.speech.programs import run_program
from testplatform.speech.synthesis import Defect, DefectKind, SpeechDefective

SAMPLES_PER_SECOND = 16_000
# A microphone that is switched off gives digital silence; a quiet room is louder than this.
SILENT_DBFS = -60.0

_SAFELY = ("-hide_banner", "-nostdin", "-nostats", "-threads", "1", "-filter_threads", "1")
_COUNT = f"aresample={SAMPLES_PER_SECOND},aformat=channel_layouts=mono,volumedetect"


@dataclass(frozen=True, slots=True, kw_only=True)
class SoundFacts:
    """What was measured on the decoded samples, whatever the file says of itself."""

    duration_ms: int
    peak_dbfs: float

    @property
    def is_silent(self) -> bool:
        """Whether nobody can have been heard."""
        return self.peak_dbfs <= SILENT_DBFS


def inspect_webm(path: Path) -> SoundFacts:
    """Decode a webm file completely, with no demuxer but that one and nothing else opened.

    Raises:
        SpeechDefective: when it is not webm with sound.
        SpeechUnavailable: when ffmpeg is missing or takes too long.
    """
    result = run_program(
        PROGRAM,
        (
            *_SAFELY,
            *("-f", "matroska", "-protocol_whitelist", "file,pipe", "-i", str(path)),
            *("-map", "0:a:0", "-af", _COUNT, "-f", "null", "-"),
        ),
        timeout_seconds=TIMEOUT_SECONDS,
    )
    samples = re.findall(rb"n_samples: (\d+)", result.stderr)
    peak = re.findall(rb"max_volume: (-?[\d.]+|-inf) dB", result.stderr)
    if result.return_code != 0 or not samples or not peak:
        raise SpeechDefective((Defect(kind=DefectKind.UNREADABLE),))
    return SoundFacts(
        duration_ms=int(samples[-1]) * 1000 // SAMPLES_PER_SECOND, peak_dbfs=float(peak[-1])
    )
