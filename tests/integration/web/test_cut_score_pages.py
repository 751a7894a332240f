"""The pages on which cut scores are read, proposed, previewed and decided about."""

import re
from collections.abc import Sequence
from datetime import timedelta

import pytest
import sqlalchemy as sa
from flask import Flask
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from testplatform.clock import today_in_brussels
from testplatform.db import db, unit_of_work
from testplatform.demo import PASSWORD
from testplatform.models.cut_scores import CutScoreProposal, CutScoreSet
from tests.builders.cut_scores import BAS, BEA, decided_attempts

LIST = "/staff/administration/cut-scores/"
NEW = f"{LIST}proposals/new/mo/after_course"
SETS_OF_DOCUMENTS = 9  # of which four are bands, levels and a routing
NO_DATE = "Ongeldige datum"
PERIOD = "since=2026-03-01&until=2026-03-31"


class TestSets:
    def test_say_what_decides_since_when(self, bas: FlaskClient) -> None:
        page = bas.get(LIST).text

        assert "Beslist over afnames vanaf 01/03/2023, tot een nieuwere cesuur begint." in page
        assert "Beslist over afnames van 28/03/2022 tot en met 28/02/2023." in page
        assert "<strong>9</strong> op 11" in page
        assert "Uit de documenten van het testprogramma." in page

    def test_say_that_nothing_waits(self, bas: FlaskClient) -> None:
        page = bas.get(LIST).text

        assert "Er wacht geen voorstel op een beslissing." in page
        assert "Er is nog nooit over een voorstel beslist." in page

    def test_come_as_a_file(self, bas: FlaskClient) -> None:
        response = bas.get(f"{LIST}sets.csv")

        rows = response.get_data().decode("utf-8-sig").splitlines()
        assert response.mimetype == "text/csv"
        assert (
            "Maatschappelijke oriëntatie, test na MO;mo-after-course-2023-03-01;1;01/03/2023;"
            "vandaag van kracht;sokkelvragen;minstens 80 %;mo-demo;9;11;nee"
        ) in rows

    def test_are_for_administrators_alone(self, app: Flask) -> None:
        author = signed_in(app, "auteur@example.org")

        assert author.get(LIST).status_code == 403
        assert author.post(NEW, data=fields()).status_code == 403


