"""A candidate who was checked in just now, and devices to sit at."""

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy.orm import Session

from tests.builders.attempts import check_in_now, code_of
from tests.integration.web.player import Player


@pytest.fixture
def app(app: Flask) -> Flask:
    """Forms are tested without their token here; `test_csrf.py` turns it on."""
    app.config["WTF_CSRF_ENABLED"] = False
    return app


@pytest.fixture
def attempt_id(session: Session) -> int:
    """An attempt of a sitting that is open now."""
    return check_in_now()


@pytest.fixture
def code(session: Session, attempt_id: int) -> str:
    return code_of(session, attempt_id)


@pytest.fixture
def player(client: FlaskClient, code: str) -> Player:
    """A device on which the right code was entered."""
    player = Player(client)
    player.enter(code)
    player.fetch_state()
    return player


@pytest.fixture
def started(player: Player) -> Player:
    """A device in the middle of the test."""
    player.start()
    return player
