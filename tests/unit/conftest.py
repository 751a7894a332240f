"""Unit tests touch no network and no database: whoever tries is stopped."""

import socket

import pytest
from hypothesis import settings

# How long an example takes says more about the machine than about a rule.
settings.register_profile("unhurried", deadline=None)
settings.load_profile("unhurried")


class NetworkInUnitTest(AssertionError):
    """A unit test opened a socket."""


@pytest.fixture(autouse=True)
def no_network(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_arguments: object, **_named: object) -> None:
        raise NetworkInUnitTest

    monkeypatch.setattr(socket.socket, "connect", refuse)
