"""The desk where candidates come in: booking, check-in and code, and what became of them."""

import json
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any

from testplatform.clienttracking.simulator import Store
from tests.journeys.bookings import Appointment, tell
from tests.journeys.browsing import Visitor
from tests.journeys.candidate import Candidate
from tests.journeys.processes import Platform
from tests.journeys.staff import Invigilator

Visit = Callable[..., Visitor]
TakeSeat = Callable[..., "Seat"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Desk:
    """Where candidates come in: makes their booking, checks them in and hands out their code."""

    platform: Platform
    store: Store
    secret: str
    invigilator: Invigilator
    today: datetime

    def book(self, **wishes: Any) -> Appointment:
        appointment = Appointment(**{"starts_at": self.today, **wishes})
        tell(appointment, store=self.store, secret=self.secret, platform_url=self.platform.url)
        return appointment

    def hand_out_code(self, appointment: Appointment) -> str:
        code = self.invigilator.check_in(appointment.dossier)
        self.invigilator.page.goto("about:blank")
        return code

    def attempt_of(self, appointment: Appointment) -> dict[str, Any]:
        """The attempt as the database has it."""
        [attempt] = self.platform.rows(
            "SELECT attempts.* FROM attempts JOIN bookings ON bookings.id = attempts.booking_id"
            " JOIN candidates ON candidates.id = bookings.candidate_id WHERE dossier = ?",
            appointment.dossier,
        )
        return attempt

    def journal_of(self, appointment: Appointment, kind: str = "answer") -> list[dict[str, Any]]:
        """What the server took in, in the order of the device."""
        return self.platform.rows(
            "SELECT * FROM journal_entries WHERE attempt_id = ? AND kind = ? ORDER BY fence, seq",
            self.attempt_of(appointment)["id"],
            kind,
        )

    def answers_of(self, appointment: Appointment) -> list[list[str]]:
        """The choices of each stored answer."""
        return [json.loads(entry["value"])["chosen"] for entry in self.journal_of(appointment)]

    def count_submissions_of(self, appointment: Appointment) -> int:
        """How often the attempt was handed in, by the audit log."""
        return len(
            self.platform.rows(
                "SELECT position FROM audit_log WHERE action = 'attempt submitted' AND subject = ?",
                f"attempt:{self.attempt_of(appointment)['id']}",
            )
        )

    def let_time_run_out(self, appointment: Appointment, *, in_seconds: int) -> None:
        """Put the start of an attempt so far back that its time is up in a moment."""
        attempt = self.attempt_of(appointment)
        started_at = datetime.now(UTC) - timedelta(minutes=attempt["minutes"], seconds=-in_seconds)
        self.platform.write(
            "UPDATE attempts SET started_at = ? WHERE id = ?",
            f"{started_at:%Y-%m-%d %H:%M:%S.%f}",
            attempt["id"],
        )

    def deliveries_of(self, appointment: Appointment) -> list[dict[str, Any]]:
        """The outbox messages of the decisions on an attempt."""
        return self.platform.rows(
            "SELECT outbox_messages.* FROM outbox_messages"
            " JOIN decisions ON decisions.id = decision_id WHERE attempt_id = ?",
            self.attempt_of(appointment)["id"],
        )

    def held_of(self, appointment: Appointment) -> list[dict[str, Any]]:
        """What the server keeps for inspection."""
        return self.platform.rows(
            "SELECT * FROM held_entries WHERE attempt_id = ? ORDER BY id",
            self.attempt_of(appointment)["id"],
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Seat:
    """A candidate on a device, with their booking and their code."""

    appointment: Appointment
    code: str
    visitor: Visitor
    candidate: Candidate
