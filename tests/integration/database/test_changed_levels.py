"""A level of CT that a correction changes, worked through to the later sittings that count it."""

from datetime import timedelta
from typing import Any

import pytest
import sqlalchemy as sa
from sqlalchemy.orm import Session

from scoring.codes import CriterionCode
from testplatform.db import unit_of_work
from testplatform.models.attempts import Attempt
from testplatform.models.decisions import Decision
from testplatform.models.outbox import OutboxMessage
from testplatform.models.ratings import RatingTask
from testplatform.models.rescoring import RescoringCase, RescoringChange, RescoringKind
from testplatform.services.audit import find_broken_link, list_audit_records
from testplatform.services.ratings.correcting import approve_correction, propose_correction
from testplatform.services.rescoring_proposals import NewCase
from testplatform.services.rescoring_writing import Progress
from tests.builders.bookings import NINE_IN_BRUSSELS
from tests.builders.ratings import RATED_AT
from tests.builders.rescoring import (
    APPROVER,
    PROPOSER,
    a_new_case,
    a_proposed_case,
    a_written_case,
    an_approved_case,
    decisions_of,
    staff_id_of,
    write_all,
)
from tests.builders.schemes import a_ct_attempt_handed_in, a_ct_booking, decided
from tests.integration.database.test_rescoring import Killed, kill_at

READING, LISTENING = "CT-READING-01", "CT-LISTENING-01"


def a_correction(item: str = READING, kind: RescoringKind = RescoringKind.FULL_MARKS) -> NewCase:
    return a_new_case(kind=kind, item=item, form_code=None)


def sat_before(*, left: int = 10, writing: int = 3, days: int = 1) -> int:
    """The id of a whole test of some days before, with reading one point below A2."""
    attempt_id = decided(
        a_ct_attempt_handed_in(a_ct_booking(id="A-OLD"), left={"reading": left}), writing=writing
    )
    move(attempt_id, days=days)
    return attempt_id


def sat_after(*parts: str, left: dict[str, int] | None = None, id: str = "A-NEW") -> int:
    """The id of a resit of these parts, on the day itself."""
    booking = a_ct_booking(id=id, parts=parts)
    return decided(a_ct_attempt_handed_in(booking, left=left))


def move(attempt_id: int, *, days: int) -> None:
    """Levels were not in force years ago, so a sitting moves back after it was decided."""
    with unit_of_work() as session:
        attempt = session.get_one(Attempt, attempt_id)
        attempt.booking.sitting.starts_at = NINE_IN_BRUSSELS - timedelta(days=days)


def found_of(session: Session, attempt_id: int) -> list[tuple[str, dict[str, str]]]:
    """The proof and the level of each required part, of every decision, the oldest first."""
    return [
        (
            row.document["proof"],
            {one["part"]: one["level"] for one in row.document["requirements"]},
        )
        for row in reversed(decisions_of(session, attempt_id))
    ]


def tally_of(session: Session, case_id: int) -> dict[str, Any]:
    counts = session.get_one(RescoringCase, case_id).counts
    assert counts is not None
    return dict(counts["everybody"])


