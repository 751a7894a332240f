from datetime import timedelta

import pytest
import sqlalchemy as sa
from sqlalchemy.orm import Session

from testplatform.db import unit_of_work
from testplatform.errors import (
    CheckedInElsewhere,
    CodeUnknown,
    CodeUsed,
    EntriesMissing,
    LeaseSuperseded,
    NoFormInLanguage,
    SittingNotOpen,
)
from testplatform.models.attempts import Attempt, AttemptState, SubmittedBy
from testplatform.services.attempts import (
    close_expired_attempts,
    enter_code,
    start_attempt,
    submit_attempt,
)
from testplatform.services.bookings import receive_booking
from testplatform.services.check_in import check_in, renew_code
from tests.builders.attempts import (
    DEVICE,
    SECRET_KEY,
    STARTED_AT,
    a_checked_in_attempt,
    a_leased_attempt,
    a_started_attempt,
    a_submitted_attempt,
    answer_all,
    code_of,
    plan_of,
    take_lease,
)
from tests.builders.bookings import NINE_IN_BRUSSELS, a_booking


class TestCheckIn:
    def test_a_second_click_gives_the_same_attempt(self, session: Session) -> None:
        attempt_id = a_checked_in_attempt()

        assert a_checked_in_attempt() == attempt_id

    def test_extra_time_follows_from_the_needs(self, session: Session) -> None:
        attempt_id = a_checked_in_attempt(a_booking(needs=("extra_time",)))

        attempt = session.get_one(Attempt, attempt_id)
        assert (attempt.minutes, attempt.extra_percent) == (60, 50)

    def test_a_video_interpreter_joins_the_dutch_form(self, session: Session) -> None:
        booking = a_booking(language="so", needs=("video_interpreter",))

        attempt_id = a_checked_in_attempt(booking)

        assert session.get_one(Attempt, attempt_id).language == "nl"

    def test_refuses_a_language_without_a_form(self, session: Session) -> None:
        with pytest.raises(NoFormInLanguage):
            a_checked_in_attempt(a_booking(language="so"))

    def test_refuses_another_test_centre(self, session: Session) -> None:
        with unit_of_work() as work:
            booking_id = receive_booking(work, a_booking(), NINE_IN_BRUSSELS).booking_id

        with pytest.raises(CheckedInElsewhere), unit_of_work() as work:
            check_in(
                work,
                booking_id,
                actor="staff:1",
                test_centre_id=999,
                secret_key=SECRET_KEY,
                now=NINE_IN_BRUSSELS,
            )

    def test_a_renewed_code_shuts_the_old_one(self, session: Session) -> None:
        attempt_id = a_checked_in_attempt()
        old = code_of(session, attempt_id)
        with unit_of_work() as work:
            attempt = work.get_one(Attempt, attempt_id)
            renew_code(work, attempt, actor="staff:1", secret_key=SECRET_KEY, now=STARTED_AT)

        with pytest.raises(CodeUnknown), unit_of_work() as work:
            enter_code(work, old, device=DEVICE, secret_key=SECRET_KEY, now=STARTED_AT)
        assert take_lease(attempt_id) == 1


class TestEnterCode:
    def test_the_same_device_keeps_its_lease(self, session: Session) -> None:
        attempt_id = a_leased_attempt()

        assert take_lease(attempt_id) == 1

    def test_another_device_shuts_the_first_out(self, session: Session) -> None:
        attempt_id = a_leased_attempt()

        assert take_lease(attempt_id, device="e" * 32) == 2
        with pytest.raises(LeaseSuperseded), unit_of_work() as work:
            start_attempt(work, attempt_id, fence=1, now=STARTED_AT)

    def test_refuses_before_the_sitting_opens(self, session: Session) -> None:
        attempt_id = a_checked_in_attempt()

        with pytest.raises(SittingNotOpen):
            take_lease(attempt_id, now=NINE_IN_BRUSSELS - timedelta(minutes=16))

    def test_refuses_a_code_of_a_finished_test(self, session: Session) -> None:
        attempt_id = a_submitted_attempt()

        with pytest.raises(CodeUsed):
            take_lease(attempt_id)

    def test_a_running_test_goes_on_after_the_sitting_closed(self, session: Session) -> None:
        attempt_id = a_started_attempt()

        assert take_lease(attempt_id, now=STARTED_AT + timedelta(days=1)) == 1


class TestStartAttempt:
    def test_a_second_start_keeps_the_first_clock(self, session: Session) -> None:
        attempt_id = a_started_attempt()

        with unit_of_work() as work:
            start_attempt(work, attempt_id, fence=1, now=STARTED_AT + timedelta(minutes=9))
        assert session.get_one(Attempt, attempt_id).started_at == STARTED_AT


class TestSubmitAttempt:
    def test_waits_for_every_entry_of_the_device(self, session: Session) -> None:
        attempt_id = a_started_attempt()
        last = answer_all(attempt_id)

        with pytest.raises(EntriesMissing) as refusal, unit_of_work() as work:
            submit_attempt(work, attempt_id, fence=1, last_seq=last + 2, now=STARTED_AT)
        assert refusal.value.missing == (last + 1, last + 2)
        assert session.get_one(Attempt, attempt_id).state is AttemptState.IN_PROGRESS

    def test_entries_that_the_device_lost_hold_nobody_up(self, session: Session) -> None:
        attempt_id = a_started_attempt()
        last = answer_all(attempt_id)

        with unit_of_work() as work:
            is_new = submit_attempt(
                work, attempt_id, fence=1, last_seq=last + 1, lost=[last + 1], now=STARTED_AT
            )
        assert is_new

    def test_a_second_hand_in_changes_nothing(self, session: Session) -> None:
        attempt_id = a_submitted_attempt()
        before = session.get_one(Attempt, attempt_id).submitted_at

        with unit_of_work() as work:
            is_new = submit_attempt(
                work, attempt_id, fence=1, last_seq=41, now=STARTED_AT + timedelta(hours=1)
            )
        assert not is_new
        assert session.get_one(Attempt, attempt_id).submitted_at == before


class TestCloseExpiredAttempts:
    @pytest.mark.parametrize(
        ("seconds_after", "submitted_by"),
        [
            pytest.param(0, None, id="waits for a device without a network"),
            pytest.param(1, SubmittedBy.CLOCK, id="closes what was left behind"),
        ],
    )
    def test_closes_by_the_clock_of_the_programme(
        self, session: Session, seconds_after: int, submitted_by: SubmittedBy | None
    ) -> None:
        attempt_id = a_started_attempt()
        timing = plan_of(session, attempt_id).programme.timing
        patience = timedelta(minutes=timing.minutes + timing.close_after_minutes)

        with unit_of_work() as work:
            close_expired_attempts(work, STARTED_AT + patience + timedelta(seconds=seconds_after))

        assert session.scalar(sa.select(Attempt.submitted_by)) is submitted_by
