from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scoring.appeals import AppealRule, appeal_rule_from_reader
from scoring.documents import DocumentNotUnderstood, DocumentReader


def a_rule(*, days: int = 30) -> AppealRule:
    return AppealRule(days=days, assumed=True)


class TestLastDay:
    @pytest.mark.parametrize(
        ("decided_on", "last_day"),
        [
            pytest.param(date(2026, 3, 2), date(2026, 4, 1), id="the day of the decision not"),
            pytest.param(date(2024, 1, 31), date(2024, 3, 1), id="over a leap day"),
            pytest.param(date(2026, 12, 15), date(2027, 1, 14), id="into another year"),
            pytest.param(date.max, date.max, id="never past the calendar"),
        ],
    )
    def test_is_so_many_days_after_the_decision(self, decided_on: date, last_day: date) -> None:
        assert a_rule().last_day(decided_on) == last_day

    @given(st.dates(), st.integers(1, 10_000), st.integers(0, 10_000))
    def test_never_comes_sooner_for_more_days(self, decided_on: date, days: int, more: int) -> None:
        sooner = a_rule(days=days).last_day(decided_on)

        assert decided_on <= sooner <= a_rule(days=days + more).last_day(decided_on)


class TestDocument:
    def test_becomes_a_rule(self) -> None:
        reader = DocumentReader({"days": 30, "assumed": True})

        rule = appeal_rule_from_reader(reader)
        reader.finish()

        assert rule == a_rule()

    def test_is_not_assumed_unless_it_says_so(self) -> None:
        rule = appeal_rule_from_reader(DocumentReader({"days": 10}))

        assert rule == AppealRule(days=10, assumed=False)

    def test_is_read_strictly(self) -> None:
        reader = DocumentReader({"days": 0})
        appeal_rule_from_reader(reader)

        with pytest.raises(DocumentNotUnderstood, match="days: must be at least 1"):
            reader.finish()
