"""Panellists look at attempts and judge them, blind: answers and nothing else.

Whoever looks leaves a trace before anything is shown. No points, key, name, file number, place,
day or language goes with the answers.
"""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy.orm import Session

from itembank.items import Item, source_texts
from itembank.texts import PROMPT
from scoring.analysis.standard_setting import VERDICTS, Verdict
from testplatform.models.attempts import Attempt
from testplatform.models.panels import (
    Panel,
    PanelAttempt,
    Panellist,
    PanelState,
    PanelVerdict,
)
from testplatform.repositories.journal import fold_journal
from testplatform.repositories.panel_attempts import find_verdict, was_shown
from testplatform.services.panels.ratings import (
    NotInPanel,
    PanelNotOpen,
    PercentRefused,
    get_judging_seat,
    hold_seat,
)
from testplatform.services.panels.setting_up import get_for_update, list_panel_items, record


class AttemptNotOpened(PanelNotOpen):
    """Somebody asks for an attempt that they did not open, which would leave no trace."""


@dataclass(frozen=True, slots=True, kw_only=True)
class BlindAnswer:
    """An item and what was answered; `offered` is what the item says beside its prompt."""

    position: int
    prompt: str
    offered: tuple[str, ...]
    lines: tuple[str, ...]


def open_attempt(
    session: Session,
    panel_id: int,
    position: int,
    *,
    round_number: int,
    staff_id: int,
    now: datetime,
) -> PanelVerdict:
    """Let a panellist look at an attempt in the open round; the first time leaves a trace.

    Raises NotInPanel, PanelNotOpen.
    """
    panel, seat = _get_seat(session, panel_id, round_number, staff_id)
    shown = get_attempt(panel, position)
    hold_seat(session, seat)
    found = _find(session, seat, panel, shown)
    if found is not None:
        return found
    made = PanelVerdict(
        panellist_id=seat.id, round=panel.round, panel_attempt_id=shown.id, shown_at=now
    )
    session.add(made)
    session.flush()
    record(session, panel, "panel attempt shown", staff_id, now, _details(panel, shown))
    return made


def give_verdict(
    session: Session,
    panel_id: int,
    position: int,
    *,
    verdict: Verdict,
    round_number: int,
    staff_id: int,
    now: datetime,
) -> PanelVerdict:
    """Keep what a panellist says of an attempt, or change it while the round is open.

    Raises NotInPanel, PanelNotOpen, AttemptNotOpened, PercentRefused.
    """
    panel, seat = _get_seat(session, panel_id, round_number, staff_id)
    judged = get_attempt(panel, position)
    if verdict not in VERDICTS[panel.method]:
        raise PercentRefused
    hold_seat(session, seat)
    found = _find(session, seat, panel, judged)
    if found is None:
        raise AttemptNotOpened
    if found.verdict is verdict:
        return found
    found.verdict, found.given_at = verdict, now
    session.flush()
    record(session, panel, "panel attempt judged", staff_id, now, _details(panel, judged))
    return found


def get_attempt(panel: Panel, position: int) -> PanelAttempt:
    """The attempt under a number. Raises NotInPanel."""
    found = next((one for one in panel.attempts if one.position == position), None)
    if found is None:
        raise NotInPanel
    return found


def get_shown_attempt(session: Session, seat: Panellist, position: int) -> PanelAttempt:
    """An attempt that the panellist opened: in the open round, or in any while they discuss.

    Raises NotInPanel, AttemptNotOpened.
    """
    panel = seat.panel
    found = get_attempt(panel, position)
    is_opened = (
        _find(session, seat, panel, found) is not None
        if panel.state is PanelState.RATING
        else was_shown(session, panellist_id=seat.id, panel_attempt_id=found.id)
    )
    if not is_opened:
        raise AttemptNotOpened
    return found


def list_blind_answers(session: Session, panel: Panel, shown: PanelAttempt) -> list[BlindAnswer]:
    """What was answered to the items of the part, in the source language."""
    attempt = session.get_one(Attempt, shown.attempt_id)
    answers = fold_journal(session, attempt.id, attempt.fence).answers
    return [
        _describe(at.position, planned.item, answers.get(planned.ref))
        for at, planned in list_panel_items(session, panel)
    ]


def _describe(position: int, item: Item, raw: object) -> BlindAnswer:
    texts = source_texts(item)
    answer = item.body.empty_response() if raw is None else raw
    return BlindAnswer(
        position=position,
        prompt=item.prompt,
        offered=tuple(one.text for one in item.body.list_texts() if one.id != PROMPT),
        lines=item.body.describe_response(answer, texts),
    )


def _get_seat(
    session: Session, panel_id: int, round_number: int, staff_id: int
) -> tuple[Panel, Panellist]:
    """The panel and the place of somebody who judges attempts of it now."""
    panel = get_for_update(session, panel_id, is_shared=True)
    seat = get_judging_seat(session, panel_id, staff_id)
    is_open = panel.state is PanelState.RATING and panel.round == round_number
    if panel.method not in VERDICTS or not is_open:
        raise PanelNotOpen
    return panel, seat


def _find(
    session: Session, seat: Panellist, panel: Panel, attempt: PanelAttempt
) -> PanelVerdict | None:
    return find_verdict(
        session, panellist_id=seat.id, round_number=panel.round, panel_attempt_id=attempt.id
    )


def _details(panel: Panel, attempt: PanelAttempt) -> dict[str, str | int]:
    return {"round": panel.round, "number": attempt.position}
