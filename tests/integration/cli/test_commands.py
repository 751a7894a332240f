from flask import Flask
from sqlalchemy.orm import Session

from testplatform.cli.attempts import attempts
from testplatform.cli.demo import demo
from testplatform.cli.outbox import outbox
from testplatform.clock import now_utc
from testplatform.db import unit_of_work
from testplatform.services.marking import score_attempt
from tests.builders.attempts import a_submitted_attempt


def printed(app: Flask, command: object, *arguments: str) -> str:
    result = app.test_cli_runner().invoke(command, arguments)  # type: ignore[arg-type]
    assert result.exit_code == 0, result.output
    output: str = result.output
    return output


class TestLists:
    def test_attempts_by_dossier_without_a_name(self, app: Flask, session: Session) -> None:
        a_submitted_attempt()

        text = printed(app, attempts, "list")

        assert "D-2026-000001" in text
        assert "submitted" in text
        assert "Voorbeeld" not in text

    def test_outbox_by_state(self, app: Flask, session: Session) -> None:
        attempt_id = a_submitted_attempt()
        with unit_of_work() as work:
            score_attempt(work, attempt_id, now=now_utc())

        assert "pending" in printed(app, outbox, "list")

    def test_are_empty_on_an_empty_platform(self, app: Flask) -> None:
        assert printed(app, attempts, "list") == ""


class TestDemoLoad:
    def test_again_gives_the_same_codes(self, app: Flask) -> None:
        first = printed(app, demo, "load")

        assert "candidate  code" in first
        assert printed(app, demo, "load") == first
