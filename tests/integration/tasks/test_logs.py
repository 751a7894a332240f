"""What a whole test leaves in the log: events and ids, no names, no codes, no answers."""

import json
import logging
from datetime import UTC, datetime, timedelta

import pytest
import sqlalchemy as sa
from flask import Flask
from sqlalchemy.orm import Session

from testplatform.db import unit_of_work
from testplatform.logs import configure_logging
from testplatform.models.attempts import Attempt, AttemptState
from testplatform.models.organisations import TestCentre
from testplatform.models.sittings import Sitting
from testplatform.tasks.results import sweep
from tests.builders.attempts import a_submitted_attempt, check_in_now, code_of
from tests.builders.bookings import a_booking
from tests.integration.web.player import Player


class TestLogs:
    def test_hold_no_personal_data(
        self, app: Flask, session: Session, capsys: pytest.CaptureFixture[str]
    ) -> None:
        app.config["WTF_CSRF_ENABLED"] = False
        root = logging.getLogger()
        before = root.handlers[:]
        configure_logging(testing=False)
        try:
            code = run_a_test(app, session)
            sweep()
        finally:
            root.handlers = before

        lines = capsys.readouterr().err.splitlines()
        text = "\n".join(lines)
        assert any(json.loads(line)["event"] == "attempt scored" for line in lines)
        for secret in ("Noor", "Voorbeeld", "D-2026", code, "chosen"):
            assert secret not in text


def run_a_test(app: Flask, session: Session) -> str:
    """Sit a test with one wrong code, one answer and a hand-in; returns the code."""
    code = code_of(session, check_in_now())
    session.rollback()
    player = Player(app.test_client())
    player.enter("00000000")
    player.enter(code)
    player.fetch_state()
    player.start()
    player.answer(1, "i1", "a")
    player.submit(1)
    return code


class TestSweep:
    def test_an_attempt_that_cannot_be_decided_holds_up_nobody(
        self, app: Flask, session: Session
    ) -> None:
        early = a_submitted_attempt(a_booking())
        late = a_submitted_attempt(a_booking(id="A-2", dossier="D-2026-000002"))
        with unit_of_work() as work:
            before_any_cut_score = datetime(2020, 1, 6, 8, 0, tzinfo=UTC)
            work.get_one(Attempt, early).booking.sitting = a_sitting_of(work, before_any_cut_score)

        sweep()

        session.rollback()
        states = [session.get_one(Attempt, one).state for one in (early, late)]
        assert states == [AttemptState.SUBMITTED, AttemptState.SCORED]


def a_sitting_of(session: Session, starts_at: datetime) -> Sitting:
    centre = session.scalars(sa.select(TestCentre).order_by(TestCentre.id)).first()
    sitting = Sitting(
        test_centre=centre,
        programme="mo",
        starts_at=starts_at,
        opens_at=starts_at,
        closes_at=starts_at + timedelta(hours=8),
    )
    session.add(sitting)
    return sitting
