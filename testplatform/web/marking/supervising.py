"""Build the page on which administrators see how rating goes."""

from datetime import datetime, timedelta

from flask import url_for
from sqlalchemy.orm import Session

from testplatform.models.ratings import RatingCorrection, RatingFlag, RatingSlot, RatingTask
from testplatform.repositories.ratings import (
    count_open_tasks,
    list_flags,
    list_open_corrections,
    list_open_tasks,
)
from testplatform.services.ratings.figures import (
    WaitingFigures,
    measure_assessors,
    measure_rubrics,
    measure_waiting,
)
from testplatform.web.marking.supervision_pages import (
    FlagRow,
    OpenRow,
    PlaceView,
    SupervisionPage,
)
from testplatform.web.marking.wording import FLAG_BADGES, STATES
from testplatform.web.staff.building import ROWS_PER_PAGE, build_paging
from testplatform.web.staff.dates import NOTHING, format_instant
from testplatform.web.staff.pages import Badge, Link, Tone

FREE = Badge(word="vrij", tone=Tone.NEUTRAL)
BUSY = Badge(word="bezig", tone=Tone.ACTIVE)
RUN_OUT = Badge(word="tijd verstreken", tone=Tone.WARNING)
DONE = Badge(word="beoordeeld", tone=Tone.GOOD)


def build_supervision_page(session: Session, *, number: int, now: datetime) -> SupervisionPage:
    paging = build_paging(
        count_open_tasks(session),
        number,
        lambda page: url_for("rating_supervision.overview", page=page),
    )
    tasks = list_open_tasks(session, offset=paging.offset, limit=ROWS_PER_PAGE)
    return SupervisionPage(
        facts=_list_facts(measure_waiting(session)),
        flags=tuple(_flag_row(flag) for flag in list_flags(session)),
        corrections=tuple(_correction(one) for one in list_open_corrections(session)),
        rows=tuple(_open_row(task, now) for task in tasks),
        paging=paging,
        assessors=tuple(measure_assessors(session)),
        rubrics=tuple(measure_rubrics(session)),
    )


def _list_facts(waiting: WaitingFigures) -> tuple[tuple[str, str], ...]:
    return (
        ("Afnames die wachten", str(waiting.attempts)),
        ("Antwoorden die wachten", str(waiting.responses)),
        ("Waarvan bij een derde", str(waiting.thirds)),
        ("Langst wachtende ingediend op", format_instant(waiting.oldest)),
        ("Van indienen tot beoordeeld (mediaan)", describe_duration(waiting.usual)),
    )


def describe_duration(taken: timedelta | None) -> str:
    """A time as it is said: "3 dagen en 4 uur", "2 uur", "minder dan een uur"."""
    if taken is None:
        return NOTHING
    hours = int(taken.total_seconds()) // 3600
    days, rest = divmod(hours, 24)
    said = [f"{days} {'dag' if days == 1 else 'dagen'}"] if days else []
    said += [f"{rest} uur"] if rest else []
    return " en ".join(said) or "minder dan een uur"


def _open_row(task: RatingTask, now: datetime) -> OpenRow:
    return OpenRow(
        code=task.code,
        url=_url(task.id),
        attempt=_link(task),
        state=STATES[task.state],
        handed_in=task.attempt.submitted_at,
        places=tuple(_place(slot, now) for slot in task.slots),
    )


def _flag_row(flag: RatingFlag) -> FlagRow:
    return FlagRow(
        code=flag.task.code,
        attempt=_link(flag.task),
        kind=FLAG_BADGES[flag.kind],
        note=flag.note,
        raised_by=flag.raised_by.display_name,
        raised_at=flag.raised_at,
        close_url=url_for("rating_supervision.close", flag_id=flag.id),
    )


def _correction(correction: RatingCorrection) -> Link:
    label = f"Beoordeling {correction.rating.number} van ANT-{correction.rating.task_id}"
    return Link(label=label, url=_url(correction.rating.task_id))


def _url(task_id: int) -> str:
    return url_for("rating_corrections.task", task_id=task_id)


def _link(task: RatingTask) -> Link:
    public_id = task.attempt.public_id
    return Link(label="Afname", url=url_for("administration.attempt", public_id=public_id))


def _place(slot: RatingSlot, now: datetime) -> PlaceView:
    if slot.assessor is None or slot.claimed_at is None or slot.expires_at is None:
        return PlaceView(text=f"{slot.number}", badge=FREE, release_url=None)
    who = f"{slot.number}: {slot.assessor.display_name}"
    if slot.rated_at is not None:
        return PlaceView(text=who, badge=DONE, release_url=None)
    return PlaceView(
        text=f"{who}, sinds {format_instant(slot.claimed_at)}",
        badge=RUN_OUT if slot.expires_at <= now else BUSY,
        release_url=url_for(
            "rating_supervision.release_place", task_id=slot.task_id, number=slot.number
        ),
    )
