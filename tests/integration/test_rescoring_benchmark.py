"""The benchmark of scoring itself: a few attempts on SQLite say that it still measures."""

import json
import subprocess
import sys

import pytest

from testplatform.config import PROJECT_ROOT

MOST_SECONDS = 240


@pytest.mark.timeout(MOST_SECONDS + 30)
def test_rescores_everybody_and_reports_each_step_beside_the_floor() -> None:
    sizes = ["--decisions", "50", "--summed", "5", "--attempts", "40"]

    done = subprocess.run(
        [
            sys.executable,
            PROJECT_ROOT / "benchmarks" / "rescoring.py",
            *("--database", "sqlite"),
            *sizes,
        ],
        capture_output=True,
        text=True,
        timeout=MOST_SECONDS,
        check=False,
    )

    assert done.returncode == 0, done.stderr
    report = json.loads(done.stdout)
    figures = report["rescoring"]["sqlite"]
    assert figures["totals"]["concerned"] == figures["totals"]["changed"] == 40
    assert set(figures["seconds"]) == {"propose", "dry_run", "store_dry_run", "approve", "write"}
    assert report["deciding"]["from_points"]["number"] == 50
