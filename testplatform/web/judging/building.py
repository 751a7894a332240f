"""The pages of panellists. They see their own judgements, and others' only after a round."""

from collections.abc import Mapping

from flask import url_for
from sqlalchemy.orm import Session

from scoring.analysis.standard_setting import Method
from testplatform.models.panels import JudgementScale, PanelItem, Panellist, PanelState
from testplatform.repositories.panels import (
    list_notes,
    list_opinions,
    list_ratings,
    list_seats,
)
from testplatform.services.corrections import item_that_counts
from testplatform.services.panels.results import (
    MeasuredRound,
    difficulty_of,
    measure_rounds,
)
from testplatform.services.panels.setting_up import list_panel_items
from testplatform.services.panels.states import SHOWS_ITEMS
from testplatform.web.authoring.building.previews import describe_key
from testplatform.web.judging import wording
from testplatform.web.judging.attempt_building import describe_own_progress, list_attempt_rows
from testplatform.web.judging.forms import FORMS, ItemForm, MarksForm, OpinionForm, PromiseForm
from testplatform.web.judging.pages import (
    Feedback,
    ItemRow,
    JudgingItemPage,
    JudgingPage,
    OpinionRound,
    SeatRow,
    SeatsPage,
)
from testplatform.web.panels.drawing import draw_strip
from testplatform.web.panels.forms import NoteForm
from testplatform.web.panels.pages import Note
from testplatform.web.panels.wording import (
    STATES,
    describe_subject,
    say_level,
    say_number,
    say_opinion,
    say_percent,
    say_verdicts,
)
from testplatform.web.staff.dates import NOTHING
from testplatform.web.staff.pages import Link


def build_seats_page(session: Session, staff_id: int) -> SeatsPage:
    return SeatsPage(
        rows=tuple(
            SeatRow(
                panel=Link(
                    label=f"Panel {seat.panel.code}",
                    url=url_for("judging.panel", panel_id=seat.panel_id),
                ),
                subject=describe_subject(seat.panel),
                state=STATES[seat.panel.state],
                progress=describe_own_progress(session, seat),
            )
            for seat in list_seats(session, staff_id)
        )
    )


def build_judging_page(
    session: Session, seat: Panellist, *, promise_form: PromiseForm, opinion_form: OpinionForm
) -> JudgingPage:
    panel = seat.panel
    own = _own_ratings(session, seat)
    is_shown = panel.state in SHOWS_ITEMS and seat.begun_at is not None
    is_asked = (
        is_shown
        and panel.state is PanelState.RATING
        and not _is_by_item(seat)
        and not wording.judges_attempts(panel)
    )
    return JudgingPage(
        title=f"Panel {panel.code}",
        subject=describe_subject(panel),
        state=STATES[panel.state],
        description=panel.description,
        sees=wording.WHAT_YOU_SEE[wording.judges_attempts(panel)],
        question=wording.describe_question(panel),
        attempts=list_attempt_rows(session, seat) if is_shown else (),
        opinion_form=opinion_form,
        opinion_url=url_for("judging.give", panel_id=panel.id) if is_asked else None,
        is_bookmark=panel.method is Method.BOOKMARK,
        rounds=_list_opinion_rounds(session, seat) if is_shown else (),
        promise_form=promise_form,
        promise_url=url_for("judging.promise", panel_id=panel.id)
        if seat.begun_at is None and panel.closed_at is None
        else None,
        progress=describe_own_progress(session, seat),
        go_on=_go_on(seat, own) if is_shown else None,
        items=tuple(_row(seat, one, own) for one in panel.items) if is_shown else (),
        list_url=url_for("judging.seats"),
    )


def build_opinion_form(session: Session, seat: Panellist) -> OpinionForm:
    """The form with what was said in this round."""
    said = list_opinions(session, seat.panel_id).get(seat.panel.round, {}).get(seat.id)
    if said is None:
        return OpinionForm(data={"round": seat.panel.round})
    return OpinionForm(
        data={
            "round": seat.panel.round,
            "place": said.place,
            "score_percent": said.score_percent,
            "pass_percent": said.pass_percent,
        }
    )


def build_judgement_form(session: Session, seat: Panellist, item: PanelItem) -> ItemForm:
    """The form with what was judged in this round."""
    panel = seat.panel
    percent = _own_ratings(session, seat).get(panel.round, {}).get(item.id)
    form = FORMS[panel.scale](data={"round": panel.round, "percent": percent})
    if isinstance(form, MarksForm):
        form.marks = item.marks
    return form


