"""The state machine of a cut-score proposal; docs/state-machines/cut-score-proposal.md draws it."""

from enum import StrEnum

from testplatform.errors import TransitionRefused
from testplatform.models.cut_scores import ProposalState


class ProposalEvent(StrEnum):
    """What can happen to a proposal."""

    APPROVE = "approve"
    REJECT = "reject"
    WITHDRAW = "withdraw"


_STEPS = {
    (ProposalState.PROPOSED, ProposalEvent.APPROVE): ProposalState.APPROVED,
    (ProposalState.PROPOSED, ProposalEvent.REJECT): ProposalState.REJECTED,
    (ProposalState.PROPOSED, ProposalEvent.WITHDRAW): ProposalState.WITHDRAWN,
}


def transition(state: ProposalState, event: ProposalEvent) -> ProposalState:
    """The state after the event; raises TransitionRefused naming both."""
    try:
        return _STEPS[state, event]
    except KeyError:
        raise TransitionRefused(
            machine="cut-score proposal", from_state=state, event=event
        ) from None
