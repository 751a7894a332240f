"""What is sent in the recording studio, read into what the services take."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime

from testplatform.services.read_aloud.speakers import SpeakerCommand, VoiceTerms

LONGEST_MS = 600_000


@dataclass(frozen=True, slots=True, kw_only=True)
class SentSpeaker:
    """The form of a new speaker as it was filled in."""

    name: str = ""
    terms: str = ""
    has_consented: bool = False
    consented_on: str = ""

    def to_command(self) -> SpeakerCommand:
        terms = next((one for one in VoiceTerms if one.value == self.terms), None)
        return SpeakerCommand(
            name=self.name,
            terms=terms,
            has_consented=self.has_consented,
            consented_at=_read_day(self.consented_on),
        )


def read_speaker(form: Mapping[str, str]) -> SentSpeaker:
    return SentSpeaker(
        name=form.get("name", "").replace("\0", ""),
        terms=form.get("terms", ""),
        has_consented=form.get("consent") == "yes",
        consented_on=form.get("consented_on", ""),
    )


def read_stated_ms(value: str) -> int | None:
    """How long a recording was to the browser; anything unreadable says nothing."""
    is_number = value.isascii() and value.isdigit() and len(value) < 8
    return min(int(value), LONGEST_MS) if is_number else None


def _read_day(value: str) -> datetime | None:
    try:
        day = datetime.strptime(value, "%Y-%m-%d")  # noqa: DTZ007 - the zone follows
    except ValueError:
        return None
    return day.replace(tzinfo=UTC)
