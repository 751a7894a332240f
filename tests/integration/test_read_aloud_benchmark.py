"""The benchmark of read-aloud itself: a few texts on SQLite say that it still measures."""

import json
import subprocess
import sys

import pytest

from testplatform.config import PROJECT_ROOT
from tests.integration.speech.tools import needs_espeak, needs_ffmpeg

MOST_SECONDS = 240


@needs_espeak
@needs_ffmpeg
@pytest.mark.timeout(MOST_SECONDS + 30)
def test_reports_making_and_asking_again_beside_the_floor() -> None:
    options = ["--database", "sqlite", "--assets", "40", "--made", "2", "--times", "1"]

    done = subprocess.run(
        [sys.executable, PROJECT_ROOT / "benchmarks" / "read_aloud.py", *options],
        capture_output=True,
        text=True,
        timeout=MOST_SECONDS,
        check=False,
    )

    assert done.returncode == 0, done.stderr
    report = json.loads(done.stdout)["databases"]["sqlite"]
    assert report["floor"]["p50"] > 0
    assert report["nothing_changed"]["p50"] > 0
    assert report["making"]["made"] == 2
    assert report["making"]["machine_seconds_per_asset"] > 0
