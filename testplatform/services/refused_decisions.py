"""Attempts that cannot be decided: why is written down once, for who can mend it.

The reason is a sentence with codes and numbers; it says nothing of the candidate.
"""

from datetime import datetime

from sqlalchemy.orm import Session

from scoring.errors import ScoringError
from testplatform.models.attempts import Attempt, AttemptState
from testplatform.repositories.audit import find_newest_record
from testplatform.services.audit import record_event
from testplatform.services.refusal_wording import say_refusal

ACTION = "decision refused"


def remember_refused_decision(
    session: Session, attempt_id: int, problem: ScoringError, *, now: datetime
) -> None:
    """Write down why; the same reason at the next try is not written again."""
    subject, reason = f"attempt:{attempt_id}", say_refusal(problem)
    known = find_newest_record(session, subject=subject, action=ACTION)
    if known is None or known.details["reason"] != reason:
        record_event(
            session,
            actor="worker",
            action=ACTION,
            subject=subject,
            now=now,
            details={"reason": reason},
        )


def find_refused_decision(session: Session, attempt: Attempt) -> str | None:
    """Why an attempt that was handed in is not decided, if it was tried and refused."""
    if attempt.state not in (AttemptState.SUBMITTED, AttemptState.AWAITING_RATINGS):
        return None
    known = find_newest_record(session, subject=f"attempt:{attempt.id}", action=ACTION)
    return None if known is None else str(known.details["reason"])
