"""Flemish Sign Language beside the languages with a voice: review, coverage and releases."""

import json

import pytest
import sqlalchemy as sa
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy.orm import Session

from testplatform.cli.read_aloud import read_aloud
from testplatform.config import Config
from testplatform.db import unit_of_work
from testplatform.models.audio import AudioState
from testplatform.models.languages import Language
from testplatform.models.staff import Staff
from testplatform.repositories.forms import get_form_plan
from testplatform.services.bookings import receive_booking
from testplatform.services.read_aloud.releasing import find_release
from tests.builders.bookings import NINE_IN_BRUSSELS, a_booking
from tests.builders.item_versions import ADMINISTRATOR
from tests.builders.read_aloud import (
    FIRST_REVIEWER,
    QUESTION,
    a_clip,
    a_form_to_hear,
)
from tests.integration.web.test_read_aloud_review_pages import state_of
from tests.integration.web.test_translation_pages import sign_in

PAGES = "/staff/read-aloud"


@pytest.fixture
def form_id(config: Config, session: Session) -> int:
    return a_form_to_hear(config.media_root)


@pytest.fixture
def administrator(client: FlaskClient) -> FlaskClient:
    return sign_in(client, ADMINISTRATOR)


class TestReview:
    def test_shows_the_video_with_poster_and_captions(
        self, administrator: FlaskClient, form_id: int
    ) -> None:
        key = a_clip(QUESTION, recorded_by=FIRST_REVIEWER)

        page = administrator.get(f"{PAGES}/review/{form_id}/vgt?show=all").text

        assert f'<source src="/media/clips/{key}.mp4" type="video/mp4">' in page
        assert f'poster="/media/clips/{key}.jpg"' in page
        assert f'src="/media/clips/{key}.vtt"' in page
        assert "<audio" not in page
        assert "autoplay" not in page
        assert "Vlaamse Gebarentaal" in administrator.get(f"{PAGES}/review/?form={form_id}").text

    def test_is_given_by_who_signs(
        self, client: FlaskClient, session: Session, form_id: int
    ) -> None:
        key = a_clip(QUESTION, recorded_by=ADMINISTRATOR)
        teach(session, FIRST_REVIEWER)
        reviewer = sign_in(client, FIRST_REVIEWER)

        sent = {"sha256": key[::-1], "verdict": "reject", "kind": "speed"}
        response = reviewer.post(f"{PAGES}/review/{form_id}/vgt/{key}", data=sent)

        assert response.status_code == 303
        assert state_of(session, key) is AudioState.REJECTED


class TestCoverage:
    def test_lists_it_where_something_is_signed(
        self, administrator: FlaskClient, app: Flask, form_id: int
    ) -> None:
        assert count_signed(app) is None

        a_clip(QUESTION, recorded_by=FIRST_REVIEWER)

        counted = count_signed(app)
        assert counted is not None
        assert (counted["made"], counted["human"], counted["releasable"]) == (1, 1, False)
        for path in (
            "/",
            f"/forms/{form_id}",
            f"/forms/{form_id}/items",
            f"/forms/{form_id}/items.csv?language=vgt",
            f"/forms/{form_id}/languages/vgt/release",
        ):
            page = administrator.get(f"{PAGES}{path}")
            assert page.status_code == 200
            assert "Vlaamse Gebarentaal" in page.text
        assert administrator.get(f"/staff/administration/forms/{form_id}").status_code == 200

    def test_lists_it_where_somebody_needs_it(self, app: Flask, form_id: int) -> None:
        with unit_of_work() as session:
            receive_booking(session, a_booking(language="vgt"), NINE_IN_BRUSSELS)

        counted = count_signed(app)

        assert counted is not None
        assert counted["missing"] == counted["segments"] > 0

    def test_with_everything_approved_can_be_released(
        self, administrator: FlaskClient, session: Session, form_id: int
    ) -> None:
        texts = {one.text for one in get_form_plan(session, form_id).segments_in("vgt")}
        for text in texts - {QUESTION}:
            a_clip(text, recorded_by=FIRST_REVIEWER, approvals=2)
        address = f"{PAGES}/forms/{form_id}/languages/vgt/release"
        assert administrator.post(address, data={"choice": "with"}).status_code == 422

        a_clip(QUESTION, recorded_by=FIRST_REVIEWER, approvals=2)

        assert administrator.post(address, data={"choice": "with"}).status_code == 303
        session.rollback()
        release = find_release(session, form_id, "vgt")
        assert release is not None
        assert release.has_read_aloud


def count_signed(app: Flask) -> dict[str, int] | None:
    """What the command says of it, if it lists it."""
    arguments = ("coverage", "--form", "mo-test", "--format", "json")
    document = json.loads(app.test_cli_runner().invoke(read_aloud, arguments).stdout)
    return next((row for row in document["languages"] if row["tag"] == "vgt"), None)


def teach(session: Session, email: str) -> None:
    """Let somebody of staff review it."""
    with unit_of_work() as work:
        staff = work.scalars(sa.select(Staff).where(Staff.email == email)).one()
        staff.languages.append(work.get_one(Language, "vgt"))
