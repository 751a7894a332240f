"""Panellists promise secrecy, judge items one by one while a round is open, and discuss after it.

Nobody but an invited panellist judges, and no item is shown before the promise or after the panel.
"""

from datetime import datetime

from sqlalchemy.orm import Session

from scoring.analysis.standard_setting import Method
from testplatform.errors import PlatformError
from testplatform.models.panels import (
    JudgementScale,
    Panel,
    PanelItem,
    Panellist,
    PanelNote,
    PanelRating,
    PanelState,
)
from testplatform.repositories.panels import find_rating, find_seat
from testplatform.services.panels.results import highest_on
from testplatform.services.panels.setting_up import (
    PanelFault,
    PanelRefused,
    clean,
    get_for_update,
    record,
)
from testplatform.services.panels.states import SHOWS_ITEMS

YES, NO = 100, 0


class NotInPanel(PlatformError):
    """Somebody who was not invited, or there is no such panel or item."""


class PanelNotOpen(PlatformError):
    """The panel shows no items now, or the round is another one than somebody judged in."""


class PercentRefused(PlatformError):
    """A judgement that the panel's scale does not have."""


def promise_secrecy(session: Session, panel_id: int, *, staff_id: int, now: datetime) -> None:
    """Keep that a panellist read what the panel is for. Raises NotInPanel, PanelNotOpen."""
    panel = _get_open(session, panel_id)
    seat = get_seat(session, panel_id, staff_id)
    if seat.begun_at is None:
        seat.begun_at = now
        session.flush()
        record(session, panel, "panellist promised secrecy", staff_id, now)


def get_seat(session: Session, panel_id: int, staff_id: int) -> Panellist:
    """The place of somebody in a panel. Raises NotInPanel."""
    found = find_seat(session, panel_id, staff_id)
    if found is None:
        raise NotInPanel
    return found


def get_judging_seat(session: Session, panel_id: int, staff_id: int) -> Panellist:
    """The place of somebody who may see the items now. Raises NotInPanel, PanelNotOpen."""
    seat = get_seat(session, panel_id, staff_id)
    if seat.panel.state not in SHOWS_ITEMS or seat.begun_at is None:
        raise PanelNotOpen
    return seat


def rate(
    session: Session,
    panel_id: int,
    position: int,
    *,
    percent: int,
    round_number: int,
    staff_id: int,
    now: datetime,
) -> PanelRating:
    """Keep a judgement, or change it while the round is open.

    Raises NotInPanel, PanelNotOpen, PercentRefused.
    """
    panel = _get_open(session, panel_id)
    seat = get_judging_seat(session, panel_id, staff_id)
    is_open = panel.state is PanelState.RATING and panel.round == round_number
    if panel.method is not Method.ANGOFF or not is_open:
        raise PanelNotOpen
    item = get_item(panel, position)
    if not is_on_scale(panel.scale, item, percent):
        raise PercentRefused
    hold_seat(session, seat)
    found = find_rating(session, panellist_id=seat.id, round_number=panel.round, item_id=item.id)
    if found is not None and found.percent == percent:
        return found
    if found is None:
        found = PanelRating(panellist_id=seat.id, round=panel.round, panel_item_id=item.id)
        session.add(found)
    found.percent, found.rated_at = percent, now
    session.flush()
    details = {"round": panel.round, "number": position}
    record(session, panel, "panel item judged", staff_id, now, details)
    return found


def write_note(
    session: Session, panel_id: int, position: int, *, body: str, staff_id: int, now: datetime
) -> PanelNote:
    """Write down what was said about an item, while the panel discusses.

    Who may is for the caller: an administrator, or a panellist with a seat. Raises NotInPanel,
    PanelNotOpen, PanelRefused.
    """
    panel = _get_open(session, panel_id)
    if panel.state is not PanelState.DISCUSSING:
        raise PanelNotOpen
    item = get_item(panel, position)
    written = clean(body)
    if not written:
        raise PanelRefused(PanelFault.NOTE_MISSING)
    note = PanelNote(
        panel_item_id=item.id,
        round=panel.round,
        body=written,
        written_by_id=staff_id,
        written_at=now,
    )
    session.add(note)
    session.flush()
    details = {"round": panel.round, "number": position}
    record(session, panel, "panel note written", staff_id, now, details)
    return note


def hold_seat(session: Session, seat: Panellist) -> None:
    """Let one judgement of a panellist at a time be kept: a script and a button can meet."""
    session.refresh(seat, ["begun_at"], with_for_update=True)


def is_on_scale(scale: JudgementScale, item: PanelItem, percent: int) -> bool:
    """Whether a panel with that scale can say so of an item."""
    is_of_two = scale is not JudgementScale.YES_NO or percent in (YES, NO)
    return is_of_two and NO <= percent <= highest_on(scale, item)


def get_item(panel: Panel, position: int) -> PanelItem:
    """The item at a place of the panel. Raises NotInPanel."""
    found = next((one for one in panel.items if one.position == position), None)
    if found is None:
        raise NotInPanel
    return found


def _get_open(session: Session, panel_id: int) -> Panel:
    """The panel, shared with other panellists but not with a step."""
    return get_for_update(session, panel_id, is_shared=True)
