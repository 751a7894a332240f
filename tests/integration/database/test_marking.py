from datetime import UTC, datetime, timedelta

import pytest
import sqlalchemy as sa
from sqlalchemy.orm import Session

from scoring.decisions import Outcome
from testplatform.db import unit_of_work
from testplatform.models.attempts import Attempt, AttemptState
from testplatform.models.decisions import Award, Decision
from testplatform.models.outbox import DeliveryState, OutboxMessage
from testplatform.services.marking import score_attempt
from tests.builders.attempts import STARTED_AT, a_started_attempt, a_submitted_attempt
from tests.builders.bookings import a_booking

NOW = STARTED_AT + timedelta(hours=1)


def scored(attempt_id: int) -> Decision | None:
    with unit_of_work() as session:
        return score_attempt(session, attempt_id, now=NOW)


class TestScoreAttempt:
    @pytest.mark.parametrize(
        ("moment", "wrong", "outcome"),
        [
            pytest.param("after_course", {}, Outcome.PASSED, id="all right"),
            pytest.param("after_course", {"sokkel": 2}, Outcome.PASSED, id="9 of 11"),
            pytest.param("after_course", {"sokkel": 3}, Outcome.FAILED, id="8 of 11"),
            pytest.param("after_course", {"praktisch": 14}, Outcome.PASSED, id="16 of 30"),
            pytest.param("after_course", {"praktisch": 15}, Outcome.FAILED, id="15 of 30"),
            pytest.param("exemption", {"praktisch": 6}, Outcome.PASSED, id="24 of 30"),
            pytest.param("exemption", {"praktisch": 7}, Outcome.FAILED, id="23 of 30"),
        ],
    )
    def test_decides_by_the_cut_scores_of_the_moment(
        self, session: Session, moment: str, wrong: dict[str, int], outcome: Outcome
    ) -> None:
        attempt_id = a_submitted_attempt(a_booking(moment=moment), wrong=wrong)

        decision = scored(attempt_id)

        assert decision is not None
        assert decision.outcome is outcome

    def test_explains_itself(self, session: Session) -> None:
        attempt_id = a_submitted_attempt(wrong={"sokkel": 3})

        decision = scored(attempt_id)

        assert decision is not None
        assert "sokkelvragen 8/11 = 72,7 % < 80 %: 9 nodig" in decision.document["sentences"]

    def test_an_item_without_an_answer_gets_no_marks(self, session: Session) -> None:
        attempt_id = a_started_attempt()
        with unit_of_work() as work:
            work.get_one(Attempt, attempt_id).state = AttemptState.SUBMITTED

        scored(attempt_id)

        marks = session.scalars(sa.select(Award.marks)).all()
        assert (len(marks), sum(marks)) == (41, 0)

    def test_twice_is_one_decision_and_one_message(self, session: Session) -> None:
        attempt_id = a_submitted_attempt()

        scored(attempt_id)

        assert scored(attempt_id) is None
        assert session.scalar(sa.select(sa.func.count()).select_from(Decision)) == 1
        assert session.scalar(sa.select(sa.func.count()).select_from(OutboxMessage)) == 1

    def test_a_failure_after_the_decision_leaves_nothing_behind(
        self, session: Session, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        attempt_id = a_submitted_attempt()

        def fail(*_arguments: object, **_named: object) -> None:
            raise OSError("the disk is gone")

        monkeypatch.setattr("testplatform.services.marking.record_event", fail)
        with pytest.raises(OSError, match="the disk is gone"):
            scored(attempt_id)

        assert session.scalar(sa.select(sa.func.count()).select_from(Decision)) == 0
        assert session.scalar(sa.select(sa.func.count()).select_from(OutboxMessage)) == 0
        assert session.get_one(Attempt, attempt_id).state is AttemptState.SUBMITTED

    def test_the_day_of_the_sitting_chooses_the_cut_scores(self, session: Session) -> None:
        last_day = datetime(2023, 2, 28, 8, 0, tzinfo=UTC)
        booking = a_booking(starts_at=last_day)
        # The attempt runs years later than its sitting was planned: only the sitting's day counts.
        attempt_id = a_submitted_attempt_of_old_sitting(booking)

        decision = scored(attempt_id)

        assert decision is not None
        assert decision.outcome is Outcome.PASSED
        assert decision.cut_score_set.effective_from.isoformat() == "2022-03-28"

    def test_the_message_carries_the_decision(self, session: Session) -> None:
        scored(a_submitted_attempt())

        message = session.scalars(sa.select(OutboxMessage)).one()
        assert message.state is DeliveryState.PENDING
        assert message.document["outcome"] == "passed"
        assert message.document["dossier"] == "D-2026-000001"


def a_submitted_attempt_of_old_sitting(booking: object) -> int:
    """Five of eleven core questions wrong: passes at 50 %, fails at 80 %."""
    attempt_id = a_submitted_attempt(wrong={"sokkel": 5})
    with unit_of_work() as session:
        sitting = session.get_one(Attempt, attempt_id).booking.sitting
        sitting.starts_at = booking.starts_at  # type: ignore[attr-defined]
    return attempt_id
