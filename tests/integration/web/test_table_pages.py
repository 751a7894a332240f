"""The pages on which bands, levels and routings are proposed, previewed and decided about."""

from datetime import timedelta
from typing import Any

import pytest
import sqlalchemy as sa
from flask import Flask
from flask.testing import FlaskClient

from testplatform.clock import today_in_brussels
from testplatform.db import db, unit_of_work
from testplatform.models.cut_scores import CutScoreProposal, CutScoreSet
from testplatform.services.marking import score_attempt
from tests.builders.attempts import STARTED_AT
from tests.builders.cut_scores import BAS, BEA
from tests.builders.schemes import a_covaar_attempt_handed_in
from tests.integration.web.test_cut_score_pages import signed_in

LIST = "/staff/administration/cut-scores/"
NEW = f"{LIST}tables/new/covaar/intake"
PERIOD = "since=2026-03-01&until=2026-03-31"


class TestSets:
    def test_offer_to_propose_other_limits(self, bas: FlaskClient) -> None:
        page = bas.get(LIST).text

        assert f'href="{NEW}"' in page
        assert f'href="{LIST}tables/new/ct/ct_a1_a2"' in page
        assert f'href="{LIST}tables/new/nivo/intake"' in page
        assert "vanaf 34 van 45 punten" in page

    def test_are_for_administrators_alone(self, app: Flask) -> None:
        author = signed_in(app, "auteur@example.org")

        assert author.get(NEW).status_code == 403
        assert author.post(NEW, data=fields()).status_code == 403


class TestProposing:
    @pytest.mark.parametrize(
        ("address", "label"),
        [
            pytest.param(NEW, "interval hoog, minstens zoveel punten", id="bands"),
            pytest.param(
                f"{LIST}tables/new/ct/ct_a1_a2", "niveau A2, minstens zoveel %", id="levels"
            ),
            pytest.param(
                f"{LIST}tables/new/nivo/intake",
                "route 2 module 1.2: mondelinge interactie 1.2, minstens zoveel %",
                id="routing",
            ),
        ],
    )
    def test_begins_with_what_is_asked(self, bas: FlaskClient, address: str, label: str) -> None:
        assert label in bas.get(address).text

    @pytest.mark.parametrize("tail", ["mo/after_course", "covaar/nothing", "nothing/intake"])
    def test_is_not_there_for_others(self, bas: FlaskClient, tail: str) -> None:
        assert bas.get(f"{LIST}tables/new/{tail}").status_code == 404

    def test_keeps_a_proposal(self, app: Flask, bas: FlaskClient) -> None:
        response = bas.post(NEW, data=fields(), follow_redirects=True)

        assert "Het voorstel is bewaard." in response.text
        assert "<strong>vanaf 40 van 45 punten</strong>" in response.text
        (document,) = documents_of(app, sa.select(CutScoreProposal.document))
        assert document["band"][3]["from_points"] == 40

    def test_says_everything_that_is_wrong_at_once(self, app: Flask, bas: FlaskClient) -> None:
        wrong = fields(high="46", low="24", effective_from=day(0))

        response = bas.post(NEW, data=wrong)

        assert response.status_code == 422
        assert "Een cesuur begint ten vroegste morgen." in response.text
        assert "interval hoog: dit is meer dan het aantal punten dat er is." in response.text
        assert "interval gemiddeld: dit moet meer vragen dan de grens eronder." in response.text
        assert documents_of(app, sa.select(CutScoreProposal.document)) == []

    @pytest.mark.parametrize(
        ("typed", "problem"),
        [("veel", "Schrijf een getal"), ("", "Schrijf een getal"), ("0", "punten zijn meer dan 0")],
    )
    def test_says_which_number_is_none(self, bas: FlaskClient, typed: str, problem: str) -> None:
        response = bas.post(NEW, data=fields(high=typed))

        assert response.status_code == 422
        assert problem in response.text


class TestDeciding:
    def test_another_administrator_publishes(self, app: Flask, bas: FlaskClient) -> None:
        url = bas.post(NEW, data=fields()).location

        own = bas.post(f"{url}/approve", data={"comment": ""}, follow_redirects=True)
        done = signed_in(app, BEA).post(
            f"{url}/approve", data={"comment": "Akkoord."}, follow_redirects=True
        )

        assert "Wie een cesuur voorstelt, beslist er niet zelf over" in own.text
        assert "De cesuur is goedgekeurd: covaar-intake, versie 1." in done.text
        (document,) = documents_of(
            app, sa.select(CutScoreSet.document).where(CutScoreSet.code == "covaar-intake")
        )
        assert document["band"][3]["from_points"] == 40
        assert "Voorgesteld door Bas Beheer, goedgekeurd door Bea" in bas.get(LIST).text

    def test_shows_what_would_have_changed(self, app: Flask, bas: FlaskClient) -> None:
        decide_an_attempt(app)
        url = bas.post(NEW, data=fields()).location

        page = bas.get(f"{url}?{PERIOD}").text

        assert "Van 1 afnames zouden er 0 hoger en 1 lager uitkomen." in page
        assert "1 → 0 (−1)" in page
        assert "nieuw: 40" in page
        rows = bas.get(f"{url}/preview.csv?{PERIOD}").get_data().decode("utf-8-sig").splitlines()
        assert "Alle onderdelen samen: per testcentrum;Hasselt;hoog;1 → 0 (-1)" in rows
        assert "Alle onderdelen samen: van waar naar waar;hoog;gemiddeld;1" in rows

    def test_says_when_nobody_was_decided(self, bas: FlaskClient) -> None:
        url = bas.post(NEW, data=fields()).location

        assert "over geen enkele afname van dit testmoment beslist" in bas.get(url).text


def documents_of(app: Flask, query: sa.Select[Any]) -> list[dict[str, Any]]:
    with app.app_context():
        return list(db.session.scalars(query))


def decide_an_attempt(app: Flask) -> None:
    with app.app_context():
        attempt_id = a_covaar_attempt_handed_in(left={"reeksen": 10})
        with unit_of_work() as session:
            score_attempt(session, attempt_id, now=STARTED_AT + timedelta(hours=3))


@pytest.fixture
def bas(app: Flask) -> FlaskClient:
    return signed_in(app, BAS)


def day(later: int) -> str:
    return (today_in_brussels() + timedelta(days=later)).isoformat()


def fields(
    *, low: str = "14", average: str = "24", high: str = "40", effective_from: str | None = None
) -> dict[str, str]:
    return {
        "low-value": low,
        "average-value": average,
        "high-value": high,
        "effective_from": effective_from or day(30),
        "reason": "Zo koos het panel.",
    }
