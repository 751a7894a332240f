"""The platform and a client-tracking system as real processes, with folders of their own."""

import os
import signal
import socket
import sqlite3
import subprocess
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import closing, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any, TypeVar

import httpx
import pytest

from testplatform.cli.local import SIMULATOR_PORT_DISTANCE
from testplatform.config import PROJECT_ROOT
from tests.builders.demo import TEST_LANGUAGES

BINARIES = PROJECT_ROOT / ".venv" / "bin"
SECONDS_TO_START = 180
SECONDS_TO_END = 60
PAUSE_SECONDS = 0.1
FOR_EVER = "2999-01-01 00:00:00.000000"

Found = TypeVar("Found")


def wait_until(find: Callable[[], Found | None], *, seconds: float, what: str) -> Found:
    """Call `find` until it gives something; fail naming what was waited for."""
    give_up_at = time.monotonic() + seconds
    while True:
        found = find()
        if found:
            return found
        if time.monotonic() > give_up_at:
            pytest.fail(f"waited {seconds} seconds in vain: {what}")
        time.sleep(PAUSE_SECONDS)


def find_free_port(*, distance: int = 0) -> int:
    """A port that is free now, and so is the one `distance` further on."""
    for _ in range(100):
        with socket.socket() as first, socket.socket() as second:
            first.bind(("127.0.0.1", 0))
            port: int = first.getsockname()[1]
            if port + distance > 65535:
                continue
            try:
                second.bind(("127.0.0.1", port + distance if distance else 0))
            except OSError:
                continue
            return port
    pytest.fail("no free port was found")


@dataclass(frozen=True, slots=True, kw_only=True)
class Platform:
    """`testplatform run` with a folder of its own, and a look at its database."""

    process: subprocess.Popen[bytes]
    port: int
    folder: Path

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    @property
    def own_simulator_url(self) -> str:
        return f"http://127.0.0.1:{self.port + SIMULATOR_PORT_DISTANCE}"

    def rows(self, query: str, *values: object) -> list[dict[str, Any]]:
        """Read the database as it is now."""
        with closing(self._connect("ro")) as connection:
            connection.row_factory = sqlite3.Row
            return [dict(row) for row in connection.execute(query, values)]

    def command(self, *arguments: str) -> str:
        """What `testplatform` prints when somebody calls it beside the running platform."""
        done = subprocess.run(
            [BINARIES / "testplatform", *arguments],
            env={**_clean_environment(), "INSTANCE_FOLDER": str(self.folder)},
            cwd=PROJECT_ROOT,
            capture_output=True,
            text=True,
            check=True,
        )
        return done.stdout

    def write(self, statement: str, *values: object) -> None:
        """Arrange what no page can: time that has passed."""
        with closing(self._connect("rw")) as connection, connection:
            connection.execute(statement, values)

    def make_voices_wait(self) -> None:
        """Keep the audio worker from what is wanted, minutes of hard work: another has it all."""
        self.write("UPDATE audio_assets SET claimed_until = ? WHERE state = 'wanted'", FOR_EVER)

    def let_voice_be_made(self, language: str, text: str) -> None:
        """Give the audio worker this text."""
        self.write(
            "UPDATE audio_assets SET claimed_until = NULL WHERE language = ? AND text = ?",
            language,
            text,
        )

    def _connect(self, mode: str) -> sqlite3.Connection:
        address = f"file:{self.folder / 'testplatform.db'}?mode={mode}"
        return sqlite3.connect(address, uri=True, timeout=30)

    def end(self, send: Callable[[subprocess.Popen[bytes]], None]) -> tuple[int, list[str]]:
        """Ask it to end; give its exit status and the processes that were left behind."""
        family = list_descendants(self.process.pid)
        send(self.process)
        status = self.process.wait(timeout=SECONDS_TO_END)
        return status, list_alive(family)


@contextmanager
def run_platform(folder: Path, environment: Mapping[str, str]) -> Iterator[Platform]:
    """Start the platform as a newcomer does; whatever happens, nothing of it stays."""
    port = find_free_port(distance=SIMULATOR_PORT_DISTANCE)
    settings = {
        **_clean_environment(),
        "INSTANCE_FOLDER": str(folder),
        "PORT": str(port),
        "DEMO_LANGUAGES": " ".join(TEST_LANGUAGES),
    }
    with (folder.parent / f"{folder.name}.log").open("ab") as log:
        process = subprocess.Popen(
            [BINARIES / "testplatform", "run"],
            env={**settings, **environment},
            cwd=PROJECT_ROOT,
            stdin=subprocess.DEVNULL,
            stdout=log,
            stderr=subprocess.STDOUT,
            start_new_session=True,
        )
        platform = Platform(process=process, port=port, folder=folder)
        try:
            _wait_for_answer(process, f"{platform.url}/readyz", Path(log.name))
            yield platform
        finally:
            _kill(process)


