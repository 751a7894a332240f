"""The way through a routing with corrected points: a row for each sentence of rules 8.7 and 8.8."""

from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from itembank.schemes import list_routings
from scoring.awards import PartPoints
from scoring.codes import CorrectionCode, ModelCode, PartCode, StageCode
from scoring.corrections import CorrectedItems, ItemCorrection, ItemCorrectionKind
from scoring.explanations.nivo import placement_sentences
from scoring.programmes.nivo import (
    ModelPoints,
    PointsDoNotFit,
    place_candidate,
    placement_to_document,
    route_on,
)
from scoring.programmes.nivo_retraced import WayNotKnown, check_corrected_routing, retrace
from scoring.programmes.nivo_steps import NextTest, TrackPlaced, WayReason
from scoring.routing import RoutingNotSound, Track
from scoring.thresholds import AtLeastPoints
from tests.builders.scoring import points

DAY = date(2026, 3, 2)
SHIPPED = list_routings("nivo")[0]
LEFT_OUT = CorrectedItems(
    corrections=(
        ItemCorrection(
            code=CorrectionCode("RS-1"),
            kind=ItemCorrectionKind.LEFT_OUT,
            item="NIVO-WRITTEN-VOORMETING-01",
            item_version=1,
            part=PartCode("written_voormeting"),
        ),
    ),
    left_out={PartCode("written_voormeting"): 4},
)
START = "written_voormeting"


def sat(*tests: tuple[str, dict[str, int]]) -> dict[StageCode, ModelPoints]:
    """Tests in the order in which they were sat: stage and points, each out of 20."""
    return {
        StageCode(stage): {ModelCode(code): points(one, 20) for code, one in given.items()}
        for stage, given in tests
    }


def voormeting(marks: int) -> tuple[str, dict[str, int]]:
    return START, {START: marks}


def easy(marks: int, stage: str = "written_12_start") -> tuple[str, dict[str, int]]:
    return stage, {"writing_reading_12": marks}


def middle(low: int, high: int, stage: str = "written_21_22_up") -> tuple[str, dict[str, int]]:
    return stage, {"writing_reading_21_22": low, "writing_reading_23_24": high}


def hard(marks: int, stage: str = "written_32_42_start") -> tuple[str, dict[str, int]]:
    return stage, {"writing_reading_32": marks, "writing_reading_42": 0}


WRITTEN_OVER = (Track.ORAL, Track.WRITTEN)


class TestRetrace:
    @pytest.mark.parametrize(
        ("tests", "way"),
        [
            pytest.param(
                (voormeting(5), easy(11)), [START, "written_12_start"], id="on the same way"
            ),
            pytest.param(
                (voormeting(9), easy(14), middle(8, 0)),
                [START, "written_21_22_start"],
                id="past a test before the last one",
            ),
            pytest.param(
                (voormeting(9), easy(14), middle(0, 0)),
                [START, "written_21_22_start", "written_12_down"],
                id="over the same tests in another order",
            ),
            pytest.param(
                (voormeting(4), middle(0, 0, "written_21_22_start"), easy(10, "written_12_down")),
                [START, "written_12_start"],
                id="to the last one, at another stage",
            ),
        ],
    )
    def test_stays_on_the_tests_that_were_sat(
        self, tests: tuple[tuple[str, dict[str, int]], ...], way: list[str]
    ) -> None:
        assert list(retrace(sat(*tests), SHIPPED, ended=[Track.ORAL])) == way

    @pytest.mark.parametrize(
        ("tests", "reason", "test"),
        [
            pytest.param(
                (voormeting(9), easy(11)),
                WayReason.LEADS_TO_ANOTHER,
                "written_21_22",
                id="up to a test that was not sat",
            ),
            pytest.param(
                (voormeting(5), easy(14)),
                WayReason.LEADS_TO_ANOTHER,
                "written_21_22",
                id="on past the last one",
            ),
            pytest.param(
                (voormeting(3), easy(11)),
                WayReason.ENDS_BEFORE,
                "written_12",
                id="to an end before a test that was sat",
            ),
            pytest.param(
                (voormeting(5), easy(13), middle(8, 0)),
                WayReason.ENDS_BEFORE,
                "written_21_22",
                id="to an end before the last one",
            ),
        ],
    )
    def test_tells_why_nobody_knows(
        self, tests: tuple[tuple[str, dict[str, int]], ...], reason: WayReason, test: str
    ) -> None:
        with pytest.raises(WayNotKnown) as refusal:
            retrace(sat(*tests), SHIPPED, ended=[Track.ORAL])

        assert (refusal.value.reason, refusal.value.test.code) == (reason, test)
        assert refusal.value.kept.details() == {"reason": reason.value, "test": test}

    def test_may_end_before_a_test_where_it_did(self) -> None:
        way = retrace(sat(voormeting(17)), SHIPPED, ended=WRITTEN_OVER)

        assert list(way) == [START]

    def test_does_not_end_before_the_last_test_that_was_sat(self) -> None:
        tests = sat(voormeting(17), easy(14))

        with pytest.raises(WayNotKnown, match="leads to another: written_32_42"):
            retrace(tests, SHIPPED, ended=WRITTEN_OVER)

    def test_leaves_the_oral_way_as_it_is(self) -> None:
        tests = sat(("oral_voormeting", {"oral_voormeting": 2}), voormeting(2))

        assert retrace(tests, SHIPPED) == tests

    @given(
        abilities=st.fixed_dictionaries({one.code: st.integers(0, 20) for one in SHIPPED.models})
    )
    def test_finds_the_way_of_points_that_were_not_corrected(
        self, abilities: dict[ModelCode, int]
    ) -> None:
        taken: dict[StageCode, ModelPoints] = {}
        while asked := [
            one
            for one in place_candidate(taken, SHIPPED, started_on=DAY).tracks
            if isinstance(one, NextTest)
        ]:
            for one in asked:
                taken[one.stage] = {model: points(abilities[model], 20) for model in one.models}

        assert retrace(taken, SHIPPED) == taken


