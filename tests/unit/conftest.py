"""Unit tests touch no network and no database: whoever tries is stopped."""

import os
import socket

import pytest
from hypothesis import HealthCheck, Phase, settings

# How long an example takes says more about the machine than about a rule.
settings.register_profile("unhurried", deadline=None)
# `make mutation` runs the same tests in one process over and over, for each mutant a few of them.
# That one fails is all it asks, so no smaller example is looked for.
settings.register_profile(
    "mutation",
    deadline=None,
    derandomize=True,
    database=None,
    max_examples=30,
    phases=[Phase.explicit, Phase.generate],
    suppress_health_check=[HealthCheck.differing_executors, HealthCheck.too_slow],
)
settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "unhurried"))


class NetworkInUnitTest(AssertionError):
    """A unit test opened a socket."""


@pytest.fixture(autouse=True)
def no_network(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_arguments: object, **_named: object) -> None:
        raise NetworkInUnitTest

    monkeypatch.setattr(socket.socket, "connect", refuse)
