"""The state machine of a rescoring case; docs/state-machines/rescoring-case.md draws it."""

from enum import StrEnum

from testplatform.errors import TransitionRefused
from testplatform.models.rescoring import RescoringState


class RescoringEvent(StrEnum):
    """What can happen to a case."""

    CALCULATE = "calculate"
    APPROVE = "approve"
    REJECT = "reject"
    WITHDRAW = "withdraw"
    FINISH = "finish"


_STEPS = {
    (RescoringState.CALCULATING, RescoringEvent.CALCULATE): RescoringState.PROPOSED,
    (RescoringState.CALCULATING, RescoringEvent.WITHDRAW): RescoringState.WITHDRAWN,
    (RescoringState.PROPOSED, RescoringEvent.APPROVE): RescoringState.APPROVED,
    (RescoringState.PROPOSED, RescoringEvent.REJECT): RescoringState.REJECTED,
    (RescoringState.PROPOSED, RescoringEvent.WITHDRAW): RescoringState.WITHDRAWN,
    (RescoringState.APPROVED, RescoringEvent.FINISH): RescoringState.WRITTEN,
}


def transition(state: RescoringState, event: RescoringEvent) -> RescoringState:
    """The state after the event; raises TransitionRefused naming both."""
    try:
        return _STEPS[state, event]
    except KeyError:
        raise TransitionRefused(machine="rescoring case", from_state=state, event=event) from None