class TestPlaceCandidate:
    def test_begins_with_the_correction_and_compares_with_what_is_left(self) -> None:
        given = {StageCode(START): {ModelCode(START): PartPoints(points=7, out_of=16)}}

        placement = place_candidate(
            given, SHIPPED, started_on=DAY, ended=tuple(Track), corrected=LEFT_OUT
        )

        # 7 of 16 is less than 45 %, as 8 of 20 is; 9 of 20 would have led to 2.1/2.2.
        said = placement_sentences(placement, SHIPPED)
        assert said[0] == (
            "vraag NIVO-WRITTEN-VOORMETING-01 (versie 1) is geneutraliseerd: ze telt voor niemand "
            "mee (correctie RS-1)"
        )
        assert any("7 < 7,2 van 16" in one for one in said)
        document: dict[str, Any] = placement_to_document(placement)
        assert document["versions"]["corrections"] == [
            {"code": "RS-1", "rule": "8.3", "rule_version": 1}
        ]

    @pytest.mark.parametrize("reason", WayReason)
    def test_tells_that_the_way_was_kept(self, reason: WayReason) -> None:
        unknown = WayNotKnown(reason, SHIPPED.tests[-1])

        placement = place_candidate(
            {}, SHIPPED, started_on=DAY, ended=tuple(Track), kept=unknown.kept
        )

        said = placement_sentences(placement, SHIPPED)[0]
        assert said.startswith("de weg blijft zoals hij was: de verbeterde weg ")
        assert "schriftelijke test 3.2/4.2" in said
        document: dict[str, Any] = placement_to_document(placement)
        assert document["steps"][0] == {
            "kind": "way_kept",
            "rule": "8.8",
            "rule_version": 1,
            "reason": reason.value,
            "test": "written_32_42",
        }

    @pytest.mark.parametrize("out_of", [15, 21])
    def test_refuses_a_maximum_that_no_correction_gives(self, out_of: int) -> None:
        given = {StageCode(START): {ModelCode(START): PartPoints(points=7, out_of=out_of)}}

        with pytest.raises(PointsDoNotFit):
            place_candidate(given, SHIPPED, started_on=DAY, corrected=LEFT_OUT)


class TestRouteOn:
    def test_leads_to_the_next_test(self) -> None:
        taken, end = route_on(
            sat(easy(14, "written_12_start"))[StageCode("written_12_start")],
            SHIPPED,
            StageCode("written_12_start"),
        )

        assert taken.stage == "written_12_start"
        assert isinstance(end, NextTest)
        assert end.stage == "written_21_22_up"

    def test_leads_to_a_module(self) -> None:
        _, end = route_on({ModelCode(START): points(3, 20)}, SHIPPED, StageCode(START))

        assert isinstance(end, TrackPlaced)
        assert (end.module, end.is_floor) == ("1.1", False)


class TestCheckCorrectedRouting:
    def test_takes_percents_of_what_is_left(self) -> None:
        check_corrected_routing(SHIPPED, {PartCode(START): points(16, 16)})

    def test_refuses_a_condition_that_can_never_be_reached(self) -> None:
        (stage,) = (one for one in SHIPPED.stages if one.code == START)
        first, *others = stage.routes
        (asked,) = first.conditions
        in_points = replace(first, conditions=(replace(asked, cut_score=AtLeastPoints(points=18)),))
        stages = tuple(
            replace(one, routes=(in_points, *others)) if one is stage else one
            for one in SHIPPED.stages
        )
        routing = replace(SHIPPED, stages=stages)
        check_corrected_routing(routing, {PartCode(START): points(18, 18)})

        with pytest.raises(RoutingNotSound, match="18"):
            check_corrected_routing(routing, {PartCode(START): points(17, 17)})
