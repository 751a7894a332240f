"""The files as others measure them: ffmpeg's own meter, and sox, which shares nothing with it."""

import re
import shutil
import subprocess
from pathlib import Path

import pytest

from testplatform.speech.audio import Container
from tests.integration.speech.tools import needs_espeak, needs_ffmpeg, say

needs_sox = pytest.mark.skipif(shutil.which("sox") is None, reason="sox is not installed")

SENTENCES = {
    "nl": "Je ziet een ongeval. Iemand is zwaar gewond. Wat doe je?",
    "fr": "Vous voyez un accident. Que faites-vous ?",
    "ar": "يوم الأحد. أين تذهب؟",
    "uk": "Ви бачите аварію. Що ви робите?",
    "hi": "आज रविवार है। आप कहाँ जाएँगे?",
}

pytestmark = [needs_espeak, needs_ffmpeg, needs_sox]


@pytest.fixture(params=sorted(SENTENCES))
def files(request: pytest.FixtureRequest, tmp_path: Path) -> dict[Container, Path]:
    """The files of a text in one language, as they are stored."""
    reading = say(SENTENCES[request.param], request.param)
    paths = {}
    for container, data in reading.audio.files.items():
        paths[container] = tmp_path / f"said.{container}"
        paths[container].write_bytes(data)
    return paths


class TestFiles:
    @pytest.mark.parametrize("container", Container)
    def test_are_as_loud_as_the_others_and_never_clip(
        self, files: dict[Container, Path], container: Container
    ) -> None:
        report = _run(
            "ffmpeg", "-i", files[container], "-af", "ebur128=peak=true", "-f", "null", "-"
        )

        summary = report[report.rindex("Summary:") :]
        assert _number(r"I:\s+(-?[\d.]+) LUFS", summary) == pytest.approx(-18, abs=1.5)
        assert _number(r"Peak:\s+(-?[\d.]+) dBFS", summary) <= -1

    def test_are_sound_from_end_to_end(self, files: dict[Container, Path], tmp_path: Path) -> None:
        whole = _run("sox", files[Container.MP3], "-n", "stat")
        trimmed = tmp_path / "trimmed.wav"
        ends = ("silence", "1", "0.05", "0.5%")
        _run("sox", files[Container.MP3], trimmed, *ends, "reverse", *ends, "reverse")
        heard = _run("sox", trimmed, "-n", "stat")

        length = _number(r"Length \(seconds\):\s+([\d.]+)", whole)
        assert 0.05 < _number(r"RMS\s+amplitude:\s+([\d.]+)", whole) < 0.3
        assert 1 < length < 10
        assert length - _number(r"Length \(seconds\):\s+([\d.]+)", heard) < 0.6


def _run(program: str, *arguments: str | Path) -> str:
    """What a program reports; both write it to standard error."""
    finished = subprocess.run([program, *map(str, arguments)], capture_output=True, check=True)
    return finished.stderr.decode(errors="replace")


def _number(pattern: str, report: str) -> float:
    found = re.search(pattern, report)
    assert found is not None, report
    return float(found[1])
