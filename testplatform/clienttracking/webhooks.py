"""Signing and verifying webhooks after Standard Webhooks (https://www.standardwebhooks.com).

A message counts for five minutes around its time stamp. The same id may come again: bookings are
idempotent, so a replay within those minutes changes nothing and is not remembered.
"""

import base64
import binascii
from datetime import UTC, datetime
from enum import StrEnum
from typing import Protocol

from standardwebhooks import Webhook, WebhookVerificationError

from testplatform.errors import PlatformError

LONGEST_HEADER = 1024
SHORTEST_SECRET_BYTES = 24
LONGEST_SECRET_BYTES = 64

_PREFIX = "whsec_"
_HEADERS = ("webhook-id", "webhook-timestamp", "webhook-signature")


class Headers(Protocol):
    """Whatever finds a header by its name: a dictionary, or the headers of a web framework."""

    def get(self, name: str, default: str, /) -> str: ...


class WebhookRefusal(StrEnum):
    """Why a webhook is not believed."""

    HEADERS_MISSING = "headers_missing"
    NOT_VERIFIED = "not_verified"


class WebhookRefused(PlatformError):
    """The message is unsigned, signed by somebody else, altered, or not of these five minutes."""

    def __init__(self, reason: WebhookRefusal) -> None:
        super().__init__(reason)
        self.reason = reason


class WebhookSecretUnreadable(PlatformError):
    """A secret is `whsec_` and 24 to 64 bytes in base64."""


def check_webhook_secret(secret: str) -> None:
    """Refuse a secret that could not protect anything.

    Raises:
        WebhookSecretUnreadable: the library would take it, and drop what it cannot decode.
    """
    if not secret.startswith(_PREFIX):
        raise WebhookSecretUnreadable
    try:
        key = base64.b64decode(secret.removeprefix(_PREFIX), validate=True)
    except (binascii.Error, ValueError):
        raise WebhookSecretUnreadable from None
    if not SHORTEST_SECRET_BYTES <= len(key) <= LONGEST_SECRET_BYTES:
        raise WebhookSecretUnreadable


def sign_webhook(secret: str, *, message_id: str, sent_at: datetime, body: bytes) -> dict[str, str]:
    """Give the three headers that sign a body."""
    sent_at_utc = sent_at.astimezone(UTC)
    return {
        "webhook-id": message_id,
        "webhook-timestamp": str(int(sent_at_utc.timestamp())),
        "webhook-signature": Webhook(secret).sign(message_id, sent_at_utc, body.decode("utf-8")),
    }


def verify_webhook(secret: str, *, headers: Headers, body: bytes) -> str:
    """Verify a webhook against the clock and give its id.

    Nothing of the body is read before its signature is right.

    Raises:
        WebhookRefused: for whatever reason; the sender is told no more than that.
    """
    signed = {name: headers.get(name, "") for name in _HEADERS}
    if not all(0 < len(value) <= LONGEST_HEADER for value in signed.values()):
        raise WebhookRefused(WebhookRefusal.HEADERS_MISSING)
    try:
        Webhook(secret).verify(body, signed, json_parse=False)
    except (WebhookVerificationError, ValueError):
        # ValueError: the library lets malformed base64, signature lists and UTF-8 through as such.
        raise WebhookRefused(WebhookRefusal.NOT_VERIFIED) from None
    return signed["webhook-id"]
