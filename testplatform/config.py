"""Configuration: typed, from the environment only, complete or refused at the start.

A name has a default only where that default is safe in production and harmless in public.
"""

import os
import shlex
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Self

PROJECT_ROOT = Path(__file__).resolve().parent.parent
INSTANCE_FOLDER = Path(os.environ.get("INSTANCE_FOLDER") or PROJECT_ROOT / "instance").absolute()

REQUIRED_NAMES = (
    "SECRET_KEY",
    "PASSWORD_PEPPER",
    "CLIENT_TRACKING_URL",
    "CLIENT_TRACKING_SECRET",
    "CLIENT_TRACKING_TOKEN",
)


class ConfigurationIncomplete(Exception):
    """The environment lacks names, or holds values that cannot be read."""

    def __init__(self, *, missing: tuple[str, ...], unreadable: tuple[str, ...]) -> None:
        self.missing = missing
        self.unreadable = unreadable
        super().__init__(self._sentence())

    def _sentence(self) -> str:
        parts = []
        if self.missing:
            parts.append(f"missing: {', '.join(self.missing)}")
        if self.unreadable:
            parts.append(f"unreadable: {', '.join(self.unreadable)}")
        return f"the environment is incomplete ({'; '.join(parts)})"


@dataclass(frozen=True, slots=True, kw_only=True)
class Config:
    """Everything the platform wants to know of its surroundings."""

    instance_folder: Path
    secret_key: str
    password_pepper: str
    database_url: str
    broker_url: str
    media_root: Path
    client_tracking_url: str
    client_tracking_secret: str
    client_tracking_token: str
    ratelimit_storage_url: str
    cookies_need_https: bool
    trusted_proxies: int
    testing: bool
    piper_voices: Path | None = None
    kokoro_voices: Path | None = None
    speech_recogniser: tuple[str, ...] = ()
    # Never read from the environment: passwords that nobody has to guess may be hashed cheaply.
    cheap_passwords: bool = False

    @classmethod
    def from_environment(cls, environment: Mapping[str, str]) -> Self:
        """Read the environment; raise ConfigurationIncomplete naming every fault at once."""
        missing = tuple(name for name in REQUIRED_NAMES if not environment.get(name))
        reader = _Reader(environment)
        cookies_need_https = reader.boolean("COOKIES_NEED_HTTPS", default=True)
        trusted_proxies = reader.whole_number("TRUSTED_PROXIES", default=0)
        testing = reader.boolean("TESTING", default=False)
        speech_recogniser = reader.command("SPEECH_RECOGNISER")
        secret = environment.get("CLIENT_TRACKING_SECRET")
        if secret and not _is_webhook_secret(secret):
            reader.unreadable.append("CLIENT_TRACKING_SECRET (whsec_ and 24 to 64 bytes in base64)")
        if missing or reader.unreadable:
            raise ConfigurationIncomplete(missing=missing, unreadable=tuple(reader.unreadable))
        return cls(
            instance_folder=INSTANCE_FOLDER,
            secret_key=environment["SECRET_KEY"],
            password_pepper=environment["PASSWORD_PEPPER"],
            database_url=environment.get("DATABASE_URL") or default_database_url(),
            broker_url=environment.get("CELERY_BROKER_URL") or "filesystem://",
            media_root=Path(environment.get("MEDIA_ROOT") or INSTANCE_FOLDER / "media").absolute(),
            client_tracking_url=environment["CLIENT_TRACKING_URL"].rstrip("/"),
            client_tracking_secret=environment["CLIENT_TRACKING_SECRET"],
            client_tracking_token=environment["CLIENT_TRACKING_TOKEN"],
            ratelimit_storage_url=environment.get("RATELIMIT_STORAGE_URL") or "memory://",
            cookies_need_https=cookies_need_https,
            trusted_proxies=trusted_proxies,
            testing=testing,
            piper_voices=_voice_folder(environment, "PIPER_VOICES", "piper"),
            kokoro_voices=_voice_folder(environment, "KOKORO_VOICES", "kokoro"),
            speech_recogniser=speech_recogniser,
        )

    @staticmethod
    def is_missing(environment: Mapping[str, str]) -> bool:
        """Whether a name is lacking without which nothing starts."""
        return not all(environment.get(name) for name in REQUIRED_NAMES)

    @property
    def broker_folder(self) -> Path:
        """Where the file-system broker keeps its messages."""
        return self.instance_folder / "broker"


def default_database_url() -> str:
    return f"sqlite:///{INSTANCE_FOLDER / 'testplatform.db'}"


def _voice_folder(environment: Mapping[str, str], name: str, engine: str) -> Path:
    return Path(environment.get(name) or INSTANCE_FOLDER / "voices" / engine).absolute()


def _is_webhook_secret(secret: str) -> bool:
    from testplatform.clienttracking.webhooks import WebhookSecretUnreadable, check_webhook_secret

    try:
        check_webhook_secret(secret)
    except WebhookSecretUnreadable:
        return False
    return True


class _Reader:
    def __init__(self, environment: Mapping[str, str]) -> None:
        self._environment = environment
        self.unreadable: list[str] = []

    def boolean(self, name: str, *, default: bool) -> bool:
        raw = self._environment.get(name, "")
        if raw in ("", "0", "1"):
            return default if raw == "" else raw == "1"
        self.unreadable.append(f"{name} (0 or 1)")
        return default

    def command(self, name: str) -> tuple[str, ...]:
        """A program with its arguments; none where the name is not set."""
        try:
            return tuple(shlex.split(self._environment.get(name, "")))
        except ValueError:
            self.unreadable.append(f"{name} (a command)")
            return ()

    def whole_number(self, name: str, *, default: int) -> int:
        raw = self._environment.get(name, "")
        if raw == "":
            return default
        if raw.isascii() and raw.isdigit():
            return int(raw)
        self.unreadable.append(f"{name} (a whole number)")
        return default
