"""What native reviewers say of a recording: heard, and approved or rejected with a reason."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Self

from sqlalchemy.orm import Session

from testplatform.errors import PlatformError
from testplatform.models.audio import AudioAsset, AudioReview, AudioState, ReviewVerdict
from testplatform.services.audit import record_event
from testplatform.services.translating import Translator

LONGEST_NOTE = 200
REVIEWABLE = frozenset({AudioState.MADE, AudioState.REJECTED})
SHORT_KEY = 16


class ObjectionKind(StrEnum):
    """What can be wrong with a recording."""

    PRONUNCIATION = "pronunciation"
    LANGUAGE = "language"
    TEXT = "text"
    SPEED = "speed"
    NOISE = "noise"
    CUT_OFF = "cut_off"
    OTHER = "other"


@dataclass(frozen=True, slots=True, kw_only=True)
class Objection:
    """Why a recording is rejected; it is stored as "kind" or "kind: note"."""

    kind: ObjectionKind
    note: str = ""

    @property
    def is_complete(self) -> bool:
        """Whether it says what is wrong: "something else" alone does not."""
        return self.kind is not ObjectionKind.OTHER or bool(self.note.strip())

    def to_reason(self) -> str:
        note = " ".join(self.note.split())[:LONGEST_NOTE]
        return f"{self.kind.value}: {note}" if note else self.kind.value

    @classmethod
    def from_reason(cls, reason: str) -> Self:
        kind, _, note = reason.partition(": ")
        return cls(kind=ObjectionKind(kind), note=note)


class ReviewRefusal(StrEnum):
    """Why somebody cannot say this of a recording."""

    NOT_THEIRS = "not_theirs"
    OWN_RECORDING = "own_recording"
    NOT_CURRENT = "not_current"
    OTHER_FILE = "other_file"
    REASON_MISSING = "reason_missing"


@dataclass(eq=False)
class ReviewRefused(PlatformError):
    """What somebody said of a recording was not kept."""

    refusal: ReviewRefusal

    def __str__(self) -> str:
        return self.refusal.value


def review_audio(
    session: Session,
    asset_key: str,
    *,
    sha256: str,
    objection: Objection | None,
    reviewer: Translator,
    now: datetime,
) -> AudioAsset:
    """Approve a recording, or reject it with an objection; the same again changes nothing.

    `sha256` is that of the file they heard. Their newest word replaces what they said before.

    Raises:
        ReviewRefused: and then nothing changed.
    """
    asset = _lock_asset(session, asset_key)
    _check(asset, reviewer, sha256)
    if objection is not None and not objection.is_complete:
        raise ReviewRefused(refusal=ReviewRefusal.REASON_MISSING)
    verdict = ReviewVerdict.APPROVE if objection is None else ReviewVerdict.REJECT
    reason = "" if objection is None else objection.to_reason()
    review = session.get(AudioReview, (asset_key, reviewer.staff_id))
    if review is not None and (review.verdict, review.reason) == (verdict, reason):
        return asset
    if review is None:
        review = AudioReview(asset_key=asset_key, reviewer_id=reviewer.staff_id)
        session.add(review)
    review.verdict, review.reason, review.at = verdict, reason, now
    _count(session, asset)
    action = "audio approved" if objection is None else "audio rejected"
    _record(session, action, asset, reviewer, now)
    return asset


def withdraw_review(
    session: Session, asset_key: str, *, sha256: str, reviewer: Translator, now: datetime
) -> AudioAsset:
    """Take back what somebody said of a recording; where they said nothing nothing changes.

    Raises:
        ReviewRefused: and then nothing changed.
    """
    asset = _lock_asset(session, asset_key)
    _check(asset, reviewer, sha256)
    review = session.get(AudioReview, (asset_key, reviewer.staff_id))
    if review is None:
        return asset
    session.delete(review)
    _count(session, asset)
    _record(session, "audio review withdrawn", asset, reviewer, now)
    return asset


def find_review_refusal(asset: AudioAsset, reviewer: Translator) -> ReviewRefusal | None:
    """Why somebody may not review a recording, or None: nobody approves what they recorded."""
    if not reviewer.may_review(asset.language):
        return ReviewRefusal.NOT_THEIRS
    if asset.speaker is not None and asset.speaker.recorded_by_id == reviewer.staff_id:
        return ReviewRefusal.OWN_RECORDING
    if asset.state not in REVIEWABLE or asset.sha256 is None:
        return ReviewRefusal.NOT_CURRENT
    if asset.speaker is not None and asset.speaker.consent_withdrawn_at is not None:
        return ReviewRefusal.NOT_CURRENT
    return None


def _lock_asset(session: Session, key: str) -> AudioAsset:
    """The asset, held until the transaction ends, as it is now: two may review at once."""
    return session.get_one(AudioAsset, key, with_for_update=True, populate_existing=True)


def _check(asset: AudioAsset, reviewer: Translator, sha256: str) -> None:
    refusal = find_review_refusal(asset, reviewer)
    if refusal is None and asset.sha256 != sha256:
        refusal = ReviewRefusal.OTHER_FILE
    if refusal is not None:
        raise ReviewRefused(refusal=refusal)


def _count(session: Session, asset: AudioAsset) -> None:
    """Bring the asset in line with its reviews: one rejection rejects it."""
    session.flush()
    session.refresh(asset, ["reviews"])
    verdicts = [one.verdict for one in asset.reviews]
    asset.approvals = verdicts.count(ReviewVerdict.APPROVE)
    is_rejected = ReviewVerdict.REJECT in verdicts
    asset.state = AudioState.REJECTED if is_rejected else AudioState.MADE
    session.flush()


def _record(
    session: Session, action: str, asset: AudioAsset, reviewer: Translator, now: datetime
) -> None:
    record_event(
        session,
        actor=f"staff:{reviewer.staff_id}",
        action=action,
        subject=f"audio:{asset.key[:SHORT_KEY]}",
        now=now,
        details={
            "language": asset.language,
            "audio": asset.key,
            "file": asset.sha256 or "",
            "approvals": asset.approvals,
        },
    )
