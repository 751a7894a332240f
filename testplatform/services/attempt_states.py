"""The state machine of an attempt; docs/state-machines/attempt.md draws it."""

from enum import StrEnum

from testplatform.errors import TransitionRefused
from testplatform.models.attempts import AttemptState


class AttemptEvent(StrEnum):
    """What can happen to an attempt."""

    START = "start"
    SUBMIT = "submit"
    AWAIT_RATINGS = "await_ratings"
    SCORE = "score"


_STEPS = {
    (AttemptState.READY, AttemptEvent.START): AttemptState.IN_PROGRESS,
    (AttemptState.IN_PROGRESS, AttemptEvent.SUBMIT): AttemptState.SUBMITTED,
    (AttemptState.SUBMITTED, AttemptEvent.SCORE): AttemptState.SCORED,
    (AttemptState.SUBMITTED, AttemptEvent.AWAIT_RATINGS): AttemptState.AWAITING_RATINGS,
    (AttemptState.AWAITING_RATINGS, AttemptEvent.SCORE): AttemptState.SCORED,
}


def transition(state: AttemptState, event: AttemptEvent) -> AttemptState:
    """The state after the event; raises TransitionRefused naming both."""
    try:
        return _STEPS[state, event]
    except KeyError:
        raise TransitionRefused(machine="attempt", from_state=state, event=event) from None
