"""Proposals of cut scores for the test after the MO course, and stored ones."""

from collections.abc import Iterable
from datetime import UTC, date, datetime, timedelta

import sqlalchemy as sa
from sqlalchemy.orm import Session

from scoring.cut_scores import (
    AtLeastPercentage,
    AtLeastPoints,
    CutScore,
    Joining,
    MoreThanPercentage,
    PartCutScore,
)
from testplatform.db import unit_of_work
from testplatform.models.staff import Staff
from testplatform.services.cut_score_proposals import NewProposal, propose
from testplatform.services.marking import score_attempt
from tests.builders.attempts import STARTED_AT, a_submitted_attempt
from tests.builders.bookings import a_booking
from tests.builders.scoring import a_part_cut_score

PROPOSED_AT = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)
NEXT_YEAR = date(2027, 1, 1)
BAS, BEA = "beheerder@example.org", "beheerder2@example.org"


def a_proposal(
    *,
    programme: str = "mo",
    moment: str = "after_course",
    effective_from: date = NEXT_YEAR,
    sokkel: CutScore | None = None,
    parts: Iterable[PartCutScore] | None = None,
    joining: Joining = Joining.ALL_PARTS,
    reason: str = "Te veel kandidaten slagen door geluk.",
) -> NewProposal:
    """At least ten points for the sokkelvragen; the praktische vragen as they are."""
    usual = (
        a_part_cut_score("sokkel", cut_score=sokkel or AtLeastPoints(points=10)),
        a_part_cut_score("praktisch", cut_score=MoreThanPercentage(percentage=50)),
    )
    return NewProposal(
        programme=programme,
        moment=moment,
        effective_from=effective_from,
        joining=joining,
        parts=usual if parts is None else tuple(parts),
        reason=reason,
    )


def as_it_is() -> NewProposal:
    """What has been asked since 2023."""
    return a_proposal(sokkel=AtLeastPercentage(percentage=80))


def staff_id(session: Session, email: str) -> int:
    return session.scalars(sa.select(Staff.id).where(Staff.email == email)).one()


def proposed(new: NewProposal | None = None, *, by: str = BAS, now: datetime = PROPOSED_AT) -> int:
    """The id of a stored proposal of Bas."""
    with unit_of_work() as session:
        person = staff_id(session, by)
        return propose(session, new or a_proposal(), proposer_id=person, now=now).id


def decided_attempts(wrong: Iterable[int], **wishes: str) -> None:
    """Attempts with so many sokkelvragen wrong, sat on 2 March 2026 and decided about."""
    for number, of_sokkel in enumerate(wrong, start=1):
        tag = f"{wishes.get('language', 'nl')}-{wishes.get('test_centre', 'AGII-HASSELT')}-{number}"
        booking = a_booking(id=f"A-{tag}", **wishes)  # type: ignore[arg-type]  # one by name
        attempt_id = a_submitted_attempt(booking, wrong={"sokkel": of_sokkel})
        with unit_of_work() as session:
            score_attempt(session, attempt_id, now=STARTED_AT + timedelta(hours=1))
