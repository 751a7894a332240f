"""The pages of panels: for administrators, and for the panellists who were invited."""

from collections.abc import Callable

import pytest
from flask import Flask
from flask.testing import FlaskClient

from scoring.analysis.standard_setting import Method
from testplatform.demo import PASSWORD
from testplatform.models.rescoring import RescoringKind
from testplatform.services.panels import results, setting_up
from testplatform.services.panels.opinions import Opinion
from testplatform.services.panels.ratings import promise_secrecy
from testplatform.services.panels.rounds import open_round
from tests.builders.panels import (
    DESCRIPTION,
    ITEMS,
    LEADER,
    PIA,
    PIET,
    POLA,
    a_closed_panel,
    a_discussing_panel,
    a_panel,
    an_open_panel,
    every_item,
    judge,
    sat_by_three,
    say,
    take,
)
from tests.builders.rescoring import a_decided_attempt, a_new_case, a_written_case, an_approved_case

PANELS, MINE = "/staff/administration/panels/", "/staff/panels/"
KEY = "Juist antwoord"
AS_SCRIPT = {"Accept": "application/json"}


def signed_in(app: Flask, email: str) -> FlaskClient:
    client = app.test_client()
    client.post("/staff/sign-in", data={"email": email, "password": PASSWORD})
    return client


@pytest.fixture
def leader(app: Flask) -> FlaskClient:
    return signed_in(app, LEADER)


@pytest.fixture
def pia(app: Flask) -> FlaskClient:
    return signed_in(app, PIA)


def made(app: Flask, build: Callable[[], int]) -> int:
    with app.app_context():
        return build()


class TestAccess:
    @pytest.mark.parametrize(
        "email",
        [
            pytest.param(PIA, id="panellist"),
            pytest.param("auteur@example.org", id="author"),
            pytest.param("toezichter@example.org", id="invigilator"),
            pytest.param("consulent@example.org", id="consultant"),
        ],
    )
    def test_of_the_administration_is_for_administrators(self, app: Flask, email: str) -> None:
        panel_id = made(app, an_open_panel)
        client = signed_in(app, email)

        for page in ("", f"{panel_id}", f"{panel_id}/items/1", f"{panel_id}/items/1/preview"):
            assert client.get(f"{PANELS}{page}").status_code == 403
        assert client.post(f"{PANELS}{panel_id}/end-round").status_code == 403

    @pytest.mark.parametrize("email", [LEADER, "auteur@example.org", "vertaler@example.org"])
    def test_of_judging_is_for_panellists(self, app: Flask, email: str) -> None:
        panel_id = made(app, an_open_panel)
        client = signed_in(app, email)

        assert client.get(MINE).status_code == 403
        assert client.get(f"{MINE}{panel_id}/items/1").status_code == 403

    def test_of_a_panel_is_for_who_was_invited(self, app: Flask) -> None:
        panel_id = made(app, an_open_panel)
        client = signed_in(app, POLA)

        for page in ("", "/items/1", "/items/1/preview"):
            assert client.get(f"{MINE}{panel_id}{page}").status_code == 404
        for step in ("promise", "items/1/rating", "items/1/notes"):
            fields = {"is_secret": "y", "percent": "50", "round": "1", "body": "x"}
            assert client.post(f"{MINE}{panel_id}/{step}", data=fields).status_code == 404
        assert "U bent nog voor geen panel uitgenodigd." in client.get(MINE).text

    def test_of_a_panellist_is_no_access_to_the_item_bank(self, pia: FlaskClient) -> None:
        for page in ("items/", "translations/", "invigilator/", "administration/"):
            assert pia.get(f"/staff/{page}", follow_redirects=True).status_code in (403, 404)
        assert pia.get("/staff/").headers["Location"] == MINE

    def test_of_items_ends_with_the_panel(self, app: Flask, pia: FlaskClient) -> None:
        panel_id = made(app, a_closed_panel)

        assert pia.get(f"{MINE}{panel_id}/items/1/preview").status_code == 404
        page = pia.get(f"{MINE}{panel_id}/items/1", follow_redirects=True).text
        assert "De vragen van dit panel zijn nu niet te zien." in page
        assert KEY not in page


