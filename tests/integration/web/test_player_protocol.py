import gzip
import json
from datetime import timedelta

import pytest
import sqlalchemy as sa
import time_machine
from flask import Flask
from sqlalchemy.orm import Session

from itembank.item_documents import item_from_document
from itembank.item_types.long_writing import LONGEST_WRITING
from testplatform.clock import now_utc
from testplatform.models.attempts import Attempt, AttemptState
from testplatform.models.items import ItemVersion
from testplatform.models.journal import HeldEntry
from testplatform.models.sittings import Sitting
from tests.builders.attempts import check_in_now, code_of, wrong_response
from tests.builders.frozen import thaw
from tests.integration.web.player import SAME_ORIGIN, Player, entry


class TestState:
    def test_needs_a_pass(self, app: Flask) -> None:
        response = app.test_client().get("/api/sitting/state")

        assert (response.status_code, response.get_json()["error"]) == (401, "no_sitting")

    def test_is_never_kept(self, player: Player) -> None:
        assert player.fetch_state().headers["Cache-Control"] == "no-store"

    def test_has_the_parts_of_the_programme(self, player: Player) -> None:
        parts = [(part["code"], len(part["items"])) for part in player.state["parts"]]

        assert parts == [("sokkel", 11), ("praktisch", 30)]

    def test_has_no_deadline_before_the_start(self, player: Player) -> None:
        assert player.state["clock"]["deadline_ms"] is None

    def test_gives_back_what_was_acknowledged(self, started: Player) -> None:
        started.answer(1, "i1", "a")
        started.answer(2, "i1", "b")

        started.fetch_state()

        assert started.state["answers"] == {"i1": {"chosen": ["b"]}}
        assert started.state["lease"]["next_seq"] == 3


class TestStart:
    def test_gives_the_time_of_the_programme(self, started: Player) -> None:
        started.fetch_state()

        assert started.state["clock"]["remaining_seconds"] in range(3590, 3601)

    def test_refuses_entries_before_it(self, player: Player) -> None:
        response = player.answer(1, "i1", "a")

        assert (response.status_code, response.get_json()["error"]) == (409, "not_started")


class TestPackages:
    def test_every_package_has_the_hash_that_the_state_names(self, player: Player) -> None:
        for part in player.state["parts"]:
            package = player.client.get(part["package"]["url"]).get_json()

            assert package["sha256"] == part["package"]["sha256"]
            assert [item["ref"] for item in package["items"]] == part["items"]

    def test_another_hash_is_not_found(self, player: Player) -> None:
        assert player.client.get(f"/api/sitting/packages/{'0' * 64}").status_code == 404

    def test_is_refused_after_the_hand_in(self, started: Player) -> None:
        url = started.state["parts"][0]["package"]["url"]
        started.submit(0)

        response = started.client.get(url)

        assert (response.status_code, response.get_json()["error"]) == (409, "already_submitted")

    def test_is_refused_before_the_sitting_opens(self, player: Player, session: Session) -> None:
        url = player.state["parts"][0]["package"]["url"]
        move_sitting(session, hours=2)

        response = player.client.get(url)

        assert (response.status_code, response.get_json()["error"]) == (409, "sitting_not_open")

    def test_says_of_a_sitting_that_is_over_that_it_is_closed(
        self, player: Player, session: Session
    ) -> None:
        move_sitting(session, hours=-48)

        response = player.fetch_state()

        assert response.get_json()["message"] == "Deze test is gesloten. Steek je hand op."

    @pytest.mark.parametrize("language", ["nl", "ar", "ti"])
    def test_no_answer_of_the_server_holds_a_key(
        self, app: Flask, session: Session, language: str
    ) -> None:
        """Everything that reaches the device stays the same when every key is another one."""
        attempt_id = check_in_now(language=language)
        before = everything_a_device_gets(app, code_of(session, attempt_id))
        thaw(session, "item_versions")
        for version in session.scalars(sa.select(ItemVersion)):
            document = dict(version.document)
            item = item_from_document(document)
            document["key"] = wrong_response(item)["chosen"]
            version.document = document
        session.commit()

        after = everything_a_device_gets(app, code_of(session, attempt_id), forget=session)

        assert before == after


