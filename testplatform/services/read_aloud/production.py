"""Ask for all the audio of a form, see how far it is, call it off, try again."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

import sqlalchemy as sa
from sqlalchemy.orm import Session

from testplatform.models.audio import AudioAsset, AudioState
from testplatform.models.forms import Form
from testplatform.repositories.forms import PlannedSegment, get_form_plan
from testplatform.services.audit import record_event
from testplatform.services.read_aloud.requesting import request_speech
from testplatform.services.read_aloud.screens import list_screen_segments
from testplatform.speech.synthesis import SpeechUnavailable


@dataclass(frozen=True, slots=True, kw_only=True)
class Requested:
    """How many texts are new to be made, and the languages whose engine is not there now."""

    number: int
    unavailable: tuple[str, ...]


class TextState(StrEnum):
    """How far the making of one text is; a text is in exactly one of these."""

    MADE = "made"
    MAKING = "making"
    WANTED = "wanted"
    PROBLEM = "problem"
    REFUSED = "refused"
    REJECTED = "rejected"
    NOT_ASKED = "not_asked"

    @property
    def is_in_hand(self) -> bool:
        """Whether a worker is making it, or will without anybody asking."""
        return self in (TextState.MAKING, TextState.WANTED, TextState.PROBLEM)


@dataclass(frozen=True, slots=True, kw_only=True)
class TextProgress:
    """How far one text is; `key` names the asset that says so, and `reason` what is wrong."""

    text: str
    state: TextState
    key: str | None = None
    reason: str = ""


def request_production(
    session: Session,
    form_id: int,
    *,
    languages: Collection[str] | None = None,
    actor: str,
    now: datetime,
) -> Requested:
    """Ask for all of a form that was never made or has changed; None means every language.

    A language whose engine is not there is named and holds up no other. Asking again for what is
    being made, or was made or refused, asks for nothing.
    """
    form = session.get_one(Form, form_id)
    plan = get_form_plan(session, form_id)
    number = 0
    unavailable = []
    for tag in plan.languages:
        if languages is not None and tag not in languages:
            continue
        texts = [one.text for one in plan.segments_in(tag)]
        try:
            number += request_speech(
                session, texts, tag, is_public=False, stakes=form.stakes, now=now
            )
        except SpeechUnavailable:
            unavailable.append(tag)
    if number:
        _record(session, form_id, "read-aloud requested", number, actor, now)
    return Requested(number=number, unavailable=tuple(unavailable))


def cancel_wanted(session: Session, form_id: int, *, actor: str, now: datetime) -> int:
    """Call off what nobody is making yet; returns how many texts.

    What a worker is busy with is finished. Nothing was made of the others, so that nothing of them
    is kept: asking for them again begins anew.
    """
    keys = [
        progress.key
        for tag in get_form_plan(session, form_id).languages
        for progress in list_progress(session, form_id, tag, now=now)
        if progress.state in (TextState.WANTED, TextState.PROBLEM) and progress.key is not None
    ]
    called_off = (
        sa.delete(AudioAsset)
        .where(
            AudioAsset.key.in_(keys),
            AudioAsset.state == AudioState.WANTED,
            sa.or_(
                AudioAsset.claimed_until.is_(None),
                AudioAsset.claimed_until < now,
                AudioAsset.problem.is_not(None),
            ),
        )
        .returning(AudioAsset.key)
    )
    number = len(session.scalars(called_off).all())
    if number:
        _record(session, form_id, "read-aloud called off", number, actor, now)
    return number


def try_again(session: Session, keys: Collection[str]) -> int:
    """Let a worker make again what was refused, and at once what failed; returns how many."""
    again = (
        sa.update(AudioAsset)
        .where(
            AudioAsset.key.in_(list(keys)),
            sa.or_(
                AudioAsset.state == AudioState.REFUSED,
                sa.and_(AudioAsset.state == AudioState.WANTED, AudioAsset.problem.is_not(None)),
            ),
        )
        .values(state=AudioState.WANTED, refusal=None, problem=None, claimed_until=None)
        .returning(AudioAsset.key)
    )
    return len(session.scalars(again).all())


def list_progress(
    session: Session, form_id: int, language: str, *, now: datetime
) -> list[TextProgress]:
    """How far each different text of a form is in a language, in the order of the form."""
    return list_text_progress(
        session, get_form_plan(session, form_id).segments_in(language), language, now=now
    )


def list_whole_progress(
    session: Session, form_id: int, language: str, *, now: datetime
) -> list[TextProgress]:
    """The same with the sentences of the screens after them, which belong to every form."""
    planned = get_form_plan(session, form_id).segments_in(language)
    return list_text_progress(
        session, [*planned, *list_screen_segments(language)], language, now=now
    )


def list_text_progress(
    session: Session, planned: Sequence[PlannedSegment], language: str, *, now: datetime
) -> list[TextProgress]:
    """How far each different text of some segments is, in their order."""
    texts = {one.text_hash: one.text for one in planned}
    best = _list_best(session, texts.keys(), language, now)
    return [
        TextProgress(text=text, state=state, key=key, reason=reason)
        for text_hash, text in texts.items()
        for state, key, reason in [best.get(text_hash, (TextState.NOT_ASKED, None, ""))]
    ]


def list_wanted_keys(session: Session, form_id: int, language: str, *, now: datetime) -> list[str]:
    """The assets of a form and of the screens that are still to be made in a language."""
    return [
        one.key
        for one in list_whole_progress(session, form_id, language, now=now)
        if one.state.is_in_hand and one.key is not None
    ]


def count_public(session: Session, languages: Collection[str]) -> Mapping[AudioState, int]:
    """How many texts of the screens in some languages are in each state."""
    rows = session.execute(
        sa.select(AudioAsset.state, sa.func.count())
        .where(AudioAsset.is_public, AudioAsset.language.in_(list(languages)))
        .group_by(AudioAsset.state)
    )
    return {state: number for state, number in rows}  # noqa: C416  a row is no pair to mypy


_Best = tuple[TextState, str | None, str]


def _list_best(
    session: Session, hashes: Collection[str], language: str, now: datetime
) -> Mapping[str, _Best]:
    """Text hash → what its most useful asset says; the order of the states is that of use."""
    rows = session.execute(
        sa.select(
            AudioAsset.key,
            AudioAsset.text_hash,
            AudioAsset.state,
            AudioAsset.claimed_until,
            AudioAsset.problem,
            AudioAsset.refusal,
        )
        .where(
            AudioAsset.language == language,
            AudioAsset.text_hash.in_(list(hashes)),
            AudioAsset.state != AudioState.STALE,
        )
        .order_by(AudioAsset.requested_at, AudioAsset.key)
    )
    order = {state: place for place, state in enumerate(TextState)}
    best: dict[str, _Best] = {}
    for row in rows:
        state = _state_of(row.state, row.claimed_until, row.problem, now)
        one = (state, row.key, row.problem or row.refusal or "")
        known = best.setdefault(row.text_hash, one)
        if order[state] <= order[known[0]]:
            best[row.text_hash] = one
    return best


def _state_of(
    state: AudioState, claimed_until: datetime | None, problem: str | None, now: datetime
) -> TextState:
    if state is not AudioState.WANTED:
        return TextState(state.value)
    if problem is not None:
        return TextState.PROBLEM
    is_claimed = claimed_until is not None and claimed_until >= now
    return TextState.MAKING if is_claimed else TextState.WANTED


def _record(
    session: Session, form_id: int, action: str, number: int, actor: str, now: datetime
) -> None:
    record_event(
        session,
        actor=actor,
        action=action,
        subject=f"form:{form_id}",
        now=now,
        details={"number": number},
    )
