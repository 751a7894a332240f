"""How often each text of a form was heard, as a file; and who cannot sit a test by ear."""

import csv
from io import StringIO
from typing import Any

import pytest
from flask.testing import FlaskClient
from sqlalchemy.orm import Session

from testplatform.clock import now_utc
from testplatform.demo import PASSWORD
from tests.builders.attempts import check_in_now, code_of
from tests.integration.web.player import Player

ADMINISTRATOR = "beheerder@example.org"
INVIGILATOR = "toezichter@example.org"


class TestExport:
    def test_counts_attempts_and_times_for_each_text(
        self, client: FlaskClient, started: Player
    ) -> None:
        heard = [("prompt", "all"), ("prompt", "again"), ("prompt", "screen"), ("choice-a", "")]
        started.post("journal", entries=[a_listen(*one, seq) for seq, one in enumerate(heard, 1)])

        rows = export(client)

        assert [
            (row["tekst"], *(row[name] for name in COUNTS)) for row in rows if row["plaats"] == "i1"
        ] == [
            ("prompt", "1", "1", "3", "2", "1", "0"),
            ("choice-a", "1", "1", "1", "1", "0", "0"),
            ("choice-b", "1", "0", "0", "0", "0", "0"),
            ("choice-c", "1", "0", "0", "0", "0", "0"),
        ]

    def test_says_in_which_language(self, client: FlaskClient, session: Session) -> None:
        player = Player(client)
        player.enter(code_of(session, check_in_now(language="fr")), "fr")
        player.fetch_state()
        player.start()
        player.post("journal", entries=[a_listen("prompt", "button", 1)])

        rows = export(client)

        assert {row["taal"] for row in rows} == {"Frans"}

    def test_holds_nobody(self, client: FlaskClient, started: Player) -> None:
        started.post("journal", entries=[a_listen("prompt", "all", 1)])

        sign_in(client, ADMINISTRATOR)
        text = client.get("/staff/read-aloud/forms/1/use.csv").get_data(as_text=True)

        assert "D-2026" not in text
        assert "Voorbeeld" not in text

    def test_what_a_device_made_up_is_not_in_it(self, client: FlaskClient, started: Player) -> None:
        started.post("journal", entries=[a_listen("=1+1", "all", 1), a_listen("prompt", "x", 2)])

        rows = export(client)

        assert "=1+1" not in {row["tekst"] for row in rows}

    def test_of_no_form_is_not_found(self, client: FlaskClient) -> None:
        sign_in(client, ADMINISTRATOR)

        assert client.get("/staff/read-aloud/forms/999/use.csv").status_code == 404

    def test_is_for_administrators(self, client: FlaskClient) -> None:
        sign_in(client, INVIGILATOR)

        assert client.get("/staff/read-aloud/forms/1/use.csv").status_code == 403


class TestSittingPage:
    @pytest.mark.parametrize(
        ("language", "needs", "is_told"),
        [
            pytest.param("ti", ("audio_first",), True, id="no voice"),
            pytest.param("ti", ("read_aloud",), False, id="another need"),
        ],
    )
    def test_tells_that_a_test_cannot_be_sat_by_ear(
        self,
        client: FlaskClient,
        session: Session,
        language: str,
        needs: tuple[str, ...],
        is_told: bool,
    ) -> None:
        check_in_now(language=language, needs=needs)
        sign_in(client, INVIGILATOR)

        page = client.get("/staff/invigilator/sittings/1").get_data(as_text=True)

        assert ("Op gehoor kan niet: er is geen audio in deze taal." in page) is is_told


def sign_in(client: FlaskClient, email: str) -> None:
    client.post("/staff/sign-in", data={"email": email, "password": PASSWORD})


COUNTS = (
    "gestarte afnames",
    "afnames met geluid",
    "keer afgespeeld",
    "zelf gekozen",
    "door het scherm",
    "na een antwoord",
)


def a_listen(segment: str, by: str, seq: int) -> dict[str, Any]:
    value: dict[str, Any] = {"segment": segment, "speed": 0.75}
    return {
        "seq": seq,
        "kind": "listen",
        "item": "i1",
        "value": {**value, "by": by} if by else value,
        "made_at_ms": int(now_utc().timestamp() * 1000),
    }


def export(client: FlaskClient) -> list[dict[str, str]]:
    sign_in(client, ADMINISTRATOR)
    response = client.get("/staff/read-aloud/forms/1/use.csv")
    text = response.get_data().decode("utf-8-sig")
    return list(csv.DictReader(StringIO(text), delimiter=";"))
