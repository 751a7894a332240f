"""What candidates and staff see of tests that pass or fail nobody: COVAAR and CT."""

from datetime import date

import pytest
import sqlalchemy as sa
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy.orm import Session

from itembank.demo_banks import build_covaar_bank
from testplatform.db import unit_of_work
from testplatform.demo import PASSWORD
from testplatform.models.attempts import Attempt
from testplatform.models.audit import AuditRecord
from testplatform.services.appeals import record_appeal
from testplatform.tasks.results import score
from tests.builders.attempts import STARTED_AT, check_in_now, code_of
from tests.builders.rescoring import PROPOSER, staff_id_of
from tests.builders.schemes import (
    a_covaar_attempt_handed_in,
    a_ct_attempt_handed_in,
    a_ct_bank_for,
    a_ct_booking,
    decided,
    publish_demo_bank,
)
from tests.integration.web.player import Player, entry

STAFF = "/staff/administration"

pytestmark = pytest.mark.usefixtures("session")


@pytest.fixture
def administrator(app: Flask) -> FlaskClient:
    return administrator_of(app)


def administrator_of(app: Flask) -> FlaskClient:
    client = app.test_client()
    client.post("/staff/sign-in", data={"email": PROPOSER, "password": PASSWORD})
    return client


def page_of(client: FlaskClient, session: Session, attempt_id: int) -> str:
    public_id = session.get_one(Attempt, attempt_id).public_id
    return client.get(f"{STAFF}/attempts/{public_id}").text


class TestWaiting:
    def test_says_for_whom(self, administrator: FlaskClient, session: Session) -> None:
        attempt_id = decided(a_ct_attempt_handed_in())

        page = page_of(administrator, session, attempt_id)

        assert "Ze wacht op de punten van beoordelaars." in page


class TestResit:
    def test_names_its_purpose_and_its_parts(
        self, administrator: FlaskClient, session: Session
    ) -> None:
        booking = a_ct_booking(parts=("writing", "listening"))
        attempt_id = a_ct_attempt_handed_in(booking)

        page = page_of(administrator, session, attempt_id)
        sitting_id = session.get_one(Attempt, attempt_id).booking.sitting_id
        sitting = administrator.get(f"/staff/invigilator/sittings/{sitting_id}").text

        assert "inburgering" in page
        assert "alleen luisteren, schrijven" in page
        assert "alleen luisteren, schrijven" in sitting

    def test_is_told_from_a_whole_test(self, administrator: FlaskClient, session: Session) -> None:
        attempt_id = a_ct_attempt_handed_in()

        page = page_of(administrator, session, attempt_id)

        assert "de hele test" in page
        assert "alleen " not in page


def explanation_of(client: FlaskClient, attempt_id: int) -> str:
    """The page of an objection to the decision on an attempt."""
    with unit_of_work() as session:
        appeal_id = record_appeal(
            session,
            attempt_id,
            received_on=date(2026, 3, 5),
            summary="Vindt het resultaat te laag.",
            recorded_by_id=staff_id_of(session, PROPOSER),
            now=STARTED_AT.replace(day=6),
        ).id
    return client.get(f"{STAFF}/appeals/{appeal_id}").text


class TestTheCandidate:
    def test_gets_the_subtests_with_their_names(self, session: Session, app: Flask) -> None:
        publish_demo_bank(build_covaar_bank())
        code = code_of(session, check_in_now(programme="covaar", moment="intake"))
        player = Player(app.test_client())

        player.enter(code)
        player.fetch_state()

        parts = {part["title"]: len(part["items"]) for part in player.state["parts"]}
        assert parts == {"Figuurreeksen": 15, "Matrices": 15, "Figuren indelen": 15}
        package = player.client.get(player.state["parts"][1]["package"]["url"]).get_json()
        assert [item["type"] for item in package["items"]] == ["figure_matrix"] * 15

    def test_has_a_time_for_each_subtest(self, session: Session, app: Flask) -> None:
        publish_demo_bank(build_covaar_bank())
        attempt_id = check_in_now(programme="covaar", moment="intake")
        player = Player(app.test_client())
        player.enter(code_of(session, attempt_id))
        player.fetch_state()
        player.start()

        first = player.state["parts"][0]["items"][0]
        visit = {**entry(1, first), "kind": "visit", "value": {}}
        clock = player.post("journal", entries=[visit]).get_json()["clock"]

        times = [part["time_ms"] for part in player.state["parts"]]
        assert times == [480_000, 600_000, 480_000]
        opened = clock["parts"]["reeksen"]
        assert opened["deadline_ms"] - opened["opened_at_ms"] == 480_000
        assert player.post("pulse").get_json()["clock"]["parts"] == clock["parts"]
        sitting = session.get_one(Attempt, attempt_id).booking.sitting_id
        page = administrator_of(app).get(f"/staff/invigilator/sittings/{sitting}").text
        assert '<span class="text-nowrap">figuurreeksen</span>' in page


