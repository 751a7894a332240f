"""The simulator as a process of its own: starts complete or not at all, and forgets nothing."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import httpx
import pytest

from testplatform.clienttracking.client import ClientTracking, Delivered
from testplatform.clienttracking.simulator import Store, seed
from tests.unit.clienttracking.builders import SECRET, TOKEN, a_booking_document, a_result

COMMAND = [sys.executable, "-m", "testplatform.clienttracking.simulator"]
GUNICORN = [
    sys.executable,
    "-m",
    "gunicorn",
    "testplatform.clienttracking.simulator:create_simulator_from_environment()",
]
MOST_SECONDS_TO_START = 30


def an_environment(database: Path, port: int) -> dict[str, str]:
    return {
        "PATH": os.environ["PATH"],
        "CLIENT_TRACKING_SECRET": SECRET,
        "CLIENT_TRACKING_TOKEN": TOKEN,
        "SIMULATOR_DATABASE": str(database),
        "SIMULATOR_PORT": str(port),
        "PLATFORM_URL": "http://127.0.0.1:9",
    }


@contextmanager
def running(
    command: list[str], environment: dict[str, str], port: int
) -> Iterator[subprocess.Popen[bytes]]:
    """A started simulator that answers; killed at the end when it still runs."""
    process = subprocess.Popen(
        command, env=environment, stderr=subprocess.DEVNULL, start_new_session=True
    )
    try:
        wait_until_healthy(port)
        yield process
    finally:
        if process.poll() is None:
            os.killpg(process.pid, signal.SIGKILL)
        process.wait()


def wait_until_healthy(port: int) -> None:
    give_up_at = time.monotonic() + MOST_SECONDS_TO_START
    while time.monotonic() < give_up_at:
        try:
            answer = httpx.get(f"http://127.0.0.1:{port}/healthz", trust_env=False)
        except httpx.TransportError:
            time.sleep(0.05)
        else:
            assert answer.json() == {"status": "ok"}
            return
    pytest.fail("the simulator did not start")


class TestTheProcess:
    def test_ends_at_once_naming_everything_that_is_missing(self) -> None:
        done = subprocess.run(
            COMMAND, env={"PATH": os.environ["PATH"]}, capture_output=True, text=True, check=False
        )

        assert done.returncode == 1
        for name in (
            "CLIENT_TRACKING_SECRET",
            "CLIENT_TRACKING_TOKEN",
            "SIMULATOR_DATABASE",
            "PLATFORM_URL",
        ):
            assert name in done.stderr

    def test_stops_when_told(self, tmp_path: Path, free_port: int) -> None:
        environment = an_environment(tmp_path / "simulator.db", free_port)

        with running(COMMAND, environment, free_port) as process:
            process.terminate()

            assert process.wait(timeout=30) == 0

    def test_starts_under_gunicorn(self, tmp_path: Path, free_port: int) -> None:
        environment = an_environment(tmp_path / "simulator.db", free_port)

        with running([*GUNICORN, "--bind", f"127.0.0.1:{free_port}"], environment, free_port):
            answer = httpx.get(f"http://127.0.0.1:{free_port}/", trust_env=False)

        assert answer.status_code == 200

    def test_keeps_what_it_acknowledged_when_it_is_killed(
        self, tmp_path: Path, free_port: int
    ) -> None:
        database = tmp_path / "simulator.db"
        environment = an_environment(database, free_port)
        seed(Store(database), [a_booking_document()])
        with (
            running(COMMAND, environment, free_port),
            ClientTracking(f"http://127.0.0.1:{free_port}", TOKEN) as tracking,
        ):
            tracking.deliver_result(a_result())

        with (
            running(COMMAND, environment, free_port),
            ClientTracking(f"http://127.0.0.1:{free_port}", TOKEN) as tracking,
        ):
            delivered = tracking.deliver_result(a_result())

        assert delivered == Delivered(result="R-1", revision=1, already=True)
