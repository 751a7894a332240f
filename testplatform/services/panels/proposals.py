"""The standard of a panel becomes proposed cut scores, which a second person decides about."""

from dataclasses import dataclass, replace
from datetime import date, datetime

from sqlalchemy.orm import Session

from itembank.timing import brussels_date
from scoring.cefr import rank_of
from scoring.codes import FormCode, PartCode
from scoring.cut_scores import AtLeastPoints, CutScoreSet, PartCutScore
from testplatform.models.cut_scores import CutScoreProposal, ProposalState
from testplatform.models.panels import Panel
from testplatform.services.cut_score_proposals import NewProposal, look_around, propose
from testplatform.services.panels.results import MeasuredRound, measure_rounds
from testplatform.services.panels.setting_up import PanelFault, PanelRefused, get_for_update, record
from testplatform.services.panels.states import PanelEvent, transition

TURNED_DOWN = (ProposalState.REJECTED, ProposalState.WITHDRAWN)


@dataclass(frozen=True, slots=True, kw_only=True)
class PanelProposal:
    """From when the panel's cut score would count, where, and why."""

    effective_from: date
    is_for_form_alone: bool
    reason: str


def propose_standard(
    session: Session, panel_id: int, new: PanelProposal, *, staff_id: int, now: datetime
) -> CutScoreProposal:
    """Propose the standard of the last round; the other cut scores stay as they are that day.

    Raises TransitionRefused, PanelRefused, and ProposalRefused as for any proposal.
    """
    panel = get_for_update(session, panel_id)
    state = transition(panel.state, PanelEvent.PROPOSE)
    earlier = panel.cut_score_proposal
    if earlier is not None and earlier.state not in TURNED_DOWN:
        raise PanelRefused(PanelFault.PROPOSAL_WAITS)
    command = build_proposal(session, panel, new, today=brussels_date(now))
    made = propose(session, command, proposer_id=staff_id, now=now)
    panel.state, panel.cut_score_proposal = state, made
    session.flush()
    record(session, panel, "panel standard proposed", staff_id, now, {"number": made.id})
    return made


def build_proposal(
    session: Session, panel: Panel, new: PanelProposal, *, today: date
) -> NewProposal:
    """What would be proposed; changes nothing. Raises PanelRefused."""
    result = find_last_round(session, panel).result
    if result is None:
        raise PanelRefused(PanelFault.NO_STANDARD)
    around = look_around(session, panel.form.programme, panel.moment, today=today)
    before = around.find_replaced(new.effective_from)
    if before is None:
        raise PanelRefused(PanelFault.NO_CUT_SCORES_YET)
    form = FormCode(panel.form.code) if new.is_for_form_alone else None
    return NewProposal(
        programme=panel.form.programme,
        moment=panel.moment,
        effective_from=new.effective_from,
        joining=before.joining,
        parts=put_in(before, PartCode(panel.part), form, result.proposal.cut_score),
        reason=new.reason,
    )


def find_last_round(session: Session, panel: Panel) -> MeasuredRound:
    """The round that counts. Raises PanelRefused when there was none."""
    rounds = measure_rounds(session, panel)
    if not rounds:
        raise PanelRefused(PanelFault.NO_STANDARD)
    return rounds[-1]


def put_in(
    before: CutScoreSet, part: PartCode, form: FormCode | None, cut_score: AtLeastPoints
) -> tuple[PartCutScore, ...]:
    """The cut scores of a set with that of a part in their midst, in general or for one form.

    Where a part has levels it is the lowest, which decides whether the part is reached.
    """
    rows = [one for one in before.parts if one.part == part and one.form is None]
    base = min(rows, key=lambda one: rank_of(one.level))
    wanted = replace(base, cut_score=cut_score, form=form, assumed=False)
    place = (wanted.part, wanted.level, wanted.form)
    parts = [wanted if (one.part, one.level, one.form) == place else one for one in before.parts]
    return tuple(parts if wanted in parts else [*parts, wanted])