def move_sitting(session: Session, *, hours: int) -> None:
    """Let the sitting open so many hours from now, for eight hours."""
    session.rollback()
    sitting = session.scalars(sa.select(Sitting)).one()
    sitting.opens_at = now_utc() + timedelta(hours=hours)
    sitting.closes_at = sitting.opens_at + timedelta(hours=8)
    session.commit()


def everything_a_device_gets(app: Flask, code: str, *, forget: Session | None = None) -> str:
    """The pages and answers up to the test, without what differs by the minute."""
    if forget is not None:
        from testplatform.repositories import forms
        from testplatform.web.api import packages

        forms._plans.clear()
        packages._built.clear()
    player = Player(app.test_client())
    player.enter(code)
    player.fetch_state()
    state = {**player.state, "clock": None, "lease": None}
    texts = [json.dumps(state, separators=(",", ":"))]
    urls = [part["package"]["url"] for part in player.state["parts"]]
    urls += [f"/sitting/{page}" for page in ("confirm", "sound", "practice", "test")]
    texts += [player.client.get(url).get_data(as_text=True) for url in urls]
    return "\n".join(texts)


class TestJournal:
    def test_acknowledges(self, started: Player) -> None:
        response = started.answer(1, "i1", "a")

        document = response.get_json()
        assert (response.status_code, document["acknowledged"]) == (200, [1])
        assert document["clock"]["remaining_seconds"] > 3500

    def test_a_reused_number_is_409_and_kept(self, started: Player, session: Session) -> None:
        started.answer(1, "i1", "a")

        response = started.answer(1, "i1", "b")

        assert response.status_code == 409
        assert response.get_json()["refused"] == [{"seq": 1, "reason": "sequence_reused"}]
        assert session.scalars(sa.select(HeldEntry)).one().document["value"] == {"chosen": ["b"]}

    def test_an_item_that_is_not_in_the_form_is_422(self, started: Player) -> None:
        response = started.answer(1, "i99", "a")

        assert response.status_code == 422
        assert response.get_json()["refused"] == [{"seq": 1, "reason": "unknown_item"}]

    def test_another_device_shuts_this_one_out(
        self, started: Player, app: Flask, code: str
    ) -> None:
        other = Player(app.test_client())
        other.enter(code)

        response = started.answer(1, "i1", "a")

        assert response.status_code == 409
        assert response.get_json()["error"] == "lease_superseded"
        assert other.fetch_state().status_code == 200

    def test_no_device_writes_under_a_newer_lease_than_its_own(
        self, started: Player, app: Flask, code: str
    ) -> None:
        Player(app.test_client()).enter(code)

        response = started.post("journal", fence=2, entries=[entry(1, "i1", "a")])
        handed_in = started.post("submit", fence=2, last_seq=0)

        assert response.get_json()["error"] == "lease_superseded"
        assert handed_in.get_json()["error"] == "lease_superseded"

    def test_a_page_of_another_candidate_cannot_write_here(
        self, started: Player, session: Session
    ) -> None:
        key = started.state["attempt"]["key"]
        started.enter(code_of(session, check_in_now(number=2)))
        started.fetch_state()

        response = started.post("journal", attempt=key, entries=[entry(1, "i1", "a")])

        assert (response.status_code, response.get_json()["error"]) == (409, "other_attempt")

    @pytest.mark.parametrize(
        "body",
        [
            pytest.param({}, id="nothing"),
            pytest.param({"entries": []}, id="no entries"),
            pytest.param({"entries": [1]}, id="no object"),
            pytest.param({"entries": [entry(0, "i1", "a")]}, id="number zero"),
            pytest.param({"entries": [{**entry(1, "i1"), "seq": True}]}, id="number is a flag"),
            pytest.param({"entries": [{**entry(1, "i1"), "seq": 2**40}]}, id="number too large"),
            pytest.param({"entries": [{**entry(1, "i1"), "value": "x"}]}, id="value is no object"),
            pytest.param({"entries": [{**entry(1, "i1"), "made_at_ms": "now"}]}, id="no instant"),
            pytest.param({"entries": [entry(1, "i1", "a" * 230_000)]}, id="value too large"),
            pytest.param({"entries": [entry(1, "i1", "a")] * 201}, id="too many"),
        ],
    )
    def test_what_is_not_the_protocol_is_400(
        self, started: Player, body: dict[str, object]
    ) -> None:
        response = started.post("journal", **body)

        assert (response.status_code, response.get_json()["error"]) == (400, "unreadable")

    @pytest.mark.parametrize(
        "headers",
        [
            pytest.param({"Sec-Fetch-Site": "cross-site"}, id="another site"),
            pytest.param({"Origin": "https://elsewhere.example"}, id="another origin"),
            pytest.param({}, id="no word of where from"),
        ],
    )
    def test_refuses_what_another_site_sends(
        self, started: Player, headers: dict[str, str]
    ) -> None:
        response = started.client.post("/api/sitting/pulse", json={}, headers=headers)

        assert response.status_code == 403

    def test_reads_the_longest_text_that_an_item_takes(self, started: Player) -> None:
        written = {"text": "\u200f" * LONGEST_WRITING}

        response = started.post("journal", entries=[{**entry(1, "i1"), "value": written}])

        # This item asks for a choice; the text itself was read, and is kept.
        assert response.status_code == 422
        assert [held["seq"] for held in response.get_json()["refused"]] == [1]

    def test_refuses_a_body_that_is_too_large(self, started: Player) -> None:
        response = started.client.post(
            "/api/sitting/journal",
            data=b"{" + b" " * 600_000 + b"}",
            content_type="application/json",
            headers=SAME_ORIGIN,
        )

        assert response.status_code == 413


