"""Methods in which a panellist says one thing of the whole part: a bookmark, or what Beuk asks."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy.orm import Session

from scoring.analysis.standard_setting import Method
from testplatform.models.panels import Panel, PanelOpinion, PanelState
from testplatform.repositories.panels import find_opinion
from testplatform.services.panels.ratings import (
    NO,
    YES,
    PanelNotOpen,
    PercentRefused,
    get_judging_seat,
    hold_seat,
)
from testplatform.services.panels.setting_up import get_for_update, record


@dataclass(frozen=True, slots=True, kw_only=True)
class Opinion:
    """A bookmark's place in the booklet, or the percentages of the points and of who passes."""

    place: int | None = None
    score_percent: int | None = None
    pass_percent: int | None = None


def give_opinion(
    session: Session,
    panel_id: int,
    opinion: Opinion,
    *,
    round_number: int,
    staff_id: int,
    now: datetime,
) -> PanelOpinion:
    """Keep what a panellist says of the part, or change it while the round is open.

    Raises NotInPanel, PanelNotOpen, PercentRefused.
    """
    panel = get_for_update(session, panel_id, is_shared=True)
    seat = get_judging_seat(session, panel_id, staff_id)
    if panel.state is not PanelState.RATING or panel.round != round_number:
        raise PanelNotOpen
    if not is_asked(panel, opinion):
        raise PercentRefused
    hold_seat(session, seat)
    found = find_opinion(session, panellist_id=seat.id, round_number=panel.round)
    if found is None:
        found = PanelOpinion(panellist_id=seat.id, round=panel.round)
        session.add(found)
    found.place = opinion.place
    found.score_percent, found.pass_percent = opinion.score_percent, opinion.pass_percent
    found.given_at = now
    session.flush()
    record(session, panel, "panel opinion given", staff_id, now, {"round": panel.round})
    return found


def is_asked(panel: Panel, opinion: Opinion) -> bool:
    """Whether the method of the panel asks for that, within its bounds."""
    percents = (opinion.score_percent, opinion.pass_percent)
    if panel.method is Method.BOOKMARK:
        is_in_booklet = opinion.place is not None and 1 <= opinion.place <= len(panel.items)
        return is_in_booklet and percents == (None, None)
    if panel.method is Method.BEUK:
        are_percents = all(one is not None and NO <= one <= YES for one in percents)
        return opinion.place is None and are_percents
    return False
