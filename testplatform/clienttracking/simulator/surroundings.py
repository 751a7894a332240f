"""What the current request can reach: the configuration and the store of its application."""

from typing import cast

from flask import current_app

from testplatform.clienttracking.simulator.config import SimulatorConfig
from testplatform.clienttracking.simulator.store import Store


def current_config() -> SimulatorConfig:
    return cast(SimulatorConfig, current_app.extensions["simulator_config"])


def current_store() -> Store:
    return cast(Store, current_app.extensions["simulator_store"])
