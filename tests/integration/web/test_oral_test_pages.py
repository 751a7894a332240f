"""NIVO on the pages: what a device gets, and the oral tests that an assessor gives points for."""

import json

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy.orm import Session

from itembank.demo_banks import build_nivo_bank
from testplatform.clock import now_utc
from testplatform.db import unit_of_work
from testplatform.demo import PASSWORD
from testplatform.models.attempts import Attempt, AttemptState
from testplatform.services.marking import list_submitted_attempts
from testplatform.services.oral_tests import leave_written_out
from tests.builders.attempts import check_in_now, code_of, plan_of
from tests.builders.ratings import BRAM, assessor_id
from tests.builders.rescoring import PROPOSER
from tests.builders.routed import right_gaps, speak
from tests.builders.schemes import publish_demo_bank, score
from tests.integration.web.player import Player, entry
from tests.integration.web.test_scheme_pages import explanation_of

PAGES = "/staff/oral-tests"

pytestmark = pytest.mark.usefixtures("session")


def checked_in() -> int:
    publish_demo_bank(build_nivo_bank())
    return check_in_now(programme="nivo", moment="intake")


def signed_in(app: Flask, email: str) -> FlaskClient:
    client = app.test_client()
    client.post("/staff/sign-in", data={"email": email, "password": PASSWORD})
    return client


class TestTheDevice:
    def test_gets_the_open_test_and_nothing_of_another(self, session: Session, app: Flask) -> None:
        attempt_id = checked_in()
        player = Player(app.test_client())
        player.enter(code_of(session, attempt_id))
        player.fetch_state()
        [first] = player.state["parts"]
        assert (player.state["test"], first["items"]) == (1, ["i1", "i2", "i3", "i4", "i5"])
        player.start()
        right = right_gaps(plan_of(session, attempt_id).items_of("written_voormeting")[0])
        answered = entry(1, "i1") | {"value": {"gaps": right}}
        player.post("journal", entries=[answered])

        for _ in range(2):
            response = player.post("close-test", test=1, last_seq=1)

            state = response.get_json()
            assert (response.status_code, state["test"]) == (200, 2)
            assert [part["code"] for part in state["parts"]] == ["writing_reading_12"]
            assert "i1" not in json.dumps([state["answers"], state["items"], state["options"]])
        gone = player.client.get(first["package"]["url"])
        assert (gone.status_code, gone.get_json()["error"]) == (404, "package_unknown")
        late = player.post("journal", entries=[answered | {"seq": 2}])
        assert late.get_json()["refused"] == [{"seq": 2, "reason": "test_not_open"}]
        assert player.post("close-test", test=3, last_seq=1).get_json()["error"] == "test_unknown"
        over = player.post("close-test", test=2, last_seq=2)
        assert over.get_json()["attempt"]["state"] == "submitted"


