"""A panel is set up for one part of a published form, and people are invited to it.

What a panel was set up with never changes: judgements are about these items and this description.
"""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from sqlalchemy.orm import Session

from itembank.items import PRACTICE_PART
from itembank.own_words import takes_own_words
from itembank.programmes import Scheme, get_programme
from scoring.analysis.standard_setting import VERDICTS, Method
from testplatform.errors import PlatformError
from testplatform.models.forms import Form
from testplatform.models.panels import (
    JudgementScale,
    Panel,
    PanelItem,
    Panellist,
    PanelResultCount,
    PanelState,
)
from testplatform.repositories.forms import FormPlan, PlannedItem, get_form_plan
from testplatform.repositories.panels import (
    LARGEST_NUMBER,
    Difficulty,
    count_points,
    list_form_items,
    list_invitable,
    measure_difficulty,
)
from testplatform.repositories.rescoring import is_leaving_out
from testplatform.services.audit import record_event
from testplatform.services.corrections import hold_corrections, list_left_out
from testplatform.services.panels.results import FEWEST_ATTEMPTS, has_known_difficulty
from testplatform.services.panels.sampling import (
    FEWEST_JUDGED,
    MOST_JUDGED,
    Period,
    draw,
    find_attempts,
)

LONGEST_TEXT = 4_000
FEWEST_PANELLISTS = 2
MOST_MARKS = 10
"""Of one item in an Angoff of expected marks; more is not judged in tenths as one judgement."""


class PanelFault(StrEnum):
    """What keeps a panel from being set up or from going on."""

    FORM_UNKNOWN = "form_unknown"
    NO_CUT_SCORES = "no_cut_scores"
    MOMENT_UNKNOWN = "moment_unknown"
    PART_UNKNOWN = "part_unknown"
    RATED_ITEMS = "rated_items"
    SEVERAL_MARKS = "several_marks"
    MARKS_ASKED = "marks_asked"
    TOO_MANY_MARKS = "too_many_marks"
    OWN_WORDS = "own_words"
    PERIOD_MISSING = "period_missing"
    NUMBER_REFUSED = "number_refused"
    TOO_FEW_ATTEMPTS = "too_few_attempts"
    DESCRIPTION_MISSING = "description_missing"
    NO_DIFFICULTY = "no_difficulty"
    NO_RESULTS = "no_results"
    CORRECTION_RUNS = "correction_runs"
    NOT_INVITABLE = "not_invitable"
    BEGUN_ALREADY = "begun_already"
    TOO_FEW_PANELLISTS = "too_few_panellists"
    TOO_FEW_COMPLETE = "too_few_complete"
    NOTE_MISSING = "note_missing"
    NO_STANDARD = "no_standard"
    NO_CUT_SCORES_YET = "no_cut_scores_yet"
    PROPOSAL_WAITS = "proposal_waits"


@dataclass(eq=False)
class PanelRefused(PlatformError):
    """What was asked of a panel cannot be; nothing changed."""

    fault: PanelFault


@dataclass(frozen=True, slots=True, kw_only=True)
class NewPanel:
    """What a panel is set up with."""

    form_id: int
    part: str
    moment: str
    method: Method
    scale: JudgementScale
    description: str
    shows_difficulty: bool
    period: Period | None = None


