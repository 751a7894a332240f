"""The use of read-aloud in a form as a file for a spreadsheet: numbers only, nobody's."""

from collections.abc import Iterator

from sqlalchemy.orm import Session

from itembank.items import PRACTICE_PART
from itembank.languages import get_language
from testplatform.repositories.forms import FormPlan, PlannedItem, get_form_plan
from testplatform.repositories.listening import (
    SegmentUse,
    count_listening,
    count_started_attempts,
)
from testplatform.web.staff.spreadsheets import write_rows
from testplatform.web.staff.wording import describe_part

MATERIAL = "stimulus-media"
BY_CANDIDATE = ("button", "all", "again", "")
BY_SCREEN = "screen"
AFTER_ANSWER = "chosen"

HEADINGS = (
    "testversie",
    "taal",
    "deel",
    "plaats",
    "vraag",
    "tekst",
    "gestarte afnames",
    "afnames met geluid",
    "keer afgespeeld",
    "zelf gekozen",
    "door het scherm",
    "na een antwoord",
)

_NEVER = SegmentUse(attempts=0, times={})


def export_use(session: Session, form_id: int) -> bytes:
    """A row for each text of each question, in every language in which the form was begun."""
    plan = get_form_plan(session, form_id)
    used = count_listening(session, form_id)
    started = count_started_attempts(session, form_id)
    rows = (
        _cells(plan, planned, tag, started[tag], segment, used.get((tag, planned.ref, segment)))
        for tag in sorted(started)
        for planned, segment in _list_segments(plan, tag)
    )
    return write_rows(HEADINGS, rows)


def _list_segments(plan: FormPlan, language: str) -> Iterator[tuple[PlannedItem, str]]:
    by_ref: dict[str, list[str]] = {}
    for segment in plan.segments_in(language):
        by_ref.setdefault(segment.ref, []).append(segment.segment_id)
    for planned in plan.items:
        if planned.part == PRACTICE_PART:
            continue
        yield from ((planned, segment) for segment in by_ref.get(planned.ref, ()))
        stimulus = planned.item.stimulus
        if stimulus is not None and (stimulus.audio or stimulus.video):
            yield planned, MATERIAL


def _cells(
    plan: FormPlan,
    planned: PlannedItem,
    language: str,
    started: int,
    segment: str,
    use: SegmentUse | None,
) -> tuple[str, ...]:
    use = use or _NEVER
    numbers = (
        started,
        use.attempts,
        sum(use.times.values()),
        sum(use.times.get(by, 0) for by in BY_CANDIDATE),
        use.times.get(BY_SCREEN, 0),
        use.times.get(AFTER_ANSWER, 0),
    )
    return (
        f"{plan.code} {plan.version}",
        get_language(language).dutch_name,
        describe_part(plan.programme.code, planned.part),
        planned.ref,
        planned.item.code,
        segment,
        *(str(number) for number in numbers),
    )
