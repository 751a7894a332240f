"""The pages on which NT2 advices are proposed, signed, corrected, referred from and counted."""

import re
from datetime import UTC, datetime

import pytest
import sqlalchemy as sa
from flask import Flask
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from scoring.orientation import AdviceType, Education, Literacy
from testplatform.clock import today_in_brussels
from testplatform.db import db
from testplatform.demo import PASSWORD
from testplatform.models.advices import OrientationAdvice, OrientationReferral
from testplatform.models.audit import AuditRecord
from tests.builders.advices import KIM, a_deviation, a_new_advice, a_new_referral, referred, signed
from tests.builders.cut_scores import BAS
from tests.builders.orientation import some_indicators
from tests.builders.schemes import a_covaar_attempt_handed_in, decided

LIST = "/staff/advice/"
NEW = f"{LIST}new"
SEAL = re.compile(r'name="seal" value="([0-9a-f]{64})"')


LAST_MINUTE = datetime(2026, 3, 4, 22, 59, tzinfo=UTC)  # in Brussels 23:59


class TestAdvices:
    def test_are_where_a_consultant_begins(self, app: Flask) -> None:
        client = app.test_client()
        data = {"email": KIM, "password": PASSWORD}
        response = client.post("/staff/sign-in", data=data, follow_redirects=True)

        assert response.request.path == LIST
        assert "Hier is nog geen advies getekend." in response.text

    def test_list_the_newest(self, app: Flask, kim: FlaskClient) -> None:
        with app.app_context():
            signed()

        page = kim.get(LIST).text

        assert "CVO standaardtraject (240 uur)" in page
        assert "D-2026-1" in page
        assert "Kim Consulent" in page

    def test_are_found_by_dossier(self, app: Flask, kim: FlaskClient) -> None:
        with app.app_context():
            signed()
            signed(a_deviation())

        page = kim.post(f"{LIST}find", data={"dossier": " D-2026-2 "}).text

        assert "Advies 2" in page
        assert "Advies 1<" not in page
        assert "Vul het dossiernummer in." in kim.post(f"{LIST}find", data={}).text

    def test_are_for_consultants_and_administrators(self, app: Flask) -> None:
        assert signed_in(app, BAS).get(LIST).status_code == 200
        assert signed_in(app, "auteur@example.org").get(LIST).status_code == 403
        assert signed_in(app, "auteur@example.org").post(NEW, data=fields()).status_code == 403

    def test_give_a_consultant_no_other_area(self, kim: FlaskClient) -> None:
        for path in ("administration/", "authoring/", "invigilator/"):
            assert kim.get(f"/staff/{path}").status_code in (403, 404)