class TestSubmit:
    def test_waits_for_what_is_missing(self, started: Player) -> None:
        started.answer(1, "i1", "a")

        response = started.submit(3)

        assert response.status_code == 409
        assert response.get_json() == {"error": "entries_missing", "missing": [2, 3]}

    def test_is_idempotent(self, started: Player, session: Session) -> None:
        started.answer(1, "i1", "a")

        answers = [started.submit(1).get_json() for _ in range(2)]

        assert answers == [{"state": "submitted"}] * 2
        assert session.scalars(sa.select(Attempt)).one().state is AttemptState.SUBMITTED

    @pytest.mark.parametrize("minutes", [61, 90, 180])
    def test_one_single_request_at_the_end_of_a_long_paper_goes_in(
        self, started: Player, session: Session, attempt_id: int, minutes: int
    ) -> None:
        session.get_one(Attempt, attempt_id).minutes = minutes + 1
        session.commit()
        at_the_end = now_utc() + timedelta(minutes=minutes)

        with time_machine.travel(at_the_end, tick=True):
            entries = [entry(1, "i1", "a", made_at=at_the_end)]
            assert started.post("journal", entries=entries).status_code == 200
            assert started.submit(1).status_code == 200

    @pytest.mark.parametrize("minutes", [-15, 15])
    def test_a_wrong_device_clock_changes_nothing(self, started: Player, minutes: int) -> None:
        """The player never sends the wall clock; even an instant of one changes nothing in time."""
        wrong = now_utc() + timedelta(minutes=minutes)

        started.post("journal", entries=[entry(1, "i1", "b", made_at=wrong)])
        started.fetch_state()

        assert started.state["answers"] == {"i1": {"chosen": ["b"]}}


class TestCompression:
    def test_a_package_travels_small_and_reads_the_same(self, player: Player) -> None:
        url = player.state["parts"][1]["package"]["url"]

        plain = player.client.get(url)
        small = player.client.get(url, headers={"Accept-Encoding": "gzip"})

        assert gzip.decompress(small.data) == plain.data
        assert len(small.data) * 5 < len(plain.data)
