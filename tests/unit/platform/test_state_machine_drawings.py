"""Each drawing of a state machine and its code have the same states and steps, both ways."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import Any

import pytest

from itembank import lifecycle
from itembank.lifecycle import ItemEvent, ItemState, ItemStepRefused
from testplatform.errors import TransitionRefused
from testplatform.models.appeals import AppealState
from testplatform.models.attempts import AttemptState
from testplatform.models.cut_scores import ProposalState
from testplatform.models.ratings import RatingTaskState
from testplatform.services import appeal_states, attempt_states, proposal_states
from testplatform.services.appeal_states import AppealEvent
from testplatform.services.attempt_states import AttemptEvent
from testplatform.services.proposal_states import ProposalEvent
from testplatform.services.ratings import states as rating_states
from testplatform.services.ratings.states import RatingEvent

_FOLDER = Path(__file__).parents[3] / "docs" / "state-machines"
_MERMAID = re.compile(r"^```mermaid\nstateDiagram-v2\n(.*?)^```$", re.MULTILINE | re.DOTALL)
_ARROW = re.compile(r"^\s*(\S+) --> (\w+|\[\*\])(?:: (\w+))?$")
_OUTSIDE = "[*]"

Step = tuple[str, str, str | None]


@dataclass(frozen=True, slots=True, kw_only=True)
class Machine:
    """A state machine: its drawing, and the function that takes its steps."""

    drawing: str
    first: str
    states: type[StrEnum]
    events: type[StrEnum]
    transition: Callable[[Any, Any], StrEnum]
    refusal: type[Exception]

    def drawn_steps(self) -> list[Step]:
        """Every line of the drawing as (from, to, event); a line that is no arrow is an error."""
        drawing = _MERMAID.search((_FOLDER / self.drawing).read_text(encoding="utf-8"))
        assert drawing is not None
        arrows = [_ARROW.match(line) for line in drawing[1].splitlines()]
        assert None not in arrows
        return [(found[1], found[2], found[3]) for found in arrows if found is not None]

    def steps_of_the_code(self) -> set[Step]:
        """What the code lets happen, asked for every state and event."""
        return {
            (state.value, after.value, event.value)
            for state in self.states
            for event in self.events
            if (after := self._after(state, event)) is not None
        }

    def _after(self, state: StrEnum, event: StrEnum) -> StrEnum | None:
        try:
            return self.transition(state, event)
        except self.refusal:
            return None


APPEAL = Machine(
    drawing="appeal.md",
    first="received",
    states=AppealState,
    events=AppealEvent,
    transition=appeal_states.transition,
    refusal=TransitionRefused,
)
ATTEMPT = Machine(
    drawing="attempt.md",
    first="ready",
    states=AttemptState,
    events=AttemptEvent,
    transition=attempt_states.transition,
    refusal=TransitionRefused,
)
CUT_SCORE_PROPOSAL = Machine(
    drawing="cut-score-proposal.md",
    first="proposed",
    states=ProposalState,
    events=ProposalEvent,
    transition=proposal_states.transition,
    refusal=TransitionRefused,
)
ITEM_VERSION = Machine(
    drawing="item-version.md",
    first="draft",
    states=ItemState,
    events=ItemEvent,
    transition=lifecycle.transition,
    refusal=ItemStepRefused,
)

RATING_TASK = Machine(
    drawing="rating-task.md",
    first="rating",
    states=RatingTaskState,
    events=RatingEvent,
    transition=rating_states.transition,
    refusal=TransitionRefused,
)


@pytest.mark.parametrize(
    "machine",
    [APPEAL, ATTEMPT, CUT_SCORE_PROPOSAL, ITEM_VERSION, RATING_TASK],
    ids=lambda one: one.drawing,
)
class TestDrawing:
    def test_has_the_steps_of_the_code_and_no_others(self, machine: Machine) -> None:
        drawn = {step for step in machine.drawn_steps() if _OUTSIDE not in step}

        assert drawn == machine.steps_of_the_code()

    def test_has_every_state_and_no_other(self, machine: Machine) -> None:
        drawn = {end for before, after, _ in machine.drawn_steps() for end in (before, after)}

        assert drawn - {_OUTSIDE} == {state.value for state in machine.states}

    def test_begins_and_ends_where_the_code_does(self, machine: Machine) -> None:
        states = {state.value for state in machine.states}
        moves = {
            (before, after) for before, after, _ in machine.steps_of_the_code() if before != after
        }
        last = states - {before for before, _ in moves}

        outside = {
            (before, after)
            for before, after, _ in machine.drawn_steps()
            if _OUTSIDE in {before, after}
        }

        assert outside == {(_OUTSIDE, machine.first)} | {(s, _OUTSIDE) for s in last}
