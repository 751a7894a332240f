"""A simulator of the client-tracking system: the contract's other side, a process of its own.

It shares no database with the platform and reaches it by HTTP only. Everybody in it is fictitious.
"""

import hashlib
import hmac
import os

from flask import Flask
from flask_wtf import CSRFProtect

from testplatform import logs
from testplatform.clienttracking.simulator import answers, api, fault_views, views
from testplatform.clienttracking.simulator.config import SimulatorConfig
from testplatform.clienttracking.simulator.seeds import seed
from testplatform.clienttracking.simulator.store import Store
from testplatform.config import PROJECT_ROOT

__all__ = [
    "SimulatorConfig",
    "Store",
    "create_simulator",
    "create_simulator_from_environment",
    "seed",
]

MOST_REQUEST_BYTES = 1024 * 1024


def create_simulator(config: SimulatorConfig) -> Flask:
    """Build the simulator's own application; its store is made when it is not there yet."""
    app = Flask(__name__, template_folder=str(PROJECT_ROOT / "templates"), static_folder=None)
    app.config.from_mapping(_flask_settings(config))
    app.extensions["simulator_config"] = config
    app.extensions["simulator_store"] = Store(config.database)
    csrf = CSRFProtect(app)
    app.register_blueprint(api.blueprint)
    app.register_blueprint(fault_views.blueprint)
    app.register_blueprint(views.blueprint)
    csrf.exempt(api.blueprint)  # its callers carry a token, no cookie
    csrf.exempt(fault_views.arm)  # takes JSON from this machine only: no form can send that
    answers.init_answers(app)
    return app


def create_simulator_from_environment() -> Flask:
    """Build the simulator for a server; raises ConfigurationIncomplete naming every fault."""
    logs.configure_logging(testing=False)
    return create_simulator(SimulatorConfig.from_environment(os.environ))


def _flask_settings(config: SimulatorConfig) -> dict[str, object]:
    return {
        "SECRET_KEY": _derive_session_key(config.client_tracking_secret),
        "MAX_CONTENT_LENGTH": MOST_REQUEST_BYTES,
        # Cookies know no ports: the platform on the same machine has a cookie named "session".
        "SESSION_COOKIE_NAME": "simulator_session",
        "SESSION_COOKIE_HTTPONLY": True,
        "SESSION_COOKIE_SAMESITE": "Strict",
        "WTF_CSRF_TIME_LIMIT": None,
        "WTF_I18N_ENABLED": False,
    }


def _derive_session_key(secret: str) -> bytes:
    return hmac.digest(secret.encode(), b"sessions of the simulator", hashlib.sha256)
