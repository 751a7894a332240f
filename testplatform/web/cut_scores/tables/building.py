"""Proposals of other limits: the form, and the page on which one is decided about."""

from collections.abc import Sequence
from datetime import date

from flask import url_for
from flask_security import current_user
from sqlalchemy.orm import Session

from itembank.scheme_tables import SchemeTable
from scoring.explanations import date_in_dutch
from scoring.limits import list_limits
from testplatform.models.cut_scores import CutScoreProposal, ProposalState
from testplatform.services.cut_score_checks import ProposalFault
from testplatform.services.table_checks import TableSurroundings
from testplatform.services.table_proposals import look_around_table, read_proposed_table
from testplatform.web.cut_scores.building.sets import describe_subject
from testplatform.web.cut_scores.forms import DecisionForm
from testplatform.web.cut_scores.searches import Period
from testplatform.web.cut_scores.tables.forms import TableFields
from testplatform.web.cut_scores.tables.pages import (
    LimitChange,
    ProposeTablePage,
    TableProposalPage,
)
from testplatform.web.cut_scores.tables.preview import build_table_preview
from testplatform.web.cut_scores.tables.wording import (
    describe_group,
    describe_limit,
    describe_value,
)
from testplatform.web.cut_scores.wording import PROPOSAL_STATES, describe_fault
from testplatform.web.staff.dates import NOTHING


def build_propose_table_page(
    table: SchemeTable,
    fields: TableFields,
    *,
    programme: str,
    moment: str,
    faults: Sequence[ProposalFault] = (),
) -> ProposeTablePage:
    return ProposeTablePage(
        title=describe_subject(programme, moment),
        replaced=_name(table),
        fields=fields,
        problems=describe_table_faults(faults, programme, table),
        send_url=url_for("cut_scores.create_table", programme=programme, moment=moment),
        list_url=url_for("cut_scores.sets"),
    )


def describe_table_faults(
    faults: Sequence[ProposalFault], programme: str, table: SchemeTable
) -> tuple[str, ...]:
    """What is wrong, with the limit that it is about."""
    named = {
        one.key: f"{describe_group(table, one.group)}, {describe_limit(table, one)}"
        for one in list_limits(table)
    }
    return tuple(
        describe_fault(one, programme, named.get(one.limit) if one.limit else None)
        for one in faults
    )


def build_table_proposal_page(
    session: Session,
    proposal: CutScoreProposal,
    form: DecisionForm,
    period: Period,
    *,
    today: date,
) -> TableProposalPage:
    around = look_around_table(session, proposal.programme, proposal.moment, today=today)
    proposed = read_proposed_table(proposal)
    replaced = _find_replaced(around, proposal)
    is_open = proposal.state is ProposalState.PROPOSED
    is_own = proposal.proposed_by_id == current_user.id
    decider = proposal.decided_by

    def address(endpoint: str, *, is_offered: bool) -> str | None:
        return url_for(endpoint, proposal_id=proposal.id) if is_offered else None

    return TableProposalPage(
        title=describe_subject(proposal.programme, proposal.moment),
        state=PROPOSAL_STATES[proposal.state],
        effective_from=proposal.effective_from,
        proposed_by=proposal.proposed_by.display_name,
        proposed_at=proposal.proposed_at,
        reason=proposal.reason,
        decided_by=None if decider is None else decider.display_name,
        decided_at=proposal.decided_at,
        comment=proposal.comment,
        replaced=NOTHING if replaced is None else _name(replaced),
        changes=build_changes(replaced, proposed),
        is_assumed=proposed.assumed,
        preview=build_table_preview(session, proposal.id, proposed, replaced, period),
        form=form,
        approve_url=address("cut_scores.approve_proposal", is_offered=is_open and not is_own),
        reject_url=address("cut_scores.reject_proposal", is_offered=is_open and not is_own),
        withdraw_url=address("cut_scores.withdraw_proposal", is_offered=is_open and is_own),
        page_url=url_for("cut_scores.proposal", proposal_id=proposal.id),
        list_url=url_for("cut_scores.sets"),
    )


def build_changes(replaced: SchemeTable | None, proposed: SchemeTable) -> tuple[LimitChange, ...]:
    """Every limit as it is and as it would be."""
    before = {} if replaced is None else {one.key: one for one in list_limits(replaced)}
    return tuple(
        LimitChange(
            group=describe_group(proposed, one.group),
            title=describe_limit(proposed, one),
            now=describe_value(before[one.key]) if one.key in before else NOTHING,
            proposed=describe_value(one),
            is_changed=one.key not in before or before[one.key].cut_score != one.cut_score,
        )
        for one in list_limits(proposed)
    )


def _find_replaced(around: TableSurroundings, proposal: CutScoreProposal) -> SchemeTable | None:
    """The table before the proposed one, also when that has become a table itself."""
    published = proposal.cut_score_set
    others = [
        one
        for one in around.tables
        if published is None or (one.code, one.version) != (published.code, published.version)
    ]
    before = TableSurroundings(today=around.today, tables=others)
    return before.find_replaced(proposal.effective_from)


def _name(table: SchemeTable) -> str:
    start = date_in_dutch(table.effective_from)
    return f"{table.code}, versie {table.version}, vanaf {start}"
