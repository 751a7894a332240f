"""The pages on which an administrator builds a form and publishes it."""

import re
from datetime import date

import pytest
import sqlalchemy as sa
from flask import Flask
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from itembank.blueprints import Finding, Flaw
from itembank.demo_banks import build_ct_bank, build_nivo_bank
from itembank.items import ItemCode
from scoring.codes import PartCode
from testplatform.db import db
from testplatform.demo import PASSWORD
from testplatform.models.forms import Form, FormDraft
from testplatform.repositories.forms import find_newest_form, get_form_plan
from testplatform.services.routed_tests import can_be_routed
from testplatform.web.form_drafts.wording import describe_finding
from tests.builders.schemes import publish_demo_bank

LIST = "/staff/administration/form-drafts/"
A_RULE = {
    "count": "2",
    "theme": "",
    "learning_environment": "",
    "skill": "",
    "level": "",
    "item_type": "",
    "most_exposure": "",
}

pytestmark = pytest.mark.usefixtures("session")


class TestList:
    def test_says_how_to_begin(self, administrator: FlaskClient) -> None:
        assert "Er is geen testversie in opbouw." in administrator.get(LIST).text

    def test_begins_a_form(self, administrator: FlaskClient) -> None:
        response = begin(administrator)

        assert response.status_code == 200
        assert "MO 2027" in response.text
        assert "sokkelvragen: 0 vragen gekozen, 11 nodig" in response.text

    @pytest.mark.parametrize(
        ("fields", "sentence"),
        [
            pytest.param({"code": "MO 2027"}, "Kleine letters, cijfers en streepjes.", id="code"),
            pytest.param({"title": ""}, "Vul dit veld in.", id="title"),
            pytest.param({"programme": "xx"}, "Not a valid choice", id="programme"),
        ],
    )
    def test_says_what_is_wrong_and_begins_nothing(
        self, administrator: FlaskClient, fields: dict[str, str], sentence: str
    ) -> None:
        response = begin(administrator, **fields)

        assert response.status_code == 422
        assert sentence in response.text or 'aria-invalid="true"' in response.text
        assert db.session.scalar(sa.select(sa.func.count(FormDraft.id))) == 0

    def test_refuses_a_code_twice(self, administrator: FlaskClient) -> None:
        begin(administrator)

        assert "Deze code is al in gebruik." in begin(administrator).text


