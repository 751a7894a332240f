"""The simulator over real HTTP on a port of its own, and an adapter that speaks to it."""

import socket
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from threading import Thread

import pytest
from flask import Flask
from flask.testing import FlaskClient
from werkzeug.serving import WSGIRequestHandler, make_server

from testplatform.clienttracking.client import ClientTracking
from testplatform.clienttracking.simulator import SimulatorConfig, Store, create_simulator
from testplatform.clienttracking.simulator.faults import Fault, FaultKind, FaultTarget, arm_fault
from tests.unit.clienttracking.builders import SECRET, TOKEN


class QuietHandler(WSGIRequestHandler):
    """A request handler that writes no log."""

    def log_request(self, code: int | str = "-", size: int | str = "-") -> None:
        pass


@contextmanager
def served(application: Flask) -> Iterator[str]:
    """Serve an application from a thread; gives its address."""
    server = make_server("127.0.0.1", 0, application, threaded=True, request_handler=QuietHandler)
    thread = Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02})
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_port}"
    finally:
        server.shutdown()
        thread.join()
        server.server_close()


@pytest.fixture
def free_port() -> int:
    """A port on which nobody answers."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
    return port


@pytest.fixture
def simulator_config(tmp_path: Path, free_port: int) -> SimulatorConfig:
    return SimulatorConfig(
        client_tracking_secret=SECRET,
        client_tracking_token=TOKEN,
        database=tmp_path / "simulator" / "simulator.db",
        platform_url=f"http://127.0.0.1:{free_port}",
        bookings_per_page=2,
    )


@pytest.fixture
def simulator(simulator_config: SimulatorConfig) -> Flask:
    application = create_simulator(simulator_config)
    application.testing = True
    return application


@pytest.fixture
def store(simulator: Flask) -> Store:
    store: Store = simulator.extensions["simulator_store"]
    return store


@pytest.fixture
def browser(simulator: Flask) -> FlaskClient:
    return simulator.test_client()


@pytest.fixture
def base_url(simulator: Flask) -> Iterator[str]:
    with served(simulator) as url:
        yield url


@pytest.fixture
def tracking(base_url: str) -> Iterator[ClientTracking]:
    with ClientTracking(base_url, TOKEN) as tracking:
        yield tracking


def arm(
    store: Store,
    kind: FaultKind,
    *,
    times: int = 1,
    seconds: int = 0,
    only_on: FaultTarget | None = None,
) -> None:
    with store.writing() as connection:
        arm_fault(connection, Fault(kind=kind, times=times, seconds=seconds, only_on=only_on))
