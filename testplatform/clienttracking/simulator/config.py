"""What the simulator wants to know of its surroundings: from the environment only."""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Self
from urllib.parse import urlsplit

from testplatform.clienttracking.webhooks import WebhookSecretUnreadable, check_webhook_secret
from testplatform.config import ConfigurationIncomplete

REQUIRED_NAMES = (
    "CLIENT_TRACKING_SECRET",
    "CLIENT_TRACKING_TOKEN",
    "SIMULATOR_DATABASE",
    "PLATFORM_URL",
)


@dataclass(frozen=True, slots=True, kw_only=True)
class SimulatorConfig:
    """The secrets shared with the platform, where that is, and where the store is kept."""

    client_tracking_secret: str
    client_tracking_token: str
    database: Path
    platform_url: str
    bookings_per_page: int = 50
    webhook_seconds: float = 10.0

    @classmethod
    def from_environment(cls, environment: Mapping[str, str]) -> Self:
        """Read the environment; raise ConfigurationIncomplete naming every fault at once."""
        missing = tuple(name for name in REQUIRED_NAMES if not environment.get(name))
        unreadable = tuple(_list_unreadable(environment))
        if missing or unreadable:
            raise ConfigurationIncomplete(missing=missing, unreadable=unreadable)
        return cls(
            client_tracking_secret=environment["CLIENT_TRACKING_SECRET"],
            client_tracking_token=environment["CLIENT_TRACKING_TOKEN"],
            database=Path(environment["SIMULATOR_DATABASE"]).absolute(),
            platform_url=environment["PLATFORM_URL"].rstrip("/"),
        )


def _list_unreadable(environment: Mapping[str, str]) -> list[str]:
    unreadable = []
    secret, url = environment.get("CLIENT_TRACKING_SECRET"), environment.get("PLATFORM_URL")
    if secret and not _is_secret(secret):
        unreadable.append("CLIENT_TRACKING_SECRET (whsec_ and 24 to 64 bytes in base64)")
    if url and not _is_web_address(url):
        unreadable.append("PLATFORM_URL (an http or https address)")
    return unreadable


def _is_secret(text: str) -> bool:
    try:
        check_webhook_secret(text)
    except WebhookSecretUnreadable:
        return False
    return True


def _is_web_address(text: str) -> bool:
    try:
        parts = urlsplit(text)
    except ValueError:
        return False
    return parts.scheme in ("http", "https") and bool(parts.hostname)
