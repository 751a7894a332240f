"""Let an exam be given in a language: with read-aloud when all of it is approved, or without."""

from dataclasses import dataclass
from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.orm import Session

from itembank.readaloud import SpeechCoverage
from testplatform.errors import PlatformError
from testplatform.models.forms import Form, FormRelease
from testplatform.repositories.forms import get_form_plan
from testplatform.services.audit import record_event
from testplatform.services.read_aloud.coverage import measure_coverage
from testplatform.services.read_aloud.manifests import freeze_audio, freeze_silence, is_whole


class NoReleaseNeeded(PlatformError):
    """Practice and demonstrations can be given in every language that they have."""


class NothingToRelease(PlatformError):
    """The form does not have the texts of this language."""


class AlreadyReleased(PlatformError):
    """The language was released in the other way; that must be taken back first."""


class ReleaseUnexplained(PlatformError):
    """A release without read-aloud says why."""


@dataclass(eq=False)
class NotAllApproved(PlatformError):
    """Something of the language cannot be heard, or was not approved by enough reviewers."""

    coverage: SpeechCoverage


def release_language(
    session: Session,
    form_id: int,
    language: str,
    *,
    has_read_aloud: bool,
    comment: str,
    actor_id: int,
    now: datetime,
) -> FormRelease:
    """Release a version of a form in a language and freeze what its candidates will hear.

    The same release again changes nothing. Raises NoReleaseNeeded, NothingToRelease,
    AlreadyReleased, ReleaseUnexplained, and NotAllApproved with the numbers.
    """
    form = session.get_one(Form, form_id, with_for_update=True)
    if not form.stakes.needs_release:
        raise NoReleaseNeeded
    if not get_form_plan(session, form_id).can_show(language):
        raise NothingToRelease
    existing = find_release(session, form_id, language)
    if existing is not None:
        if existing.has_read_aloud is has_read_aloud:
            return existing
        raise AlreadyReleased
    _check_release(session, form_id, language, comment, has_read_aloud=has_read_aloud)
    freeze = freeze_audio if has_read_aloud else freeze_silence
    manifest = freeze(session, form_id, language, now=now)
    if has_read_aloud and not is_whole(manifest):  # rejected between the count and the freeze
        raise NotAllApproved(measure_coverage(session, form_id, language))
    release = FormRelease(
        form_id=form_id,
        language=language,
        has_read_aloud=has_read_aloud,
        comment="" if has_read_aloud else comment.strip(),
        released_by_id=actor_id,
        released_at=now,
    )
    session.add(release)
    session.flush()
    _record(session, release, "language released", actor_id, now)
    return release


def withdraw_release(
    session: Session, form_id: int, language: str, *, actor_id: int, now: datetime
) -> bool:
    """Check nobody in any more in a language; False when it was not released.

    Who was checked in goes on with what they have. The audit log keeps what was released and why.
    """
    session.get_one(Form, form_id, with_for_update=True)
    release = find_release(session, form_id, language)
    if release is None:
        return False
    _record(session, release, "release withdrawn", actor_id, now)
    session.delete(release)
    session.flush()
    return True


def find_release(
    session: Session, form_id: int, language: str, *, with_lock: bool = False
) -> FormRelease | None:
    """The release of a version of a form in a language, if it stands."""
    return session.get(FormRelease, (form_id, language), with_for_update=with_lock or None)


def list_releases(session: Session, form_id: int) -> dict[str, FormRelease]:
    """Language → its release."""
    rows = session.scalars(
        sa.select(FormRelease).where(FormRelease.form_id == form_id).order_by(FormRelease.language)
    )
    return {row.language: row for row in rows}


def _check_release(
    session: Session, form_id: int, language: str, comment: str, *, has_read_aloud: bool
) -> None:
    if not has_read_aloud:
        if not comment.strip():
            raise ReleaseUnexplained
        return
    coverage = measure_coverage(session, form_id, language)
    if not coverage.is_releasable:
        raise NotAllApproved(coverage)


def _record(
    session: Session, release: FormRelease, action: str, actor_id: int, now: datetime
) -> None:
    details: dict[str, str | int] = {
        "language": release.language,
        "read_aloud": int(release.has_read_aloud),
    }
    if release.comment:
        details["reason"] = release.comment
    record_event(
        session,
        actor=f"staff:{actor_id}",
        action=action,
        subject=f"form:{release.form_id}",
        now=now,
        details=details,
    )