class TestProposing:
    def test_begins_with_what_is_asked(self, bas: FlaskClient) -> None:
        page = bas.get(NEW).text

        assert re.search(r'name="sokkel-value"[^>]*value="80"', page)
        assert re.search(r'<option selected value="more_than_percentage">', page)

    def test_keeps_a_proposal_and_shows_it(self, bas: FlaskClient) -> None:
        page = send(bas).text

        assert "Het voorstel is bewaard. Een andere beheerder moet het goedkeuren." in page
        assert "minstens 10 punten" in page
        assert "U stelde dit zelf voor." in page
        assert "Keur goed" not in page
        assert "wacht op een tweede beheerder" in bas.get(LIST).text

    def test_warns_of_luck(self, bas: FlaskClient) -> None:
        page = send(bas, **{"sokkel-kind": "at_least_points", "sokkel-value": "9"}).text

        assert "let op: het toeval weegt zwaar" in page
        assert "9 op 11: wie 71,8 % beheerst, slaagt door geluk in" in page

    def test_tells_the_points_before_anything_is_kept(self, app: Flask, bas: FlaskClient) -> None:
        response = send(
            bas, check="1", **{"sokkel-kind": "at_least_percentage", "sokkel-value": "62,5"}
        )

        assert response.status_code == 200
        assert "Er is nog niets bewaard." in response.text
        assert "minstens 62,5 %" in response.text
        assert "<strong>7</strong> op 11" in response.text
        assert count_rows(app, CutScoreProposal) == 0

    @pytest.mark.parametrize(
        ("wishes", "sentence"),
        [
            pytest.param({"effective_from": "2020-01-01"}, "ten vroegste morgen", id="long ago"),
            pytest.param({"effective_from": "soon"}, NO_DATE, id="no date"),
            pytest.param({"effective_from": ""}, "Kies een dag.", id="no day"),
            pytest.param({"reason": ""}, "Schrijf waarom u dit voorstelt.", id="no reason"),
            pytest.param({"sokkel-value": ""}, "Schrijf een getal", id="no value"),
            pytest.param({"sokkel-value": "tien"}, "Schrijf een getal", id="a word"),
            pytest.param({"sokkel-value": "12"}, "Niemand zou slagen.", id="above the maximum"),
            pytest.param(
                {"sokkel-kind": "at_least_percentage", "sokkel-value": "101"},
                "Een percentage ligt tussen 0 en 100",
                id="more than everything",
            ),
            pytest.param({"sokkel-kind": "x"}, "Een percentage ligt tussen", id="no kind"),
            pytest.param({"joining": "x"}, 'aria-invalid="true"', id="no joining"),
            pytest.param(
                {"sokkel-kind": "at_least_percentage", "sokkel-value": "80"},
                "Dit is precies wat cesuur mo-after-course-2023-03-01 versie 1 al vraagt.",
                id="as it is",
            ),
            pytest.param(
                {"sokkel-level": "A2", "sokkel-B1-kind": "at_least_points", "sokkel-B1-value": "9"},
                "een hoger niveau moet meer punten vragen",
                id="levels",
            ),
            pytest.param(
                {"sokkel-B1-kind": "at_least_points", "sokkel-B1-value": "11"},
                "Kies bij elk deel met hogere niveaus ook het laagste niveau",
                id="a level beside none",
            ),
            pytest.param(
                {
                    "sokkel-level": "B1",
                    "sokkel-B1-kind": "at_least_points",
                    "sokkel-B1-value": "11",
                },
                "Kies bij elk deel met hogere niveaus ook het laagste niveau",
                id="a level twice",
            ),
        ],
    )
    def test_says_what_is_wrong_and_keeps_nothing(
        self, app: Flask, bas: FlaskClient, wishes: dict[str, str], sentence: str
    ) -> None:
        response = send(bas, **wishes)

        assert response.status_code == 422
        assert sentence in response.text
        assert count_rows(app, CutScoreProposal) == 0

    def test_takes_levels_and_a_form(self, bas: FlaskClient) -> None:
        page = send(
            bas,
            **{
                "sokkel-value": "8",
                "sokkel-level": "A2",
                "sokkel-B1-kind": "at_least_points",
                "sokkel-B1-value": "10",
                "sokkel-form-mo-demo-kind": "at_least_points",
                "sokkel-form-mo-demo-value": "7",
            },
        ).text

        assert "sokkelvragen, niveau B1" in page
        assert "sokkelvragen, niveau A2, alleen testversie mo-demo" in page

    @pytest.mark.parametrize("place", ["mo/sunday", "ct/ct_a1_a2", "xx/after_course"])
    def test_is_only_for_what_has_cut_scores(self, bas: FlaskClient, place: str) -> None:
        assert bas.get(f"{LIST}proposals/new/{place}").status_code == 404
        assert bas.post(f"{LIST}proposals/new/{place}").status_code == 404


