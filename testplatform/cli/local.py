"""The environment of a local set-up: secrets made once, kept in the instance folder.

Only `testplatform run` and `testplatform demo load` make it. Production gives every name itself.
"""

import base64
import os
import secrets
from collections.abc import Callable, Mapping

from testplatform.config import INSTANCE_FOLDER

ENVIRONMENT_FILE = INSTANCE_FOLDER / "environment"
DEFAULT_PORT = 8000
SIMULATOR_PORT_DISTANCE = 10

_SECRETS: Mapping[str, Callable[[], str]] = {
    "SECRET_KEY": lambda: secrets.token_urlsafe(48),
    "PASSWORD_PEPPER": lambda: secrets.token_urlsafe(32),
    "CLIENT_TRACKING_SECRET": lambda: "whsec_" + base64.b64encode(secrets.token_bytes(32)).decode(),
    "CLIENT_TRACKING_TOKEN": lambda: secrets.token_urlsafe(32),
}


def make_local_environment(port: int = DEFAULT_PORT) -> dict[str, str]:
    """The process's environment, filled up with a local set-up's own; makes its secrets once."""
    kept = read_kept_secrets()
    missing = {name: make() for name, make in _SECRETS.items() if name not in kept}
    if missing:
        _keep(kept | missing)
    return find_local_environment(port)


def find_local_environment(port: int = DEFAULT_PORT) -> dict[str, str]:
    """The same, where a local set-up was made; elsewhere the process's environment as it is."""
    kept = read_kept_secrets()
    if not kept:
        return dict(os.environ)
    simulator_port = port + SIMULATOR_PORT_DISTANCE
    local = {
        "CLIENT_TRACKING_URL": f"http://127.0.0.1:{simulator_port}",
        "PLATFORM_URL": f"http://127.0.0.1:{port}",
        "SIMULATOR_PORT": str(simulator_port),
        "SIMULATOR_DATABASE": str(INSTANCE_FOLDER / "client-tracking.db"),
        "COOKIES_NEED_HTTPS": "0",
        "PYTHONUNBUFFERED": "1",
    }
    return {**local, **kept, **os.environ}


def read_kept_secrets() -> dict[str, str]:
    """NAME=value lines of the instance folder's file; empty where there is none."""
    if not ENVIRONMENT_FILE.is_file():
        return {}
    lines = (line.partition("=") for line in ENVIRONMENT_FILE.read_text().splitlines())
    return {name: value for name, found, value in lines if found and not name.startswith("#")}


def _keep(values: Mapping[str, str]) -> None:
    ENVIRONMENT_FILE.parent.mkdir(parents=True, exist_ok=True)
    text = "# Secrets of this local set-up, made once. Never use them in production.\n"
    text += "".join(f"{name}={value}\n" for name, value in sorted(values.items()))
    ENVIRONMENT_FILE.touch(mode=0o600)
    ENVIRONMENT_FILE.write_text(text)
