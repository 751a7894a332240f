"""Rounds are opened and ended by an administrator; what a round said never changes after it."""

from collections.abc import Callable, Mapping
from datetime import datetime
from types import MappingProxyType

from sqlalchemy.orm import Session

from testplatform.models.panels import Panel
from testplatform.services.panels.results import measure_rounds
from testplatform.services.panels.setting_up import (
    FEWEST_PANELLISTS,
    PanelFault,
    PanelRefused,
    get_for_update,
    record,
)
from testplatform.services.panels.states import PanelEvent, transition

AUDIT_NAMES: Mapping[PanelEvent, str] = MappingProxyType(
    {
        PanelEvent.OPEN_ROUND: "panel round opened",
        PanelEvent.END_ROUND: "panel round ended",
        PanelEvent.CLOSE: "panel closed",
        PanelEvent.ABANDON: "panel abandoned",
    }
)


def open_round(session: Session, panel_id: int, *, staff_id: int, now: datetime) -> Panel:
    """Let the panel judge: for the first time, or again after a discussion.

    Raises TransitionRefused, PanelRefused.
    """

    def step(panel: Panel) -> None:
        if len(panel.panellists) < FEWEST_PANELLISTS:
            raise PanelRefused(PanelFault.TOO_FEW_PANELLISTS)
        panel.round += 1

    return _take(session, panel_id, PanelEvent.OPEN_ROUND, step, staff_id=staff_id, now=now)


def end_round(session: Session, panel_id: int, *, staff_id: int, now: datetime) -> Panel:
    """End the judging; whoever did not judge every item is left out of the round.

    Raises TransitionRefused, PanelRefused.
    """

    def step(panel: Panel) -> None:
        if len(measure_rounds(session, panel)[-1].complete) < FEWEST_PANELLISTS:
            raise PanelRefused(PanelFault.TOO_FEW_COMPLETE)

    return _take(session, panel_id, PanelEvent.END_ROUND, step, staff_id=staff_id, now=now)


def close(session: Session, panel_id: int, *, staff_id: int, now: datetime) -> Panel:
    """Take the newest round for the last. Raises TransitionRefused."""

    def step(panel: Panel) -> None:
        panel.closed_at = now

    return _take(session, panel_id, PanelEvent.CLOSE, step, staff_id=staff_id, now=now)


def abandon(session: Session, panel_id: int, *, staff_id: int, now: datetime) -> Panel:
    """Stop a panel that will lead to nothing; what it judged stays. Raises TransitionRefused."""

    def step(panel: Panel) -> None:
        panel.closed_at = now

    return _take(session, panel_id, PanelEvent.ABANDON, step, staff_id=staff_id, now=now)


def _take(
    session: Session,
    panel_id: int,
    event: PanelEvent,
    step: Callable[[Panel], None],
    *,
    staff_id: int,
    now: datetime,
) -> Panel:
    panel = get_for_update(session, panel_id)
    state = transition(panel.state, event)
    step(panel)
    panel.state = state
    session.flush()
    record(session, panel, AUDIT_NAMES[event], staff_id, now, {"round": panel.round})
    return panel
