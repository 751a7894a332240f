"""The pages on which assessors rate without knowing whom, and administrators see how it goes."""

import pytest
import sqlalchemy as sa
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy.orm import Session

from testplatform.config import Config
from testplatform.db import unit_of_work
from testplatform.demo import PASSWORD
from testplatform.models.attempts import Attempt
from testplatform.models.decisions import Decision
from testplatform.models.ratings import Rating, RatingFlag, RatingSlot
from testplatform.models.recordings import Recording
from testplatform.recording_files import RecordingStore
from testplatform.services.marking import score_attempt
from tests.builders.ratings import (
    BIEKE,
    BO,
    BRAM,
    CRITERIA,
    RATED_AT,
    RECORDING,
    WRITTEN,
    an_attempt_to_rate,
    publish_open_questions,
    rate,
    task_of,
)
from tests.builders.rescoring import APPROVER
from tests.builders.rescoring import PROPOSER as ADMINISTRATOR
from tests.integration.web.browser import Browser

PAGES = "/staff/ratings/"
SUPERVISION = "/staff/administration/ratings/"
SOUND = b"0123456789" * 10


@pytest.fixture(autouse=True)
def form(session: Session, config: Config) -> None:
    with unit_of_work() as work:
        publish_open_questions(work, config.media_root)


def signed_in(app: Flask, email: str) -> FlaskClient:
    client = Browser(app, app.response_class)
    client.post("/staff/sign-in", data={"email": email, "password": PASSWORD})
    return client


@pytest.fixture
def bram(app: Flask) -> FlaskClient:
    return signed_in(app, BRAM)


@pytest.fixture
def bo(app: Flask) -> FlaskClient:
    return signed_in(app, BO)


@pytest.fixture
def administrator(app: Flask) -> FlaskClient:
    return signed_in(app, ADMINISTRATOR)


def taken(client: FlaskClient) -> str:
    """The address of the response that somebody took."""
    address = client.post(f"{PAGES}next").headers["Location"]
    assert address.startswith(PAGES)
    return address


def fields(points: int = 2, *, item_type: str = "long_writing", **more: str) -> dict[str, str]:
    return {**{f"score-{code}": str(points) for code in CRITERIA[item_type]}, **more}


def count(session: Session, model: type) -> int:
    session.rollback()
    return session.scalar(sa.select(sa.func.count()).select_from(model)) or 0


class TestAccess:
    def test_begins_at_the_queue(self, bram: FlaskClient) -> None:
        assert bram.get("/staff/").headers["Location"] == PAGES

    def test_is_for_assessors_alone(
        self, app: Flask, bram: FlaskClient, administrator: FlaskClient
    ) -> None:
        assert bram.get(PAGES).status_code == 200
        assert administrator.get(PAGES).status_code == 403
        assert signed_in(app, "auteur@example.org").get(PAGES).status_code == 403

    def test_of_supervision_is_for_administrators(
        self, bram: FlaskClient, administrator: FlaskClient
    ) -> None:
        assert administrator.get(SUPERVISION).status_code == 200
        assert bram.get(SUPERVISION).status_code == 403
        assert bram.get("/staff/items/").status_code == 403

    def test_to_a_response_is_for_who_has_it(
        self, bram: FlaskClient, bo: FlaskClient, session: Session
    ) -> None:
        an_attempt_to_rate()
        address = taken(bram)

        assert bram.get(address).status_code == 200
        for page in (bo.get(address), bo.post(address, data=fields())):
            assert page.status_code == 404
        assert count(session, Rating) == 0


class TestBlindness:
    def test_shows_the_response_and_nothing_of_whose_it_is(
        self, bram: FlaskClient, session: Session
    ) -> None:
        attempt = session.get_one(Attempt, an_attempt_to_rate())
        booking = attempt.booking
        secrets = (
            booking.candidate.full_name,
            booking.candidate.dossier,
            booking.sitting.test_centre.name,
            attempt.public_id,
        )

        page = bram.get(taken(bram)).text

        assert WRITTEN in page
        assert "9 woorden" in page
        assert "Alles wat gevraagd is, staat erin." in page
        assert [secret for secret in secrets if secret in page] == []

    def test_hides_the_first_rating_and_that_there_are_two(
        self, app: Flask, bo: FlaskClient
    ) -> None:
        an_attempt_to_rate()
        rate(BRAM, 0)
        rate(BO, 3)
        bieke = signed_in(app, BIEKE)

        page = bieke.get(taken(bieke)).text

        for hidden in ("Bram", "Goed gedaan.", "checked", "derde"):
            assert hidden not in page