class TestProposing:
    def test_takes_the_band_of_who_sat_covaar_here(self, app: Flask, kim: FlaskClient) -> None:
        with app.app_context():
            decided(a_covaar_attempt_handed_in(left={"reeksen": 5, "matrices": 7}))
        known = "Op dit platform afgelegd op 02/03/2026: interval gemiddeld."

        page = kim.post(NEW, data=fields(dossier="D-2026-000001", covaar="")).text
        another = kim.post(NEW, data=fields(dossier="D-2026-000001", covaar="high")).text

        assert known in page
        assert "COVAAR: gemiddeld, geeft CVO standaardtraject" in listed_reasons(page)
        assert known in another
        assert not any("gemiddeld" in reason for reason in listed_reasons(another))
        assert "Op dit platform" not in kim.post(NEW, data=fields(covaar="")).text

    def test_shows_the_reasons_in_order_and_keeps_nothing(
        self, app: Flask, kim: FlaskClient
    ) -> None:
        response = kim.post(NEW, data=fields(languages="some_dutch"))

        assert response.status_code == 200
        assert listed_reasons(response.text) == [
            "geletterdheid: geletterd, verandert niets",
            "scholing: hoger secundair onderwijs, verandert niets",
            "COVAAR: gemiddeld, geeft CVO standaardtraject",
            "talenkennis: al wat Nederlands, pleit voor een sneller traject",
            "andere informatie: niet bekend",
            "samen verschuift dat CVO standaardtraject naar CVO of UTC verkort traject",
        ]
        assert (
            "voorstel voor de consulent, die beslist: CVO of UTC verkort traject (160 uur)"
            in response.text
        )
        assert count_rows(app, OrientationAdvice) == 0

    @pytest.mark.parametrize(
        ("wishes", "sentences"),
        [
            pytest.param(
                {"education": "bachelor", "covaar": ""},
                ["COVAAR hoeft niet", "het hoogste diploma is minstens bachelor"],
                id="bachelor",
            ),
            pytest.param(
                {"education": "no_primary", "covaar": ""},
                ["COVAAR hoeft niet", "er is geen diploma lager onderwijs"],
                id="no primary school",
            ),
            pytest.param(
                {"covaar": ""},
                ["neem eerst COVAAR af", "nog geen voorstel: neem eerst COVAAR af"],
                id="not taken yet",
            ),
            pytest.param(
                {"education": "bachelor", "covaar": "", "in_doubt": "y"},
                ["neem eerst COVAAR af", "er is twijfel"],
                id="in doubt",
            ),
            pytest.param({}, ["COVAAR is afgenomen"], id="taken"),
        ],
    )
    def test_says_when_covaar_is_needed(
        self, kim: FlaskClient, wishes: dict[str, str], sentences: list[str]
    ) -> None:
        page = kim.post(NEW, data=fields(**wishes)).text

        assert [one for one in sentences if one not in page] == []

    def test_offers_what_is_proposed(self, kim: FlaskClient) -> None:
        page = kim.post(NEW, data=fields(literacy="other_script")).text

        assert '<option selected value="cvo_standard:240">' in page
        assert '<option selected value="latin_script_cvo">' in page

    def test_leaves_hours_that_are_open_to_the_consultant(self, kim: FlaskClient) -> None:
        values = {"literacy": "illiterate", "education": "no_primary", "covaar": ""}
        page = kim.post(NEW, data=fields(**values)).text

        assert "CBE alfa (600 of 1140 uur)" in page
        assert not re.search(r'<option selected value="cbe_alfa', page)

    @pytest.mark.parametrize(
        ("wishes", "sentence"),
        [
            pytest.param({"dossier": ""}, "Vul het dossiernummer in.", id="no dossier"),
            pytest.param({"dossier": "Jan Peeters"}, "Letters, cijfers", id="a name"),
            pytest.param({"dossier": "D" * 65}, "Hoogstens 64 tekens.", id="too long"),
            pytest.param({"literacy": ""}, "Kies een van de mogelijkheden.", id="no literacy"),
            pytest.param({"covaar": "genius"}, "3. COVAAR-score: ", id="no such band"),
            pytest.param({"education": "x"}, "2. Scholing: hoogste diploma: ", id="no diploma"),
        ],
    )
    def test_says_what_is_wrong(
        self, kim: FlaskClient, wishes: dict[str, str], sentence: str
    ) -> None:
        response = kim.post(NEW, data=fields(**wishes))

        assert response.status_code == 422
        assert sentence in response.text

    def test_shows_earlier_advices_of_the_dossier(self, app: Flask, kim: FlaskClient) -> None:
        with app.app_context():
            signed()

        page = kim.post(NEW, data=fields(dossier="D-2026-1")).text

        assert "Eerdere adviezen van dit dossier" in page


