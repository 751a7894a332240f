"""Cut scores are proposed by one person and decided about by another, before the day they start.

An approved proposal is the next version of its set. What was decided before is never touched: that
takes scoring anew.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from types import MappingProxyType

from sqlalchemy.orm import Session

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
    code = CutScoreSetCode(f"{new.programme}-{new.moment.replace('_', '-')}")
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
    faults = [*find_faults(proposed, around)]
    same_day = find_open_proposal(session, new.programme, new.moment, new.effective_from)
    if same_day is not None:
        faults.append(ProposalFault(fault=Fault.DATE_PROPOSED, other=str(same_day.id)))
    if not new.reason.strip():
        faults.append(ProposalFault(fault=Fault.REASON_MISSING))
    if faults:
        raise ProposalRefused(tuple(faults))
    return proposed


def propose(
    session: Session, new: NewProposal, *, proposer_id: int, now: datetime
) -> CutScoreProposal:
    """Propose cut scores; they change nothing until somebody else approves them.

    Raises ProposalRefused.
    """
    hold_lock(session, _lock_name(new.programme, new.moment))
    proposed = check_proposal(session, new, now=now)
    proposal = CutScoreProposal(
        programme=new.programme,
        moment=new.moment,
        effective_from=new.effective_from,
        document=cut_score_set_to_document(proposed),
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
    around = look_around(session, proposal.programme, proposal.moment, today=brussels_date(now))
    proposed = read_proposed_set(proposal)
    faults = find_faults(proposed, around)
    if faults:
        raise ProposalRefused(faults)
    version = find_highest_version(session, proposed.code) + 1
    row = _add_set(session, replace(proposed, version=version))
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


def _get_for_decision(session: Session, proposal_id: int, approver_id: int) -> CutScoreProposal:
    proposal = session.get_one(CutScoreProposal, proposal_id, with_for_update=True)
    if proposal.proposed_by_id == approver_id:
        raise FourEyesNeeded
    return proposal


def _add_set(session: Session, cut_scores: CutScoreSet) -> CutScoreSetRow:
    row = CutScoreSetRow(
        code=cut_scores.code,
        version=cut_scores.version,
        programme=cut_scores.programme,
        moment=cut_scores.moment,
        effective_from=cut_scores.effective_from,
        document=cut_score_set_to_document(cut_scores),
    )
    session.add(row)
    session.flush()
    return row


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
    proposed = read_proposed_set(proposal)
    details: dict[str, str | int] = {
        "code": proposed.code,
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


def _key(one: PartCutScore) -> object:
    return one.part, one.level, one.form, one.cut_score


def _lock_name(programme: str, moment: str) -> str:
    return f"cut scores of {programme} {moment}"


def _clean(text: str) -> str:
    return text.replace("\0", "").strip()[:LONGEST_TEXT]
