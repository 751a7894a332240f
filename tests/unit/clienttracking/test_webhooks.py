"""Signatures after Standard Webhooks."""

from datetime import timedelta

import pytest
import time_machine

from testplatform.clienttracking.webhooks import (
    WebhookRefused,
    WebhookSecretUnreadable,
    check_webhook_secret,
    sign_webhook,
    verify_webhook,
)
from tests.unit.clienttracking.builders import NOW, SECRET

BODY = '{"naam":"é"}'.encode()
OTHER_SECRET = "whsec_" + "b3RoZXI=" * 4


@pytest.fixture
def headers() -> dict[str, str]:
    return sign_webhook(SECRET, message_id="A-1.1", sent_at=NOW, body=BODY)


class TestVerifyingAWebhook:
    @pytest.mark.parametrize("minutes", [-4, 0, 4])
    def test_gives_the_id_of_a_message_of_these_minutes(
        self, headers: dict[str, str], minutes: int
    ) -> None:
        with time_machine.travel(NOW + timedelta(minutes=minutes), tick=False):
            message_id = verify_webhook(SECRET, headers=headers, body=BODY)

        assert message_id == "A-1.1"

    def test_takes_the_same_message_again(self, headers: dict[str, str]) -> None:
        with time_machine.travel(NOW, tick=False):
            verify_webhook(SECRET, headers=headers, body=BODY)

            assert verify_webhook(SECRET, headers=headers, body=BODY) == "A-1.1"

    @pytest.mark.parametrize("minutes", [-6, 6])
    def test_refuses_a_message_of_another_time(self, headers: dict[str, str], minutes: int) -> None:
        with time_machine.travel(NOW + timedelta(minutes=minutes), tick=False):
            assert_refused(headers, BODY)

    @pytest.mark.parametrize(
        "change",
        [
            pytest.param({"webhook-id": ""}, id="no id"),
            pytest.param({"webhook-id": "A-2.1"}, id="another id"),
            pytest.param({"webhook-timestamp": "yesterday"}, id="time that is no number"),
            pytest.param({"webhook-timestamp": "nan"}, id="time that is not a number"),
            pytest.param({"webhook-signature": "v1"}, id="signature without comma"),
            pytest.param({"webhook-signature": "v1,é"}, id="signature that is no base64"),
            pytest.param({"webhook-signature": "v1,QUJD"}, id="another signature"),
            pytest.param({"webhook-signature": "v2,QUJD"}, id="another version"),
            pytest.param({"webhook-signature": "v1," + "A" * 2000}, id="endless signature"),
        ],
    )
    def test_refuses_changed_headers(self, headers: dict[str, str], change: dict[str, str]) -> None:
        with time_machine.travel(NOW, tick=False):
            assert_refused({**headers, **change}, BODY)

    @pytest.mark.parametrize("body", [b"", b'{"naam":"e"}', b"\xff"])
    def test_refuses_another_body(self, headers: dict[str, str], body: bytes) -> None:
        with time_machine.travel(NOW, tick=False):
            assert_refused(headers, body)

    def test_refuses_another_sender(self) -> None:
        headers = sign_webhook(OTHER_SECRET, message_id="A-1.1", sent_at=NOW, body=BODY)

        with time_machine.travel(NOW, tick=False):
            assert_refused(headers, BODY)


class TestCheckingASecret:
    def test_takes_a_secret_of_the_standard(self) -> None:
        check_webhook_secret(SECRET)

    @pytest.mark.parametrize(
        "secret",
        ["", "whsec_", SECRET.removeprefix("whsec_"), "whsec_!!!!", "whsec_c2hvcnQ=", "whsec_é"],
    )
    def test_refuses_what_could_not_protect_anything(self, secret: str) -> None:
        with pytest.raises(WebhookSecretUnreadable):
            check_webhook_secret(secret)


def assert_refused(headers: dict[str, str], body: bytes) -> None:
    with pytest.raises(WebhookRefused):
        verify_webhook(SECRET, headers=headers, body=body)
