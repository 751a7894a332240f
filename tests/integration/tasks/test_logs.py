"""What a whole test leaves in the log: events and ids, no names, no codes, no answers."""

import json
import logging

import pytest
from flask import Flask
from sqlalchemy.orm import Session

from testplatform.logs import configure_logging
from testplatform.tasks.results import sweep
from tests.builders.attempts import code_of
from tests.integration.web.conftest import check_in_now
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