def create_panel(session: Session, new: NewPanel, *, created_by_id: int, now: datetime) -> Panel:
    """Set a panel up, with the difficulty of its items as it is today.

    Items that a correction left out (rule 8.3) count for nobody, so nobody judges them. While one
    is being written some points are still of before it, so a panel waits.

    Raises PanelRefused.
    """
    form = session.get(Form, min(new.form_id, LARGEST_NUMBER))
    if form is None or form.withdrawn_at is not None:
        raise PanelRefused(PanelFault.FORM_UNKNOWN)
    plan = get_form_plan(session, form.id)
    hold_corrections(session)
    left_out = list_left_out(session, plan)
    planned = _check(plan, new, left_out)
    if is_leaving_out(session, left_out, plan.code):
        raise PanelRefused(PanelFault.CORRECTION_RUNS)
    panel = Panel(
        form_id=form.id,
        part=new.part,
        moment=new.moment,
        method=new.method,
        scale=new.scale,
        description=clean(new.description),
        shows_difficulty=new.shows_difficulty,
        state=PanelState.PREPARING,
        round=0,
        created_by_id=created_by_id,
        created_at=now,
    )
    ids = list_form_items(session, form.id)
    measured = measure_difficulty(session, form.id)
    items = [_place(ids[one.ref], one, measured.get(one.item_version_id)) for one in planned]
    panel.results = [
        PanelResultCount(points=points, attempts=number)
        for points, number in sorted(count_points(session, form.id, new.part).items())
    ]
    panel.items = _put_in_order(panel, items)
    if new.method in VERDICTS:
        _draw_attempts(session, panel, new.period)
    session.add(panel)
    session.flush()
    record(session, panel, "panel set up", created_by_id, now, {"form": form.code})
    return panel


def invite(
    session: Session, panel_id: int, staff_id: int, *, invited_by_id: int, now: datetime
) -> Panellist:
    """Ask somebody with the role to the panel, until its first round ends. Raises PanelRefused."""
    panel = get_for_update(session, panel_id)
    if panel.round > 1 or panel.state not in (PanelState.PREPARING, PanelState.RATING):
        raise PanelRefused(PanelFault.BEGUN_ALREADY)
    if staff_id not in {one.id for one in list_invitable(session, panel_id)}:
        raise PanelRefused(PanelFault.NOT_INVITABLE)
    panellist = Panellist(
        panel_id=panel_id, staff_id=staff_id, invited_by_id=invited_by_id, invited_at=now
    )
    session.add(panellist)
    session.flush()
    details = {"by": f"staff:{staff_id}"}
    record(session, panel, "panellist invited", invited_by_id, now, details)
    return panellist


def uninvite(
    session: Session, panel_id: int, panellist_id: int, *, staff_id: int, now: datetime
) -> None:
    """Take an invitation back, before the first round. Raises PanelRefused."""
    panel = get_for_update(session, panel_id)
    if panel.state is not PanelState.PREPARING:
        raise PanelRefused(PanelFault.BEGUN_ALREADY)
    found = session.get(Panellist, min(panellist_id, LARGEST_NUMBER))
    if found is None or found.panel_id != panel_id:
        raise PanelRefused(PanelFault.NOT_INVITABLE)
    details = {"by": f"staff:{found.staff_id}"}
    session.delete(found)
    session.flush()
    record(session, panel, "panellist uninvited", staff_id, now, details)


def list_panel_items(session: Session, panel: Panel) -> list[tuple[PanelItem, PlannedItem]]:
    """The items of a panel in its order, each with what is asked."""
    plan = get_form_plan(session, panel.form_id)
    refs = {form_item: ref for ref, form_item in list_form_items(session, panel.form_id).items()}
    return [(one, plan.items_by_ref[refs[one.form_item_id]]) for one in panel.items]


def list_items_left_out(session: Session, panel: Panel) -> list[PlannedItem]:
    """The items of the part that counted for nobody any more when the panel was set up."""
    judged = {planned.ref for _, planned in list_panel_items(session, panel)}
    plan = get_form_plan(session, panel.form_id)
    return [one for one in plan.scored_items if one.part == panel.part and one.ref not in judged]


def get_for_update(session: Session, panel_id: int, *, is_shared: bool = False) -> Panel:
    """The panel, locked: alone for a step, shared for what only must not meet a step."""
    lock = {"read": is_shared}
    return session.get_one(Panel, panel_id, with_for_update=lock, populate_existing=True)


def record(
    session: Session,
    panel: Panel,
    action: str,
    staff_id: int,
    now: datetime,
    details: Mapping[str, str | int] | None = None,
) -> None:
    """Leave a trace of what happened to a panel."""
    record_event(
        session,
        actor=f"staff:{staff_id}",
        action=action,
        subject=f"panel:{panel.id}",
        now=now,
        details=details,
    )


