"""The life of a rescoring case: proposed with a reason, calculated, judged by another person.

Approving fixes whom it concerns: every attempt that was decided then gets a row to be written, and
every decision from then on is made with the correction.
"""

from dataclasses import dataclass
from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.orm import Session

from itembank.timing import brussels_date
from scoring.rescoring import Difference, difference_to_document
from testplatform.db import insert_rows
from testplatform.errors import PlatformError
from testplatform.json_texts import JsonText, to_json_text
from testplatform.models.rescoring import (
    RescoringCase,
    RescoringChange,
    RescoringResult,
    RescoringState,
)
from testplatform.repositories.rescoring import (
    find_case,
    find_last_approval,
    list_case_ids,
    select_concerned,
)
from testplatform.services.audit import record_event
from testplatform.services.corrections import hold_corrections, stored_correction
from testplatform.services.rescoring import scope_of
from testplatform.services.rescoring_dry_runs import Change, DryRun, calculate
from testplatform.services.rescoring_proposals import (
    CheckedProposal,
    check_decidable,
    check_reason,
)
from testplatform.services.rescoring_states import RescoringEvent, transition

STORED_AT_ONCE = 5_000


class JudgedByProposer(PlatformError):
    """Nobody approves or rejects what they proposed themselves."""


class NotTheProposer(PlatformError):
    """Only who proposed a case withdraws it; others reject it."""


class DryRunOutdated(PlatformError):
    """Another correction was approved since the dry run: what was shown no longer holds."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Calculated:
    """A dry run, and the last approval that it reckons with."""

    dry_run: DryRun
    after_approval: int


def propose(
    session: Session, checked: CheckedProposal, *, proposed_by_id: int, now: datetime
) -> RescoringCase:
    """Open a case; its dry run follows. Raises ProposalRefused without a reason."""
    new = checked.new
    case = RescoringCase(
        kind=new.kind,
        programme=checked.stored.programme,
        item_version=checked.version,
        form_code=checked.stored.form_code,
        key=None if checked.key is None else dict(checked.key),
        cut_score_set=checked.cut_scores,
        first_day=None if checked.cut_scores is None else new.first_day,
        last_day=None if checked.cut_scores is None else new.last_day,
        reason=check_reason(new.reason),
        state=RescoringState.CALCULATING,
        proposed_by_id=proposed_by_id,
        proposed_at=now,
        judgement="",
    )
    session.add(case)
    session.flush()
    _record(session, case, "rescoring proposed", proposed_by_id, now)
    return case


def calculate_case(session: Session, case_id: int) -> Calculated | None:
    """Work out the dry run of a case that has none yet; nothing is stored.

    None too while an earlier correction is being written: it would be shown half done.
    """
    case = find_case(session, case_id)
    if case is None or case.state is not RescoringState.CALCULATING:
        return None
    after_approval = find_last_approval(session)
    if list_case_ids(session, RescoringState.APPROVED):
        return None
    return Calculated(
        dry_run=calculate(session, stored_correction(case)), after_approval=after_approval
    )


def store_dry_run(session: Session, case_id: int, calculated: Calculated) -> bool:
    """Put a dry run beside its case; False when it has one already, so that twice is once."""
    case = _get_for_update(session, case_id)
    if case.state is not RescoringState.CALCULATING:
        return False
    case.counts = {
        **calculated.dry_run.totals.to_document(),
        "after_approval": calculated.after_approval,
    }
    case.state = transition(case.state, RescoringEvent.CALCULATE)
    session.flush()
    changes = calculated.dry_run.changes
    texts: dict[Difference, JsonText] = {}  # thousands of people change in the same few ways
    for begin in range(0, len(changes), STORED_AT_ONCE):
        rows = [_change_row(case_id, one, texts) for one in changes[begin : begin + STORED_AT_ONCE]]
        insert_rows(session, RescoringChange, rows)
    return True


def approve(session: Session, case_id: int, *, judged_by_id: int, now: datetime) -> RescoringCase:
    """Let a correction count from now on, and line up everybody who was decided before.

    Raises TransitionRefused, JudgedByProposer, DryRunOutdated, and ProposalRefused when corrections
    that were approved since it was proposed leave nothing to decide with.
    """
    hold_corrections(session, to_approve=True)
    case = _get_for_update(session, case_id)
    state = transition(case.state, RescoringEvent.APPROVE)
    if case.proposed_by_id == judged_by_id:
        raise JudgedByProposer
    last = find_last_approval(session)
    if (case.counts or {}).get("after_approval") != last:
        raise DryRunOutdated
    stored = stored_correction(case)
    check_decidable(session, stored, today=brussels_date(now))
    case.state, case.judged_by_id, case.judged_at = state, judged_by_id, now
    case.approval_number = last + 1
    session.flush()
    concerned = select_concerned(scope_of(stored))
    session.execute(
        sa.insert(RescoringResult).from_select(
            ["attempt_id", "case_id"], concerned.add_columns(sa.literal(case.id))
        )
    )
    _record(session, case, "rescoring approved", judged_by_id, now)
    return case


def reject(session: Session, case_id: int, *, judged_by_id: int, why: str, now: datetime) -> None:
    """Close a proposal without effect. Raises TransitionRefused, JudgedByProposer."""
    case = _get_for_update(session, case_id)
    state = transition(case.state, RescoringEvent.REJECT)
    if case.proposed_by_id == judged_by_id:
        raise JudgedByProposer
    case.state, case.judged_by_id, case.judged_at = state, judged_by_id, now
    case.judgement, case.finished_at = check_reason(why), now
    session.flush()
    _record(session, case, "rescoring rejected", judged_by_id, now)


def withdraw(session: Session, case_id: int, *, staff_id: int, now: datetime) -> None:
    """Take one's own proposal back. Raises TransitionRefused, NotTheProposer."""
    case = _get_for_update(session, case_id)
    state = transition(case.state, RescoringEvent.WITHDRAW)
    if case.proposed_by_id != staff_id:
        raise NotTheProposer
    case.state, case.finished_at = state, now
    session.flush()
    _record(session, case, "rescoring withdrawn", staff_id, now)


def _get_for_update(session: Session, case_id: int) -> RescoringCase:
    return session.get_one(RescoringCase, case_id, with_for_update=True, populate_existing=True)


def _change_row(case_id: int, one: Change, texts: dict[Difference, JsonText]) -> dict[str, object]:
    if one.difference not in texts:
        texts[one.difference] = to_json_text(difference_to_document(one.difference))
    return {
        "case_id": case_id,
        "attempt_id": one.attempt_id,
        "outcome_before": one.difference.outcome_before,
        "outcome_after": one.difference.outcome_after,
        "is_result_changed": one.difference.is_result_changed,
        "document": texts[one.difference],
    }


def _record(
    session: Session, case: RescoringCase, action: str, staff_id: int, now: datetime
) -> None:
    record_event(
        session,
        actor=f"staff:{staff_id}",
        action=action,
        subject=f"rescoring:{case.id}",
        now=now,
        details={"kind": case.kind.value},
    )
