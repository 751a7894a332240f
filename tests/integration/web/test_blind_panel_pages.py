"""Panels that judge attempts: what a panellist sees, and what an administrator sees of it."""

import re
from pathlib import Path

import pytest
from flask import Flask
from flask.testing import FlaskClient

from scoring.analysis.standard_setting import Method, Verdict
from scoring.codes import RuleId
from testplatform.db import db, unit_of_work
from testplatform.demo import PASSWORD
from testplatform.models.panels import JudgementScale, Panel
from testplatform.services.panels import results, setting_up
from testplatform.services.panels.ratings import promise_secrecy
from testplatform.services.panels.rounds import open_round
from tests.builders.banks import publish_items
from tests.builders.items import a_select_several_item
from tests.builders.panels import (
    LEADER,
    PIA,
    PIET,
    POLA,
    a_panel,
    sat_by_three,
    say_of_points,
    take,
)
from tests.builders.rescoring import APPROVER

PANELS, MINE = "/staff/administration/panels/", "/staff/panels/"
AS_SCRIPT = {"Accept": "application/json"}
YES, NO = Verdict.SUFFICES, Verdict.FALLS_SHORT
BELOW, BORDER, ABOVE = Verdict.BELOW, Verdict.BORDERLINE, Verdict.ABOVE


def signed_in(app: Flask, email: str) -> FlaskClient:
    client = app.test_client()
    client.post("/staff/sign-in", data={"email": email, "password": PASSWORD})
    return client


@pytest.fixture
def pia(app: Flask) -> FlaskClient:
    return signed_in(app, PIA)


@pytest.fixture
def attempts(app: Flask, monkeypatch: pytest.MonkeyPatch) -> None:
    """Three attempts, which stand for thirty."""
    for module in (results, setting_up):
        monkeypatch.setattr(module, "FEWEST_ATTEMPTS", 3)
    monkeypatch.setattr(setting_up, "FEWEST_JUDGED", 3)
    with app.app_context():
        sat_by_three()


@pytest.fixture
def panel_id(app: Flask, attempts: None) -> int:
    """A panel of contrasting groups in its first round."""
    return an_open_blind_panel(app, Method.CONTRASTING_GROUPS)


def an_open_blind_panel(app: Flask, method: Method) -> int:
    with app.app_context():
        panel_id = a_panel(method=method)
        take(open_round, panel_id)
        take(promise_secrecy, panel_id, by=PIA)
        return panel_id


def position_of(app: Flask, panel_id: int, points: int) -> int:
    with app.app_context():
        attempts = db.session.get_one(Panel, panel_id).attempts
        return next(one.position for one in attempts if one.points == points)


class TestBlindness:
    def test_shows_answers_and_nothing_else(
        self, app: Flask, pia: FlaskClient, panel_id: int
    ) -> None:
        place = position_of(app, panel_id, 6)
        opened = pia.post(
            f"{MINE}{panel_id}/attempts/{place}/open", data={"round": "1"}, follow_redirects=True
        ).text

        page = opened[opened.index("<main") : opened.index("</main>")]
        assert page.count("Antwoord:") == 11
        told = {
            "points": r"\bpunten\b|\b6\b op|6 van",
            "right or wrong": "Juist antwoord|juist,|[Ff]out",
            "a name": "Noor|Voorbeeld",
            "a file number": r"D-2026|A-\d",
            "a place or a day": "AGII|Hasselt|2026|03/02|02/03",
        }
        found = {what for what, pattern in told.items() if re.search(pattern, page)}
        assert found == set()

    def test_hides_the_key_of_the_items_too(self, pia: FlaskClient, panel_id: int) -> None:
        page = pia.get(f"{MINE}{panel_id}/items/1").text

        assert "De vraag" in page
        assert "Juist antwoord" not in page
        assert "U oordeelt niet per vraag, maar per afname." in page


class TestAccess:
    def test_is_for_who_opened_the_attempt(self, pia: FlaskClient, panel_id: int) -> None:
        unopened = pia.get(f"{MINE}{panel_id}/attempts/1", follow_redirects=True).text
        assert "Open de afname eerst" in unopened
        late = pia.post(
            f"{MINE}{panel_id}/attempts/1/open", data={"round": "2"}, follow_redirects=True
        ).text
        assert "zijn nu niet te zien" in late
        assert pia.get(f"{MINE}{panel_id}/attempts/9").status_code == 404

    @pytest.mark.parametrize("email", [LEADER, "auteur@example.org", POLA])
    def test_is_for_who_was_invited(self, app: Flask, panel_id: int, email: str) -> None:
        client = signed_in(app, email)

        for step in ("1/open", "1/verdict"):
            fields = {"round": "1", "verdict": "suffices"}
            sent = client.post(f"{MINE}{panel_id}/attempts/{step}", data=fields)
            assert sent.status_code == (404 if email == POLA else 403)
        assert client.get(f"{MINE}{panel_id}/attempts/1").status_code in (403, 404)