def clean(text: str) -> str:
    return text.replace("\0", "").strip()[:LONGEST_TEXT]


def _check(plan: FormPlan, new: NewPanel, left_out: Collection[int]) -> list[PlannedItem]:
    """The items that are judged."""
    programme = get_programme(plan.programme.code)
    if programme.scheme is not Scheme.CUT_SCORES:
        raise PanelRefused(PanelFault.NO_CUT_SCORES)
    if new.moment not in {moment.code for moment in programme.moments}:
        raise PanelRefused(PanelFault.MOMENT_UNKNOWN)
    planned = [
        one
        for one in plan.scored_items
        if one.part == new.part and one.item_version_id not in left_out
    ]
    if new.part == PRACTICE_PART or not planned:
        raise PanelRefused(PanelFault.PART_UNKNOWN)
    _check_marks(planned, new)
    if new.method in VERDICTS and any(takes_own_words(one.item) for one in planned):
        raise PanelRefused(PanelFault.OWN_WORDS)
    if not clean(new.description):
        raise PanelRefused(PanelFault.DESCRIPTION_MISSING)
    return planned


def _check_marks(planned: list[PlannedItem], new: NewPanel) -> None:
    """Refuse what does not add up: chances of single marks (rule 9.4) or expected ones (9.13)."""
    marks = [_marks_of(one) for one in planned]
    if any(worth is None for worth in marks):
        raise PanelRefused(PanelFault.RATED_ITEMS)
    most = max(worth or 0 for worth in marks)
    if new.method is Method.BOOKMARK and most > 1:
        raise PanelRefused(PanelFault.SEVERAL_MARKS)
    if new.method is Method.ANGOFF and most > 1 and new.scale is not JudgementScale.MARKS:
        raise PanelRefused(PanelFault.MARKS_ASKED)
    if new.method is Method.ANGOFF and most > MOST_MARKS:
        raise PanelRefused(PanelFault.TOO_MANY_MARKS)


def _marks_of(planned: PlannedItem) -> int | None:
    """What an item is worth; None where no key says it in whole marks."""
    award = planned.item.body.award(planned.item.body.empty_response())
    is_whole = award is not None and award.out_of == int(award.out_of)
    return int(award.out_of) if award is not None and is_whole else None


def _draw_attempts(session: Session, panel: Panel, period: Period | None) -> None:
    """Choose the attempts that the panel judges. Raises PanelRefused."""
    if period is None or period.first_day > period.last_day:
        raise PanelRefused(PanelFault.PERIOD_MISSING)
    if not FEWEST_JUDGED <= period.number <= MOST_JUDGED:
        raise PanelRefused(PanelFault.NUMBER_REFUSED)
    found = find_attempts(session, panel, period)
    if len(found) < max(FEWEST_ATTEMPTS, period.number):
        raise PanelRefused(PanelFault.TOO_FEW_ATTEMPTS)
    draw(panel, period, found)


def _put_in_order(panel: Panel, items: list[PanelItem]) -> list[PanelItem]:
    """Number the items: as in the form, or as in a booklet from easy to hard. Raises PanelRefused.

    What a method cannot do without must be there: known difficulties, or enough results.
    """
    if panel.method is Method.BOOKMARK:
        if not all(has_known_difficulty(one) for one in items):
            raise PanelRefused(PanelFault.NO_DIFFICULTY)
        items = sorted(items, key=lambda one: -(one.share or 0))
    if panel.method is Method.BEUK and sum(one.attempts for one in panel.results) < FEWEST_ATTEMPTS:
        raise PanelRefused(PanelFault.NO_RESULTS)
    for position, item in enumerate(items, start=1):
        item.position = position
    return items


def _place(form_item_id: int, planned: PlannedItem, measured: Difficulty | None) -> PanelItem:
    return PanelItem(
        form_item_id=form_item_id,
        marks=_marks_of(planned),
        attempts=0 if measured is None else measured.attempts,
        share=None if measured is None else measured.share,
    )
