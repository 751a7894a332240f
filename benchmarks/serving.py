"""The web server and the candidates as processes, each started and ended by the benchmark."""

import http.client
import json
import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import IO, Any

from testplatform.cli.run import build_processes
from testplatform.config import PROJECT_ROOT

HERE = Path(__file__).resolve().parent
HOST = "127.0.0.1"
SECONDS_TO_START = 60
SECONDS_TO_END = 30
LINES_TO_SHOW = 30
# Settings of the platform that may lie around in the environment and must not reach the benchmark.
FOREIGN_NAMES = (
    "CELERY_BROKER_URL",
    "GUNICORN_CMD_ARGS",
    "HOST",
    "RATELIMIT_STORAGE_URL",
    "TESTING",
    "TRUSTED_PROXIES",
)


class ServerFailed(Exception):
    """The server did not start, or ended; carries the end of its log."""


def make_environment(folder: Path, database_url: str) -> dict[str, str]:
    """A complete environment of the platform whose every trace stays in `folder`."""
    kept = {name: value for name, value in os.environ.items() if name not in FOREIGN_NAMES}
    return kept | {
        "INSTANCE_FOLDER": str(folder),
        "MEDIA_ROOT": str(folder / "media"),
        "DATABASE_URL": database_url,
        "SECRET_KEY": "a-secret-key-for-the-benchmark-only",
        "PASSWORD_PEPPER": "a-pepper-for-the-benchmark-only",
        "CLIENT_TRACKING_URL": f"http://{HOST}:9",
        "CLIENT_TRACKING_SECRET": "whsec_YmVuY2htYXJrYmVuY2htYXJrYmVuY2htYXJrYmVuY2g=",
        "CLIENT_TRACKING_TOKEN": "a-token-for-the-benchmark",
        "COOKIES_NEED_HTTPS": "0",
    }


def prepare(environment: Mapping[str, str], number: int) -> list[dict[str, Any]]:
    """Fill the database; returns the candidates who can sit the test."""
    done = subprocess.run(
        [sys.executable, HERE / "preparing.py", str(number)],
        env=environment,
        cwd=PROJECT_ROOT,
        stdout=subprocess.PIPE,
        check=True,
    )
    candidates: list[dict[str, Any]] = json.loads(done.stdout)
    return candidates


def web_command(port: int) -> str:
    """The very command of `testplatform run`."""
    return build_processes({"HOST": HOST}, port)["web"]


def describe_server() -> str:
    """The flags of the server, without paths and addresses of this machine."""
    words = web_command(0).split(" ")[1:]
    words[0] = Path(words[0]).name
    at = words.index("--bind")
    return " ".join(words[:at] + words[at + 2 :])


@contextmanager
def running_server(
    environment: Mapping[str, str], folder: Path, port: int
) -> Iterator[subprocess.Popen[bytes]]:
    """The web server while it answers; raises ServerFailed with the end of its log."""
    log = folder / "server.log"
    with log.open("wb") as output:
        server = subprocess.Popen(  # noqa: S602  honcho starts this command by a shell too
            web_command(port),
            shell=True,
            env=environment,
            cwd=PROJECT_ROOT,
            stdout=output,
            stderr=output,
            start_new_session=True,
        )
    try:
        _wait_until_ready(server, port, log)
        yield server
    finally:
        _end(server)


@contextmanager
def running_candidates(candidates: list[dict[str, Any]], port: int) -> Iterator["Candidates"]:
    """The process of the simulated candidates."""
    process = subprocess.Popen(
        [sys.executable, HERE / "candidates.py"], stdin=subprocess.PIPE, stdout=subprocess.PIPE
    )
    assert process.stdin is not None
    assert process.stdout is not None
    try:
        yield Candidates(process.stdin, process.stdout, {"port": port, "candidates": candidates})
    finally:
        process.stdin.close()
        _end(process)


class Candidates:
    """The simulated candidates, who do what they are told and answer with what they measured."""

    def __init__(self, orders: IO[bytes], reports: IO[bytes], document: dict[str, Any]) -> None:
        self._orders = orders
        self._reports = reports
        self._write(document)

    def tell(self, **order: object) -> dict[str, Any]:
        self._write(order)
        line = self._reports.readline()
        if not line:
            raise ServerFailed("the candidates' process ended")
        report: dict[str, Any] = json.loads(line)
        return report

    def _write(self, document: Mapping[str, object]) -> None:
        self._orders.write(json.dumps(document).encode() + b"\n")
        self._orders.flush()


def find_free_port() -> int:
    with socket.socket() as probe:
        probe.bind((HOST, 0))
        port: int = probe.getsockname()[1]
        return port


def _wait_until_ready(server: subprocess.Popen[bytes], port: int, log: Path) -> None:
    give_up_at = time.monotonic() + SECONDS_TO_START
    while time.monotonic() < give_up_at:
        if server.poll() is not None:
            break
        try:
            connection = http.client.HTTPConnection(HOST, port, timeout=SECONDS_TO_START)
            connection.request("GET", "/healthz")
            status = connection.getresponse().status
            connection.close()
        except OSError:
            time.sleep(0.05)
        else:
            if status == 200:
                return
    tail = log.read_text(errors="replace").splitlines()[-LINES_TO_SHOW:]
    raise ServerFailed("\n".join(tail) or "the server did not start")


def _end(process: subprocess.Popen[bytes]) -> None:
    if process.poll() is None:
        process.send_signal(signal.SIGTERM)
    try:
        process.wait(SECONDS_TO_END)
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait()
