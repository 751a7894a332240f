"""Who may do what with items: by role, and nobody approves what they wrote themselves."""

from collections.abc import Mapping
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from enum import StrEnum
from types import MappingProxyType

from itembank.lifecycle import ItemEvent, ItemState, list_events
from testplatform.models.staff import RoleName, Staff

WRITERS = frozenset({RoleName.AUTHOR, RoleName.ADMINISTRATOR})
REVIEWERS = frozenset({RoleName.REVIEWER, RoleName.ADMINISTRATOR})

# A version is published by a form alone: nobody does that by hand.
STEP_ROLES: Mapping[ItemEvent, frozenset[RoleName]] = MappingProxyType(
    {
        ItemEvent.SUBMIT: WRITERS,
        ItemEvent.SEND_BACK: REVIEWERS,
        ItemEvent.APPROVE: REVIEWERS,
        ItemEvent.REOPEN: WRITERS | REVIEWERS,
        ItemEvent.PUBLISH: frozenset(),
        ItemEvent.RETIRE: frozenset({RoleName.ADMINISTRATOR}),
    }
)


class StepRefusal(StrEnum):
    """Why somebody cannot take a step with a version."""

    NO_SUCH_STEP = "no_such_step"
    NOT_THEIR_ROLE = "not_their_role"
    OWN_WORK = "own_work"
    COMMENT_MISSING = "comment_missing"
    NOT_SOUND = "not_sound"
    CHANGED_MEANWHILE = "changed_meanwhile"
    NOT_NEWEST = "not_newest"


@dataclass(frozen=True, slots=True, kw_only=True)
class Colleague:
    """Somebody of staff as the item bank knows them."""

    staff_id: int
    roles: frozenset[RoleName]

    @property
    def actor(self) -> str:
        """Their name in the audit log."""
        return f"staff:{self.staff_id}"

    @property
    def may_write(self) -> bool:
        """Whether they make and change items."""
        return bool(self.roles & WRITERS)

    def may_take(self, event: ItemEvent) -> bool:
        """Whether one of their roles takes that step at all."""
        return bool(self.roles & STEP_ROLES[event])


def colleague_of(staff: Staff) -> Colleague:
    return Colleague(
        staff_id=staff.id, roles=frozenset(RoleName(role.name) for role in staff.roles)
    )


def find_step_refusal(
    state: ItemState, event: ItemEvent, colleague: Colleague, *, writers: AbstractSet[int]
) -> StepRefusal | None:
    """Say why somebody cannot take a step, or None; `writers` wrote in the version."""
    if event not in list_events(state):
        return StepRefusal.NO_SUCH_STEP
    if not colleague.may_take(event):
        return StepRefusal.NOT_THEIR_ROLE
    if event is ItemEvent.APPROVE and colleague.staff_id in writers:
        return StepRefusal.OWN_WORK
    return None


def needs_comment(event: ItemEvent) -> bool:
    """Whether a step says nothing without a comment: who gets work back must know why."""
    return event is ItemEvent.SEND_BACK
