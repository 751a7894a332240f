"""The drawing of the attempt and its code have the same states and steps, both ways."""

import re
from pathlib import Path

from testplatform.errors import TransitionRefused
from testplatform.models.attempts import AttemptState
from testplatform.services.attempt_states import AttemptEvent, transition

_DRAWING = Path(__file__).parents[3] / "docs" / "state-machines" / "attempt.md"
_MERMAID = re.compile(r"^```mermaid\nstateDiagram-v2\n(.*?)^```$", re.MULTILINE | re.DOTALL)
_ARROW = re.compile(r"^\s*(\S+) --> (\w+|\[\*\])(?:: (\w+))?$")
_OUTSIDE = "[*]"

Step = tuple[str, str, str | None]


class TestDrawingOfTheAttempt:
    def test_has_the_steps_of_the_code_and_no_others(self) -> None:
        drawn = {step for step in _drawn_steps() if _OUTSIDE not in step}

        assert drawn == _steps_of_the_code()

    def test_has_every_state_and_no_other(self) -> None:
        drawn = {end for before, after, _ in _drawn_steps() for end in (before, after)}

        assert drawn - {_OUTSIDE} == set(AttemptState)

    def test_begins_and_ends_where_the_code_does(self) -> None:
        steps = _steps_of_the_code()
        first = set(AttemptState) - {after for _, after, _ in steps}
        last = set(AttemptState) - {before for before, _, _ in steps}

        outside = {
            (before, after) for before, after, _ in _drawn_steps() if _OUTSIDE in {before, after}
        }

        assert outside == {(_OUTSIDE, s) for s in first} | {(s, _OUTSIDE) for s in last}


def _drawn_steps() -> list[Step]:
    """Every line of the drawing as (from, to, event); a line that is no arrow is an error."""
    drawing = _MERMAID.search(_DRAWING.read_text(encoding="utf-8"))
    assert drawing is not None
    arrows = [_ARROW.match(line) for line in drawing[1].splitlines()]
    assert None not in arrows
    return [(found[1], found[2], found[3]) for found in arrows if found is not None]


def _steps_of_the_code() -> set[Step]:
    """What `transition` lets happen, asked for every state and event."""
    return {
        (state.value, after.value, event.value)
        for state in AttemptState
        for event in AttemptEvent
        if (after := _after(state, event)) is not None
    }


def _after(state: AttemptState, event: AttemptEvent) -> AttemptState | None:
    try:
        return transition(state, event)
    except TransitionRefused:
        return None