class TestPreview:
    def test_says_that_nobody_was_decided(self, bas: FlaskClient) -> None:
        send(bas)

        page = bas.get(f"{LIST}proposals/1?since=2025-01-01&until=2025-02-01").text

        assert "In deze periode is over geen enkele afname van dit testmoment beslist." in page

    def test_counts_per_language_and_per_centre_and_draws(
        self, app: Flask, bas: FlaskClient
    ) -> None:
        sat(app, [0, 2, 3])
        sat(app, [2], language="ar", test_centre="AMAL-GENT")
        send(bas)

        page = bas.get(f"{LIST}proposals/1?{PERIOD}").text

        assert (
            "Er zouden er 2 minder slagen: van 4 afnames slaagden er 3 (75 %) en zouden er 1 "
            "slagen (25 %)."
        ) in page
        assert cells(page, "alle afnames") == ["4", "3 (75 %)", "1 (25 %)", "−2", "2", "0", "0"]
        assert cells(page, "Arabisch") == ["1", "1 (100 %)", "0 (0 %)", "−1", "1", "0", "0"]
        assert cells(page, "Gent") == ["1", "1 (100 %)", "0 (0 %)", "−1", "1", "0", "0"]
        assert "nu: 9 nodig" in page
        assert "voorstel: 10 nodig" in page
        assert "nu en voorstel: 16 nodig" in page
        assert page.count('<rect class="plot-bar plot-bar-changed"') == 1

    def test_counts_a_superseded_decision_no_more(self, app: Flask, bas: FlaskClient) -> None:
        sat(app, [2])
        supersede(app)
        send(bas)

        page = bas.get(f"{LIST}proposals/1?{PERIOD}").text

        assert cells(page, "alle afnames") == ["1", "0 (0 %)", "0 (0 %)", "0", "0", "0", "0"]
        assert "Voor geen van de 1 afnames zou de uitslag anders zijn." in page

    def test_comes_as_a_file(self, app: Flask, bas: FlaskClient) -> None:
        sat(app, [2])
        send(bas)

        response = bas.get(f"{LIST}proposals/1/preview.csv?{PERIOD}")

        rows = response.get_data().decode("utf-8-sig").splitlines()
        assert rows[1] == "In totaal;alle afnames;1;1 (100 %);0 (0 %);'-1;1;0;0"
        assert rows[2].startswith("Per taal;Nederlands;1;")

    @pytest.mark.parametrize(
        ("query", "sentence"),
        [
            pytest.param("since=x", "De periode was niet te lezen.", id="unreadable"),
            pytest.param(
                "since=0001-01-01&until=0001-01-02", "was niet te lezen", id="before all time"
            ),
            pytest.param(
                "since=2026-03-02&until=2026-03-01", "eindigt voor ze begint", id="backwards"
            ),
            pytest.param("since=1900-01-01&until=2026-03-01", "langer dan 6 jaar", id="too long"),
        ],
    )
    def test_of_an_odd_period_is_that_of_a_year(
        self, bas: FlaskClient, query: str, sentence: str
    ) -> None:
        send(bas)

        assert sentence in bas.get(f"{LIST}proposals/1?{query}").text


class TestDeciding:
    def test_publishes_what_another_proposed(self, bas: FlaskClient, bea: FlaskClient) -> None:
        send(bas)

        page = decide(bea, "approve", comment="Akkoord.").text

        assert "De cesuur is goedgekeurd: mo-after-course, versie 1." in page
        assert "goedgekeurd" in page
        listed = bea.get(LIST).text
        assert "komt eraan" in listed
        assert "Voorgesteld door Bas Beheer, goedgekeurd door Bea Beheer" in listed
        assert "cesuur goedgekeurd" in bea.get("/staff/administration/audit").text

    def test_is_not_for_the_proposer(self, app: Flask, bas: FlaskClient) -> None:
        send(bas)

        for step in ("approve", "reject"):
            assert (
                "Wie een cesuur voorstelt, beslist er niet zelf over"
                in decide(bas, step, comment="x").text
            )
        assert count_rows(app, CutScoreSet) == SETS_OF_DOCUMENTS

    def test_of_rejection_needs_a_word(
        self, app: Flask, bas: FlaskClient, bea: FlaskClient
    ) -> None:
        send(bas)

        assert "Schrijf waarom u het voorstel afkeurt." in decide(bea, "reject").text
        assert "Het voorstel is afgekeurd." in decide(bea, "reject", comment="Te streng.").text
        assert "Over dit voorstel is al beslist." in decide(bea, "approve").text
        assert count_rows(app, CutScoreSet) == SETS_OF_DOCUMENTS

    def test_of_withdrawing_is_for_the_proposer(self, bas: FlaskClient, bea: FlaskClient) -> None:
        send(bas)

        assert "Alleen wie het voorstelde" in decide(bea, "withdraw").text
        assert "Het voorstel is ingetrokken." in decide(bas, "withdraw").text

    def test_says_what_came_in_the_way(self, bas: FlaskClient, bea: FlaskClient) -> None:
        send(bas)
        send(bas, effective_from=day(60), **{"sokkel-value": "8"})
        decide(bea, "approve", proposal=2)

        response = bea.get(f"{LIST}proposals/1")

        assert "mo-after-course-2023-03-01" in response.text
        assert "De cesuur is goedgekeurd" in decide(bea, "approve").text

    @pytest.mark.parametrize("address", ["", "/preview.csv", "/approve", "/reject", "/withdraw"])
    def test_of_nothing_is_not_found(self, bas: FlaskClient, address: str) -> None:
        visit = bas.post if address in {"/approve", "/reject", "/withdraw"} else bas.get

        assert visit(f"{LIST}proposals/99{address}").status_code == 404


