"""The delivery benchmark itself: a second of it on SQLite says that its figures can be believed."""

import json
import subprocess
import sys
from typing import Any

import pytest

from testplatform.config import PROJECT_ROOT

MOST_SECONDS = 240
pytestmark = pytest.mark.timeout(MOST_SECONDS + 30)

PHASE_NAMES = {
    "answers",
    "answers_per_second",
    "bytes_received_per_answer",
    "bytes_sent_per_answer",
    "bytes_stored_per_answer",
    "errors",
    "kinds_of_error",
    "milliseconds",
    "processor_milliseconds_per_answer",
    "ratio_to_floor",
    "reconnections",
    "seconds",
}


class TestTheDeliveryBenchmark:
    def test_reports_what_was_measured(self, report: dict[str, Any]) -> None:
        level = report["databases"]["sqlite"]["levels"][0]

        assert set(report) == {
            "benchmark",
            "databases",
            "machine",
            "measured_at",
            "server",
            "settings",
        }
        assert level["candidates"] == 2
        assert set(level["show_and_answer"]) == set(level["bare_save"]) == PHASE_NAMES
        assert set(level["bare_save"]["milliseconds"]) == {"p50", "p95", "p99", "max"}
        assert report["databases"]["sqlite"]["floor_commits_per_second"]["1"] > 0

    def test_measures_the_server_that_ships(self, report: dict[str, Any]) -> None:
        assert report["server"].startswith("gunicorn ")
        assert "127.0.0.1" not in report["server"]

    def test_has_no_error(self, report: dict[str, Any]) -> None:
        level = report["databases"]["sqlite"]["levels"][0]

        assert {
            phase: level[phase]["kinds_of_error"] for phase in level if phase != "candidates"
        } == {
            "start": [],
            "show_and_answer": [],
            "bare_save": [],
        }

    def test_loses_and_repeats_no_answer(self, report: dict[str, Any]) -> None:
        accounts = dict(report["databases"]["sqlite"]["accounts"])

        assert accounts.pop("acknowledged") == accounts.pop("stored") > 0
        assert accounts == dict.fromkeys(("missing", "different", "twice", "unexpected", "held"), 0)


@pytest.fixture(scope="module")
def report() -> dict[str, Any]:
    """What one second of the benchmark prints."""
    options = ["--database", "sqlite", "--levels", "2", "--seconds", "0.5"]
    done = subprocess.run(
        [sys.executable, PROJECT_ROOT / "benchmarks" / "delivery.py", *options],
        capture_output=True,
        text=True,
        timeout=MOST_SECONDS,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    document: dict[str, Any] = json.loads(done.stdout)
    return document
