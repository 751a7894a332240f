"""Proposals: the form in which one is made, and the page on which one is decided about."""

from collections.abc import Sequence
from datetime import date

from flask import url_for
from flask_security import current_user
from sqlalchemy.orm import Session

from itembank.programmes import Programme
from scoring.cut_scores import CutScoreSet
from testplatform.models.cut_scores import CutScoreProposal, ProposalState
from testplatform.services.cut_score_checks import ProposalFault, Surroundings
from testplatform.services.cut_score_proposals import look_around, read_proposed_set
from testplatform.web.cut_scores.building.preview import build_luck_notes, build_preview
from testplatform.web.cut_scores.building.sets import build_set_view, describe_subject
from testplatform.web.cut_scores.forms import DecisionForm, ProposalFields, build_fields
from testplatform.web.cut_scores.pages import ProposalPage, ProposePage, WishedSet
from testplatform.web.cut_scores.searches import Period
from testplatform.web.cut_scores.wording import PROPOSAL_STATES, describe_fault
from testplatform.web.staff.wording import describe_part


def build_proposal_fields(programme: Programme, around: Surroundings) -> ProposalFields:
    """The fields, filled in with what is asked on the last day that is known of."""
    newest = around.find_replaced(date.max)
    parts = {part.code: describe_part(programme.code, part.code) for part in programme.parts}
    forms = {
        one.form: f"{one.title} ({one.form})" for one in around.measures if one.form is not None
    }
    return build_fields(parts, forms, newest)


def build_propose_page(
    around: Surroundings,
    fields: ProposalFields,
    *,
    programme: str,
    moment: str,
    faults: Sequence[ProposalFault] = (),
    wished: CutScoreSet | None = None,
) -> ProposePage:
    chosen = fields.main.effective_from.data or date.max
    replaced = around.find_replaced(chosen)
    return ProposePage(
        title=describe_subject(programme, moment),
        fields=fields,
        problems=tuple(describe_fault(fault, programme) for fault in faults),
        replaced=None if replaced is None else build_set_view(replaced, around.measures),
        wished=None
        if wished is None
        else WishedSet(
            set=build_set_view(wished, around.measures),
            luck=build_luck_notes(wished, around.measures),
        ),
        send_url=url_for("cut_scores.create", programme=programme, moment=moment),
        list_url=url_for("cut_scores.sets"),
    )


def build_proposal_page(
    session: Session,
    proposal: CutScoreProposal,
    form: DecisionForm,
    period: Period,
    *,
    today: date,
) -> ProposalPage:
    around = look_around(session, proposal.programme, proposal.moment, today=today)
    proposed = read_proposed_set(proposal)
    replaced = find_replaced(around, proposal)
    is_open = proposal.state is ProposalState.PROPOSED
    is_own = proposal.proposed_by_id == current_user.id
    decider = proposal.decided_by

    def address(endpoint: str, *, is_offered: bool) -> str | None:
        return url_for(endpoint, proposal_id=proposal.id) if is_offered else None

    return ProposalPage(
        title=describe_subject(proposal.programme, proposal.moment),
        state=PROPOSAL_STATES[proposal.state],
        effective_from=proposal.effective_from,
        proposed_by=proposal.proposed_by.display_name,
        proposed_at=proposal.proposed_at,
        reason=proposal.reason,
        decided_by=None if decider is None else decider.display_name,
        decided_at=proposal.decided_at,
        comment=proposal.comment,
        proposed=build_set_view(proposed, around.measures),
        replaced=None if replaced is None else build_set_view(replaced, around.measures),
        luck=build_luck_notes(proposed, around.measures),
        preview=build_preview(session, proposal.id, proposed, replaced, period),
        form=form,
        approve_url=address("cut_scores.approve_proposal", is_offered=is_open and not is_own),
        reject_url=address("cut_scores.reject_proposal", is_offered=is_open and not is_own),
        withdraw_url=address("cut_scores.withdraw_proposal", is_offered=is_open and is_own),
        page_url=url_for("cut_scores.proposal", proposal_id=proposal.id),
        list_url=url_for("cut_scores.sets"),
    )


def find_replaced(around: Surroundings, proposal: CutScoreProposal) -> CutScoreSet | None:
    """The set before the proposed one, also when that has become a set itself."""
    published = proposal.cut_score_set
    others = [
        one
        for one in around.sets
        if published is None or (one.code, one.version) != (published.code, published.version)
    ]
    before = Surroundings(today=around.today, sets=others, measures=())
    return before.find_replaced(proposal.effective_from)
