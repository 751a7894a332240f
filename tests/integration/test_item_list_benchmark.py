"""The benchmark of the item list itself: a few items on SQLite say that it still measures."""

import json
import subprocess
import sys

import pytest

from testplatform.config import PROJECT_ROOT

MOST_SECONDS = 240


@pytest.mark.timeout(MOST_SECONDS + 30)
def test_reports_every_search_beside_the_floor() -> None:
    options = ["--database", "sqlite", "--items", "60", "--times", "1"]

    done = subprocess.run(
        [sys.executable, PROJECT_ROOT / "benchmarks" / "item_list.py", *options],
        capture_output=True,
        text=True,
        timeout=MOST_SECONDS,
        check=False,
    )

    assert done.returncode == 0, done.stderr
    report = json.loads(done.stdout)["databases"]["sqlite"]
    assert report["floor"]["p50"] > 0
    assert "lacking in French" in report["searches"]
    assert all(
        set(figures) == {"queries", "request", "ratio_to_floor"}
        for figures in report["searches"].values()
    )
