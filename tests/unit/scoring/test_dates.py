"""What is in force on a day, for everything that starts on one (rules 2.4, 5.1, 6.2, 7.1, 7.2)."""

from dataclasses import dataclass
from datetime import date

import pytest

from scoring.dates import find_in_force, find_same_start


@dataclass(frozen=True)
class Something:
    code: str
    effective_from: date


_FIRST = Something("first", date(2023, 3, 1))
_SECOND = Something("second", date(2024, 9, 1))
_ALSO_SECOND = Something("also second", date(2024, 9, 1))


class TestFindInForce:
    @pytest.mark.parametrize(
        ("on", "found"),
        [
            pytest.param(date(2023, 2, 28), None, id="the day before the first"),
            pytest.param(date(2023, 3, 1), _FIRST, id="the day on which the first starts"),
            pytest.param(date(2024, 8, 31), _FIRST, id="the last day of the first"),
            pytest.param(date(2024, 9, 1), _SECOND, id="the day on which the second starts"),
            pytest.param(date(2030, 1, 1), _SECOND, id="years later"),
        ],
    )
    @pytest.mark.parametrize("dated", [(_FIRST, _SECOND), (_SECOND, _FIRST)])
    def test_is_the_last_that_has_started(
        self, dated: tuple[Something, ...], on: date, found: Something | None
    ) -> None:
        assert find_in_force(dated, on) == found


class TestFindSameStart:
    @pytest.mark.parametrize(
        ("dated", "found"),
        [
            pytest.param((), None, id="nothing"),
            pytest.param((_FIRST, _SECOND), None, id="two days"),
            pytest.param((_FIRST, _SECOND, _ALSO_SECOND), (_SECOND, _ALSO_SECOND), id="one day"),
            pytest.param((_ALSO_SECOND, _FIRST, _SECOND), (_ALSO_SECOND, _SECOND), id="apart"),
        ],
    )
    def test_gives_two_that_want_one_day(
        self, dated: tuple[Something, ...], found: tuple[Something, Something] | None
    ) -> None:
        assert find_same_start(dated) == found