@pytest.fixture
def bas(app: Flask) -> FlaskClient:
    return signed_in(app, BAS)


@pytest.fixture
def bea(app: Flask) -> FlaskClient:
    return signed_in(app, BEA)


def signed_in(app: Flask, email: str) -> FlaskClient:
    client = app.test_client()
    client.post("/staff/sign-in", data={"email": email, "password": PASSWORD})
    return client


def day(later: int) -> str:
    return (today_in_brussels() + timedelta(days=later)).isoformat()


def fields(**wishes: str) -> dict[str, str]:
    """At least ten points for the sokkelvragen, a month from today."""
    return {
        "effective_from": day(30),
        "joining": "all_parts",
        "reason": "Te veel kandidaten slagen door geluk.",
        "sokkel-kind": "at_least_points",
        "sokkel-value": "10",
        "sokkel-level": "",
        "praktisch-kind": "more_than_percentage",
        "praktisch-value": "50",
        "praktisch-level": "",
        **wishes,
    }


def send(client: FlaskClient, **wishes: str) -> TestResponse:
    return client.post(NEW, data=fields(**wishes), follow_redirects=True)


def decide(client: FlaskClient, step: str, *, comment: str = "", proposal: int = 1) -> TestResponse:
    address = f"{LIST}proposals/{proposal}/{step}"
    return client.post(address, data={"comment": comment}, follow_redirects=True)


def cells(page: str, group: str) -> list[str]:
    """The cells of a row of the preview, as they are read."""
    row = re.search(rf'<th scope="row">{group}</th>(.*?)</tr>', page, re.S)
    assert row is not None
    found = re.findall(r"<td[^>]*>(.*?)</td>", row.group(1), re.S)
    return [re.sub(r"<[^>]+>|\s+", " ", cell).strip() for cell in found]


def count_rows(app: Flask, model: type[CutScoreProposal | CutScoreSet]) -> int:
    with app.app_context():
        return db.session.scalar(sa.select(sa.func.count(model.id))) or 0


def sat(app: Flask, wrong: Sequence[int], **wishes: str) -> None:
    with app.app_context():
        decided_attempts(wrong, **wishes)


def supersede(app: Flask) -> None:
    """A later decision on every attempt: failed."""
    with app.app_context(), unit_of_work() as session:
        session.execute(
            sa.text(
                "INSERT INTO decisions (public_id, attempt_id, revision, supersedes_id, outcome,"
                " cut_score_set_id, document, decided_at) SELECT public_id || '-2', attempt_id, 2,"
                " id, 'failed', cut_score_set_id, document, decided_at FROM decisions"
            )
        )
