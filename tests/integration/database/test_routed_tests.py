"""NIVO as it is sat: each test opens by what the one before gave."""

from datetime import timedelta

import pytest
import sqlalchemy as sa
from sqlalchemy.orm import Session

from itembank.demo_banks import build_nivo_bank
from scoring.codes import ModelCode
from scoring.programmes.nivo_steps import NextTest
from testplatform.db import unit_of_work
from testplatform.errors import EntriesMissing, LeaseSuperseded, NoFormInLanguage, NoSuchTest
from testplatform.models.attempts import Attempt, AttemptState
from testplatform.models.journal import HeldEntry, HeldReason
from testplatform.models.outbox import OutboxMessage
from testplatform.models.routed_tests import RoutedTest
from testplatform.services.attempts import submit_attempt
from testplatform.services.closing_tests import close_test
from testplatform.services.marking import list_submitted_attempts
from testplatform.services.oral_tests import (
    OralTestChangedMeanwhile,
    OralTrackOver,
    PointsOutOfRange,
    enter_points,
    find_oral_track,
    take_back,
)
from tests.builders.attempts import STARTED_AT, a_checked_in_attempt, take_lease
from tests.builders.bookings import NINE_IN_BRUSSELS
from tests.builders.ratings import BRAM, assessor_id
from tests.builders.routed import (
    ANSWERED_AT,
    a_nivo_booking,
    a_started_nivo_attempt,
    answer_part,
    close_newest,
    speak,
    stages_of,
    take_test,
    written_tests,
)
from tests.builders.schemes import publish_demo_bank, score

pytestmark = pytest.mark.usefixtures("session")

HARD = {"writing_reading_32": 5, "writing_reading_42": 5}
MIDDLE = {"writing_reading_21_22": 12, "writing_reading_23_24": 4}


def state_of(session: Session, attempt_id: int) -> AttemptState:
    return session.get_one(Attempt, attempt_id, populate_existing=True).state


class TestTheWay:
    def test_goes_up_and_stops(self, session: Session) -> None:
        attempt_id = a_started_nivo_attempt()
        (first,) = written_tests(session, attempt_id)
        assert (first.number, first.parts, first.led_by) == (1, ["written_voormeting"], None)

        is_over = [
            take_test(attempt_id, {"written_voormeting": 4}),
            take_test(attempt_id, {"writing_reading_12": 14}),
            take_test(attempt_id, MIDDLE),
        ]

        assert is_over == [False, False, True]
        assert stages_of(session, attempt_id) == [
            "written_voormeting",
            "written_12_start",
            "written_21_22_up",
        ]
        assert state_of(session, attempt_id) is AttemptState.SUBMITTED

    def test_goes_down_and_tells_what_led_there(self, session: Session) -> None:
        attempt_id = a_started_nivo_attempt()
        take_test(attempt_id, {"written_voormeting": 20})

        take_test(attempt_id, HARD)

        hard, below = written_tests(session, attempt_id)[1:]
        assert below.stage == "written_21_22_down"
        assert below.parts == ["writing_reading_21_22", "writing_reading_23_24"]
        assert below.led_by is not None
        assert (below.led_by["rule"], below.led_by["direction"]) == ("5.2", "down")
        assert hard.points == {"writing_reading_32": [5, 20], "writing_reading_42": [5, 20]}

    def test_ends_when_the_time_is_up(self, session: Session) -> None:
        attempt_id = a_started_nivo_attempt()
        answer_part(attempt_id, "written_voormeting", 20)

        assert close_newest(attempt_id, last_seq=5, now=STARTED_AT + timedelta(minutes=90))

        assert stages_of(session, attempt_id) == ["written_voormeting"]


class TestClosing:
    def test_twice_is_once(self, session: Session) -> None:
        attempt_id = a_started_nivo_attempt()
        answer_part(attempt_id, "written_voormeting", 4)

        for _ in range(2):
            with unit_of_work() as work:
                close_test(work, attempt_id, fence=1, number=1, last_seq=5, now=ANSWERED_AT)

        assert stages_of(session, attempt_id) == ["written_voormeting", "written_12_start"]

    def test_is_refused(self) -> None:
        attempt_id = a_started_nivo_attempt()

        for refusal, number, last_seq in (
            (EntriesMissing, 1, 1),
            (NoSuchTest, 0, 0),
            (NoSuchTest, 2, 0),
        ):
            with pytest.raises(refusal), unit_of_work() as work:
                close_test(
                    work, attempt_id, fence=1, number=number, last_seq=last_seq, now=ANSWERED_AT
                )
        take_lease(attempt_id, device="e" * 32)
        with pytest.raises(LeaseSuperseded):
            close_newest(attempt_id, last_seq=0)

    def test_ends_what_can_be_answered(self, session: Session) -> None:
        attempt_id = a_started_nivo_attempt()
        take_test(attempt_id, {"written_voormeting": 4})

        receipts = [
            answer_part(attempt_id, "written_voormeting", 20, seq=200),
            answer_part(attempt_id, "writing_reading_42", 20, seq=300),
        ]

        refused = {reason for one in receipts for _seq, reason in one.refused}
        assert refused == {HeldReason.TEST_NOT_OPEN}
        assert session.scalar(sa.select(sa.func.count(HeldEntry.id))) == 10
        assert [one.acknowledged for one in receipts] == [[], []]