class TestRating:
    def test_goes_on_with_the_next(self, bram: FlaskClient, session: Session) -> None:
        an_attempt_to_rate(1)
        an_attempt_to_rate(2)
        first = taken(bram)

        answer = bram.post(first, data=fields(then="next", comment="Vlot."))

        assert answer.status_code == 303
        assert answer.headers["Location"] not in (first, PAGES)
        rating = session.scalars(sa.select(Rating)).one()
        assert (set(rating.scores.values()), rating.comment) == ({2}, "Vlot.")
        assert bram.get(first).status_code == 404

    def test_that_is_not_whole_is_kept_on_the_page(
        self, bram: FlaskClient, session: Session
    ) -> None:
        an_attempt_to_rate()
        address = taken(bram)

        answer = bram.post(
            address, data={"score-task": "3", "score-grammar": "x", "comment": "Hm."}
        )

        assert answer.status_code == 422
        assert "Kies bij elk criterium een niveau." in answer.text
        assert answer.text.count("Kies hier een niveau.") == 3
        assert "Hm." in answer.text
        assert count(session, Rating) == 0

    def test_with_a_remark_that_is_too_long_is_refused(self, bram: FlaskClient) -> None:
        an_attempt_to_rate()

        answer = bram.post(taken(bram), data=fields(comment="x" * 2_001))

        assert answer.status_code == 422
        assert "Schrijf hoogstens 2000 tekens." in answer.text

    def test_can_go_on_later(self, bram: FlaskClient) -> None:
        an_attempt_to_rate()
        address = taken(bram)

        bram.post(f"{address}/draft", data={"score-task": "3", "comment": "Nog eens lezen."})

        page = bram.get(taken(bram)).text
        assert "Nog eens lezen." in page
        assert page.count("checked") == 1

    def test_of_the_script_that_comes_too_late_says_so_quietly(self, bram: FlaskClient) -> None:
        an_attempt_to_rate()
        address = taken(bram)
        script = {"X-Requested-With": "draft"}
        assert bram.post(f"{address}/draft", data=fields(), headers=script).status_code == 204
        bram.post(address, data=fields())

        assert bram.post(f"{address}/draft", data=fields(), headers=script).status_code == 409
        assert "niet meer bij u" not in bram.get(PAGES).text

    def test_is_handed_back_to_others(self, bram: FlaskClient, bo: FlaskClient) -> None:
        an_attempt_to_rate()
        address = taken(bram)

        page = bram.post(f"{address}/hand-back", follow_redirects=True).text

        assert "Het antwoord is teruggegeven." in page
        assert "Er wacht nu niets op u." in page
        assert taken(bo) == address


class TestRecording:
    def test_is_heard_by_who_rates_it_now_and_by_nobody_else(
        self, config: Config, bram: FlaskClient, bo: FlaskClient, administrator: FlaskClient
    ) -> None:
        attempt_id = an_attempt_to_rate(written="", recording=RECORDING)
        with unit_of_work() as work:
            recording = work.scalars(sa.select(Recording)).one()
            path = RecordingStore(config.media_root).path_of(recording.id)
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(SOUND)
            task_id = task_of(work, attempt_id, "i2").id
        address = taken(bram)
        sound = f"{address}/recording.webm"

        assert address == f"{PAGES}{task_id}"
        assert sound in bram.get(address).text
        part = bram.get(sound, headers={"Range": "bytes=10-14"})
        assert (part.status_code, part.data) == (206, b"01234")
        assert part.headers["Cache-Control"] == "private, no-store"
        part.close()
        assert bo.get(sound).status_code == 404
        assert administrator.get(sound).status_code == 403
        bram.post(address, data=fields(item_type="speaking"))
        assert bram.get(sound).status_code == 404

    def test_is_heard_by_administrators_while_a_correction_waits(
        self, config: Config, administrator: FlaskClient, session: Session
    ) -> None:
        attempt_id = an_attempt_to_rate(written="", recording=RECORDING)
        for email in (BRAM, BO):
            rate(email, 2, item_type="speaking")
        with unit_of_work() as work:
            score_attempt(work, attempt_id, now=RATED_AT)
            recording = work.scalars(sa.select(Recording)).one()
            path = RecordingStore(config.media_root).path_of(recording.id)
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(SOUND)
        page = f"{SUPERVISION}responses/{task_of(session, attempt_id, 'i2').id}"
        sound = f"{page}/recording.webm"
        assert administrator.get(sound).status_code == 404
        given = fields(item_type="speaking", place="1", reason="Vergist.")
        asked = administrator.post(
            page, data={**given, next(iter(given)): "3"}, follow_redirects=True
        )

        assert f'src="{sound}"' in asked.text
        with administrator.get(sound) as heard:
            assert heard.data == SOUND

    def test_that_is_gone_is_said(self, bram: FlaskClient) -> None:
        an_attempt_to_rate(written="", recording=RECORDING)
        address = taken(bram)

        assert bram.get(f"{address}/recording.webm").status_code == 404


