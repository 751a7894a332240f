from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from itembank.programmes import get_programme
from itembank.timing import (
    AttemptClock,
    InstantHasNoZone,
    Pause,
    PauseEndsBeforeItStarts,
    attempt_clock,
    brussels_date,
    is_left_behind,
)

_BRUSSELS = ZoneInfo("Europe/Brussels")
_START = datetime(2026, 11, 24, 8, 0, tzinfo=UTC)


def _at(minute: float) -> datetime:
    return _START + timedelta(minutes=minute)


def _pause(start: float, end: float | None) -> Pause:
    return _at(start), None if end is None else _at(end)


def a_clock(
    *pauses: Pause, extra_percent: int = 0, started_at: datetime = _START, minutes: int = 60
) -> AttemptClock:
    return AttemptClock(
        started_at=started_at,
        minutes=minutes,
        extra_percent=extra_percent,
        late_grace_seconds=30,
        offline_hours=24,
        pauses=pauses,
    )


class TestDeadline:
    @pytest.mark.parametrize(
        ("clock", "minute"),
        [
            pytest.param(a_clock(), 60, id="no pause"),
            pytest.param(a_clock(extra_percent=50), 90, id="half as much again"),
            pytest.param(a_clock(minutes=61, extra_percent=33), 81.13, id="parts of a minute"),
            pytest.param(a_clock(_pause(10, 15)), 65, id="a pause"),
            pytest.param(a_clock(_pause(30, 32), _pause(10, 15)), 67, id="two, out of order"),
            pytest.param(a_clock(_pause(10, 20), _pause(15, 25)), 75, id="two that overlap"),
            pytest.param(a_clock(_pause(10, 30), _pause(15, 20)), 80, id="one within another"),
            pytest.param(a_clock(_pause(-5, 5)), 65, id="from before the start"),
            pytest.param(a_clock(_pause(-9, -5)), 60, id="before the start"),
            pytest.param(a_clock(_pause(59, 70), _pause(70.5, 80)), 80.5, id="in extra minutes"),
            pytest.param(a_clock(_pause(60, 70)), 60, id="when the time is up"),
            pytest.param(a_clock(_pause(61, None)), 60, id="open, when the time is up"),
        ],
    )
    def test_is_the_start_plus_time_and_pauses(self, clock: AttemptClock, minute: float) -> None:
        assert clock.deadline == _at(minute)

    def test_stays_open_during_a_pause(self) -> None:
        assert a_clock(_pause(10, 15), _pause(20, None)).deadline is None

    def test_works_across_the_night_in_which_clocks_go_back(self) -> None:
        start = datetime(2026, 10, 25, 2, 30, tzinfo=_BRUSSELS)

        clock = a_clock(started_at=start, minutes=90)

        assert clock.deadline == datetime(2026, 10, 25, 2, 0, tzinfo=UTC)
        assert clock.remaining_seconds(datetime(2026, 10, 25, 2, 30, fold=1, tzinfo=_BRUSSELS)) == (
            30 * 60
        )

    def test_works_across_the_night_in_which_clocks_go_forward(self) -> None:
        start = datetime(2026, 3, 29, 1, 30, tzinfo=_BRUSSELS)

        clock = a_clock(started_at=start)

        assert clock.deadline == datetime(2026, 3, 29, 3, 30, tzinfo=_BRUSSELS)
        assert clock.remaining_seconds(datetime(2026, 3, 29, 3, 0, tzinfo=_BRUSSELS)) == 30 * 60


class TestRemainingSeconds:
    @pytest.mark.parametrize(
        ("clock", "minute", "seconds"),
        [
            pytest.param(a_clock(), 0, 3600, id="at the start"),
            pytest.param(a_clock(), -10, 3600, id="before the start"),
            pytest.param(a_clock(), 59, 60, id="a minute left"),
            pytest.param(a_clock(), 59 + 59.5 / 60, 1, id="half a second left"),
            pytest.param(a_clock(), 60, 0, id="at the end"),
            pytest.param(a_clock(), 999, 0, id="long after"),
            pytest.param(a_clock(_pause(10, None)), 40, 3000, id="stands still in a pause"),
            pytest.param(a_clock(_pause(10, 20)), 15, 3000, id="within a past pause"),
            pytest.param(a_clock(_pause(10, 20)), 30, 2400, id="runs on after it"),
            pytest.param(a_clock(_pause(30, 40)), 20, 2400, id="before a later pause"),
            pytest.param(
                a_clock(_pause(10, 30), _pause(15, 20)), 40, 2400, id="a pause within another"
            ),
            pytest.param(a_clock(_pause(-10, -5)), 10, 3000, id="a pause before the start"),
            pytest.param(a_clock(_pause(70, None)), 80, 0, id="a pause gives no new time"),
        ],
    )
    def test_counts_down_working_time(
        self, clock: AttemptClock, minute: float, seconds: int
    ) -> None:
        assert clock.remaining_seconds(_at(minute)) == seconds

    @given(
        st.lists(st.tuples(st.integers(-20, 150), st.integers(0, 40)), max_size=4),
        st.integers(0, 300),
    )
    def test_is_nought_exactly_from_the_deadline_on(
        self, pauses: list[tuple[int, int]], minute: int
    ) -> None:
        clock = a_clock(*(_pause(start, start + length) for start, length in pauses))

        assert clock.deadline is not None
        assert (clock.remaining_seconds(_at(minute)) == 0) == (_at(minute) >= clock.deadline)

    @given(
        st.lists(st.tuples(st.integers(-20, 150), st.integers(0, 40)), max_size=4),
        st.integers(0, 300),
        st.integers(0, 300),
    )
    def test_never_grows(self, pauses: list[tuple[int, int]], one: int, other: int) -> None:
        clock = a_clock(*(_pause(start, start + length) for start, length in pauses))

        earlier, later = sorted((one, other))

        assert clock.remaining_seconds(_at(later)) <= clock.remaining_seconds(_at(earlier))


