"""The state machine of a response that is rated; docs/state-machines/rating-task.md draws it."""

from enum import StrEnum

from testplatform.errors import TransitionRefused
from testplatform.models.ratings import RatingTaskState


class RatingEvent(StrEnum):
    """What the ratings that were given so far can say."""

    AGREE = "agree"
    DIFFER = "differ"
    DECIDE = "decide"


_STEPS = {
    (RatingTaskState.RATING, RatingEvent.AGREE): RatingTaskState.RATED,
    (RatingTaskState.RATING, RatingEvent.DIFFER): RatingTaskState.THIRD,
    (RatingTaskState.THIRD, RatingEvent.DECIDE): RatingTaskState.RATED,
}


def transition(state: RatingTaskState, event: RatingEvent) -> RatingTaskState:
    """The state after the event; raises TransitionRefused naming both."""
    try:
        return _STEPS[state, event]
    except KeyError:
        raise TransitionRefused(machine="rating task", from_state=state, event=event) from None