class TestJudging:
    def test_begins_with_a_promise(self, app: Flask, pia: FlaskClient) -> None:
        panel_id = made(app, an_open_panel)

        assert pia.get(f"{MINE}{panel_id}/items/1/preview").status_code == 404
        refused = pia.post(f"{MINE}{panel_id}/promise")
        assert (refused.status_code, "Beloof eerst" in refused.text) == (422, True)
        pia.post(f"{MINE}{panel_id}/promise", data={"is_secret": "y"})

        page = pia.get(f"{MINE}{panel_id}/items/1").text
        assert KEY in page
        assert DESCRIPTION in page
        assert "Ronde 1" not in page  # nobody's judgements while the round is open
        assert KEY not in pia.get(f"{MINE}{panel_id}/items/1/preview").text

    def test_shows_the_key_that_was_corrected(
        self, app: Flask, pia: FlaskClient, leader: FlaskClient
    ) -> None:
        def build() -> int:
            a_decided_attempt()
            an_approved_case(a_new_case(kind=RescoringKind.WRONG_KEY, key="b"))
            return an_open_panel()

        panel_id = made(app, build)
        pia.post(f"{MINE}{panel_id}/promise", data={"is_secret": "y"})

        pages = (
            pia.get(f"{MINE}{panel_id}/items/1").text,
            leader.get(f"{PANELS}{panel_id}/items/1").text,
        )

        for page in pages:
            key = page[page.index(KEY) :]
            assert "De man heeft recht op meer loon." in key
            assert "Zij hebben recht op hetzelfde loon." not in key

    @pytest.mark.parametrize("percent", ["", "x", "-1", "101", "60,5"])
    def test_says_what_is_no_percentage(self, app: Flask, pia: FlaskClient, percent: str) -> None:
        panel_id = made(app, an_open_panel)
        pia.post(f"{MINE}{panel_id}/promise", data={"is_secret": "y"})
        url, fields = f"{MINE}{panel_id}/items/1/rating", {"round": "1", "percent": percent}

        page, script = pia.post(url, data=fields), pia.post(url, data=fields, headers=AS_SCRIPT)

        assert (page.status_code, script.status_code) == (422, 422)
        assert "Schrijf een heel getal van 0 tot en met 100." in page.text
        assert script.json == {
            "said": "Schrijf een heel getal van 0 tot en met 100.",
            "progress": "",
        }
        assert f"0 van {ITEMS} vragen beoordeeld" in page.text

    def test_keeps_each_judgement_at_once(self, app: Flask, pia: FlaskClient) -> None:
        panel_id = made(app, an_open_panel)
        pia.post(f"{MINE}{panel_id}/promise", data={"is_secret": "y"})
        url = f"{MINE}{panel_id}/items/1/rating"

        pia.post(url, data={"round": "1", "percent": "60"})
        said = pia.post(url, data={"round": "1", "percent": "65"}, headers=AS_SCRIPT).json

        assert said == {
            "said": "Uw oordeel is bewaard.",
            "progress": f"1 van {ITEMS} vragen beoordeeld",
        }
        assert 'value="65"' in pia.get(f"{MINE}{panel_id}/items/1").text

    def test_says_that_a_round_is_over(self, app: Flask, pia: FlaskClient) -> None:
        panel_id = made(app, a_discussing_panel)

        late = pia.post(
            f"{MINE}{panel_id}/items/1/rating",
            data={"round": "1", "percent": "60"},
            headers=AS_SCRIPT,
        )

        assert late.status_code == 409
        assert "deze ronde is gedaan" in late.get_json()["said"]

    def test_shows_the_panel_without_names_after_a_round(
        self, app: Flask, leader: FlaskClient, pia: FlaskClient
    ) -> None:
        panel_id = made(app, a_discussing_panel)
        leader.post(f"{PANELS}{panel_id}/items/1/notes", data={"body": "Dubbelzinnig."})
        pia.post(f"{MINE}{panel_id}/items/1/notes", data={"body": "Te moeilijk."})

        page = pia.get(f"{MINE}{panel_id}/items/1").text

        assert "Oordelen: 60 %, 80 %. Gemiddeld 70 %." in page
        assert "Dubbelzinnig." in page
        assert "Te moeilijk." in page
        assert "niet getoond of te weinig afnames" in page
        assert not [name for name in ("Piet", "Bas Beheer") if name in page]


