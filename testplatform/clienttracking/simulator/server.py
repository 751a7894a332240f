"""The simulator as a process of its own."""

import os
import sys

from flask import Flask
from gunicorn.app.base import BaseApplication

from testplatform.clienttracking.simulator import create_simulator_from_environment
from testplatform.config import ConfigurationIncomplete

DEFAULT_PORT = 8001


class SimulatorServer(BaseApplication):  # type: ignore[misc]  # gunicorn has no types
    """One worker with threads: enough for a demonstration, and slow answers block nobody."""

    def __init__(self, application: Flask, bind: str) -> None:
        self._application = application
        self._bind = bind
        super().__init__()

    def load_config(self) -> None:
        settings = {"bind": self._bind, "worker_class": "gthread", "workers": 1, "threads": 16}
        for name, value in settings.items():
            self.cfg.set(name, value)
        # Without an access log: an address can hold a searched name.
        self.cfg.set("loglevel", "warning")

    def load(self) -> Flask:
        return self._application


def serve(application: Flask, *, host: str, port: int) -> None:
    """Serve in this process until it is told to stop."""
    SimulatorServer(application, f"{host}:{port}").run()


def main() -> None:
    """Serve on SIMULATOR_PORT of this machine (8001) with a configuration from the environment."""
    try:
        application = create_simulator_from_environment()
    except ConfigurationIncomplete as error:
        sys.exit(f"simulator: {error}")
    serve(application, host="127.0.0.1", port=int(os.environ.get("SIMULATOR_PORT") or DEFAULT_PORT))
