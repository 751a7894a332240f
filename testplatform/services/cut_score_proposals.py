"""Cut scores are proposed by one person and decided about by another, before the day they start.

An approved proposal is the next version of its set. What was decided before is never touched: that
takes scoring anew.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from types import MappingProxyType

from sqlalchemy.orm import Session

from itembank.scheme_tables import SchemeTable, table_to_document
from itembank.timing import brussels_date
from scoring.codes import CutScoreSetCode, MomentCode, ProgrammeCode
from scoring.cut_scores import (
    CutScoreSet,
    Joining,
    PartCutScore,
    cut_score_set_from_document,
    cut_score_set_to_document,
)
from testplatform.db import hold_lock
from testplatform.errors import PlatformError
from testplatform.models.cut_scores import CutScoreProposal, ProposalState
from testplatform.models.cut_scores import CutScoreSet as CutScoreSetRow
from testplatform.repositories.cut_score_proposals import find_highest_version, find_open_proposal
from testplatform.repositories.cut_scores import list_cut_score_sets
from testplatform.services.audit import record_event
from testplatform.services.cut_score_checks import (
    Fault,
    ProposalFault,
    Surroundings,
    find_faults,
)
from testplatform.services.form_measures import list_form_measures
from testplatform.services.proposal_states import ProposalEvent, transition
from testplatform.services.table_checks import find_new_faults, find_table_faults
from testplatform.services.table_proposals import (
    NewTable,
    build_table,
    decides_by_table,
    look_around_table,
    read_proposed_table,
)

LONGEST_TEXT = 4_000
AUDIT_NAMES: Mapping[ProposalEvent, str] = MappingProxyType(
    {
        ProposalEvent.APPROVE: "cut scores approved",
        ProposalEvent.REJECT: "cut scores rejected",
        ProposalEvent.WITHDRAW: "cut-score proposal withdrawn",
    }
)


@dataclass(eq=False)
class ProposalRefused(PlatformError):
    """Proposed cut scores that cannot be taken, with everything that is wrong; nothing changed."""

    faults: tuple[ProposalFault, ...]


class FourEyesNeeded(PlatformError):
    """Whoever proposed cut scores never decides about them."""


class NotTheProposer(PlatformError):
    """Only who proposed cut scores can withdraw them."""


class CommentMissing(PlatformError):
    """Who sees a proposal rejected must be told why."""


@dataclass(frozen=True, slots=True, kw_only=True)
class NewProposal:
    """What somebody proposes for one moment of a programme, and why."""

    programme: str
    moment: str
    effective_from: date
    joining: Joining
    parts: tuple[PartCutScore, ...]
    reason: str


def look_around(session: Session, programme: str, moment: str, *, today: date) -> Surroundings:
    """The sets and forms that a proposal for a moment has to do with."""
    return Surroundings(
        today=today,
        sets=[one for one in list_cut_score_sets(session, programme) if one.moment == moment],
        measures=list_form_measures(session, programme),
    )


def build_set(new: NewProposal, sets: Sequence[CutScoreSet]) -> CutScoreSet:
    """The set that a proposal would become today.

    What it takes over from the set before it stays marked as assumed; the rest was decided by
    people and is not.
    """
    around = Surroundings(today=date.min, sets=sets, measures=())
    before = around.find_replaced(new.effective_from)
    assumed = {} if before is None else {_key(one): one.assumed for one in before.parts}
    code = CutScoreSetCode(_build_code(new))
    return CutScoreSet(
        code=code,
        version=max((one.version for one in sets if one.code == code), default=0) + 1,
        programme=ProgrammeCode(new.programme),
        moment=MomentCode(new.moment),
        effective_from=new.effective_from,
        joining=new.joining,
        joining_assumed=before is not None
        and before.joining is new.joining
        and before.joining_assumed,
        parts=tuple(replace(one, assumed=assumed.get(_key(one), False)) for one in new.parts),
    )


def check_proposal(session: Session, new: NewProposal, *, now: datetime) -> CutScoreSet:
    """The set that a proposal would become; changes nothing.

    Raises ProposalRefused with everything that is wrong.
    """
    around = look_around(session, new.programme, new.moment, today=brussels_date(now))
    proposed = build_set(new, around.sets)
    _refuse(session, new, find_faults(proposed, around))
    return proposed


def check_table(session: Session, new: NewTable, *, now: datetime) -> SchemeTable:
    """The table that a proposal would become; changes nothing.

    Raises ProposalRefused with everything that is wrong.
    """
    around = look_around_table(session, new.programme, new.moment, today=brussels_date(now))
    _refuse(session, new, find_new_faults(new.limits, new.effective_from, around))
    return build_table(new, around.tables, code=_build_code(new))


def _refuse(session: Session, new: NewProposal | NewTable, found: Sequence[ProposalFault]) -> None:
    faults = [*found]
    same_day = find_open_proposal(session, new.programme, new.moment, new.effective_from)
    if same_day is not None:
        faults.append(ProposalFault(fault=Fault.DATE_PROPOSED, other=str(same_day.id)))
    if not new.reason.strip():
        faults.append(ProposalFault(fault=Fault.REASON_MISSING))
    if faults:
        raise ProposalRefused(tuple(faults))


def propose(
    session: Session, new: NewProposal | NewTable, *, proposer_id: int, now: datetime
) -> CutScoreProposal:
    """Propose cut scores or a table; they change nothing until somebody else approves them.

    Raises ProposalRefused.
    """
    hold_lock(session, _lock_name(new.programme, new.moment))
    document = (
        cut_score_set_to_document(check_proposal(session, new, now=now))
        if isinstance(new, NewProposal)
        else table_to_document(check_table(session, new, now=now))
    )
    proposal = CutScoreProposal(
        programme=new.programme,
        moment=new.moment,
        effective_from=new.effective_from,
        document=document,
        reason=_clean(new.reason),
        state=ProposalState.PROPOSED,
        proposed_by_id=proposer_id,
        proposed_at=now,
        comment="",
    )
    session.add(proposal)
    session.flush()
    _record(session, proposal, "cut scores proposed", proposer_id, now)
    return proposal


def approve(
    session: Session, proposal_id: int, *, approver_id: int, comment: str, now: datetime
) -> CutScoreSetRow:
    """Publish proposed cut scores as the next version of their set.

    Raises FourEyesNeeded, TransitionRefused, and ProposalRefused when they cannot be taken any
    more: their day has come, or a form appeared in which they ask too much.
    """
    proposal = _get_for_decision(session, proposal_id, approver_id)
    state = transition(proposal.state, ProposalEvent.APPROVE)
    hold_lock(session, _lock_name(proposal.programme, proposal.moment))
    row = _publish(session, proposal, today=brussels_date(now))
    proposal.cut_score_set = row
    _decide(session, proposal, state, ProposalEvent.APPROVE, approver_id, comment, now)
    return row


def reject(
    session: Session, proposal_id: int, *, approver_id: int, comment: str, now: datetime
) -> None:
    """Turn proposed cut scores down, with a word about why.

    Raises FourEyesNeeded, TransitionRefused, CommentMissing.
    """
    proposal = _get_for_decision(session, proposal_id, approver_id)
    state = transition(proposal.state, ProposalEvent.REJECT)
    if not comment.strip():
        raise CommentMissing
    _decide(session, proposal, state, ProposalEvent.REJECT, approver_id, comment, now)


def withdraw(session: Session, proposal_id: int, *, proposer_id: int, now: datetime) -> None:
    """Take one's own proposal back. Raises NotTheProposer, TransitionRefused."""
    proposal = session.get_one(CutScoreProposal, proposal_id, with_for_update=True)
    if proposal.proposed_by_id != proposer_id:
        raise NotTheProposer
    state = transition(proposal.state, ProposalEvent.WITHDRAW)
    _decide(session, proposal, state, ProposalEvent.WITHDRAW, proposer_id, "", now)