class TestABand:
    def test_stands_where_an_outcome_would(
        self, administrator: FlaskClient, session: Session
    ) -> None:
        attempt_id = decided(a_covaar_attempt_handed_in(left={"reeksen": 5, "matrices": 7}))

        page = page_of(administrator, session, attempt_id)

        assert "interval gemiddeld" in page
        assert "covaar-2024-01-01, versie 1" in page
        assert "Punten en cesuur" not in page
        for address in ("attempts", "attempts.csv", "deliveries"):
            assert "interval gemiddeld" in administrator.get(f"{STAFF}/{address}").text

    def test_is_explained_in_plain_words(self, administrator: FlaskClient) -> None:
        page = explanation_of(administrator, decided(a_covaar_attempt_handed_in()))

        assert "Het deel figuurreeksen: u kreeg 15 van de 15 punten." in page
        assert "Dat is in het interval: hoog." in page
        assert "Bij deze test kunt u niet slagen of zakken." in page


class TestLimits:
    def test_stand_beside_the_cut_scores(self, administrator: FlaskClient) -> None:
        page = administrator.get(f"{STAFF}/cut-scores/").text

        for said in (
            "COVAAR: intervallen",
            "<td>interval gemiddeld</td>",
            "<td>vanaf 24 van 45 punten</td>",
            "CT A1-2: niveaus",
            "<td>minstens 70 %: 21 van 30 punten</td>",
            "<td>minstens 70 % van wat beoordelaars geven</td>",
            "CT voor inburgering (24 maanden geldig)",
        ):
            assert said in page


class TestWhatCannotBeDecided:
    def test_waits_with_its_reason(self, administrator: FlaskClient, session: Session) -> None:
        attempt_id = a_covaar_attempt_handed_in()
        with unit_of_work() as work:
            sitting = work.get_one(Attempt, attempt_id).booking.sitting
            sitting.starts_at = sitting.starts_at.replace(year=2023)

        for _ in range(2):
            score(attempt_id)

        reason = "er was op 02/03/2023 geen tabel van intervallen van kracht voor covaar"
        assert reason in page_of(administrator, session, attempt_id)
        records = session.scalars(
            sa.select(AuditRecord).where(AuditRecord.action == "decision refused")
        ).all()
        assert [record.details for record in records] == [{"reason": reason}]


class TestLevels:
    def test_are_shown_with_the_purpose(self, administrator: FlaskClient, session: Session) -> None:
        attempt_id = decided(a_ct_attempt_handed_in(), writing=3)

        page = page_of(administrator, session, attempt_id)

        assert "bewijs" in page
        assert "inburgering" in page
        assert "ct-a1-a2-2024-01-01, versie 1" in page

    def test_are_only_estimated_by_a_pre_screening(
        self, administrator: FlaskClient, session: Session
    ) -> None:
        moment = "prescreening"
        attempt_id = decided(
            a_ct_attempt_handed_in(a_ct_booking(moment=moment), bank=a_ct_bank_for(moment))
        )

        assert "schatting, geen bewijs" in page_of(administrator, session, attempt_id)
        page = explanation_of(administrator, attempt_id)
        assert "De kans dat u het niveau haalt, is ongeveer 100 %." in page
        assert "Dit is een schatting. Het is geen bewijs." in page

    def test_are_explained_in_plain_words(self, administrator: FlaskClient) -> None:
        attempt_id = decided(a_ct_attempt_handed_in(left={"listening": 12}), writing=3)

        page = explanation_of(administrator, attempt_id)

        assert "U deed de test voor: inburgering." in page
        assert "Het deel luisteren: u hebt niveau A1." in page
        assert "Voor luisteren is niveau A2 nodig. Dat hebt u niet." in page
        assert "U kunt opnieuw doen: luisteren." in page
