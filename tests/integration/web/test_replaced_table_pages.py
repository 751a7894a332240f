"""Other bands or levels for a period on the pages of corrections, and by command."""

import json
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy.orm import Session

from testplatform.cli.rescore import rescore
from testplatform.tasks.rescoring import sweep
from tests.builders.rescoring import a_proposed_case, decisions_of
from tests.integration.database.test_replaced_tables import (
    BANDS,
    LEVELS,
    LOWER,
    ROUTING,
    a_middling_attempt,
    a_table_case,
    stored,
    with_limits,
)
from tests.integration.web.test_rescoring_pages import (
    APPROVER,
    PAGES,
    PROPOSER,
    forget,
    propose,
    signed_in,
    step,
)

PERIOD = {"kind": "cut_scores", "first_day": "2026-03-01", "last_day": "2026-03-31"}

pytestmark = pytest.mark.usefixtures("session")


@pytest.fixture
def proposer(app: Flask) -> FlaskClient:
    return signed_in(app, PROPOSER)


class TestForm:
    def test_offers_bands_and_levels_and_no_routing(self, proposer: FlaskClient) -> None:
        page = proposer.get(f"{PAGES}new").text

        assert f'value="{BANDS.code}/1"' in page
        assert f'value="{LEVELS.code}/1"' in page
        assert ROUTING.code not in page

    def test_says_that_a_routing_stays(self, proposer: FlaskClient) -> None:
        answer = propose(proposer, **PERIOD, cut_scores=f"{ROUTING.code}/{ROUTING.version}")

        assert answer.status_code == 422
        assert "De routing van een periode kan niet vervangen worden" in answer.text

    def test_says_that_there_was_no_table(self, proposer: FlaskClient) -> None:
        days = {"first_day": "2001-03-01", "last_day": "2001-03-31"}
        answer = propose(proposer, **{**PERIOD, **days}, cut_scores=f"{BANDS.code}/1")

        assert answer.status_code == 422
        assert "verschilt in meer dan haar grenzen" in answer.text


class TestCase:
    def test_shows_what_is_found_before_and_after(
        self, proposer: FlaskClient, session: Session
    ) -> None:
        a_middling_attempt()

        propose(proposer, **PERIOD, cut_scores=stored(with_limits(LOWER)))
        sweep()
        forget(session)
        page = proposer.get(f"{PAGES}1").text
        assert "intervallen corrected, versie 1: 01/03/2026 tot en met 31/03/2026" in page
        assert "gemiddeld" in page
        assert "hoog" in page

    def test_is_approved_by_another_and_written(self, app: Flask, session: Session) -> None:
        attempt_id = a_middling_attempt()
        case_id = a_proposed_case(a_table_case(stored(with_limits(LOWER))))

        page = step(signed_in(app, APPROVER), case_id, "approve")
        assert "De correctie is goedgekeurd." in page
        sweep()

        newest = decisions_of(session, attempt_id)[0]
        assert newest.document["band"]["code"] == "high"


class TestCommand:
    def test_says_what_is_found_before_and_after(self, app: Flask) -> None:
        a_middling_attempt()
        named = stored(with_limits(LOWER))
        period = ("--from", "2026-03-01", "--to", "2026-03-31", "--format", "json")

        result = app.test_cli_runner().invoke(
            rescore, ["--dry-run", "--cut-scores", named, *period]
        )

        document: dict[str, Any] = json.loads(result.output)
        (change,) = document["changes"]
        assert change["outcome"] is None
        assert [one["band"]["code"] for one in change["found"]] == ["average", "high"]

    def test_refuses_a_routing(self, app: Flask) -> None:
        named = f"{ROUTING.code}/{ROUTING.version}"
        period = ("--from", "2026-03-01", "--to", "2026-03-31")

        result = app.test_cli_runner().invoke(
            rescore, ["--dry-run", "--cut-scores", named, *period]
        )

        assert result.exit_code == 1
        assert f"routing_stays: {named}" in result.output
