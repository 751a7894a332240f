"""The life of an item version: draft, in review, approved, published, retired.

What was published is frozen: a change makes a new draft. An author never approves their own.
"""

from enum import StrEnum

from itembank.errors import ItemBankError


class ItemState(StrEnum):
    """Where a version of an item is in its life."""

    DRAFT = "draft"
    IN_REVIEW = "in_review"
    APPROVED = "approved"
    PUBLISHED = "published"
    RETIRED = "retired"

    @property
    def is_editable(self) -> bool:
        """Whether its texts, key and media may still change."""
        return self is ItemState.DRAFT


class ItemEvent(StrEnum):
    """What somebody, or the publication of a form, does with a version."""

    SUBMIT = "submit"
    SEND_BACK = "send_back"
    APPROVE = "approve"
    REOPEN = "reopen"
    PUBLISH = "publish"
    RETIRE = "retire"


class ItemStepRefused(ItemBankError):
    """A version cannot take that step from where it is."""

    def __init__(self, state: ItemState, event: ItemEvent) -> None:
        super().__init__(f"an item version that is {state.value} has no step {event.value}")
        self.state = state
        self.event = event


_STEPS = {
    (ItemState.DRAFT, ItemEvent.SUBMIT): ItemState.IN_REVIEW,
    (ItemState.IN_REVIEW, ItemEvent.SEND_BACK): ItemState.DRAFT,
    (ItemState.IN_REVIEW, ItemEvent.APPROVE): ItemState.APPROVED,
    (ItemState.APPROVED, ItemEvent.REOPEN): ItemState.DRAFT,
    (ItemState.APPROVED, ItemEvent.PUBLISH): ItemState.PUBLISHED,
    (ItemState.APPROVED, ItemEvent.RETIRE): ItemState.RETIRED,
    (ItemState.PUBLISHED, ItemEvent.RETIRE): ItemState.RETIRED,
}


def transition(state: ItemState, event: ItemEvent) -> ItemState:
    """Give the state after the event; publishing what is published changes nothing.

    Raises:
        ItemStepRefused: naming both.
    """
    if (state, event) == (ItemState.PUBLISHED, ItemEvent.PUBLISH):
        return state
    try:
        return _STEPS[state, event]
    except KeyError:
        raise ItemStepRefused(state, event) from None


def list_events(state: ItemState) -> tuple[ItemEvent, ...]:
    """List the steps that a version can take from a state, in the order of the events."""
    return tuple(event for event in ItemEvent if (state, event) in _STEPS)
