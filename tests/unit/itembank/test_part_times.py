from datetime import UTC, datetime, timedelta

import pytest

from itembank.part_times import (
    Opening,
    PartClock,
    PartTime,
    list_part_times,
    opening_instant,
    part_clocks,
)
from itembank.programmes import get_programme
from itembank.timing import AttemptClock, Pause
from scoring.codes import PartCode
from scoring.programmes.covaar import SubtestEnd

_COVAAR = get_programme("covaar")  # 8, 10 and 8 minutes within 45
_START = datetime(2026, 11, 24, 8, 0, tzinfo=UTC)
_SERIES, _MATRICES, _SORTING = PartCode("reeksen"), PartCode("matrices"), PartCode("indelen")


def _at(minute: float) -> datetime:
    return _START + timedelta(minutes=minute)


def a_test(*pauses: Pause, extra_percent: int = 0) -> AttemptClock:
    return AttemptClock(
        started_at=_START,
        minutes=45,
        extra_percent=extra_percent,
        late_grace_seconds=30,
        offline_hours=24,
        pauses=pauses,
    )


def opened(*minutes: float) -> list[Opening]:
    """The parts in their order, opened in these minutes."""
    return [
        Opening(part=part.code, opened_at=_at(minute))
        for part, minute in zip(_COVAAR.parts, minutes, strict=False)
    ]


def series(*minutes: float, test: AttemptClock | None = None) -> PartClock:
    return part_clocks(_COVAAR, opened(*minutes), test or a_test())[_SERIES]


class TestOpenedAt:
    def test_is_the_moment_at_which_its_time_began(self) -> None:
        assert series(1).opened_at == _at(1)


class TestDeadline:
    @pytest.mark.parametrize(
        ("clock", "minute"),
        [
            pytest.param(series(1), 9, id="its time from its opening"),
            pytest.param(series(1, test=a_test(extra_percent=50)), 13, id="extra time"),
            pytest.param(series(1, test=a_test((_at(2), _at(5)))), 12, id="a pause"),
            pytest.param(series(6, test=a_test((_at(2), _at(5)))), 14, id="a pause before it"),
            pytest.param(series(40), 45, id="the end of the test"),
        ],
    )
    def test_is_the_end_of_its_own_time(self, clock: PartClock, minute: float) -> None:
        assert clock.deadline == _at(minute)

    def test_stays_open_during_a_pause(self) -> None:
        assert series(1, test=a_test((_at(2), None))).deadline is None


class TestCounts:
    @pytest.mark.parametrize(
        ("made", "arrived", "counts"),
        [
            pytest.param(8.9, 9.4, True, id="within the grace"),
            pytest.param(9.2, 9.4, True, id="within the grace, whatever it claims"),
            pytest.param(9, 300, True, id="made in time without a network"),
            pytest.param(9.01, 9.5, False, id="made after the time"),
            pytest.param(2, 9 + 24 * 60 + 1, False, id="too long after"),
        ],
    )
    def test_until_its_time_is_up(self, made: float, arrived: float, counts: bool) -> None:
        assert series(1).counts(_at(made), _at(arrived)) is counts

    @pytest.mark.parametrize(
        ("made", "arrived", "counts"),
        [
            pytest.param(4, 4.6, True, id="made before it was left"),
            pytest.param(4.1, 4.6, False, id="made after it was left"),
        ],
    )
    def test_until_the_next_part_is_opened(self, made: float, arrived: float, counts: bool) -> None:
        assert series(1, 4).counts(_at(made), _at(arrived)) is counts

    def test_everything_during_a_pause(self) -> None:
        assert series(1, test=a_test((_at(2), None))).counts(_at(30), _at(30))


class TestOpeningInstant:
    @pytest.mark.parametrize(
        ("claimed", "instant"),
        [
            pytest.param(4, 4, id="as the device says"),
            pytest.param(7, 5, id="not after it was heard of"),
            pytest.param(1, 2, id="not before the part before it"),
        ],
    )
    def test_is_within_what_the_server_knows(self, claimed: float, instant: float) -> None:
        found = opening_instant(_at(claimed), _at(5), not_before=_at(2))

        assert found == _at(instant)


class TestListPartTimes:
    def test_tells_how_each_part_ended(self) -> None:
        times = list_part_times(_COVAAR, opened(0, 8), a_test(), handed_in_at=_at(12))

        assert times == {
            _SERIES: PartTime(seconds=480, end=SubtestEnd.TIME_UP),
            _MATRICES: PartTime(seconds=600, end=SubtestEnd.FINISHED),
            _SORTING: PartTime(seconds=480, end=SubtestEnd.NOT_OPENED),
        }

    def test_names_the_time_with_what_was_extra(self) -> None:
        test = a_test(extra_percent=25)

        times = list_part_times(_COVAAR, [], test, handed_in_at=_at(12))

        assert [time.seconds for time in times.values()] == [600, 750, 600]

    def test_takes_a_part_in_a_pause_as_finished(self) -> None:
        test = a_test((_at(2), None))

        times = list_part_times(_COVAAR, opened(0), test, handed_in_at=_at(30))

        assert times[_SERIES].end is SubtestEnd.FINISHED