class TestThroughAnEarlierSitting:
    def test_a_later_decision_that_counted_the_level_is_made_again(self, session: Session) -> None:
        sat_before()
        later = sat_after("listening")

        case_id = a_written_case(a_correction())

        (before, levels), (after, now) = found_of(session, later)
        assert (before, levels["reading"]) == ("statement", "A1")
        assert (after, now["reading"]) == ("certificate", "A2")
        newest = decisions_of(session, later)[0]
        assert newest.document["sentences"][0] == (
            f"een niveau van een eerdere afname is verbeterd (correctie RS-{case_id})"
        )
        assert newest.document["versions"]["corrections"] == [
            {"code": f"RS-{case_id}", "rule": "8.9", "rule_version": 1}
        ]
        told = session.scalars(sa.select(OutboxMessage).order_by(OutboxMessage.id.desc())).first()
        assert told is not None
        assert told.document["result"] == newest.public_id
        assert told.document["findings"]["proof"] == "certificate"

    def test_the_dry_run_shows_it_apart(self, session: Session) -> None:
        sat_before()
        later = sat_after("listening")

        case_id = a_proposed_case(a_correction())

        tally = tally_of(session, case_id)
        names = ("concerned", "changed", "result_changed", "through_earlier")
        assert [tally[name] for name in names] == [2, 2, 2, 1]
        change = session.scalars(
            sa.select(RescoringChange).where(RescoringChange.attempt_id == later)
        ).one()
        assert change.document["through_earlier"] is True
        assert [one["proof"] for one in change.document["found"]] == ["statement", "certificate"]

    def test_is_made_again_where_what_it_proves_stays(self, session: Session) -> None:
        sat_before(writing=1)
        later = sat_after("listening")

        a_written_case(a_correction())

        (before, levels), (after, now) = found_of(session, later)
        assert (before, after) == ("statement", "statement")
        assert (levels["reading"], now["reading"]) == ("A1", "A2")

    def test_stays_where_the_level_does_not_count_any_more(self, session: Session) -> None:
        old = sat_before(days=780)
        later = sat_after("listening")

        a_written_case(a_correction())

        assert [len(decisions_of(session, one)) for one in (old, later)] == [2, 1]

    def test_stays_where_no_level_changes(self, session: Session) -> None:
        old = sat_before(left=12)
        later = sat_after("listening")

        a_written_case(a_correction())

        assert [len(decisions_of(session, one)) for one in (old, later)] == [2, 1]

    def test_both_sat_the_item_and_the_later_one_is_decided_once(self, session: Session) -> None:
        sat_before()
        later = sat_after("reading", left={"reading": 10})

        case_id = a_written_case(a_correction())

        newest, _ = decisions_of(session, later)
        kinds = [step["kind"] for step in newest.document["steps"][:2]]
        assert kinds == ["full_marks", "earlier_corrected"]
        assert tally_of(session, case_id)["concerned"] == 2

    def test_waits_for_the_earlier_sitting_whatever_its_number(self, session: Session) -> None:
        booking = a_ct_booking(id="A-NEW")
        later = decided(a_ct_attempt_handed_in(booking, left={"reading": 30}), writing=3)
        move(later, days=-1)
        early = sat_after("reading", left={"reading": 10}, id="A-OLD")
        move(early, days=1)
        case_id = an_approved_case(a_correction())
        assert later < early

        done = write_all(case_id, size=1)

        assert done[-1] is Progress.FINISHED
        newest = decisions_of(session, later)[0]
        weighed = [one for one in newest.document["steps"] if one["kind"] == "earlier_weighed"]
        assert [one["level"] for one in weighed] == ["A2"]

    def test_a_corrected_rating_is_worked_through_too(self, session: Session) -> None:
        old = sat_before(left=0, writing=2)
        later = sat_after("listening")

        correct_writing()

        assert len(decisions_of(session, old)) > 1
        (before, levels), (after, now) = found_of(session, later)
        assert (before, levels["writing"]) == ("statement", "A1")
        assert (after, now["writing"]) == ("certificate", "A2")
        assert decisions_of(session, later)[0].document["sentences"][0] == (
            "een niveau van een eerdere afname is verbeterd (na een verbeterde beoordeling)"
        )


class TestInterrupted:
    def test_a_kill_loses_and_doubles_nothing(
        self, session: Session, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        old = sat_before()
        later = sat_after("listening")
        case_id = an_approved_case(a_correction())
        for batch in (1, 2):
            kill_at(monkeypatch, batch=batch)
            with pytest.raises(Killed):
                write_all(case_id, size=1)
            monkeypatch.undo()

        done = write_all(case_id, size=1)

        assert done == [Progress.WRITTEN, Progress.FINISHED]
        assert [len(decisions_of(session, one)) for one in (old, later)] == [2, 2]
        assert session.scalar(sa.select(sa.func.count(Decision.id))) == 4
        assert find_broken_link(list_audit_records(session)) is None


def correct_writing() -> None:
    """Give one criterion of each writing task a point more in the first rating."""
    with unit_of_work() as session:
        tasks = session.scalars(
            sa.select(RatingTask).where(RatingTask.part == "writing").order_by(RatingTask.id)
        ).all()
        for task in tasks:
            scores = {CriterionCode(one["code"]): 2 for one in task.rubric["criterion"]}
            correction = propose_correction(
                session,
                task.id,
                1,
                scores | {CriterionCode("task"): 3},
                "Vergist.",
                staff_id=staff_id_of(session, PROPOSER),
                now=RATED_AT,
            )
            approve_correction(
                session, correction.id, staff_id=staff_id_of(session, APPROVER), now=RATED_AT
            )
