"""The attempts that a panellist judges blind: numbers and answers, and nothing else of anybody."""

from collections.abc import Mapping

from flask import url_for
from sqlalchemy.orm import Session

from scoring.analysis.standard_setting import Verdict
from testplatform.models.panels import PanelAttempt, Panellist, PanelState
from testplatform.repositories.panel_attempts import NOTHING_SEEN, Seen, list_seen
from testplatform.services.panels.results import count_judgements
from testplatform.services.panels.verdicts import BlindAnswer, list_blind_answers
from testplatform.web.judging import wording
from testplatform.web.judging.forms import VerdictForm
from testplatform.web.judging.pages import AnsweredItem, AttemptRow, JudgingAttemptPage
from testplatform.web.panels.wording import VERDICTS_SAID, describe_progress, say_verdicts
from testplatform.web.staff.pages import Link

_People = Mapping[int, Seen]


def list_attempt_rows(session: Session, seat: Panellist) -> tuple[AttemptRow, ...]:
    """Every attempt with one's own verdict, and after a round with those of the panel."""
    panel = seat.panel
    rounds = list_seen(session, panel.id)
    own = rounds.get(panel.round, {}).get(seat.id, NOTHING_SEEN)
    is_open = panel.state is PanelState.RATING
    over = rounds.get(panel.round - 1 if is_open else panel.round, {})
    ever = {one for people in rounds.values() for one in people.get(seat.id, NOTHING_SEEN).verdicts}
    waiting = find_waiting(seat, own) if is_open else None
    return tuple(
        AttemptRow(
            label=f"Afname {one.position}",
            show_url=_address(seat, one, "judging_attempts.attempt")
            if one.id in (own.verdicts if is_open else ever)
            else None,
            open_url=_address(seat, one, "judging_attempts.show") if is_open else None,
            round=panel.round,
            is_next=one.position == waiting,
            verdict=_say(own.given.get(one.id)),
            of_panel=_say_of_panel(over, one),
        )
        for one in panel.attempts
    )


def find_waiting(seat: Panellist, own: Seen) -> int | None:
    """The number of the first attempt that waits for a verdict."""
    waiting = (one.position for one in seat.panel.attempts if one.id not in own.given)
    return next(waiting, None)


def build_verdict_form(session: Session, seat: Panellist, attempt: PanelAttempt) -> VerdictForm:
    """The form with what was said in this round."""
    panel = seat.panel
    own = list_seen(session, panel.id).get(panel.round, {}).get(seat.id, NOTHING_SEEN)
    said = own.given.get(attempt.id)
    form = VerdictForm(data={"round": panel.round, "verdict": None if said is None else said.value})
    form.offer(panel.method)
    return form


def build_attempt_page(
    session: Session, seat: Panellist, attempt: PanelAttempt, form: VerdictForm
) -> JudgingAttemptPage:
    panel = seat.panel
    is_rating = panel.state is PanelState.RATING
    return JudgingAttemptPage(
        title=f"Afname {attempt.position} van {len(panel.attempts)}",
        question=wording.describe_question(panel),
        description=panel.description,
        form=form,
        judge_url=_address(seat, attempt, "judging_attempts.judge") if is_rating else None,
        why_not=wording.ROUND_OVER,
        progress=describe_own_progress(session, seat),
        answers=tuple(_answered(seat, one) for one in list_blind_answers(session, panel, attempt)),
        panel=Link(label=f"Panel {panel.code}", url=url_for("judging.panel", panel_id=panel.id)),
    )


def describe_own_progress(session: Session, seat: Panellist) -> str:
    """How far somebody is in the newest round."""
    return describe_progress(seat.panel, count_judgements(session, seat.panel).get(seat.id, 0))


def _answered(seat: Panellist, answer: BlindAnswer) -> AnsweredItem:
    return AnsweredItem(
        item=Link(
            label=f"Vraag {answer.position}",
            url=url_for("judging.item", panel_id=seat.panel_id, position=answer.position),
        ),
        prompt=answer.prompt,
        offered=answer.offered,
        lines=answer.lines or (wording.NOT_ANSWERED,),
    )


def _say(verdict: Verdict | None) -> str:
    return "" if verdict is None else VERDICTS_SAID[verdict]


def _say_of_panel(people: _People, attempt: PanelAttempt) -> str:
    given = [one.given[attempt.id] for one in people.values() if attempt.id in one.given]
    return say_verdicts(given) if given else ""


def _address(seat: Panellist, attempt: PanelAttempt, endpoint: str) -> str:
    return url_for(endpoint, panel_id=seat.panel_id, position=attempt.position)
