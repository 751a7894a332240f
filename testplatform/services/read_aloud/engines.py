"""The engines as an administrator decides on them: on or off, and what waits for them."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.orm import Session

from testplatform.errors import PlatformError
from testplatform.models.audio import AudioAsset, AudioState, EngineSwitch
from testplatform.services.audit import record_event
from testplatform.speech.engines import ENGINES


@dataclass(eq=False)
class EngineUnknown(PlatformError):
    """There is no engine of that name."""

    engine: str


@dataclass(eq=False)
class DepartureNotAccepted(PlatformError):
    """An engine that sends texts out is turned on only by somebody who says to know that."""

    engine: str


@dataclass(frozen=True, slots=True, kw_only=True)
class EngineBacklog:
    """What is still to be made by an engine; a claim of the future with a problem is a pause.

    `paused` counts the texts that wait because it failed or asked for rest, until `paused_until`
    at the latest; `problem` is what it said last. Both are None where nothing is paused.
    """

    wanted: int
    paused: int = 0
    paused_until: datetime | None = None
    problem: str | None = None


def switch_engine(
    session: Session,
    engine: str,
    *,
    is_on: bool,
    accepts_departure: bool,
    actor_id: int,
    now: datetime,
) -> bool:
    """Turn an engine on or off; returns whether anything changed.

    Raises:
        EngineUnknown: when there is no such engine.
        DepartureNotAccepted: when it would send texts out and nobody said to know that.
    """
    known = ENGINES.get(engine)
    if known is None:
        raise EngineUnknown(engine)
    if is_on and known.sends_texts_out and not accepts_departure:
        raise DepartureNotAccepted(engine)
    switch = session.get(EngineSwitch, engine, with_for_update=True)
    if is_on == (known.is_on_by_default if switch is None else switch.is_on):
        return False
    if switch is None:
        switch = EngineSwitch(engine=engine)
        session.add(switch)
    switch.is_on, switch.changed_by_id, switch.changed_at = is_on, actor_id, now
    session.flush()
    record_event(
        session,
        actor=f"staff:{actor_id}",
        action="engine turned on" if is_on else "engine turned off",
        subject=f"engine:{engine}",
        now=now,
        details={"sends_texts_out": int(known.sends_texts_out)},
    )
    return True


def list_switches(session: Session) -> Mapping[str, EngineSwitch]:
    """What administrators decided, by engine."""
    return {row.engine: row for row in session.scalars(sa.select(EngineSwitch))}


def list_backlogs(session: Session, *, now: datetime) -> Mapping[str, EngineBacklog]:
    """What every engine still has to make, and which of them rests; the others have nothing."""
    is_wanted = AudioAsset.state == AudioState.WANTED
    counted = session.execute(
        sa.select(AudioAsset.engine, sa.func.count()).where(is_wanted).group_by(AudioAsset.engine)
    )
    backlogs = {engine: EngineBacklog(wanted=number) for engine, number in counted}
    is_paused = sa.and_(is_wanted, AudioAsset.problem.is_not(None), AudioAsset.claimed_until > now)
    paused = session.execute(
        sa.select(
            AudioAsset.engine,
            sa.func.count(),
            sa.func.max(AudioAsset.claimed_until),
        )
        .where(is_paused)
        .group_by(AudioAsset.engine)
    )
    for engine, number, until in paused.all():
        problem = session.scalars(
            sa.select(AudioAsset.problem)
            .where(is_paused, AudioAsset.engine == engine)
            .order_by(AudioAsset.claimed_until.desc(), AudioAsset.key)
            .limit(1)
        ).one()
        backlogs[engine] = EngineBacklog(
            wanted=backlogs[engine].wanted, paused=number, paused_until=until, problem=problem
        )
    return backlogs


def find_example(session: Session) -> str | None:
    """A question's text, as it would leave the house; None while nothing was asked for."""
    return session.scalars(
        sa.select(AudioAsset.text)
        .where(AudioAsset.is_public.is_(False))
        .order_by(AudioAsset.requested_at.desc(), AudioAsset.key)
        .limit(1)
    ).one_or_none()
