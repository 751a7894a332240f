from collections.abc import Sequence
from datetime import date
from fractions import Fraction
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scoring.bands import (
    Band,
    BandTableNotValid,
    BandTablesOverlap,
    NoBandTableInForce,
    band_table_from_document,
    band_table_in_force,
)
from scoring.codes import ProgrammeCode
from scoring.documents import DocumentNotUnderstood
from scoring.marks import Marks
from tests.builders.orientation import a_band, a_band_table

_COVAAR = ProgrammeCode("covaar")


def a_document(**changes: object) -> dict[str, Any]:
    return {
        "code": "covaar-2024",
        "version": 1,
        "programme": "covaar",
        "effective_from": "2024-01-01",
        "out_of": 20,
        "assumed": True,
        "band": [
            {"code": "low", "title": "low", "from_points": 0},
            {"code": "average", "title": "average", "from_points": 8},
            {"code": "high", "title": "high", "from_points": 15},
        ],
    } | changes


class TestBandOf:
    @pytest.mark.parametrize(
        ("reached", "band"),
        [
            pytest.param(0, "low", id="nothing at all"),
            pytest.param(7, "low", id="the last of the lowest"),
            pytest.param(Fraction(159, 20), "low", id="7.95"),
            pytest.param(8, "average", id="exactly where a band starts"),
            pytest.param(14, "average", id="the last of the middle"),
            pytest.param(15, "high", id="the first of the highest"),
            pytest.param(20, "high", id="everything"),
        ],
    )
    def test_is_the_highest_whose_first_point_is_reached(self, reached: Marks, band: str) -> None:
        assert a_band_table().band_of(reached).code == band

    def test_ends_where_the_next_begins(self) -> None:
        table = a_band_table()

        assert [table.end_of(band) for band in table.bands] == [8, 15, None]

    @given(st.integers(0, 19))
    def test_never_falls_with_more_points(self, reached: int) -> None:
        table = a_band_table()

        before, after = table.band_of(reached), table.band_of(reached + 1)

        assert after.from_points >= before.from_points


class TestBandTable:
    @pytest.mark.parametrize(
        ("bands", "reason"),
        [
            pytest.param([], "one band tells nothing apart", id="no band"),
            pytest.param([a_band("low", 0)], "one band tells nothing apart", id="one band"),
            pytest.param([a_band("a", 0), a_band("a", 5)], "a band is there twice", id="twice"),
            pytest.param(
                [a_band("a", 1), a_band("b", 5)],
                "the lowest band starts at 1 and not at 0",
                id="gap",
            ),
            pytest.param(
                [a_band("a", 0), a_band("b", 5), a_band("c", 5)],
                "a band that starts at 5 follows one that starts at 5",
                id="overlap",
            ),
            pytest.param(
                [a_band("a", 0), a_band("b", 9), a_band("c", 5)],
                "a band that starts at 5 follows one that starts at 9",
                id="falling",
            ),
            pytest.param(
                [a_band("a", 0), a_band("b", 5), a_band("c", 21)],
                "nobody can reach 21 of 20",
                id="high",
            ),
        ],
    )
    def test_refuses_bands_that_contradict_each_other(
        self, bands: Sequence[Band], reason: str
    ) -> None:
        with pytest.raises(BandTableNotValid) as refusal:
            a_band_table(bands=bands)

        assert (refusal.value.code, refusal.value.reason) == ("covaar-2024", reason)
        assert str(refusal.value) == f"band table covaar-2024: {reason}"

    def test_may_start_its_highest_band_at_the_maximum(self) -> None:
        table = a_band_table(bands=[a_band("a", 0), a_band("b", 20)])

        assert table.band_of(20).code == "b"


class TestBandTableInForce:
    @pytest.mark.parametrize(
        ("on", "code"),
        [
            pytest.param(date(2023, 2, 28), "old", id="the last day of the old table"),
            pytest.param(date(2023, 3, 1), "new", id="the first day of the new table"),
            pytest.param(date(2030, 1, 1), "new", id="long after"),
        ],
    )
    def test_is_the_one_that_started_last(self, on: date, code: str) -> None:
        tables = [
            a_band_table(code="new", effective_from=date(2023, 3, 1)),
            a_band_table(code="old", effective_from=date(2022, 1, 1)),
            a_band_table(code="other", programme="other", effective_from=date(2023, 3, 1)),
        ]

        assert band_table_in_force(tables, programme=_COVAAR, on=on).code == code

    def test_is_none_before_the_first(self) -> None:
        day = date(2023, 12, 31)

        with pytest.raises(NoBandTableInForce) as refusal:
            band_table_in_force([a_band_table()], programme=_COVAAR, on=day)

        assert (refusal.value.programme, refusal.value.on) == (_COVAAR, day)
        assert str(refusal.value) == "no band table was in force for covaar on 2023-12-31"

    def test_refuses_two_that_start_together(self) -> None:
        tables = [a_band_table(code="a"), a_band_table(code="b")]

        with pytest.raises(BandTablesOverlap) as refusal:
            band_table_in_force(tables, programme=_COVAAR, on=date(2025, 1, 1))

        overlap = refusal.value
        assert (overlap.first, overlap.second, overlap.day) == ("a", "b", date(2024, 1, 1))
        assert str(overlap) == "band tables a and b both start on 2024-01-01"


class TestDocument:
    def test_becomes_a_table(self) -> None:
        assert band_table_from_document(a_document()) == a_band_table()

    def test_is_assumed_only_where_it_says_so(self) -> None:
        document = a_document()
        del document["assumed"]

        assert band_table_from_document(document) == a_band_table(assumed=False)

    def test_is_read_strictly_and_tells_every_place(self) -> None:
        band = {"code": "low", "title": "low", "from_points": 1.5, "stray": 1}

        with pytest.raises(DocumentNotUnderstood) as refusal:
            band_table_from_document(a_document(version=0, band=[band]))

        assert [problem.field for problem in refusal.value.problems] == [
            "table.version",
            "table.band[0].from_points",
            "table.band[0].stray",
        ]
