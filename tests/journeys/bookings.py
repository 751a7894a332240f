"""Appointments, told to the platform as the client-tracking system tells them: signed, by HTTP."""

import itertools
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any

import httpx

from testplatform.clienttracking.demo import DEMO_TEST_CENTRE
from testplatform.clienttracking.documents import canonical_json
from testplatform.clienttracking.simulator import Store, seed
from testplatform.clienttracking.webhooks import sign_webhook

_numbers = itertools.count(1)
FAMILY_NAMES = {"nl": "Voorbeeld", "ar": "Al-Mithal", "ti": "Abnet"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Appointment:
    """What somebody's booking says; a dossier of its own for each."""

    language: str = "nl"
    programme: str = "mo"
    moment: str = "after_course"
    needs: tuple[str, ...] = ()
    starts_at: datetime
    number: int = field(default_factory=lambda: next(_numbers))

    @property
    def dossier(self) -> str:
        return f"D-2026-{700000 + self.number:06}"

    @property
    def given_name(self) -> str:
        return f"Kim {_letters(self.number)}"

    @property
    def full_name(self) -> str:
        return f"{self.given_name} {self.family_name}"

    @property
    def family_name(self) -> str:
        return FAMILY_NAMES[self.language]

    def to_document(self) -> dict[str, Any]:
        return {
            "id": f"JOURNEY-{self.number}",
            "dossier": self.dossier,
            "given_name": self.given_name,
            "family_name": self.family_name,
            "programme": self.programme,
            "moment": self.moment,
            "language": self.language,
            "needs": list(self.needs),
            "test_centre": DEMO_TEST_CENTRE,
            "starts_at": self.starts_at.isoformat(),
            "region": "Prov. Limburg",
            "revision": 1,
        }


def tell(appointment: Appointment, *, store: Store, secret: str, platform_url: str) -> None:
    """Open the dossier at the client-tracking system and tell the platform of the booking."""
    seed(store, [appointment.to_document()])
    body = canonical_json(appointment.to_document())
    headers = sign_webhook(
        secret, message_id=f"journey-{appointment.number}", sent_at=datetime.now(UTC), body=body
    )
    answer = httpx.post(
        f"{platform_url}/api/v1/bookings",
        content=body,
        headers={"Content-Type": "application/json", **headers},
        timeout=60,
        trust_env=False,
    )
    assert answer.status_code in (200, 201), answer.text


def _letters(number: int) -> str:
    """A number as letters, for a name: 1 is A, 27 is AA."""
    letters = ""
    while number:
        number, rest = divmod(number - 1, 26)
        letters = chr(ord("A") + rest) + letters
    return letters