class TestTheDecision:
    def test_waits_for_the_oral_track_and_places_both(self, session: Session) -> None:
        attempt_id = a_started_nivo_attempt()
        take_test(attempt_id, {"written_voormeting": 20})
        take_test(attempt_id, HARD)
        take_test(attempt_id, MIDDLE)
        assert score(attempt_id) is None
        assert state_of(session, attempt_id) is AttemptState.AWAITING_RATINGS
        assert list_submitted_attempts(session) == []
        speak(attempt_id, {"oral_voormeting": 5}, {"oral_interaction_12": 10})
        assert list_submitted_attempts(session) == [attempt_id]

        decision = score(attempt_id)

        assert decision is not None
        assert (decision.outcome, decision.cut_score_set) == (None, None)
        assert decision.document["versions"]["routing"]["code"] == "nivo-2024-01-01"
        told = session.scalars(sa.select(OutboxMessage)).one().document
        assert (told["outcome"], told["parts"]) == (None, [])
        findings = told["findings"]
        assert (findings["scheme"], findings["complete"]) == ("routing", True)
        placed = {one["track"]: one["module"] for one in findings["tracks"]}
        assert placed == {"oral": "1.2", "written": "2.2"}
        assert findings["conclusion"] == ["een plaatsing is geen bewijs voor anderen"]

    def test_counts_what_was_answered_when_the_time_ended_it(self, session: Session) -> None:
        attempt_id = a_started_nivo_attempt()
        take_test(attempt_id, {"written_voormeting": 4})
        answer_part(attempt_id, "writing_reading_12", 10, seq=200)
        late = STARTED_AT + timedelta(minutes=90)
        with unit_of_work() as work:
            submit_attempt(work, attempt_id, fence=1, last_seq=0, now=late)
        speak(attempt_id)

        decision = score(attempt_id)

        assert decision is not None
        placed = [(one["module"], one["is_floor"]) for one in decision.document["tracks"]]
        assert placed == [("1.1", True), ("1.2", False)]


class TestTheOralTrack:
    def test_goes_on_from_test_to_test_and_back(self, session: Session) -> None:
        attempt_id = a_started_nivo_attempt()
        speak(attempt_id, {"oral_voormeting": 14}, is_confirmed=False)
        track = find_oral_track(session, session.get_one(Attempt, attempt_id))
        assert isinstance(track.end, NextTest)
        assert (track.number, track.end.stage) == (2, "oral_23_24_start")
        assert track.end.models == ("oral_interaction_23_24", "listening_23_24")

        with unit_of_work() as work:
            by_id = assessor_id(work, BRAM)
            take_back(work, attempt_id, number=2, by_id=by_id, now=ANSWERED_AT)

        track = find_oral_track(session, session.get_one(Attempt, attempt_id))
        assert isinstance(track.end, NextTest)
        assert (track.number, track.end.stage) == (2, "oral_voormeting")
        rows = session.scalars(sa.select(RoutedTest).where(RoutedTest.track == "oral")).all()
        assert [row.points for row in rows] == [{"oral_voormeting": [14, 20]}]

    def test_refuses_what_does_not_fit(self, session: Session) -> None:
        attempt_id = a_started_nivo_attempt()
        for points in ({"oral_voormeting": 21}, {}, {"oral_interaction_12": 3}):
            with pytest.raises(PointsOutOfRange):
                speak(attempt_id, points)
        speak(attempt_id, {"oral_voormeting": 14}, is_confirmed=False)
        by_id = assessor_id(session, BRAM)
        again = {ModelCode("oral_voormeting"): 14}

        with pytest.raises(OralTestChangedMeanwhile), unit_of_work() as work:
            enter_points(work, attempt_id, again, number=1, by_id=by_id, now=ANSWERED_AT)

        speak(attempt_id)
        with pytest.raises(OralTrackOver):
            speak(attempt_id, {"oral_voormeting": 14})


class TestCheckIn:
    def test_needs_a_form(self) -> None:
        with pytest.raises(NoFormInLanguage):
            a_checked_in_attempt(a_nivo_booking())

    def test_needs_a_routing_that_the_form_fits(self) -> None:
        publish_demo_bank(build_nivo_bank())
        before = NINE_IN_BRUSSELS.replace(year=2023)

        with pytest.raises(NoFormInLanguage):
            a_checked_in_attempt(a_nivo_booking(starts_at=before))
