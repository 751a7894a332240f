"""`testplatform run` as a newcomer meets it, and how it ends."""

import os
import signal
import subprocess
from pathlib import Path

import httpx

from tests.journeys.processes import Platform, list_descendants, run_platform, wait_until

# Servers and workers may give themselves a title; these words stand in it, and in a plain command.
PROCESSES = {"gunicorn", "--queues results", "--queues audio", "beat"}


class TestRunning:
    def test_serves_everything_and_control_c_leaves_nothing_behind(self, tmp_path: Path) -> None:
        with run_platform(tmp_path / "instance", {}) as platform:
            wait_until(
                lambda: answers_everywhere(platform), seconds=60, what="an answer of every page"
            )
            wait_until(
                lambda: list_running(platform) >= PROCESSES, seconds=60, what="every process"
            )

            status, left_behind = platform.end(press_control_c)

        assert (status, left_behind) == (0, [])


def press_control_c(process: subprocess.Popen[bytes]) -> None:
    """What a terminal does: the signal goes to the whole group in the foreground."""
    os.killpg(process.pid, signal.SIGINT)


def list_running(platform: Platform) -> set[str]:
    """Which of the processes are there: the web may answer before the last of them began."""
    commands = " ".join(list_descendants(platform.process.pid).values())
    return {name for name in PROCESSES if name in commands}


def answers_everywhere(platform: Platform) -> bool:
    """The candidate's, the staff's and the simulator's first page."""
    addresses = (
        f"{platform.url}/",
        f"{platform.url}/staff/sign-in",
        f"{platform.own_simulator_url}/",
    )
    try:
        answers = [httpx.get(address, timeout=30, trust_env=False) for address in addresses]
    except httpx.TransportError:
        return False
    return all(answer.status_code == 200 for answer in answers)
