"""The benchmark of the preview itself: a few attempts on SQLite say that it still measures."""

import json
import subprocess
import sys

import pytest

from testplatform.config import PROJECT_ROOT

MOST_SECONDS = 240


@pytest.mark.timeout(MOST_SECONDS + 30)
def test_reports_the_preview_beside_the_floor() -> None:
    options = ["--database", "sqlite", "--attempts", "60", "--times", "1"]

    done = subprocess.run(
        [sys.executable, PROJECT_ROOT / "benchmarks" / "cut_scores.py", *options],
        capture_output=True,
        text=True,
        timeout=MOST_SECONDS,
        check=False,
    )

    assert done.returncode == 0, done.stderr
    report = json.loads(done.stdout)["databases"]["sqlite"]
    assert report["attempts"] == 60
    assert report["floor"]["p50"] > 0
    assert report["query_processor_milliseconds"] > 0
    assert {"query", "rule", "request", "ratio_to_floor"} <= set(report)