def build_judging_item_page(
    session: Session, seat: Panellist, item: PanelItem, form: ItemForm, note_form: NoteForm
) -> JudgingItemPage:
    panel = seat.panel
    planned = next(one for at, one in list_panel_items(session, panel) if at is item)
    counted = item_that_counts(session, planned, panel.form.code)
    is_rating = panel.state is PanelState.RATING
    is_by_item = _is_by_item(seat)
    is_discussing = panel.state is PanelState.DISCUSSING
    return JudgingItemPage(
        title=f"Vraag {item.position} van {len(panel.items)}",
        question=wording.ask_of_item(panel, item),
        description=panel.description,
        preview_url=url_for("judging.preview", panel_id=panel.id, position=item.position),
        key=() if wording.judges_attempts(panel) else describe_key(counted, None),
        form=form,
        is_chance=panel.scale is JudgementScale.CHANCE,
        marks=item.marks if panel.scale is JudgementScale.MARKS else None,
        rate_url=_address(seat, item.position, "judging.rate_item")
        if is_rating and is_by_item
        else None,
        why_not=wording.explain_no_judgement(panel),
        bookmark_url=url_for("judging.give", panel_id=panel.id)
        if is_rating and panel.method is Method.BOOKMARK
        else None,
        round=panel.round,
        place=item.position,
        progress=describe_own_progress(session, seat),
        feedback=_list_feedback(session, seat, item),
        notes=tuple(
            Note(round=one.round, body=one.body, by="")
            for one in list_notes(session, panel.id).get(item.id, ())
        ),
        shows_notes=bool(_list_over(session, seat)),
        note_form=note_form,
        note_url=_address(seat, item.position, "judging.note") if is_discussing else None,
        panel=Link(label=f"Panel {panel.code}", url=url_for("judging.panel", panel_id=panel.id)),
        previous_url=_address(seat, item.position - 1),
        next_url=_address(seat, item.position + 1),
    )


def _list_feedback(session: Session, seat: Panellist, item: PanelItem) -> tuple[Feedback, ...]:
    """What was said of an item in rounds that are over, the newest first."""
    if not _is_by_item(seat):
        return ()
    ratings = list_ratings(session, seat.panel_id)
    return tuple(
        _feedback(seat, item, one, ratings.get(one.number, {}).get(seat.id, {}))
        for one in _list_over(session, seat)
    )


def _list_opinion_rounds(session: Session, seat: Panellist) -> tuple[OpinionRound, ...]:
    if _is_by_item(seat):
        return ()
    return tuple(
        OpinionRound(
            title=f"Ronde {one.number}",
            own=_say_own(one, seat),
            said=_say_of_panel(one),
            standard=NOTHING
            if one.result is None
            else f"{say_number(one.result.proposal.standard)} op {seat.panel.out_of} punten",
        )
        for one in _list_over(session, seat)
    )


def _say_own(measured: MeasuredRound, seat: Panellist) -> str:
    if seat.id in measured.opinions:
        return say_opinion(measured.opinions[seat.id])
    seen = measured.seen.get(seat.id)
    return NOTHING if seen is None else say_verdicts(seen.given.values())


def _say_of_panel(measured: MeasuredRound) -> tuple[str, ...]:
    """What everybody said, in an order that tells nothing of who."""
    opinions = (say_opinion(said) for said in measured.opinions.values())
    verdicts = (say_verdicts(one.given.values()) for one in measured.seen.values())
    return tuple(sorted((*opinions, *verdicts)))


def _list_over(session: Session, seat: Panellist) -> list[MeasuredRound]:
    """The rounds that are over, the newest first; the open one is nobody's business yet."""
    panel = seat.panel
    is_open = panel.state is PanelState.RATING
    rounds = reversed(measure_rounds(session, panel))
    return [one for one in rounds if one.number < panel.round or not is_open]


def _is_by_item(seat: Panellist) -> bool:
    return seat.panel.method is Method.ANGOFF


def _feedback(
    seat: Panellist, item: PanelItem, measured: MeasuredRound, own: Mapping[int, int]
) -> Feedback:
    spread = measured.spreads.get(item.id)
    share = difficulty_of(seat.panel, item)
    percent = own.get(item.id)
    return Feedback(
        title=f"Ronde {measured.number}",
        own=NOTHING if percent is None else wording.say_judgement(seat.panel.scale, percent),
        mean=NOTHING if spread is None else say_level(seat.panel.scale, spread.mean),
        strip=None if spread is None else draw_strip(spread, seat.panel.scale),
        difficulty=wording.NO_DIFFICULTY if share is None else say_percent(share),
    )


def _own_ratings(session: Session, seat: Panellist) -> dict[int, dict[int, int]]:
    """Round → item → what this panellist said."""
    ratings = list_ratings(session, seat.panel_id, panellist_id=seat.id)
    return {number: people.get(seat.id, {}) for number, people in ratings.items()}


def _go_on(seat: Panellist, own: Mapping[int, Mapping[int, int]]) -> Link | None:
    """The first item that waits for a judgement."""
    rated = own.get(seat.panel.round, {})
    waiting = [one.position for one in seat.panel.items if one.id not in rated]
    if seat.panel.state is not PanelState.RATING or not _is_by_item(seat) or not waiting:
        return None
    return Link(
        label=f"Ga verder met vraag {waiting[0]}",
        url=url_for("judging.item", panel_id=seat.panel_id, position=waiting[0]),
    )


def _row(seat: Panellist, item: PanelItem, own: Mapping[int, Mapping[int, int]]) -> ItemRow:
    percent = own.get(seat.panel.round, {}).get(item.id)
    said = "" if percent is None else wording.say_judgement(seat.panel.scale, percent)
    return ItemRow(
        item=Link(
            label=f"Vraag {item.position}",
            url=url_for("judging.item", panel_id=seat.panel_id, position=item.position),
        ),
        judgement=said,
    )


def _address(seat: Panellist, position: int, endpoint: str = "judging.item") -> str | None:
    if not 1 <= position <= len(seat.panel.items):
        return None
    return url_for(endpoint, panel_id=seat.panel_id, position=position)