class TestTheAssessor:
    def test_enters_the_points_and_confirms(self, session: Session, app: Flask) -> None:
        attempt_id = checked_in()
        url = f"{PAGES}/{session.get_one(Attempt, attempt_id).public_id}"
        assessor = signed_in(app, BRAM)
        assert url in assessor.get(f"{PAGES}/").text
        assert "Neem nu af: voorgesprek" in assessor.get(url).text

        for points in ("", "21", "x"):
            form = {"number": "1", "points-oral_voormeting": points}
            refused = assessor.post(f"{url}/points", data=form)
            assert refused.status_code == 422
        form = {"number": "1", "points-oral_voormeting": "5"}
        page = assessor.post(f"{url}/points", data=form, follow_redirects=True).text

        assert "voormeting mondeling: 5 op 20" in page
        assert "Neem nu af: mondelinge test 1.2" in page
        again = assessor.post(f"{url}/points", data=form, follow_redirects=True).text
        assert "Iemand wijzigde deze plaatsing intussen." in again
        assessor.post(f"{url}/take-back", data={"number": "2"})
        page = assessor.post(f"{url}/confirm", data={"number": "2"}, follow_redirects=True).text
        assert "module 1.1 (A1)" in page
        assert "Bevestigd door Bram Beoordelaar" in page
        assert url not in assessor.get(f"{PAGES}/").text

    def test_leaves_the_written_tests_out(self, session: Session, app: Flask) -> None:
        attempt_id = checked_in()
        url = f"{PAGES}/{session.get_one(Attempt, attempt_id).public_id}"
        assessor = signed_in(app, BRAM)
        assert "Zonder schriftelijke test" in assessor.get(url).text

        page = assessor.post(f"{url}/no-written-test", follow_redirects=True).text

        assert "Deze kandidaat legt geen schriftelijke test af." in page
        assert f"{url}/no-written-test" not in page
        assert score(attempt_id) is None
        assert list_submitted_attempts(session) == []
        speak(attempt_id, {"oral_voormeting": 5}, {"oral_interaction_12": 10})
        session.rollback()
        assert list_submitted_attempts(session) == [attempt_id]
        decision = score(attempt_id)
        assert decision is not None
        tracks = [(one["module"], one["is_floor"]) for one in decision.document["tracks"]]
        assert tracks == [("1.2", False), ("1.1", True)]
        player = Player(app.test_client())
        player.enter(code_of(session, attempt_id))
        assert player.fetch_state().status_code == 401

    def test_leaves_nothing_out_of_who_began(self, session: Session, app: Flask) -> None:
        attempt_id = checked_in()
        player = Player(app.test_client())
        player.enter(code_of(session, attempt_id))
        player.fetch_state()
        player.start()
        url = f"{PAGES}/{session.get_one(Attempt, attempt_id).public_id}"

        page = signed_in(app, BRAM).post(f"{url}/no-written-test", follow_redirects=True).text

        assert "De kandidaat is al aan de schriftelijke tests begonnen." in page
        session.rollback()
        assert session.get_one(Attempt, attempt_id).state is AttemptState.IN_PROGRESS

    def test_is_nobody_else(self, app: Flask) -> None:
        assert signed_in(app, PROPOSER).get(f"{PAGES}/").status_code == 403


class TestTheAdministrator:
    def test_sees_who_left_the_written_tests_out(self, session: Session, app: Flask) -> None:
        attempt_id = checked_in()
        with unit_of_work() as work:
            by_id = assessor_id(work, BRAM)
            leave_written_out(work, attempt_id, by_id=by_id, now=now_utc())
        speak(attempt_id)
        assert score(attempt_id) is not None
        client = signed_in(app, PROPOSER)

        public_id = session.get_one(Attempt, attempt_id).public_id
        page = client.get(f"/staff/administration/attempts/{public_id}").text
        routing = client.get("/staff/administration/routing/").text

        assert "door een beoordelaar, zonder schriftelijke test" in page
        assert "mondeling 1.1, schriftelijk 1.1" in page
        assert routing.count('<td class="number">1</td>') == 2

    def test_sees_the_placement_and_the_ways(self, session: Session, app: Flask) -> None:
        attempt_id = checked_in()
        player = Player(app.test_client())
        player.enter(code_of(session, attempt_id))
        player.fetch_state()
        player.start()
        player.post("close-test", test=1, last_seq=0)
        speak(attempt_id, {"oral_voormeting": 5}, {"oral_interaction_12": 10})
        assert score(attempt_id) is not None
        client = signed_in(app, PROPOSER)

        public_id = session.get_one(Attempt, attempt_id).public_id
        attempt = client.get(f"/staff/administration/attempts/{public_id}").text
        attempts = client.get("/staff/administration/attempts").text
        routing = client.get("/staff/administration/routing/").text

        appeal = explanation_of(client, attempt_id)
        assert "mondeling 1.2, schriftelijk 1.1" in attempts
        assert "Mondeling: u begint in module 1.2 (niveau A2)." in appeal
        assert "punten voor mondelinge test 1.2 ingevoerd" in attempt
        assert "nivo-2024-01-01, versie 1" in attempt
        assert "Geteld over 1 NIVO-afnames waarover beslist is." in routing
        assert routing.count('<td class="number">1</td>') == 3
