"""`testplatform decide` as somebody calls it: a process, standard input, an exit code."""

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

COMMAND = Path(sys.executable).parent / "testplatform"
CASE: dict[str, Any] = {
    "programme": "mo",
    "moment": "exemption",
    "date": "2023-03-01",
    "points": {"sokkel": [9, 11], "praktisch": [24, 30]},
}


def decided(text: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [COMMAND, "decide"], input=text, capture_output=True, text=True, check=False, timeout=60
    )


class TestDecide:
    def test_prints_the_decision(self) -> None:
        done = decided(json.dumps(CASE))

        decision = json.loads(done.stdout)
        assert done.returncode == 0
        assert decision["outcome"] == "passed"
        assert [part["reached"] for part in decision["parts"]] == [True, True]
        assert any(
            "sokkelvragen 9/11 = 81,8 % ≥ 80 %: 9 nodig" in step for step in decision["steps"]
        )
        assert decision["versions"]

    @pytest.mark.parametrize(
        ("change", "outcome"),
        [
            pytest.param({"points": {"sokkel": [8, 11], "praktisch": [24, 30]}}, "failed", id="8"),
            pytest.param({"points": {"sokkel": [9, 11], "praktisch": [23, 30]}}, "failed", id="23"),
            pytest.param(
                {"date": "2023-02-28", "points": {"sokkel": [6, 11], "praktisch": [16, 30]}},
                "passed",
                id="the last day of February 2023",
            ),
        ],
    )
    def test_decides_by_the_day(self, change: dict[str, Any], outcome: str) -> None:
        assert json.loads(decided(json.dumps({**CASE, **change})).stdout)["outcome"] == outcome

    @pytest.mark.parametrize(
        "text",
        [
            pytest.param("", id="nothing"),
            pytest.param("{", id="no JSON"),
            pytest.param("[" * 100_000, id="too deep"),
            pytest.param(json.dumps({**CASE, "programme": "zz"}), id="unknown programme"),
            pytest.param(json.dumps({**CASE, "date": "yesterday"}), id="no date"),
            pytest.param(json.dumps({**CASE, "date": "2020-01-01"}), id="before any cut score"),
            pytest.param(
                json.dumps({**CASE, "points": {"sokkel": [12, 11], "praktisch": [24, 30]}}),
                id="more than the maximum",
            ),
            pytest.param(json.dumps({**CASE, "points": {"sokkel": [9, 11]}}), id="a part missing"),
            pytest.param(json.dumps({**CASE, "shoe": 42}), id="a field too many"),
        ],
    )
    def test_refuses_with_one_clear_line_and_exit_2(self, text: str) -> None:
        done = decided(text)

        assert done.returncode == 2
        assert done.stdout == ""
        assert len(done.stderr.strip().splitlines()) == 1
