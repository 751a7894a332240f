"""The state machine of an appeal; docs/state-machines/appeal.md draws it."""

from enum import StrEnum

from testplatform.errors import TransitionRefused
from testplatform.models.appeals import AppealState


class AppealEvent(StrEnum):
    """What can happen to an appeal."""

    LOOK = "look"
    UPHOLD = "uphold"
    REJECT = "reject"
    WITHDRAW = "withdraw"


_STEPS = {
    (AppealState.RECEIVED, AppealEvent.LOOK): AppealState.SECOND_LOOK,
    (AppealState.RECEIVED, AppealEvent.WITHDRAW): AppealState.WITHDRAWN,
    # Somebody else takes the second look over.
    (AppealState.SECOND_LOOK, AppealEvent.LOOK): AppealState.SECOND_LOOK,
    (AppealState.SECOND_LOOK, AppealEvent.UPHOLD): AppealState.UPHELD,
    (AppealState.SECOND_LOOK, AppealEvent.REJECT): AppealState.REJECTED,
    (AppealState.SECOND_LOOK, AppealEvent.WITHDRAW): AppealState.WITHDRAWN,
}


def transition(state: AppealState, event: AppealEvent) -> AppealState:
    """The state after the event; raises TransitionRefused naming both."""
    try:
        return _STEPS[state, event]
    except KeyError:
        raise TransitionRefused(machine="appeal", from_state=state, event=event) from None