@dataclass(slots=True, kw_only=True)
class Simulator:
    """A client-tracking system that can be killed, and started again with what it kept."""

    port: int
    database: Path
    log: Path
    environment: Mapping[str, str]
    process: subprocess.Popen[bytes] | None = None

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    def start(self) -> None:
        with self.log.open("ab") as log:
            self.process = subprocess.Popen(
                [
                    BINARIES / "gunicorn",
                    *("--bind", f"127.0.0.1:{self.port}", "--worker-class", "gthread"),
                    *("--threads", "8", "--log-level", "warning"),
                    "testplatform.clienttracking.simulator:create_simulator_from_environment()",
                ],
                env={**_clean_environment(), **self.environment},
                cwd=PROJECT_ROOT,
                stdout=log,
                stderr=subprocess.STDOUT,
                start_new_session=True,
            )
        _wait_for_answer(self.process, f"{self.url}/healthz", self.log)

    def kill(self) -> None:
        """End it without a word, as a crash does."""
        if self.process is not None:
            _kill(self.process)
            self.process = None

    def results_of(self, dossier: str) -> list[dict[str, Any]]:
        """What it holds of a dossier, through its own interface."""
        token = self.environment["CLIENT_TRACKING_TOKEN"]
        answer = httpx.get(
            f"{self.url}/v1/results",
            headers={"Authorization": f"Bearer {token}"},
            timeout=30,
            trust_env=False,
        )
        return [result for result in answer.json()["results"] if result["dossier"] == dossier]


def list_descendants(pid: int) -> dict[int, str]:
    """Process id → command of a process and everything it started."""
    children: dict[int, list[int]] = {}
    commands: dict[int, str] = {}
    for child, parent, command in _list_processes():
        children.setdefault(parent, []).append(child)
        commands[child] = command
    family, waiting = {}, [pid]
    while waiting:
        one = waiting.pop()
        family[one] = commands.get(one, "")
        waiting += children.get(one, [])
    return family


def list_alive(family: Mapping[int, str]) -> list[str]:
    """Which of these processes still run."""
    return [
        f"{pid} {command}"
        for pid, _parent, command in _list_processes()
        if family.get(pid) == command
    ]


def _list_processes() -> Iterator[tuple[int, int, str]]:
    """What runs, with whole commands: without -ww, ps cuts them off at COLUMNS."""
    listing = subprocess.run(
        ["ps", "-A", "-ww", "-o", "pid=,ppid=,stat=,args="],
        capture_output=True,
        text=True,
        check=True,
    )
    for line in listing.stdout.splitlines():
        pid, parent, state, *command = line.split(maxsplit=3)
        if not state.startswith("Z"):
            yield int(pid), int(parent), "".join(command)


def _wait_for_answer(process: subprocess.Popen[bytes], url: str, log: Path) -> None:
    def answers() -> bool:
        if process.poll() is not None:
            pytest.fail(f"it ended with {process.returncode}:\n{log.read_text()[-4000:]}")
        try:
            return httpx.get(url, timeout=10, trust_env=False).status_code == 200
        except httpx.TransportError:
            return False

    wait_until(answers, seconds=SECONDS_TO_START, what=f"an answer of {url}; see {log}")


def _kill(process: subprocess.Popen[bytes]) -> None:
    """End a process that we started, with everything it started."""
    for pid in list_descendants(process.pid) if process.poll() is None else {}:
        try:
            os.kill(pid, signal.SIGKILL)
        except ProcessLookupError:
            continue
    process.wait()


def _clean_environment() -> dict[str, str]:
    """The environment without what a developer's shell may say about another platform."""
    ours = ("DATABASE_URL", "CELERY_BROKER_URL", "MEDIA_ROOT", "SECRET_KEY", "PLATFORM_URL", "HOST")
    return {
        name: value
        for name, value in os.environ.items()
        if name not in ours and not name.startswith(("CLIENT_TRACKING_", "SIMULATOR_"))
    }