class TestDraft:
    def test_is_filled_by_rule_and_published(self, administrator: FlaskClient) -> None:
        page = begin(administrator).text

        page = post(administrator, "1/parts/sokkel/rules", page, **A_RULE).text
        assert "minstens 2: om het even welke" in page
        page = post(administrator, "1/fill", page).text
        assert "Alles klopt" in page
        page = post(administrator, "1/shuffling", page, shuffles_options="y").text
        published = post(administrator, "1/publish", page)

        assert "MO 2027, versie 1 is gepubliceerd." in published.text
        assert "Geef bij Voorlezen de talen vrij" in published.text
        assert "Gepubliceerd door Bas Beheer. Volgorde: per kandidaat voor antwoorden." in (
            published.text
        )
        assert db.session.scalars(sa.select(Form).where(Form.code == "mo-2027")).one().version == 1

    def test_takes_items_by_hand_in_an_order(self, administrator: FlaskClient) -> None:
        page = begin(administrator).text

        page = post(administrator, "1/parts/sokkel/items", page, code="MO-S-02").text
        page = post(administrator, "1/parts/sokkel/items", page, code="MO-S-01").text
        page = post(administrator, "1/parts/sokkel/items/MO-S-01/move", page, direction="up").text
        assert rows(page) == ["MO-S-01", "MO-S-02"]
        page = post(administrator, "1/parts/sokkel/items/MO-S-01/remove", page).text
        assert rows(page) == ["MO-S-02"]

    def test_refuses_an_item_of_another_part(self, administrator: FlaskClient) -> None:
        page = begin(administrator).text

        page = post(administrator, "1/parts/praktisch/items", page, code="MO-S-02").text

        assert "MO-S-02 is geen goedgekeurde vraag van dit deel." in page
        assert rows(page) == []

    def test_is_not_changed_over_somebody_else(self, administrator: FlaskClient) -> None:
        page = begin(administrator).text
        post(administrator, "1/fill", page)

        response = post(administrator, "1/parts/sokkel/items", page, code="MO-S-02")

        assert "Iemand anders heeft deze testversie gewijzigd." in response.text

    def test_is_not_published_with_flaws(self, administrator: FlaskClient) -> None:
        response = post(administrator, "1/publish", begin(administrator).text)

        assert "Deze testversie is nog niet klaar." in response.text
        assert db.session.scalar(sa.select(Form.id).where(Form.code == "mo-2027")) is None

    def test_has_a_parallel_form(self, administrator: FlaskClient) -> None:
        response = post(administrator, "1/parallel", begin(administrator).text)

        assert "Parallelle testversie mo-2027-2 is begonnen." in response.text

    def test_is_for_one_test_where_its_programme_has_tests_apart(
        self, administrator: FlaskClient
    ) -> None:
        publish_demo_bank(build_ct_bank())
        page = begin(administrator, code="ct-2027", title="CT 2027", programme="ct").text
        page = post(administrator, "1/fill", page).text
        assert '<option value="ct_b1_b2">CT B1-2</option>' in page

        refused = post(administrator, "1/publish", page).text
        published = post(administrator, "1/publish", page, moment="ct_b1_b2").text

        assert "Kies voor welke test deze testversie is." in refused
        assert "CT 2027, versie 1 is gepubliceerd." in published
        form = find_newest_form(db.session, "ct", "ct_b1_b2")
        assert form is not None
        assert form.code == "ct-2027"

    def test_of_a_routed_programme_has_the_marks_that_its_routing_asks(
        self, administrator: FlaskClient
    ) -> None:
        publish_demo_bank(build_nivo_bank())
        page = begin(administrator, code="nivo-2027", title="NIVO 2027", programme="nivo").text
        assert "samen 0 punten, 20 nodig" in page

        page = post(administrator, "1/fill", page).text
        published = post(administrator, "1/publish", page).text

        assert "(20 van 20 punten)" in page
        assert "NIVO 2027, versie 1 is gepubliceerd." in published
        form = find_newest_form(db.session, "nivo", "intake")
        assert form is not None
        assert form.code == "nivo-2027"
        assert can_be_routed(db.session, get_form_plan(db.session, form.id), date(2026, 9, 1))

    @pytest.mark.parametrize("flaw", Flaw)
    def test_says_of_every_flaw_where_and_what(self, flaw: Flaw) -> None:
        finding = Finding(
            part=PartCode("sokkel"), flaw=flaw, items=(ItemCode("MO-S-01"),), wanted=7
        )

        sentence = describe_finding(finding, "mo")

        assert sentence.startswith("sokkelvragen: ")
        assert "MO-S-01" in sentence or "7" in sentence

    @pytest.mark.parametrize(
        "address", ["9", "9/fill", "1/parts/spelling/items", "forms/99/withdraw"]
    )
    def test_that_does_not_exist_is_not_found(
        self, administrator: FlaskClient, address: str
    ) -> None:
        begin(administrator)
        visit = administrator.get if address == "9" else administrator.post

        assert visit(f"{LIST}{address}").status_code == 404

    def test_is_for_administrators_alone(self, app: Flask) -> None:
        author = app.test_client()
        sign_in(author, "auteur@example.org")

        assert author.get(LIST).status_code == 403


class TestPublishedForm:
    def test_is_withdrawn_and_used_again(self, administrator: FlaskClient) -> None:
        withdrawn = administrator.post(f"{LIST}forms/1/withdraw", follow_redirects=True).text
        restored = administrator.post(f"{LIST}forms/1/restore", follow_redirects=True).text

        assert "ingetrokken" in withdrawn
        assert "Deze testversie is opnieuw in gebruik." in restored


@pytest.fixture
def administrator(app: Flask) -> FlaskClient:
    """A browser in which the administrator has signed in."""
    client = app.test_client()
    sign_in(client, "beheerder@example.org")
    return client


def sign_in(client: FlaskClient, email: str) -> None:
    client.post("/staff/sign-in", data={"email": email, "password": PASSWORD})


def begin(client: FlaskClient, **fields: str) -> TestResponse:
    data = {"code": "mo-2027", "title": "MO 2027", "programme": "mo", "stakes": "high", **fields}
    return client.post(LIST, data=data, follow_redirects=True)


def post(client: FlaskClient, address: str, page: str, **fields: str) -> TestResponse:
    """Send a form of the page that was seen."""
    seen = re.search(r'name="edits" value="(\d+)"', page)
    assert seen is not None
    data = {"edits": seen.group(1), **fields}
    return client.post(f"{LIST}{address}", data=data, follow_redirects=True)


def rows(page: str) -> list[str]:
    """The codes of the chosen items of the sokkelvragen, in their order."""
    return re.findall(r'<th scope="row">\s*<code>(MO-S-\d+)</code>', page)
