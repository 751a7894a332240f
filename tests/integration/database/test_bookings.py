from datetime import UTC, datetime

import pytest
import sqlalchemy as sa
from sqlalchemy.orm import Session

from testplatform.clienttracking.contract import BookingMessage
from testplatform.db import unit_of_work
from testplatform.errors import BookingConflict, BookingRefused
from testplatform.models.bookings import Booking
from testplatform.models.sittings import Sitting
from testplatform.services.bookings import ReceiptStatus, receive_booking
from tests.builders.attempts import a_checked_in_attempt
from tests.builders.bookings import NINE_IN_BRUSSELS, a_booking

NOW = datetime(2026, 2, 20, 9, 0, tzinfo=UTC)


def told(message: BookingMessage) -> ReceiptStatus:
    with unit_of_work() as session:
        return receive_booking(session, message, NOW).status


class TestReceiveBooking:
    def test_creates_candidate_and_sitting(self, session: Session) -> None:
        status = told(a_booking(needs=("extra_time",)))

        booking = session.scalars(sa.select(Booking)).one()
        assert status is ReceiptStatus.CREATED
        assert (booking.candidate.dossier, booking.needs) == ("D-2026-000001", ["extra_time"])
        assert booking.sitting.starts_at == NINE_IN_BRUSSELS

    def test_told_twice_is_one_booking(self, session: Session) -> None:
        told(a_booking())

        assert told(a_booking()) is ReceiptStatus.UNCHANGED
        assert session.scalar(sa.select(sa.func.count()).select_from(Booking)) == 1

    def test_two_candidates_share_a_sitting(self, session: Session) -> None:
        told(a_booking())
        told(a_booking(id="A-2", dossier="D-2026-000002"))

        assert session.scalar(sa.select(sa.func.count()).select_from(Sitting)) == 1

    def test_a_higher_revision_replaces(self, session: Session) -> None:
        told(a_booking())

        assert told(a_booking(revision=2, language="ar")) is ReceiptStatus.UPDATED
        assert session.scalars(sa.select(Booking)).one().language == "ar"

    def test_a_lower_revision_that_comes_late_changes_nothing(self, session: Session) -> None:
        told(a_booking(revision=2, language="ar"))

        assert told(a_booking(revision=1)) is ReceiptStatus.OUTDATED
        assert session.scalars(sa.select(Booking)).one().language == "ar"

    def test_refuses_the_same_revision_with_another_content(self, session: Session) -> None:
        told(a_booking())

        with pytest.raises(BookingConflict):
            told(a_booking(language="ar"))
        assert session.scalars(sa.select(Booking)).one().language == "nl"

    def test_refuses_a_change_after_check_in(self, session: Session) -> None:
        a_checked_in_attempt(a_booking())

        with pytest.raises(BookingConflict):
            told(a_booking(revision=2, language="ar"))

    @pytest.mark.parametrize(
        ("message", "field"),
        [
            pytest.param(a_booking(language="xx"), "language", id="language"),
            pytest.param(a_booking(programme="zz"), "programme", id="programme"),
            pytest.param(a_booking(moment="never"), "moment", id="moment"),
            pytest.param(a_booking(needs=("wings",)), "needs", id="need"),
            pytest.param(a_booking(test_centre="NOWHERE"), "test_centre", id="test centre"),
        ],
    )
    def test_names_the_field_it_does_not_know(
        self, session: Session, message: BookingMessage, field: str
    ) -> None:
        with pytest.raises(BookingRefused) as refusal:
            told(message)

        assert list(refusal.value.problems) == [field]
        assert session.scalar(sa.select(sa.func.count()).select_from(Booking)) == 0

    @pytest.mark.parametrize(
        ("starts_at", "closes_at"),
        [
            pytest.param(
                datetime(2026, 3, 29, 0, 30, tzinfo=UTC),
                datetime(2026, 3, 29, 22, 0, tzinfo=UTC),
                id="the night that loses an hour",
            ),
            pytest.param(
                datetime(2026, 10, 24, 23, 30, tzinfo=UTC),
                datetime(2026, 10, 25, 23, 0, tzinfo=UTC),
                id="the night that wins an hour",
            ),
        ],
    )
    def test_a_sitting_closes_at_midnight_in_brussels(
        self, session: Session, starts_at: datetime, closes_at: datetime
    ) -> None:
        told(a_booking(starts_at=starts_at))

        assert session.scalars(sa.select(Sitting)).one().closes_at == closes_at