class TestCorrection:
    def test_takes_two_people_and_supersedes_the_decision(
        self, app: Flask, administrator: FlaskClient, session: Session
    ) -> None:
        task = decided_task(session)
        page = f"{SUPERVISION}responses/{task}"
        other = signed_in(app, APPROVER)
        assert "Bram Beoordelaar" in administrator.get(page).text

        asked = administrator.post(
            page,
            data=fields(**{"score-task": "3", "place": "1", "reason": "Verkeerde knop."}),
            follow_redirects=True,
        ).text
        assert "Een andere beheerder moet ze goedkeuren." in asked
        assert "Keur goed" not in asked
        assert f"Beoordeling 1 van ANT-{task}" in other.get(SUPERVISION).text
        assert "Verkeerde knop." in other.get(page).text
        own = administrator.post(f"{SUPERVISION}responses/corrections/1/approve")
        assert own.status_code == 303
        assert count(session, Decision) == 1
        approve = f"{SUPERVISION}responses/corrections/1/approve"
        done = other.post(approve, follow_redirects=True).text

        assert "er is opnieuw beslist" in done
        assert "Verbeterd: Verkeerde knop." in done
        assert count(session, Decision) == 2
        assert "al beslist" in other.post(approve, follow_redirects=True).text

    @pytest.mark.parametrize(
        ("changes", "sentence"),
        [
            pytest.param({"place": ""}, "Kies welke beoordeling", id="place"),
            pytest.param({"reason": ""}, "Schrijf waarom", id="reason"),
            pytest.param({"score-task": ""}, "Kies bij elk criterium", id="criterion"),
            pytest.param({"score-task": "2"}, "Dit is de beoordeling die er al is.", id="same"),
            pytest.param({"score-task": "0"}, "te ver uit elkaar", id="no agreement"),
        ],
    )
    def test_is_refused_with_what_was_filled_in(
        self,
        administrator: FlaskClient,
        session: Session,
        changes: dict[str, str],
        sentence: str,
    ) -> None:
        task = decided_task(session)
        filled = fields(**{"score-task": "3", "place": "1", "reason": "Zie les.", **changes})

        answer = administrator.post(f"{SUPERVISION}responses/{task}", data=filled)

        assert answer.status_code == 422
        assert sentence in answer.text

    def test_can_be_taken_back(self, administrator: FlaskClient, session: Session) -> None:
        page = f"{SUPERVISION}responses/{decided_task(session)}"
        administrator.post(
            page, data=fields(**{"score-task": "3", "place": "1", "reason": "Zie les."})
        )

        reject = f"{SUPERVISION}responses/corrections/1/reject"
        assert "zoals ze was" in administrator.post(reject, follow_redirects=True).text
        assert "al beslist" in administrator.post(reject, follow_redirects=True).text


def decided_task(session: Session) -> int:
    """A response rated twice with 8 out of 12, of an attempt that was decided."""
    attempt_id = an_attempt_to_rate()
    rate(BRAM, 2)
    rate(BO, 2)
    with unit_of_work() as work:
        score_attempt(work, attempt_id, now=RATED_AT)
    return task_of(session, attempt_id).id


class TestSupervision:
    def test_lists_what_was_flagged_until_somebody_looked(
        self, bram: FlaskClient, administrator: FlaskClient, session: Session
    ) -> None:
        an_attempt_to_rate()
        address = taken(bram)
        assert bram.post(f"{address}/flag", data={"note": "?"}).status_code == 422
        bram.post(f"{address}/flag", data={"kind": "concern", "note": "Schrijft over geweld."})

        assert "Schrijft over geweld." in administrator.get(SUPERVISION).text
        administrator.post(f"{SUPERVISION}flags/1/close")

        assert "Er zijn geen open meldingen." in administrator.get(SUPERVISION).text
        assert session.get_one(RatingFlag, 1).closed_at is not None

    def test_frees_what_lies_with_somebody(
        self, bram: FlaskClient, administrator: FlaskClient, session: Session
    ) -> None:
        an_attempt_to_rate()
        address = taken(bram)
        assert "Bram Beoordelaar, sinds" in administrator.get(SUPERVISION).text
        place = f"{SUPERVISION}{address.removeprefix(PAGES)}/places/1/release"

        assert "weer vrij" in administrator.post(place, follow_redirects=True).text
        assert "al vrij" in administrator.post(place, follow_redirects=True).text

        assert session.scalars(sa.select(RatingSlot.assessor_id)).all() == [None, None]
        assert "niet meer bij u" in bram.post(f"{address}/hand-back", follow_redirects=True).text

    def test_says_how_well_assessors_agree(
        self, administrator: FlaskClient, session: Session
    ) -> None:
        attempt_id = an_attempt_to_rate()
        rate(BRAM, 2)
        rate(BO, 2)
        with unit_of_work() as work:
            score_attempt(work, attempt_id, now=RATED_AT)

        page = administrator.get(SUPERVISION).text

        assert "Antwoorden met twee beoordelingen: 1. Daarvan met een derde: 0." in page
        assert "Alles is beoordeeld." in page
        assert "1 uur" in page
        public_id = session.get_one(Attempt, attempt_id).public_id
        attempt = administrator.get(f"/staff/administration/attempts/{public_id}").text
        assert "twee beoordelingen van 8 en 8 op 12 komen overeen" in attempt
        assert "beoordeeld met 8 en 8 op 12" in attempt