class TestSigning:
    def test_keeps_the_advice_and_shows_it(self, kim: FlaskClient) -> None:
        page = sign(kim).text

        assert "Het advies is getekend. Het verandert nooit meer." in page
        assert "<strong>CVO standaardtraject (240 uur)</strong>" in page
        assert "zoals voorgesteld" in page
        assert "COVAAR: gemiddeld, geeft CVO standaardtraject" in page

    def test_takes_a_deviation_with_its_reason(self, kim: FlaskClient) -> None:
        page = sign(
            kim, track="short_track:160", deviation="own_choice", comment="Werkt overdag."
        ).text

        assert "wijkt af van het voorstel" in page
        assert "keuze van de kandidaat" in page
        assert "Werkt overdag." in page

    @pytest.mark.parametrize(
        ("wishes", "sentence"),
        [
            pytest.param({"track": "short_track:160"}, "Kies waarom", id="no reason"),
            pytest.param(
                {"deviation": "own_choice", "comment": "x"},
                "Kies dan geen reden om af te wijken.",
                id="a reason for the same",
            ),
            pytest.param(
                {"track": "short_track:160", "deviation": "own_choice"},
                "Schrijf een opmerking",
                id="no comment",
            ),
            pytest.param({"track": ""}, "Kies een advies.", id="no advice"),
            pytest.param({"track": "short_track:1"}, "Advies: ", id="other hours"),
            pytest.param({"deviation": "mood"}, "Reden om af te wijken: ", id="no such reason"),
            pytest.param({"comment": "x" * 4001}, "Hoogstens 4000 tekens.", id="too long"),
            pytest.param({"seal": "0" * 64}, "Kijk het nieuwe voorstel na", id="not seen"),
            pytest.param(
                {"covaar": "high", "comment": "Toch."},
                "Kijk het nieuwe voorstel na",
                id="indicators changed after the proposal",
            ),
        ],
    )
    def test_says_what_is_wrong_and_keeps_nothing(
        self, app: Flask, kim: FlaskClient, wishes: dict[str, str], sentence: str
    ) -> None:
        response = sign(kim, **wishes)

        assert response.status_code == 422
        assert sentence in response.text
        assert count_rows(app, OrientationAdvice) == 0

    def test_happens_once(self, app: Flask, kim: FlaskClient) -> None:
        sign(kim)

        assert "Precies dit advies is voor dit dossier al getekend." in sign(kim).text
        assert count_rows(app, OrientationAdvice) == 1

    def test_is_in_the_audit_log_in_dutch(self, app: Flask, kim: FlaskClient) -> None:
        sign(kim)

        page = signed_in(app, BAS).get("/staff/administration/audit").text

        assert "NT2-advies getekend" in page
        with app.app_context():
            records = db.session.scalars(sa.select(AuditRecord)).all()
            assert not any("D-2026-1" in f"{one.subject} {one.details}" for one in records)


class TestCorrecting:
    def test_puts_a_new_advice_in_the_place_of_the_old(self, app: Flask, kim: FlaskClient) -> None:
        with app.app_context():
            signed()
        url = f"{LIST}1/correct"

        assert '<option selected value="upper_secondary">' in kim.get(url).text
        page = sign(kim, url=url, covaar="high", track="short_track:160", comment="Typfout.").text

        assert "In de plaats van</dt>" in page
        old = kim.get(f"{LIST}1").text
        assert "Dit advies geldt niet meer" in old
        assert "Verbeter dit advies" not in old
        assert kim.get(url).status_code == 404
        with app.app_context():
            made = db.session.get_one(OrientationAdvice, 2)
            assert (made.dossier, made.corrects_id) == ("D-2026-1", 1)

    def test_needs_a_comment(self, app: Flask, kim: FlaskClient) -> None:
        with app.app_context():
            signed()

        assert "Schrijf een opmerking" in sign(kim, url=f"{LIST}1/correct").text
        assert count_rows(app, OrientationAdvice) == 1

    def test_happens_once(self, app: Flask, kim: FlaskClient) -> None:
        with app.app_context():
            signed(a_deviation(dossier="D-2026-1", corrects_id=signed()))

        page = sign(kim, url=f"{LIST}1/correct", comment="Nog eens.").text

        assert "Dit is al vervangen." in page


