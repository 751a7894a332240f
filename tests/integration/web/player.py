"""A candidate's device over HTTP, as the player speaks: for tests of the protocol."""

from datetime import datetime
from typing import Any

from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from testplatform.clock import now_utc

SAME_ORIGIN = {"Sec-Fetch-Site": "same-origin"}


class Player:
    """Enters a code and sends what a player sends."""

    def __init__(self, client: FlaskClient) -> None:
        self.client = client
        self.state: dict[str, Any] = {}

    def enter(self, code: str, language: str = "nl") -> TestResponse:
        return self.client.post(f"/start/{language}", data={"code": code})

    def fetch_state(self) -> TestResponse:
        response = self.client.get("/api/sitting/state")
        if response.status_code == 200:
            self.state = response.get_json()
        return response

    def post(self, verb: str, **body: Any) -> TestResponse:
        document = {"attempt": self.state["attempt"]["key"], "fence": self.fence, **body}
        return self.client.post(f"/api/sitting/{verb}", json=document, headers=SAME_ORIGIN)

    def start(self) -> TestResponse:
        return self.post("start")

    def answer(self, seq: int, item: str, *chosen: str) -> TestResponse:
        return self.post("journal", entries=[entry(seq, item, *chosen)])

    def submit(self, last_seq: int, **more: Any) -> TestResponse:
        return self.post("submit", last_seq=last_seq, **more)

    @property
    def fence(self) -> int:
        fence: int = self.state["lease"]["fence"]
        return fence


def entry(seq: int, item: str, *chosen: str, made_at: datetime | None = None) -> dict[str, Any]:
    milliseconds = int((made_at or now_utc()).timestamp() * 1000)
    return {
        "seq": seq,
        "kind": "answer",
        "item": item,
        "value": {"chosen": list(chosen)},
        "made_at_ms": milliseconds,
    }
