from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scoring.codes import ProgrammeCode
from scoring.documents import DocumentNotUnderstood
from scoring.levels import (
    NoPurposeInForce,
    PurposeNotValid,
    PurposesOverlap,
    purpose_from_document,
    purpose_in_force,
)
from scoring.levels.purposes import add_months
from tests.builders.levels import a_purpose, a_purpose_document

_CT = ProgrammeCode("ct")


class TestPurposeInForce:
    @pytest.mark.parametrize(
        ("on", "months"),
        [
            pytest.param(date(2024, 2, 29), 12, id="the last day of the old version"),
            pytest.param(date(2024, 3, 1), 36, id="the first day of the new version"),
        ],
    )
    def test_is_the_version_that_started_last(self, on: date, months: int) -> None:
        purposes = [
            a_purpose(effective_from=date(2024, 3, 1), validity_months=36),
            a_purpose(effective_from=date(2024, 1, 1), validity_months=12),
            a_purpose(code="childcare", effective_from=date(2024, 3, 1)),
        ]

        found = purpose_in_force(purposes, programme=_CT, code="integration", on=on)

        assert found.validity_months == months

    @pytest.mark.parametrize(
        ("code", "on"),
        [
            pytest.param("travel", date(2024, 5, 6), id="unknown"),
            pytest.param("integration", date(2023, 12, 31), id="before the first version"),
        ],
    )
    def test_refuses_what_is_not_in_force(self, code: str, on: date) -> None:
        with pytest.raises(NoPurposeInForce):
            purpose_in_force([a_purpose()], programme=_CT, code=code, on=on)

    def test_refuses_two_versions_that_start_together(self) -> None:
        with pytest.raises(PurposesOverlap, match="purpose integration starts twice on 2024-01-01"):
            purpose_in_force(
                [a_purpose(), a_purpose()], programme=_CT, code="integration", on=date(2025, 1, 1)
            )


class TestPurpose:
    def test_needs_at_least_one_part(self) -> None:
        with pytest.raises(PurposeNotValid, match="purpose integration needs a level"):
            a_purpose({})

    def test_asks_no_part_twice(self) -> None:
        requires = [{"part": "reading", "level": "A1"}, {"part": "reading", "level": "A2"}]

        with pytest.raises(PurposeNotValid):
            purpose_from_document(a_purpose_document(requires=requires))


class TestLastValidDay:
    @pytest.mark.parametrize(
        ("sat_on", "months", "last"),
        [
            pytest.param(date(2024, 5, 6), 24, date(2026, 5, 6), id="the same day"),
            pytest.param(date(2022, 2, 28), 12, date(2023, 2, 28), id="the last day of February"),
            pytest.param(date(2024, 2, 29), 12, date(2025, 2, 28), id="a leap day"),
            pytest.param(date(2024, 8, 31), 6, date(2025, 2, 28), id="a shorter month"),
            pytest.param(date(2023, 8, 31), 6, date(2024, 2, 29), id="a leap year"),
            pytest.param(date(2024, 12, 1), 1, date(2025, 1, 1), id="over the new year"),
            pytest.param(date(2024, 5, 6), 0, date(2024, 5, 6), id="the day itself"),
            pytest.param(date(9998, 5, 6), 12, date(9999, 5, 6), id="the last year"),
            pytest.param(date(9999, 5, 6), 24, date.max, id="the end of the calendar"),
        ],
    )
    def test_is_so_many_months_later(self, sat_on: date, months: int, last: date) -> None:
        assert a_purpose(validity_months=months).last_valid_day(sat_on) == last

    @given(st.dates(max_value=date(2100, 1, 1)), st.integers(0, 120))
    def test_is_never_in_a_later_month(self, day: date, months: int) -> None:
        later = add_months(day, months)

        assert (later.year * 12 + later.month) - (day.year * 12 + day.month) == months


class TestDocument:
    def test_becomes_a_purpose(self) -> None:
        assert purpose_from_document(a_purpose_document()) == a_purpose()

    def test_is_read_strictly(self) -> None:
        requires = [{"part": "reading", "level": "C3"}]

        with pytest.raises(DocumentNotUnderstood, match=r"purpose.requires\[0\].level: must be"):
            purpose_from_document(a_purpose_document(requires=requires))
