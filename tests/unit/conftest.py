"""Unit tests touch no network and no database: whoever tries is stopped."""

import socket

import pytest


class NetworkInUnitTest(AssertionError):
    """A unit test opened a socket."""


@pytest.fixture(autouse=True)
def no_network(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_arguments: object, **_named: object) -> None:
        raise NetworkInUnitTest

    monkeypatch.setattr(socket.socket, "connect", refuse)
