"""The languages in which a form is heard or signed: its own, and sign languages somebody needs."""

import sqlalchemy as sa
from sqlalchemy.orm import Session

from itembank.languages import is_signed, list_languages, list_offered_languages
from testplatform.models.audio import AudioAsset, AudioState, Speaker
from testplatform.models.bookings import Booking
from testplatform.repositories.forms import FormPlan, get_form_plan


def list_form_languages(session: Session, form_id: int) -> tuple[str, ...]:
    """The languages of a form, and the sign languages with a video for it or a booking."""
    plan = get_form_plan(session, form_id)
    signed = (one.tag for one in list_languages() if is_signed(one.tag))
    asked = (
        tag for tag in signed if _is_filmed(session, plan, tag) or _is_booked(session, plan, tag)
    )
    return (*plan.languages, *asked)


def list_counted_languages(session: Session, form_id: int) -> tuple[str, ...]:
    """Those, and the languages that the test should have; most participants first."""
    programme = get_form_plan(session, form_id).programme.code
    offered = {one.tag for one in list_offered_languages(programme)}
    wanted = offered.union(list_form_languages(session, form_id))
    return tuple(one.tag for one in list_languages() if one.tag in wanted)


def can_be_watched(session: Session, form_id: int, language: str) -> bool:
    """Whether a form has at least one video in a sign language that may be shown."""
    plan = get_form_plan(session, form_id)
    return is_signed(language) and _is_filmed(session, plan, language, AudioState.MADE)


def _is_filmed(session: Session, plan: FormPlan, language: str, *states: AudioState) -> bool:
    hashes = {one.text_hash for one in plan.segments_in(language)}
    query = (
        sa.select(AudioAsset.key)
        .outerjoin(Speaker, Speaker.id == AudioAsset.speaker_id)
        .where(
            AudioAsset.language == language,
            AudioAsset.text_hash.in_(hashes),
            Speaker.consent_withdrawn_at.is_(None),
        )
        .limit(1)
    )
    if states:
        query = query.where(AudioAsset.state.in_(states))
    return session.scalar(query) is not None


def _is_booked(session: Session, plan: FormPlan, language: str) -> bool:
    query = sa.select(Booking.id).where(
        Booking.programme == plan.programme.code, Booking.language == language
    )
    return session.scalar(query.limit(1)) is not None