class TestOpinions:
    @pytest.fixture
    def panel_id(self, app: Flask, monkeypatch: pytest.MonkeyPatch) -> int:
        """A panel that places bookmarks; three attempts stand for thirty."""
        for module in (results, setting_up):
            monkeypatch.setattr(module, "FEWEST_ATTEMPTS", 3)

        def build() -> int:
            sat_by_three()
            panel_id = a_panel(method=Method.BOOKMARK)
            take(open_round, panel_id)
            say(panel_id, PIET, Opinion(place=7))
            take(promise_secrecy, panel_id, by=PIA)
            return panel_id

        return made(app, build)

    def test_are_kept_and_shown_again(self, pia: FlaskClient, panel_id: int) -> None:
        page = pia.get(f"{MINE}{panel_id}/items/6").text
        assert "Zet mijn bladwijzer bij deze vraag" in page
        assert "U oordeelt niet per vraag" in page
        fields = {"round": "1", "place": "6"}

        page = pia.post(f"{MINE}{panel_id}/opinion", data=fields, follow_redirects=True).text

        assert "Uw oordeel is bewaard." in page
        assert 'value="6"' in page
        assert "bladwijzer bij vraag 7" not in page  # of somebody else, in an open round

    @pytest.mark.parametrize("place", ["", "0", "12", "x"])
    def test_are_refused_outside_the_booklet(
        self, pia: FlaskClient, panel_id: int, place: str
    ) -> None:
        sent = pia.post(f"{MINE}{panel_id}/opinion", data={"round": "1", "place": place})

        assert sent.status_code == 422
        assert "nog geen oordeel" in sent.text
        assert "Schrijf " in sent.text

    def test_lead_to_a_standard_that_everybody_sees(
        self, pia: FlaskClient, leader: FlaskClient, panel_id: int
    ) -> None:
        pia.post(f"{MINE}{panel_id}/opinion", data={"round": "1", "place": "6"})
        leader.post(f"{PANELS}{panel_id}/end-round")

        mine, page = pia.get(f"{MINE}{panel_id}").text, leader.get(f"{PANELS}{panel_id}").text

        assert "bladwijzer bij vraag 7" in mine
        assert "7,17 op 11 punten" in mine
        assert "minstens 8 op 11 punten" in page
        rows = leader.get(f"{PANELS}{panel_id}/ratings.csv").text.splitlines()
        assert rows[1:] == [
            "PN-1;1;1;;;;;;bladwijzer bij vraag 6;;;",
            "PN-1;1;2;;;;;;bladwijzer bij vraag 7;;;",
        ]