def read_proposed_set(proposal: CutScoreProposal) -> CutScoreSet:
    """The set as it was proposed."""
    return cut_score_set_from_document(proposal.document)


def _publish(session: Session, proposal: CutScoreProposal, *, today: date) -> CutScoreSetRow:
    """Store what was proposed as the next version. Raises ProposalRefused."""
    programme, moment = proposal.programme, proposal.moment
    document: dict[str, object] = proposal.document
    if decides_by_table(programme):
        tables = look_around_table(session, programme, moment, today=today)
        faults = tuple(find_table_faults(read_proposed_table(proposal), tables))
    else:
        around = look_around(session, programme, moment, today=today)
        faults = find_faults(read_proposed_set(proposal), around)
    if faults:
        raise ProposalRefused(faults)
    code = str(document["code"])
    version = find_highest_version(session, code) + 1
    row = CutScoreSetRow(
        code=code,
        version=version,
        programme=programme,
        moment=moment,
        effective_from=proposal.effective_from,
        document={**document, "version": version},
    )
    session.add(row)
    session.flush()
    return row


def _get_for_decision(session: Session, proposal_id: int, approver_id: int) -> CutScoreProposal:
    proposal = session.get_one(CutScoreProposal, proposal_id, with_for_update=True)
    if proposal.proposed_by_id == approver_id:
        raise FourEyesNeeded
    return proposal


def _decide(
    session: Session,
    proposal: CutScoreProposal,
    state: ProposalState,
    event: ProposalEvent,
    actor_id: int,
    comment: str,
    now: datetime,
) -> None:
    proposal.state = state
    proposal.decided_by_id = actor_id
    proposal.decided_at = now
    proposal.comment = _clean(comment)
    session.flush()
    _record(session, proposal, AUDIT_NAMES[event], actor_id, now)


def _record(
    session: Session, proposal: CutScoreProposal, action: str, actor_id: int, now: datetime
) -> None:
    published = proposal.cut_score_set
    details: dict[str, str | int] = {
        "code": str(proposal.document["code"]),
        "effective_from": proposal.effective_from.isoformat(),
    }
    if published is not None:
        details["version"] = published.version
    record_event(
        session,
        actor=f"staff:{actor_id}",
        action=action,
        subject=f"cut-score-proposal:{proposal.id}",
        now=now,
        details=details,
    )


def _build_code(new: NewProposal | NewTable) -> str:
    """The programme and the moment; once where the moment begins with the programme."""
    moment = new.moment.replace("_", "-")
    return moment if moment.startswith(f"{new.programme}-") else f"{new.programme}-{moment}"


def _key(one: PartCutScore) -> object:
    return one.part, one.level, one.form, one.cut_score


def _lock_name(programme: str, moment: str) -> str:
    return f"cut scores of {programme} {moment}"


def _clean(text: str) -> str:
    return text.replace("\0", "").strip()[:LONGEST_TEXT]
