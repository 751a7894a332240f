"""`testplatform run`: the whole platform on one machine, in the foreground.

Web, two workers, scheduler and the simulated client-tracking system under one supervisor (honcho),
on SQLite and a file-system broker unless the environment says otherwise.
"""

import base64
import os
import secrets
import signal
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Mapping

import click
from honcho.manager import Manager

from testplatform.cli import ENVIRONMENT_FILE, read_environment_file
from testplatform.config import INSTANCE_FOLDER, PROJECT_ROOT

DEFAULT_PORT = 8000
SIMULATOR_PORT_DISTANCE = 10
PARENT_CHECK_SECONDS = 2
DEMO_FILES = "demo-bookings-*.json"
ENDED_BY_SIGNAL = (128 + signal.SIGINT, 128 + signal.SIGTERM)


@click.command("run")
def run() -> None:
    """Migrate, load the demo content and start every process; Ctrl-C or SIGTERM ends them all."""
    port = _read_port()
    environment = _complete_environment(port)
    _check_port_free(port, environment)
    click.echo("Demo content:")
    _command(environment, "demo", "load")
    _command(environment, "simulator", "seed", str(max(INSTANCE_FOLDER.glob(DEMO_FILES))))
    click.echo(f"\n  candidates  http://{_host(environment)}:{port}/")
    click.echo(f"  staff       http://{_host(environment)}:{port}/staff/")
    click.echo(f"  client-tracking simulator  {environment['CLIENT_TRACKING_URL']}/\n")
    click.echo("The voices are being made now; the administrator's page shows how far they are.")
    click.echo("Ctrl-C ends everything.\n")
    sys.exit(_supervise(environment, port))


def _supervise(environment: Mapping[str, str], port: int) -> int:
    manager = Manager()
    for name, command in build_processes(environment, port).items():
        manager.add_process(
            name, command, env=dict(environment), cwd=str(PROJECT_ROOT), quiet=False
        )
    signal.signal(signal.SIGHUP, lambda *_: manager.terminate())
    threading.Thread(target=_stop_without_parent, args=(os.getppid(),), daemon=True).start()
    manager.loop()
    return 0 if manager.returncode in ENDED_BY_SIGNAL else int(manager.returncode or 0)


def build_processes(environment: Mapping[str, str], port: int) -> dict[str, str]:
    """Process name → shell command of everything that runs."""
    binary = PROJECT_ROOT / ".venv" / "bin"
    celery = f"exec {binary}/celery --quiet --app testplatform.worker:celery_app"
    worker = f"{celery} worker --concurrency 1 --without-gossip --without-mingle --loglevel WARNING"
    schedule = INSTANCE_FOLDER / "celerybeat-schedule"
    return {
        "web": (
            f"exec {binary}/gunicorn --bind {_host(environment)}:{port} --worker-class gthread"
            " --workers 2 --threads 16 --log-level warning testplatform.wsgi:app"
        ),
        "simulator": f"exec {binary}/python -m testplatform.clienttracking.simulator",
        "results": f"{worker} --hostname results@%h --queues results",
        "audio": f"{worker} --hostname audio@%h --queues audio",
        "scheduler": (f"{celery} beat --schedule '{schedule}' --pidfile= --loglevel WARNING"),
    }


def _complete_environment(port: int) -> dict[str, str]:
    """The process's environment, filled up from the instance folder's own file."""
    kept = read_environment_file(ENVIRONMENT_FILE)
    made = {name: make() for name, make in _SECRETS.items() if name not in kept}
    if made:
        _keep(kept | made)
    local = {
        "CLIENT_TRACKING_URL": f"http://127.0.0.1:{port + SIMULATOR_PORT_DISTANCE}",
        "PLATFORM_URL": f"http://127.0.0.1:{port}",
        "SIMULATOR_PORT": str(port + SIMULATOR_PORT_DISTANCE),
        "COOKIES_NEED_HTTPS": "0",
        "MEDIA_ROOT": str(INSTANCE_FOLDER / "media"),
        "SIMULATOR_DATABASE": str(INSTANCE_FOLDER / "client-tracking.db"),
        "PYTHONUNBUFFERED": "1",
    }
    return {**local, **kept, **made, **os.environ}


_SECRETS = {
    "SECRET_KEY": lambda: secrets.token_urlsafe(48),
    "PASSWORD_PEPPER": lambda: secrets.token_urlsafe(32),
    "CLIENT_TRACKING_SECRET": lambda: "whsec_" + base64.b64encode(secrets.token_bytes(32)).decode(),
    "CLIENT_TRACKING_TOKEN": lambda: secrets.token_urlsafe(32),
}


def _keep(values: Mapping[str, str]) -> None:
    ENVIRONMENT_FILE.parent.mkdir(parents=True, exist_ok=True)
    text = "# Secrets of this local set-up, made once. Never use them in production.\n"
    text += "".join(f"{name}={value}\n" for name, value in sorted(values.items()))
    ENVIRONMENT_FILE.touch(mode=0o600)
    ENVIRONMENT_FILE.write_text(text)


def _read_port() -> int:
    raw = os.environ.get("PORT") or str(DEFAULT_PORT)
    if not raw.isdigit() or not 0 < int(raw) < 65536 - SIMULATOR_PORT_DISTANCE:
        raise click.ClickException(f"PORT must be a port number, not {raw!r}")
    return int(raw)


def _check_port_free(port: int, environment: Mapping[str, str]) -> None:
    for wanted in (port, port + SIMULATOR_PORT_DISTANCE):
        with socket.socket() as probe:
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            try:
                probe.bind((_host(environment), wanted))
            except OSError as problem:
                raise click.ClickException(
                    f"port {wanted} is in use; choose another: PORT=8100 make run"
                ) from problem


def _command(environment: Mapping[str, str], *arguments: str) -> None:
    binary = PROJECT_ROOT / ".venv" / "bin" / "testplatform"
    done = subprocess.run([binary, *arguments], env=environment, check=False)  # noqa: S603
    if done.returncode:
        sys.exit(done.returncode)


def _host(environment: Mapping[str, str]) -> str:
    return environment.get("HOST") or "127.0.0.1"


def _stop_without_parent(parent: int) -> None:
    """Whoever started us is gone without a word (kill -9): end the children too."""
    while os.getppid() == parent:
        time.sleep(PARENT_CHECK_SECONDS)
    os.kill(os.getpid(), signal.SIGTERM)
