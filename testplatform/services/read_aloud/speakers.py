"""The people whose voices are recorded: their consent, its terms, and its end.

A voice is personal data. A speaker belongs to the person who wrote the consent down: nobody else
records in that name, so that whoever recorded a voice is known and never reviews it.
"""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

import sqlalchemy as sa
from sqlalchemy.orm import Session

from testplatform.errors import PlatformError
from testplatform.models.audio import Speaker
from testplatform.models.staff import RoleName
from testplatform.services.audit import record_event
from testplatform.services.translating import Translator

LONGEST_NAME = 120


class VoiceTerms(StrEnum):
    """What a speaker can agree to; another text of the terms is another member."""

    TESTS_ONLY = "voice-tests-1"
    OPEN = "voice-cc-by-4.0-1"


class SpeakerFault(StrEnum):
    """Why a speaker is not added, or not used."""

    NAME_MISSING = "name_missing"
    CONSENT_MISSING = "consent_missing"
    IN_THE_FUTURE = "in_the_future"
    NOT_THEIRS = "not_theirs"
    CONSENT_WITHDRAWN = "consent_withdrawn"


@dataclass(eq=False)
class SpeakerRefused(PlatformError):
    """Nothing was done in the name of a speaker."""

    fault: SpeakerFault

    def __str__(self) -> str:
        return self.fault.value


@dataclass(frozen=True, slots=True, kw_only=True)
class SpeakerCommand:
    """What somebody fills in for a new speaker."""

    name: str
    terms: VoiceTerms | None
    has_consented: bool
    consented_at: datetime | None


def may_record(person: Translator, language: str) -> bool:
    """Native reviewers in their own languages; administrators, who sit beside a speaker, in all."""
    return RoleName.ADMINISTRATOR in person.roles or person.may_review(language)


def add_speaker(
    session: Session, command: SpeakerCommand, *, by: Translator, now: datetime
) -> Speaker:
    """Write down who agreed to what, and when.

    Raises:
        SpeakerRefused: without a name, a consent or its date; nothing is written then.
    """
    name = " ".join(command.name.split())[:LONGEST_NAME]
    if not name:
        raise SpeakerRefused(SpeakerFault.NAME_MISSING)
    if command.terms is None or not command.has_consented or command.consented_at is None:
        raise SpeakerRefused(SpeakerFault.CONSENT_MISSING)
    if command.consented_at > now:
        raise SpeakerRefused(SpeakerFault.IN_THE_FUTURE)
    speaker = Speaker(
        display_name=name,
        licence=command.terms.value,
        consented_at=command.consented_at,
        recorded_by_id=by.staff_id,
    )
    session.add(speaker)
    session.flush()
    _record(session, "speaker added", speaker, by, now)
    return speaker


def withdraw_consent(session: Session, speaker_id: int, *, by: Translator, now: datetime) -> None:
    """End a consent; again changes nothing. Nothing of the voice goes into a new manifest.

    What a frozen manifest holds stays: a form that is being sat is never touched.

    Raises:
        SpeakerRefused: for who neither wrote the consent down nor is an administrator.
    """
    speaker = session.get_one(Speaker, speaker_id, with_for_update=True)
    if speaker.recorded_by_id != by.staff_id and RoleName.ADMINISTRATOR not in by.roles:
        raise SpeakerRefused(SpeakerFault.NOT_THEIRS)
    if speaker.consent_withdrawn_at is not None:
        return
    speaker.consent_withdrawn_at = now
    session.flush()
    _record(session, "consent of speaker withdrawn", speaker, by, now)


def lock_speaker(session: Session, speaker_id: int, *, by: Translator) -> Speaker:
    """The speaker in whose name somebody records now, held until the transaction ends.

    Raises:
        SpeakerRefused: when it is somebody else's speaker, or the consent has ended.
    """
    speaker = session.get_one(Speaker, speaker_id, with_for_update=True, populate_existing=True)
    if speaker.recorded_by_id != by.staff_id:
        raise SpeakerRefused(SpeakerFault.NOT_THEIRS)
    if speaker.consent_withdrawn_at is not None:
        raise SpeakerRefused(SpeakerFault.CONSENT_WITHDRAWN)
    return speaker


def list_speakers(session: Session, person: Translator) -> list[Speaker]:
    """Whom somebody wrote down, by name; an administrator sees everybody's, to end a consent."""
    query = sa.select(Speaker).order_by(Speaker.display_name, Speaker.id)
    if RoleName.ADMINISTRATOR not in person.roles:
        query = query.where(Speaker.recorded_by_id == person.staff_id)
    return list(session.scalars(query))


def _record(session: Session, action: str, speaker: Speaker, by: Translator, now: datetime) -> None:
    record_event(
        session,
        actor=f"staff:{by.staff_id}",
        action=action,
        subject=f"speaker:{speaker.id}",
        now=now,
        details={"terms": speaker.licence},
    )