class TestReferring:
    def test_stands_beside_the_advice(self, app: Flask, kim: FlaskClient) -> None:
        with app.app_context():
            signed()

        page = refer(kim).text

        assert "De doorverwijzing is genoteerd." in page
        assert "ander aanbod dan het advies" in page
        assert "<strong>CVO standaardtraject (240 uur)</strong>" in page

    def test_is_put_right_by_another(self, app: Flask, kim: FlaskClient) -> None:
        with app.app_context():
            first = referred(a_new_referral(signed()))

        page = refer(kim, offer="cvo_standard", hours="240", corrects=str(first)).text

        assert "volgt het advies" in page
        assert f"doorverwijzing {first}" in page
        assert "vervangen" in page

    @pytest.mark.parametrize(
        ("wishes", "sentence"),
        [
            pytest.param({"referred_on": "2999-01-01"}, "niet in de toekomst", id="later"),
            pytest.param({"referred_on": ""}, "Kies een dag.", id="no day"),
            pytest.param({"hours": ""}, "Schrijf een aantal uren, of 0.", id="no hours"),
            pytest.param({"hours": "-1"}, "Van 0 tot 5000 uren.", id="negative hours"),
            pytest.param({"offer": "x"}, "Aanbod: ", id="no such offer"),
            pytest.param({"corrects": "7"}, "Komt in de plaats van: ", id="no such referral"),
        ],
    )
    def test_says_what_is_wrong(
        self, app: Flask, kim: FlaskClient, wishes: dict[str, str], sentence: str
    ) -> None:
        with app.app_context():
            signed()

        response = refer(kim, **wishes)

        assert response.status_code == 422
        assert sentence in response.text
        assert count_rows(app, OrientationReferral) == 0

    def test_belongs_to_an_advice_that_exists(self, kim: FlaskClient) -> None:
        assert kim.post(f"{LIST}7/referrals", data={}).status_code == 404


class TestDeviations:
    def test_say_that_there_are_none(self, kim: FlaskClient) -> None:
        page = kim.get(f"{LIST}deviations").text

        assert "Er is nog geen advies getekend." in page
        assert "Geen enkel advies wijkt af." in page

    def test_count_what_is_in_force(self, some: FlaskClient) -> None:
        page = some.get(f"{LIST}deviations").text

        assert "3 van 4 adviezen (75 %) wijken af van het voorstel." in page

    def test_come_as_a_file_of_counts(self, some: FlaskClient) -> None:
        response = some.get(f"{LIST}deviation-counts.csv")

        assert response.get_data().decode("utf-8-sig").splitlines() == [
            "voorgesteld;getekend;reden;aantal",
            "CVO standaardtraject;CVO of UTC verkort traject;keuze van de kandidaat;2",
            (
                "nog geen voorstel: eerst COVAAR;CVO standaardtraject;"
                "COVAAR kon niet worden afgenomen;1"
            ),
        ]

    def test_come_as_a_list_without_dossiers(self, some: FlaskClient) -> None:
        rows = some.get(f"{LIST}deviations.csv").get_data().decode("utf-8-sig").splitlines()

        assert rows[1] == (
            "5;02/03/2026 10:00;nog geen voorstel: eerst COVAAR;CVO standaardtraject (240 uur);"
            "COVAAR kon niet worden afgenomen;1"
        )
        assert not any("D-2026" in row for row in rows)

    @pytest.mark.parametrize(
        ("days", "summary"),
        [
            pytest.param(
                "since=2026-03-03",
                "1 van 1 adviezen (100 %) die getekend zijn vanaf 03/03/2026",
                id="from a day on",
            ),
            pytest.param(
                "since=2026-03-04&until=2026-03-04",
                "1 van 1 adviezen (100 %) die getekend zijn vanaf 04/03/2026 tot en met 04/03/2026",
                id="one day in Brussels, to its last minute",
            ),
            pytest.param(
                "until=2026-03-03",
                "3 van 4 adviezen (75 %) die getekend zijn tot en met 03/03/2026",
                id="up to a day",
            ),
            pytest.param(
                "since=2026-03-05&until=2026-03-06",
                "Er is geen advies getekend vanaf 05/03/2026 tot en met 06/03/2026.",
                id="none",
            ),
            pytest.param(
                "since=2026-03-05&until=2026-03-01", "eindigt voor zij begint", id="ends first"
            ),
            pytest.param("since=x", "Schrijf twee dagen", id="no day"),
            pytest.param("until=0001-01-01", "Schrijf twee dagen", id="a day of long ago"),
        ],
    )
    def test_are_counted_in_a_period(
        self, app: Flask, some: FlaskClient, days: str, summary: str
    ) -> None:
        with app.app_context():
            signed(a_deviation(dossier="D-2026-5"), now=LAST_MINUTE)

        assert summary in some.get(f"{LIST}deviations?{days}").text

    def test_of_a_period_that_has_none_say_so(self, some: FlaskClient) -> None:
        page = some.get(f"{LIST}deviations?since=2026-03-05").text

        assert "In deze periode wijkt geen enkel advies af." in page
        assert "Alles tonen" in page

    def test_of_a_period_come_as_files(self, app: Flask, some: FlaskClient) -> None:
        with app.app_context():
            signed(a_deviation(dossier="D-2026-5"), now=LAST_MINUTE)
        page = some.get(f"{LIST}deviations?since=2026-03-04").text

        files = [
            some.get(f"{LIST}{name}?since=2026-03-04").get_data().decode("utf-8-sig").splitlines()
            for name in ("deviations.csv", "deviation-counts.csv")
        ]

        assert page.count('.csv?since=2026-03-04"') == 2
        assert [len(lines) for lines in files] == [2, 2]
        assert files[0][1].startswith("6;04/03/2026 23:59;")


