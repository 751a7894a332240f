import json
from datetime import timedelta
from typing import Any

import pytest
import sqlalchemy as sa
from flask.testing import FlaskClient
from sqlalchemy.orm import Session
from werkzeug.test import TestResponse

from testplatform.clienttracking.webhooks import sign_webhook
from testplatform.clock import now_utc
from testplatform.models.bookings import Booking
from tests.builders.bookings import a_booking
from tests.integration.conftest import SECRET


def told(client: FlaskClient, document: Any, *, age: timedelta = timedelta(0)) -> TestResponse:
    body = json.dumps(document).encode()
    headers = sign_webhook(SECRET, message_id="m-1", sent_at=now_utc() - age, body=body)
    return client.post(
        "/api/v1/bookings", data=body, headers=headers, content_type="application/json"
    )


def bookings(session: Session) -> int:
    return session.scalar(sa.select(sa.func.count()).select_from(Booking)) or 0


class TestReceive:
    def test_takes_a_booking_once(self, client: FlaskClient, session: Session) -> None:
        document = a_booking().to_document()

        answers = [told(client, document).status_code for _ in range(3)]

        assert answers == [201, 200, 200]
        assert bookings(session) == 1

    @pytest.mark.parametrize(
        ("field", "value"),
        [
            pytest.param("language", "xx", id="unknown language"),
            pytest.param("programme", "zz", id="unknown programme"),
            pytest.param("moment", "never", id="unknown moment"),
            pytest.param("test_centre", "NOWHERE", id="unknown test centre"),
            pytest.param("starts_at", "2026-03-02T09:00:00", id="no zone"),
            pytest.param("dossier", "12", id="no dossier number"),
            pytest.param("shoe_size", 42, id="field we do not know"),
        ],
    )
    def test_names_the_field_that_is_wrong(
        self, client: FlaskClient, session: Session, field: str, value: object
    ) -> None:
        response = told(client, {**a_booking().to_document(), field: value})

        assert response.status_code == 422
        assert list(response.get_json()["problems"]) == [field]
        assert bookings(session) == 0

    def test_refuses_another_content_under_the_same_revision(
        self, client: FlaskClient, session: Session
    ) -> None:
        told(client, a_booking().to_document())

        assert told(client, a_booking(language="ar").to_document()).status_code == 409

    @pytest.mark.parametrize("body", [b"", b"{", b"\xff", b"[" * 100_000])
    def test_what_is_no_document_is_400(self, client: FlaskClient, body: bytes) -> None:
        try:
            headers = sign_webhook(SECRET, message_id="m-1", sent_at=now_utc(), body=body)
        except UnicodeDecodeError:
            headers = {}

        response = client.post("/api/v1/bookings", data=body, headers=headers)

        assert response.status_code in (400, 401)

    def test_refuses_an_unsigned_message(self, client: FlaskClient, session: Session) -> None:
        response = client.post("/api/v1/bookings", json=a_booking().to_document())

        assert response.status_code == 401
        assert bookings(session) == 0

    def test_refuses_an_old_signature(self, client: FlaskClient) -> None:
        assert told(client, a_booking().to_document(), age=timedelta(hours=1)).status_code == 401
