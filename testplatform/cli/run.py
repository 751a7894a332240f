"""`testplatform run`: the whole platform on one machine, in the foreground.

Web, two workers, scheduler and the simulated client-tracking system under one supervisor (honcho),
on SQLite and a file-system broker unless the environment says otherwise.
"""

import os
import signal
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Mapping

import click
from honcho.manager import Manager

from testplatform.cli.local import (
    DEFAULT_PORT,
    SIMULATOR_PORT_DISTANCE,
    make_local_environment,
)
from testplatform.config import INSTANCE_FOLDER, PROJECT_ROOT

PARENT_CHECK_SECONDS = 2
DEMO_FILES = "demo-bookings-*.json"
ENDED_BY_SIGNAL = (128 + signal.SIGINT, 128 + signal.SIGTERM)


@click.command("run")
def run() -> None:
    """Migrate, load the demo content and start every process; Ctrl-C or SIGTERM ends them all."""
    port = _read_port()
    environment = make_local_environment(port)
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
    worker = f"{celery} worker --pool solo --without-gossip --without-mingle --loglevel WARNING"
    schedule = INSTANCE_FOLDER / "celerybeat-schedule"
    return {
        "web": (
            f"exec {binary}/gunicorn --bind {_host(environment)}:{port} --worker-class gthread"
            " --reuse-port --workers 2 --threads 16 --log-level warning testplatform.wsgi:app"
        ),
        "simulator": f"exec {binary}/python -m testplatform.clienttracking.simulator",
        "results": f"{worker} --hostname results@%h --queues results",
        "audio": f"{worker} --hostname audio@%h --queues audio",
        "scheduler": (f"{celery} beat --schedule '{schedule}' --pidfile= --loglevel WARNING"),
    }


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
