"""A candidate who was checked in just now, and devices to sit at."""

from datetime import timedelta

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy.orm import Session

from testplatform.clock import now_utc
from testplatform.db import unit_of_work
from testplatform.services.bookings import receive_booking
from testplatform.services.check_in import check_in
from tests.builders.attempts import SECRET_KEY, code_of
from tests.builders.bookings import a_booking
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


def check_in_now(*, language: str = "nl", number: int = 1, opens_in: int = -30) -> int:
    """Book and check in a candidate; `opens_in` minutes from now the sitting starts."""
    now = now_utc()
    message = a_booking(
        id=f"A-{number}",
        dossier=f"D-2026-00000{number}",
        language=language,
        starts_at=now + timedelta(minutes=opens_in),
    )
    with unit_of_work() as session:
        booking_id = receive_booking(session, message, now).booking_id
        attempt = check_in(
            session,
            booking_id,
            actor="staff:1",
            test_centre_id=None,
            secret_key=SECRET_KEY,
            now=now,
        )
        return attempt.id


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