class TestVerdicts:
    def test_are_kept_while_somebody_thinks_and_by_the_button(
        self, pia: FlaskClient, panel_id: int
    ) -> None:
        pia.post(f"{MINE}{panel_id}/attempts/1/open", data={"round": "1"})
        url, fields = f"{MINE}{panel_id}/attempts/1/verdict", {"round": "1", "verdict": "suffices"}

        missing = pia.post(url, data={"round": "1"})
        said = pia.post(url, data=fields, headers=AS_SCRIPT).json
        after = pia.post(url, data={**fields, "verdict": "falls_short"}, follow_redirects=True).text

        assert (missing.status_code, "Kies een oordeel." in missing.text) == (422, True)
        assert said == {"said": "Uw oordeel is bewaard.", "progress": "1 van 3 afnames beoordeeld"}
        assert "Afname 2 van 3" in after  # opened, with its trace
        assert "volstaat niet" in pia.get(f"{MINE}{panel_id}").text

    def test_lead_to_a_standard_with_its_groups_drawn(
        self, app: Flask, pia: FlaskClient, panel_id: int
    ) -> None:
        with app.app_context():
            say_of_points(panel_id, PIA, {0: NO, 6: YES, 11: YES})
            say_of_points(panel_id, PIET, {0: NO, 6: NO, 11: YES})
        leader = signed_in(app, LEADER)
        leader.post(f"{PANELS}{panel_id}/end-round")

        page, mine = leader.get(f"{PANELS}{panel_id}").text, pia.get(f"{MINE}{panel_id}").text

        for sentence in (
            "4 op 11 punten",
            "3 punten",  # the standard error
            "volstaat niet: 3 oordelen, 0 tot 6 punten",
            "volstaat: 3 oordelen, 6 tot 11 punten",
            "De lijn is de standaard: 4.",
            "3 van de 3, gespreid over de punten",
        ):
            assert sentence in page, sentence
        assert "Noor" not in page
        assert "panel: 1 × volstaat, 1 × volstaat niet" in mine
        rows = leader.get(f"{PANELS}{panel_id}/ratings.csv").text.splitlines()
        place = position_of(app, panel_id, 6)
        assert f"PN-1;1;1;;;;;;;{place};6;volstaat" in rows
        assert len(rows) == 1 + 2 * 3


class TestProposal:
    @pytest.mark.parametrize(
        ("method", "verdicts", "needed"),
        [
            pytest.param(
                Method.CONTRASTING_GROUPS,
                ({0: NO, 6: YES, 11: YES}, {0: NO, 6: NO, 11: YES}),
                "minstens 4 punten",
                id="contrasting groups",
            ),
            pytest.param(
                Method.BORDERLINE_GROUP,
                ({0: BELOW, 6: BORDER, 11: ABOVE}, {0: BELOW, 6: BORDER, 11: BORDER}),
                "minstens 8 punten",  # the medians 6 and 8,5: 7,25
                id="borderline group",
            ),
        ],
    )
    def test_of_a_blind_panel_is_in_force_when_another_approves(
        self,
        app: Flask,
        attempts: None,
        method: Method,
        verdicts: tuple[dict[int, Verdict], dict[int, Verdict]],
        needed: str,
    ) -> None:
        panel_id = an_open_blind_panel(app, method)
        leader, other = signed_in(app, LEADER), signed_in(app, APPROVER)
        with app.app_context():
            for person, said in zip((PIA, PIET), verdicts, strict=True):
                say_of_points(panel_id, person, said)
        for step in ("end-round", "close"):
            assert leader.post(f"{PANELS}{panel_id}/{step}").status_code == 303
        fields = {"effective_from": "2027-01-01", "scope": "part", "reason": "Panel PN-1."}

        made = leader.post(f"{PANELS}{panel_id}/propose", data=fields)
        own = leader.post(f"{made.location}/approve", follow_redirects=True).text
        seen = other.get(made.location).text
        approved = other.post(f"{made.location}/approve", follow_redirects=True).text

        assert "U stelde dit zelf voor" in own
        assert needed in seen
        assert "Panel PN-1." in seen
        assert "goedgekeurd" in approved
        coming = other.get("/staff/administration/cut-scores/").text
        assert "Vanaf 01/01/2027" in coming
        assert needed in coming


class TestExpectedMarks:
    def test_are_written_with_a_comma_and_never_more_than_the_item_has(
        self, app: Flask, pia: FlaskClient, tmp_path: Path
    ) -> None:
        with app.app_context():
            items = [a_select_several_item(rule=RuleId.SELECT_ALL_THAT_APPLY)]
            with unit_of_work() as session:
                form_id = publish_items(session, items, media_root=tmp_path).id
            panel_id = a_panel(form_id=form_id, scale=JudgementScale.MARKS)
            take(open_round, panel_id)
            take(promise_secrecy, panel_id, by=PIA)
        url = f"{MINE}{panel_id}/items/1/rating"

        kept = pia.post(url, data={"round": "1", "percent": "1,5"}, headers=AS_SCRIPT)
        refused = [
            pia.post(url, data={"round": "1", "percent": said}).text for said in ("2.1", "1,55", "")
        ]

        page = pia.get(f"{MINE}{panel_id}/items/1").text
        assert kept.status_code == 200
        assert 'value="1.5"' in page
        assert "Deze vraag telt voor 2 punten." in page
        assert "Schrijf een getal van 0 tot en met 2" in refused[0]
        assert all("Schrijf een aantal punten" in one for one in refused[1:])
        assert "1,5 punten" in pia.get(f"{MINE}{panel_id}").text


class TestSettingUp:
    def test_asks_for_the_days_of_the_attempts(self, app: Flask, panel_id: int) -> None:
        leader = signed_in(app, LEADER)
        fields = {
            "subject": "1/sokkel/after_course",
            "method": "borderline_group",
            "scale": "chance",
            "description": "Wie net genoeg weet.",
            "number": "3",
        }

        refused = leader.post(f"{PANELS}new", data=fields)
        days = {"first_day": "2026-03-02", "last_day": "2026-03-02"}
        made = leader.post(f"{PANELS}new", data={**fields, **days}, follow_redirects=True).text

        assert refused.status_code == 422
        assert "Kies de eerste en de laatste dag" in refused.text
        assert "van 02/03/2026 tot en met 02/03/2026" in made