@pytest.fixture
def kim(app: Flask) -> FlaskClient:
    return signed_in(app, KIM)


@pytest.fixture
def some(app: Flask, kim: FlaskClient) -> FlaskClient:
    """Two deviations of one kind, one of another, one advice as proposed, and one corrected."""
    with app.app_context():
        corrected = signed(a_deviation(dossier="D-2026-9", deviation="observation"))
        signed(a_new_advice(dossier="D-2026-9", comment="Verbeterd.", corrects_id=corrected))
        signed(a_deviation(dossier="D-2026-2"))
        signed(a_deviation(dossier="D-2026-3"))
        signed(
            a_new_advice(
                dossier="D-2026-4",
                values=some_indicators(
                    literacy=Literacy.LITERATE, education=Education.PRIMARY, band=None
                ),
                advice=AdviceType.CVO_STANDARD,
                deviation="covaar_not_possible",
                comment="Geen toestel vrij.",
            )
        )
    return kim


def signed_in(app: Flask, email: str) -> FlaskClient:
    client = app.test_client()
    client.post("/staff/sign-in", data={"email": email, "password": PASSWORD})
    return client


def fields(**wishes: str) -> dict[str, str]:
    usual = {
        "dossier": "D-2026-1",
        "literacy": "literate",
        "education": "upper_secondary",
        "covaar": "average",
        "languages": "",
        "other": "",
    }
    return usual | wishes


def sign(client: FlaskClient, *, url: str = NEW, **wishes: str) -> TestResponse:
    """Ask for a proposal and sign it as it is, but for the wishes.

    A correction proposes from what it changes; a new advice from the usual indicators.
    """
    asked = fields(**wishes) if url != NEW else fields()
    proposal = client.post(url, data=asked).text
    seal = SEAL.search(proposal)
    assert seal is not None
    decided = {
        "track": "cvo_standard:240",
        "script_module": "",
        "deviation": "",
        "comment": "",
        "seal": seal.group(1),
        "sign": "1",
    }
    return client.post(url, data=fields() | decided | wishes, follow_redirects=True)


def refer(client: FlaskClient, **wishes: str) -> TestResponse:
    usual = {
        "provider": "cvo",
        "offer": "cvo_extended",
        "hours": "360",
        "referred_on": today_in_brussels().isoformat(),
        "corrects": "",
    }
    return client.post(f"{LIST}1/referrals", data=usual | wishes, follow_redirects=True)


def listed_reasons(page: str) -> list[str]:
    reasons = re.search(r'<ol aria-labelledby="reasons-title">(.*?)</ol>', page, re.S)
    assert reasons is not None
    return re.findall(r"<li>(.*?)</li>", reasons.group(1), re.S)


def count_rows(app: Flask, model: type[OrientationAdvice | OrientationReferral]) -> int:
    with app.app_context():
        return db.session.scalars(sa.select(sa.func.count(model.id))).one()