class TestPanel:
    def test_is_set_up_for_a_part_of_a_form(self, leader: FlaskClient) -> None:
        fields = {"subject": "1/sokkel/after_course", "method": "angoff", "scale": "yes_no"}
        refused = leader.post(f"{PANELS}new", data=fields)
        assert (refused.status_code, "Beschrijf wie maar net slaagt." in refused.text) == (
            422,
            True,
        )

        page = leader.post(
            f"{PANELS}new", data={**fields, "description": DESCRIPTION}, follow_redirects=True
        ).text

        assert "Het panel is gemaakt." in page
        assert "ja of nee per vraag" in page
        assert leader.get(PANELS).text.count("PN-1") == 1

    def test_names_what_a_correction_left_out(self, app: Flask, leader: FlaskClient) -> None:
        with app.app_context():
            a_decided_attempt()
            whole = a_panel()
            a_written_case(a_new_case(kind=RescoringKind.LEFT_OUT))
            smaller = a_panel()

        pages = [leader.get(f"{PANELS}{one}").text for one in (whole, smaller)]

        assert "Niet in het panel" not in pages[0]
        assert "MO-S-01</span>" in pages[1]
        assert "10, samen 10 punten" in pages[1]
        assert "die een goedgekeurde correctie weglaat" in leader.get(f"{PANELS}new").text

    def test_shows_who_judged_how_many(self, app: Flask, leader: FlaskClient) -> None:
        def build() -> int:
            panel_id = an_open_panel(PIA, PIET)
            judge(panel_id, PIA, every_item(60))
            judge(panel_id, PIET, {1: 80, 2: 80})
            return panel_id

        panel_id = made(app, build)

        page = leader.get(f"{PANELS}{panel_id}").text
        assert f"{ITEMS} van {ITEMS}" in page
        assert f"2 van {ITEMS}" in page
        refused = leader.post(f"{PANELS}{panel_id}/end-round")
        assert refused.status_code == 422
        assert "Minstens 2 leden moeten alles beoordeeld hebben." in refused.text

    def test_says_what_the_panel_asks_and_how_sure_it_is(
        self, app: Flask, leader: FlaskClient
    ) -> None:
        panel_id = made(app, a_discussing_panel)

        page = leader.get(f"{PANELS}{panel_id}").text

        for sentence in (
            "7,7 op 11 punten (70 %)",
            "1,56 punten",  # between panellists: 6,6 and 8,8
            "1,1 punten",
            "minstens 8 op 11 punten (72,7 %)",
            "Oordelen: 60 %, 80 %. Gemiddeld 70 %.",
        ):
            assert sentence in page, sentence
        rows = leader.get(f"{PANELS}{panel_id}/ratings.csv").text.splitlines()
        assert len(rows) == 1 + 2 * ITEMS
        assert rows[1].startswith("PN-1;1;1;1;MO-S-01;60;")

    def test_invites_and_forgets_people(self, app: Flask, leader: FlaskClient) -> None:
        panel_id = made(app, lambda: a_panel(PIA))

        page = leader.post(f"{PANELS}{panel_id}/open-round").text
        assert "Een panel heeft minstens 2 leden." in page
        wrong = leader.post(f"{PANELS}{panel_id}/panellists", data={"staff_id": "1"})
        assert wrong.status_code == 422
        page = leader.post(f"{PANELS}{panel_id}/panellists/1/remove", follow_redirects=True).text

        assert "Er is nog niemand uitgenodigd." in page

    def test_becomes_a_proposal_for_a_second_person(self, app: Flask, leader: FlaskClient) -> None:
        panel_id = made(app, a_closed_panel)
        page = leader.get(f"{PANELS}{panel_id}").text
        assert "methode Angoff" in page
        assert "2 panelleden in de laatste ronde" in page
        assert "standaardfout 1,1 punten" in page
        fields = {"effective_from": "2027-01-01", "scope": "form", "reason": "Panel PN-1."}

        early = leader.post(
            f"{PANELS}{panel_id}/propose", data={**fields, "effective_from": "2024-01-01"}
        )
        assert early.status_code == 422
        assert "Een cesuur begint ten vroegste morgen." in early.text
        page = leader.post(f"{PANELS}{panel_id}/propose", data=fields, follow_redirects=True).text

        assert "minstens 8 punten" in page
        assert "U stelde dit zelf voor." in page
        assert "Voorstel 1" in leader.get(f"{PANELS}{panel_id}").text

    def test_that_does_not_exist_is_not_found(self, leader: FlaskClient) -> None:
        for page in ("99", "99/items/1", "99/ratings.csv"):
            assert leader.get(f"{PANELS}{page}").status_code == 404
        assert leader.post(f"{PANELS}99/open-round").status_code == 404
