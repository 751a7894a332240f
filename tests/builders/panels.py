"""Panels at each stage of their life, stored: three people judge the sokkelvragen of the demo."""

from collections.abc import Callable, Mapping
from datetime import timedelta

import sqlalchemy as sa
from sqlalchemy.orm import Session

from scoring.analysis.standard_setting import VERDICTS, Method, Verdict
from testplatform.db import unit_of_work
from testplatform.models.forms import Form
from testplatform.models.panels import JudgementScale, Panel
from testplatform.services.panels.opinions import Opinion, give_opinion
from testplatform.services.panels.ratings import promise_secrecy, rate
from testplatform.services.panels.rounds import close, end_round, open_round
from testplatform.services.panels.sampling import Period
from testplatform.services.panels.setting_up import NewPanel, create_panel, invite
from testplatform.services.panels.verdicts import give_verdict, open_attempt
from tests.builders.bookings import NINE_IN_BRUSSELS
from tests.builders.rescoring import DECIDED_AT, PROPOSER, a_decided_attempt, staff_id_of

LEADER = PROPOSER
PIA, PIET, POLA = "panel@example.org", "panel2@example.org", "panel3@example.org"
SET_UP_AT = DECIDED_AT + timedelta(days=1)
JUDGED_AT = DECIDED_AT + timedelta(days=2)
DESCRIPTION = "Kent de waarden van de samenleving, maar niet elke dienst."
ITEMS = 11  # of the sokkelvragen
THAT_DAY = Period(first_day=NINE_IN_BRUSSELS.date(), last_day=NINE_IN_BRUSSELS.date(), number=3)


def a_new_panel(
    session: Session,
    *,
    part: str = "sokkel",
    moment: str = "after_course",
    method: Method = Method.ANGOFF,
    scale: JudgementScale = JudgementScale.CHANCE,
    description: str = DESCRIPTION,
    shows_difficulty: bool = True,
    period: Period | None = None,
    form_id: int | None = None,
) -> NewPanel:
    return NewPanel(
        form_id=form_id or session.scalars(sa.select(Form.id).order_by(Form.id)).first() or 0,
        part=part,
        moment=moment,
        method=method,
        scale=scale,
        description=description,
        shows_difficulty=shows_difficulty,
        period=period,
    )


def a_panel(
    *people: str,
    method: Method = Method.ANGOFF,
    scale: JudgementScale = JudgementScale.CHANCE,
    shows_difficulty: bool = True,
    form_id: int | None = None,
) -> int:
    """The id of a panel to which these people (Pia and Piet when none are named) were invited."""
    with unit_of_work() as session:
        leader = staff_id_of(session, LEADER)
        new = a_new_panel(
            session,
            method=method,
            scale=scale,
            shows_difficulty=shows_difficulty,
            period=THAT_DAY if method in VERDICTS else None,
            form_id=form_id,
        )
        panel = create_panel(session, new, created_by_id=leader, now=SET_UP_AT)
        for email in people or (PIA, PIET):
            person = staff_id_of(session, email)
            invite(session, panel.id, person, invited_by_id=leader, now=SET_UP_AT)
        return panel.id


def take(step: Callable[..., object], panel_id: int, *, by: str = LEADER) -> None:
    """Take a step with a panel."""
    with unit_of_work() as session:
        step(session, panel_id, staff_id=staff_id_of(session, by), now=JUDGED_AT)


def judge(panel_id: int, by: str, percents: Mapping[int, int], *, round_number: int = 1) -> None:
    """Judge items by their place, after the promise of secrecy."""
    take(promise_secrecy, panel_id, by=by)
    with unit_of_work() as session:
        for position, percent in percents.items():
            rate(
                session,
                panel_id,
                position,
                percent=percent,
                round_number=round_number,
                staff_id=staff_id_of(session, by),
                now=JUDGED_AT,
            )


def say(panel_id: int, by: str, opinion: Opinion, *, round_number: int = 1) -> None:
    """Say something of the whole part, after the promise of secrecy."""
    take(promise_secrecy, panel_id, by=by)
    with unit_of_work() as session:
        person = staff_id_of(session, by)
        give_opinion(
            session, panel_id, opinion, round_number=round_number, staff_id=person, now=JUDGED_AT
        )


def look(panel_id: int, by: str, position: int, *, round_number: int = 1) -> None:
    """Open an attempt, after the promise of secrecy."""
    take(promise_secrecy, panel_id, by=by)
    with unit_of_work() as session:
        person = staff_id_of(session, by)
        open_attempt(
            session, panel_id, position, round_number=round_number, staff_id=person, now=JUDGED_AT
        )


def say_of_points(panel_id: int, by: str, verdicts: Mapping[int, Verdict]) -> None:
    """Look at the attempts with so many points, and say something of each."""
    with unit_of_work() as session:
        attempts = session.get_one(Panel, panel_id).attempts
        positions = {one.points: one.position for one in attempts}
    for points, verdict in verdicts.items():
        look(panel_id, by, positions[points])
        with unit_of_work() as session:
            give_verdict(
                session,
                panel_id,
                positions[points],
                verdict=verdict,
                round_number=1,
                staff_id=staff_id_of(session, by),
                now=JUDGED_AT,
            )


def sat_by_three() -> None:
    """Attempts with 11, 6 and 0 points: of the first five items a third is right, then two."""
    for number, wrong in enumerate((0, 5, ITEMS), start=1):
        a_decided_attempt(number, wrong={"sokkel": wrong})


def every_item(percent: int) -> dict[int, int]:
    return dict.fromkeys(range(1, ITEMS + 1), percent)


def an_open_panel(*people: str, **wishes: bool) -> int:
    """The id of a panel in its first round, with nothing judged."""
    panel_id = a_panel(*people, **wishes)
    take(open_round, panel_id)
    return panel_id


def a_discussing_panel(pia: int = 60, piet: int = 80, **wishes: bool) -> int:
    """The id of a panel after its first round, in which each gave every item the same."""
    panel_id = an_open_panel(**wishes)
    judge(panel_id, PIA, every_item(pia))
    judge(panel_id, PIET, every_item(piet))
    take(end_round, panel_id)
    return panel_id


def a_closed_panel(pia: int = 60, piet: int = 80) -> int:
    panel_id = a_discussing_panel(pia, piet)
    take(close, panel_id)
    return panel_id


def stored_panel(session: Session, panel_id: int) -> Panel:
    """The panel as it is in the database now."""
    session.rollback()
    session.expire_all()
    return session.get_one(Panel, panel_id)
