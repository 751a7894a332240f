"""What staff see of a correction of NIVO: the modules, and who keeps a decision and why."""

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy.orm import Session

from testplatform.cli.rescore import rescore
from testplatform.demo import PASSWORD
from tests.builders.rescoring import PROPOSER, a_new_case, a_proposed_case, a_written_case
from tests.builders.routed import a_started_nivo_attempt, speak, take_test
from tests.builders.schemes import decided

PAGES = "/staff/administration/rescoring/"

pytestmark = pytest.mark.usefixtures("session")


@pytest.fixture
def administrator(app: Flask) -> FlaskClient:
    client = app.test_client()
    client.post("/staff/sign-in", data={"email": PROPOSER, "password": PASSWORD})
    return client


@pytest.fixture(autouse=True)
def _placed(session: Session) -> None:
    """Somebody placed in module 1.1 by 8 of 20 on the voormeting and on 1.2."""
    attempt_id = a_started_nivo_attempt()
    take_test(attempt_id, {"written_voormeting": 8})
    take_test(attempt_id, {"writing_reading_12": 8})
    speak(attempt_id)
    decided(attempt_id)


class TestTheCase:
    def test_shows_the_modules_before_and_after(self, administrator: FlaskClient) -> None:
        new = a_new_case(item="NIVO-WRITING-READING-12-03", form_code=None)
        case_id = a_proposed_case(new)

        page = administrator.get(f"{PAGES}{case_id}").text

        assert "mondeling 1.1, schriftelijk 1.1" in page
        assert "mondeling 1.1, schriftelijk 1.2" in page
        assert "Wie de beslissing houdt" not in page
        assert "schriftelijk 1.2" in administrator.get(f"{PAGES}{case_id}/changes.csv").text

    def test_lists_who_keeps_the_decision_and_why(self, administrator: FlaskClient) -> None:
        case_id = a_written_case(a_new_case(item="NIVO-WRITTEN-VOORMETING-03", form_code=None))

        page = administrator.get(f"{PAGES}{case_id}").text
        listed = administrator.get(f"{PAGES}{case_id}/kept.csv").text

        reason = (
            "de verbeterde weg leidt naar een test die niet afgelegd is "
            "(schriftelijke test 2.1/2.2)"
        )
        assert "Wie de beslissing houdt" in page
        assert page.count(reason) == 2
        assert reason in listed
        assert "D-2026" in listed


class TestTheCommand:
    def test_says_the_modules_in_text(self, app: Flask) -> None:
        arguments = ("--item", "NIVO-WRITING-READING-12-03", "--neutralise", "full-marks")

        result = app.test_cli_runner().invoke(rescore, ("--dry-run", *arguments))

        assert "oral 1.1, written 1.1 -> oral 1.1, written 1.2" in result.output