class TestCounts:
    @pytest.mark.parametrize(
        ("made", "arrived", "counted"),
        [
            pytest.param(10, 10, True, id="in time"),
            pytest.param(60, 60, True, id="at the deadline"),
            pytest.param(60.1, 60.4, True, id="within the grace"),
            pytest.param(60.1, 60.5, False, id="when the grace is over"),
            pytest.param(59, 600, True, id="made offline, hours later"),
            pytest.param(60, 60 + 24 * 60, True, id="at the last offline minute"),
            pytest.param(59, 60 + 24 * 60 + 1, False, id="after the offline hours"),
            pytest.param(61, 70, False, id="made too late"),
            pytest.param(99, 30, True, id="a device clock that is ahead"),
        ],
    )
    def test_bounds_what_comes_late(self, made: float, arrived: float, counted: bool) -> None:
        assert a_clock().counts(_at(made), _at(arrived)) is counted

    def test_is_moved_by_a_pause(self) -> None:
        assert a_clock(_pause(10, 30)).counts(_at(79), _at(79))

    def test_lets_everything_in_while_a_pause_keeps_the_deadline_open(self) -> None:
        assert a_clock(_pause(10, None)).counts(_at(500), _at(500))


class TestAttemptClock:
    def test_takes_the_timing_of_the_programme(self) -> None:
        clock = attempt_clock(get_programme("mo").timing, started_at=_START, extra_percent=50)

        assert clock.deadline == _at(90)

    @pytest.mark.parametrize(
        "pauses",
        [
            pytest.param([(datetime(2026, 11, 24, 9), None)], id="start"),  # noqa: DTZ001  # naive on purpose
            pytest.param([(_START, datetime(2026, 11, 24, 9))], id="end"),  # noqa: DTZ001  # naive on purpose
        ],
    )
    def test_refuses_a_pause_without_a_zone(self, pauses: list[Pause]) -> None:
        with pytest.raises(InstantHasNoZone):
            a_clock(*pauses)

    def test_refuses_a_pause_that_ends_before_it_starts(self) -> None:
        with pytest.raises(PauseEndsBeforeItStarts):
            a_clock(_pause(10, 9))


class TestBrusselsDate:
    @pytest.mark.parametrize(
        ("instant", "day"),
        [
            pytest.param(datetime(2023, 2, 28, 22, 59, tzinfo=UTC), date(2023, 2, 28), id="winter"),
            pytest.param(datetime(2023, 2, 28, 23, 0, tzinfo=UTC), date(2023, 3, 1), id="midnight"),
            pytest.param(datetime(2023, 7, 1, 21, 59, tzinfo=UTC), date(2023, 7, 1), id="summer"),
            pytest.param(
                datetime(2023, 7, 1, 22, 0, tzinfo=UTC), date(2023, 7, 2), id="its midnight"
            ),
        ],
    )
    def test_is_the_day_on_a_brussels_calendar(self, instant: datetime, day: date) -> None:
        assert brussels_date(instant) == day

    def test_refuses_a_naive_instant(self) -> None:
        with pytest.raises(InstantHasNoZone):
            brussels_date(datetime(2023, 3, 1))  # noqa: DTZ001  # naive on purpose


class TestIsLeftBehind:
    PATIENCE = 60 + get_programme("mo").timing.close_after_minutes

    @pytest.mark.parametrize(
        ("clock", "minute", "is_left"),
        [
            pytest.param(a_clock(), PATIENCE, False, id="the last moment"),
            pytest.param(a_clock(), PATIENCE + 0.1, True, id="after it"),
            pytest.param(a_clock(extra_percent=50), PATIENCE + 0.1, False, id="extra time"),
            pytest.param(a_clock(_pause(10, None)), PATIENCE * 9, False, id="a pause goes on"),
        ],
    )
    def test_waits_as_long_as_the_programme_says(
        self, clock: AttemptClock, minute: float, is_left: bool
    ) -> None:
        assert is_left_behind(clock, get_programme("mo").timing, _at(minute)) is is_left
