"""The state machine of a panel; docs/state-machines/standard-setting-panel.md draws it."""

from enum import StrEnum

from testplatform.errors import TransitionRefused
from testplatform.models.panels import PanelState


class PanelEvent(StrEnum):
    """What can happen to a panel."""

    OPEN_ROUND = "open_round"
    END_ROUND = "end_round"
    CLOSE = "close"
    PROPOSE = "propose"
    ABANDON = "abandon"


_STEPS = {
    (PanelState.PREPARING, PanelEvent.OPEN_ROUND): PanelState.RATING,
    (PanelState.PREPARING, PanelEvent.ABANDON): PanelState.ABANDONED,
    (PanelState.RATING, PanelEvent.END_ROUND): PanelState.DISCUSSING,
    (PanelState.RATING, PanelEvent.ABANDON): PanelState.ABANDONED,
    (PanelState.DISCUSSING, PanelEvent.OPEN_ROUND): PanelState.RATING,
    (PanelState.DISCUSSING, PanelEvent.CLOSE): PanelState.CLOSED,
    (PanelState.DISCUSSING, PanelEvent.ABANDON): PanelState.ABANDONED,
    (PanelState.CLOSED, PanelEvent.PROPOSE): PanelState.PROPOSED,
    # A second person turned the first proposal down, or it was withdrawn.
    (PanelState.PROPOSED, PanelEvent.PROPOSE): PanelState.PROPOSED,
}
SHOWS_ITEMS = frozenset({PanelState.RATING, PanelState.DISCUSSING})


def transition(state: PanelState, event: PanelEvent) -> PanelState:
    """The state after the event; raises TransitionRefused naming both."""
    try:
        return _STEPS[state, event]
    except KeyError:
        raise TransitionRefused(machine="panel", from_state=state, event=event) from None


def has_step(state: PanelState, event: PanelEvent) -> bool:
    """Whether the event can happen in a state."""
    return (state, event) in _STEPS
