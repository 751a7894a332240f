"""The items of a form and the screens beside its languages, on the screen and as a file."""

from collections import Counter
from collections.abc import Iterable, Mapping

from flask import request, url_for
from sqlalchemy.orm import Session

from itembank.languages import get_language
from itembank.readaloud import SegmentState
from testplatform.models.forms import Form
from testplatform.repositories.forms import FormPlan, PlannedItem, get_form_plan
from testplatform.services.read_aloud.coverage import list_form_segments, list_screen_coverage
from testplatform.services.read_aloud.offering import list_counted_languages
from testplatform.services.read_aloud.requesting import find_language_voice
from testplatform.services.read_aloud.screens import SCREENS, list_screen_segments
from testplatform.web.read_aloud.production.building import build_heading
from testplatform.web.read_aloud.production.pages import Cell, ItemRow, MatrixPage
from testplatform.web.read_aloud.production.wording import (
    NO_TEXT,
    SCREENS_EXPLAINED,
    SCREENS_NAME,
    SEGMENT_STATES,
    count_states_in_words,
    describe_segment_states,
)
from testplatform.web.staff.building import build_language_name, build_options, read_member
from testplatform.web.staff.spreadsheets import write_rows
from testplatform.web.staff.wording import describe_part

Numbers = Mapping[str, Counter[SegmentState]]  # ref → how many segments are in each state


def build_matrix_page(session: Session, form: Form) -> MatrixPage:
    plan = get_form_plan(session, form.id)
    wanted = list_counted_languages(session, form.id)
    asked = _read_language(wanted)
    state = read_member(SegmentState, "state")
    tags = wanted if asked is None else (asked,)
    found = {tag: _count(session, form, plan, tag) for tag in tags}
    return MatrixPage(
        form=build_heading(form),
        languages=build_options({tag: get_language(tag).dutch_name for tag in wanted}, asked),
        states=build_options({one.value: SEGMENT_STATES[one].word for one in SegmentState}, state),
        columns=tuple(build_language_name(tag) for tag in tags),
        rows=tuple(
            row
            for row in (
                *(_item_row(form, plan, planned, found) for planned in plan.items),
                _screens_row(found),
            )
            if state is None or _has(found, row.ref, state)
        ),
        is_filtered=asked is not None or state is not None,
        all_url=url_for("read_aloud_production.matrix", form_id=form.id),
        export_url=url_for(
            "read_aloud_production.matrix_file",
            form_id=form.id,
            language=asked,
            state=None if state is None else state.value,
        ),
    )


def export_matrix(session: Session, form: Form) -> bytes:
    """A row per item and language with how many segments are in each state."""
    plan = get_form_plan(session, form.id)
    wanted = list_counted_languages(session, form.id)
    asked = _read_language(wanted)
    state = read_member(SegmentState, "state")
    headings = ("vraag", "code", "deel", "taal", *(one.word for one in SEGMENT_STATES.values()))
    return write_rows(
        headings,
        (
            row
            for tag in (wanted if asked is None else (asked,))
            for row in _file_rows(form, plan, tag, _count(session, form, plan, tag), state)
        ),
    )


def _file_rows(
    form: Form, plan: FormPlan, tag: str, numbers: Numbers, state: SegmentState | None
) -> Iterable[tuple[str, ...]]:
    for planned in plan.items:
        counted = numbers.get(planned.ref, Counter())
        if state is None or counted[state]:
            yield (
                planned.ref,
                planned.item.code,
                describe_part(form.programme, planned.part),
                get_language(tag).dutch_name,
                *(str(counted[one]) for one in SEGMENT_STATES),
            )
    counted = numbers.get(SCREENS, Counter())
    if counted and (state is None or counted[state]):
        name = get_language(tag).dutch_name
        yield ("", SCREENS_NAME, "", name, *(str(counted[one]) for one in SEGMENT_STATES))


def _read_language(wanted: tuple[str, ...]) -> str | None:
    asked = request.args.get("language", "")
    return asked if asked in wanted else None


def _count(session: Session, form: Form, plan: FormPlan, tag: str) -> Numbers:
    """How far the segments of each item and of the screens are.

    Without texts, all that the source has is missing.
    """
    has_voice = find_language_voice(session, tag, form.stakes) is not None
    screens = list_screen_coverage(session, tag, form.stakes, has_voice=has_voice)
    numbers = {SCREENS: Counter(one.state for one in screens)}
    if not plan.can_show(tag):
        for segment in plan.segments_in(plan.source_language):
            numbers.setdefault(segment.ref, Counter())[SegmentState.MISSING] += 1
        return numbers
    found = list_form_segments(session, form.id, tag, has_voice=has_voice)
    for segment, covered in zip(plan.segments_in(tag), found, strict=True):
        numbers.setdefault(segment.ref, Counter())[covered.state] += 1
    return numbers


def _has(found: Mapping[str, Numbers], ref: str, state: SegmentState) -> bool:
    return any(numbers.get(ref, Counter())[state] for numbers in found.values())


def _item_row(
    form: Form, plan: FormPlan, planned: PlannedItem, found: Mapping[str, Numbers]
) -> ItemRow:
    return ItemRow(
        ref=planned.ref,
        code=planned.item.code,
        part=describe_part(form.programme, planned.part),
        prompt=planned.item.prompt,
        cells=tuple(
            _cell(planned.item.code, tag, numbers.get(planned.ref), has_texts=plan.can_show(tag))
            for tag, numbers in found.items()
        ),
    )


def _screens_row(found: Mapping[str, Numbers]) -> ItemRow:
    return ItemRow(
        ref=SCREENS,
        code=SCREENS_NAME,
        part="",
        prompt=SCREENS_EXPLAINED,
        cells=tuple(
            _cell(
                SCREENS_NAME, tag, numbers.get(SCREENS), has_texts=bool(list_screen_segments(tag))
            )
            for tag, numbers in found.items()
        ),
    )


def _cell(code: str, tag: str, counted: Counter[SegmentState] | None, *, has_texts: bool) -> Cell:
    states = counted or Counter()
    badge = describe_segment_states(states) if has_texts else NO_TEXT
    words = count_states_in_words(states) if has_texts else badge.word
    name = get_language(tag).dutch_name
    return Cell(badge=badge, sentence=f"{code}, {name}: {words or badge.word}")
