import json
from collections.abc import Collection
from datetime import date
from fractions import Fraction
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from itembank.schemes import list_routings
from scoring.awards import PartPoints
from scoring.codes import ModelCode, ModuleCode, StageCode, TestCode
from scoring.explanations.nivo import placement_sentences
from scoring.marks import Marks
from scoring.programmes.nivo import (
    NivoPlacement,
    PointsDoNotFit,
    RoutingDoesNotFit,
    StageNotOnTheWay,
    place_candidate,
    placement_to_document,
)
from scoring.programmes.nivo_steps import NextTest, TrackPlaced
from scoring.proofs import Proof
from scoring.routing import Routing, Track, routing_from_document
from tests.builders.routing import a_routing_document, model_points
from tests.builders.scoring import points

_DAY = date(2024, 5, 6)
_SMALL = routing_from_document(a_routing_document())
_SHIPPED = list_routings("nivo")[0]
_Ability = dict[ModelCode, int]
_abilities = st.fixed_dictionaries({model.code: st.integers(0, 20) for model in _SHIPPED.models})


def placed(
    stages: dict[str, dict[ModelCode, PartPoints]],
    *,
    ended: Collection[Track] = (),
    routing: Routing = _SMALL,
) -> NivoPlacement:
    given = {StageCode(stage): reached for stage, reached in stages.items()}
    return place_candidate(given, routing, started_on=_DAY, ended=ended)


def intake(talking: Marks, writing: Marks = 0) -> dict[str, dict[ModelCode, PartPoints]]:
    return {"talk": model_points(talking=talking), "letter": model_points(writing=writing)}


def module_of(placement: NivoPlacement, track: Track) -> ModuleCode | None:
    end = next(one for one in placement.tracks if one.track is track)
    return end.module if isinstance(end, TrackPlaced) else None


def sit_everything(ability: _Ability, routing: Routing = _SHIPPED) -> NivoPlacement:
    """Take every test that is asked, with the same points on a model wherever it stands."""
    taken: dict[StageCode, dict[ModelCode, PartPoints]] = {}
    for _ in range(len(routing.stages) + 1):
        placement = place_candidate(taken, routing, started_on=_DAY)
        asked = [one for one in placement.tracks if isinstance(one, NextTest)]
        if not asked:
            return placement
        for one in asked:
            taken[one.stage] = {model: points(ability[model], 20) for model in one.models}
    pytest.fail("the tests never ended")


class TestPlaceCandidate:
    @pytest.mark.parametrize(
        ("talking", "module"),
        [
            pytest.param(0, "1.1", id="no evidence for 1.2"),
            pytest.param("49/10", "1.1", id="just under the first threshold"),
            pytest.param(5, "1.2", id="exactly on the first threshold"),
            pytest.param("79/10", "1.2", id="just under the harder test"),
            pytest.param(8, None, id="exactly enough for the harder test"),
        ],
    )
    def test_takes_the_first_route_that_holds(self, talking: Any, module: str | None) -> None:
        placement = placed(intake(Fraction(talking)))

        assert module_of(placement, Track.ORAL) == module

    @pytest.mark.parametrize(
        ("talking", "hearing", "module"),
        [
            pytest.param(6, 6, "2.1", id="both"),
            pytest.param(10, 5, "1.2", id="the second model is short"),
            pytest.param(5, 10, "1.2", id="the first model is short"),
        ],
    )
    def test_wants_every_model_of_a_route(self, talking: int, hearing: int, module: str) -> None:
        harder = {"hard_talk": model_points(talking=talking, hearing=hearing)}

        assert module_of(placed(intake(8) | harder), Track.ORAL) == module

    @pytest.mark.parametrize(
        ("writing", "module"),
        [
            pytest.param(5, "1.1", id="exactly, where more is wanted"),
            pytest.param(6, "1.2", id="more"),
        ],
    )
    def test_places_the_tracks_apart(self, writing: int, module: str) -> None:
        placement = placed(intake(5, writing))

        assert module_of(placement, Track.ORAL) == "1.2"
        assert module_of(placement, Track.WRITTEN) == module

    def test_asks_the_next_test_with_its_models(self) -> None:
        placement = placed(intake(8))

        assert placement.tracks[0] == NextTest(
            track=Track.ORAL,
            stage=StageCode("hard_talk"),
            test=TestCode("harder"),
            models=(ModelCode("talking"), ModelCode("hearing")),
        )
        assert not placement.is_complete

    def test_asks_the_first_test_of_each_track_at_the_start(self) -> None:
        assert [type(track) for track in placed({}).tracks] == [NextTest, NextTest]

    @pytest.mark.parametrize(
        ("stages", "module"),
        [
            pytest.param({}, "1.1", id="nothing was taken"),
            pytest.param({"talk": model_points(talking=8)}, "1.2", id="what was shown before"),
        ],
    )
    def test_places_on_the_floor_where_a_track_ended(
        self, stages: dict[str, dict[ModelCode, PartPoints]], module: str
    ) -> None:
        placement = placed(stages, ended=[Track.ORAL])

        assert placement.tracks[0] == TrackPlaced(
            track=Track.ORAL,
            module=ModuleCode(module),
            level=_SMALL.module(ModuleCode(module)).level,
            is_floor=True,
        )
        assert dict(placement.rules)["5.4"] == 1

    def test_lets_a_module_stand_that_was_reached_before_the_track_ended(self) -> None:
        placement = placed(intake(5), ended=list(Track))

        assert module_of(placement, Track.ORAL) == "1.2"
        assert "5.4" not in dict(placement.rules)

    def test_never_proves_anything_to_others(self) -> None:
        harder = {"hard_talk": model_points(talking=10, hearing=10)}

        placement = placed(intake(10, 10) | harder)

        assert (placement.is_complete, placement.proof) == (True, Proof.NONE)

    @pytest.mark.parametrize(
        ("stages", "reason"),
        [
            pytest.param(
                {"talk": {}}, "stage talk: model talking has no points", id="a model without points"
            ),
            pytest.param(
                {"talk": model_points(talking=5, out_of=12)},
                "stage talk: model talking is out of 10 points",
                id="another maximum",
            ),
            pytest.param(
                {"talk": model_points(talking=5, hearing=5)},
                "stage talk: model hearing does not assess it",
                id="a model of another test",
            ),
            pytest.param(
                {"talk": model_points(talking=5, writing=5)},
                "stage talk: model writing does not assess it",
                id="a model of the other track",
            ),
        ],
    )
    def test_refuses_points_that_do_not_fit(
        self, stages: dict[str, dict[ModelCode, PartPoints]], reason: str
    ) -> None:
        with pytest.raises(PointsDoNotFit) as refusal:
            placed(stages)

        assert str(refusal.value) == reason
        assert f"stage {refusal.value.stage}: {refusal.value.reason}" == reason

    @pytest.mark.parametrize(
        "stage",
        [
            pytest.param("hard_talk", id="a stage that was not reached"),
            pytest.param("elsewhere", id="an unknown stage"),
        ],
    )
    def test_refuses_a_stage_that_is_not_on_the_way(self, stage: str) -> None:
        with pytest.raises(StageNotOnTheWay, match=stage) as refusal:
            placed(intake(5) | {stage: model_points(talking=5, hearing=5)})

        assert refusal.value.stage == stage

    @pytest.mark.parametrize(
        ("changes", "reason"),
        [
            pytest.param({"programme": "mo"}, "is of programme mo", id="another programme"),
            pytest.param(
                {"effective_from": "2024-05-07"}, "starts on 2024-05-07", id="a day too late"
            ),
        ],
    )
    def test_refuses_a_routing_that_does_not_fit(
        self, changes: dict[str, object], reason: str
    ) -> None:
        routing = routing_from_document(a_routing_document(**changes))

        with pytest.raises(RoutingDoesNotFit) as refusal:
            placed({}, routing=routing)

        assert (refusal.value.code, refusal.value.reason) == ("small-2024", reason)

    def test_takes_a_routing_on_the_day_on_which_it_starts(self) -> None:
        routing = routing_from_document(a_routing_document(effective_from=_DAY.isoformat()))

        assert module_of(placed(intake(5), routing=routing), Track.ORAL) == "1.2"


class TestShippedRouting:
    @pytest.mark.parametrize(
        ("shown", "oral", "written"),
        [
            pytest.param({}, "1.1", "1.1", id="nothing"),
            pytest.param(
                {"oral_voormeting": 4, "oral_interaction_12": 10}, "1.2", "1.1", id="exactly 1.2"
            ),
            pytest.param(
                {"oral_voormeting": 4, "oral_interaction_12": 9}, "1.1", "1.1", id="a point short"
            ),
            pytest.param(
                {"oral_voormeting": 3, "oral_interaction_12": 20},
                "1.1",
                "1.1",
                id="the voormeting chooses no test",
            ),
            pytest.param(
                {"oral_voormeting": 9, "oral_interaction_21_22": 8}, "2.1", "1.1", id="start at 2.1"
            ),
            pytest.param(
                {"oral_voormeting": 9, "oral_interaction_21_22": 7, "oral_interaction_12": 10},
                "1.2",
                "1.1",
                id="down from 2.1",
            ),
            pytest.param(
                {
                    "oral_voormeting": 4,
                    "oral_interaction_12": 14,
                    "oral_interaction_21_22": 16,
                    "oral_interaction_23_24": 16,
                    "listening_23_24": 16,
                    "oral_interaction_listening_41": 12,
                },
                "4.1",
                "1.1",
                id="all the way up",
            ),
            pytest.param(
                {
                    "oral_voormeting": 13,
                    "oral_interaction_23_24": 20,
                    "listening_23_24": 7,
                    "oral_interaction_21_22": 12,
                },
                "2.2",
                "1.1",
                id="listening holds somebody back",
            ),
            pytest.param(
                {"oral_voormeting": 17, "oral_interaction_listening_31": 12},
                "3.1",
                "1.1",
                id="straight to the highest test",
            ),
            pytest.param({"oral_voormeting": 20}, "1.1", "1.1", id="all the way down"),
            pytest.param(
                {"written_voormeting": 9, "writing_reading_23_24": 12},
                "1.1",
                "2.4",
                id="one written test, two models",
            ),
            pytest.param(
                {"written_voormeting": 17, "writing_reading_42": 12}, "1.1", "4.2", id="written 4.2"
            ),
        ],
    )
    def test_places_by_what_was_shown(self, shown: dict[str, int], oral: str, written: str) -> None:
        ability = {model.code: shown.get(model.code, 0) for model in _SHIPPED.models}

        placement = sit_everything(ability)

        assert module_of(placement, Track.ORAL) == oral
        assert module_of(placement, Track.WRITTEN) == written

    def test_has_the_many_to_many_of_tests_and_models(self) -> None:
        models = {test.code: test.models for test in _SHIPPED.tests}

        assert models["voorgesprek"] == ("oral_voormeting", "written_voormeting")
        assert models["oral_31_41"] == (
            "oral_interaction_listening_31",
            "oral_interaction_listening_41",
        )
        assert models["written_21_22"] == ("writing_reading_21_22", "writing_reading_23_24")

    def test_starts_without_evidence_at_the_lowest_module(self) -> None:
        assert [_SHIPPED.stage(start).floor for _, start in _SHIPPED.starts] == ["1.1", "1.1"]

    @given(_abilities)
    def test_ends_every_way_in_a_module_of_its_track(self, ability: _Ability) -> None:
        placement = sit_everything(ability)

        for end in placement.tracks:
            assert isinstance(end, TrackPlaced)
            assert end.track in _SHIPPED.module(end.module).tracks

    @given(_abilities, st.sampled_from([model.code for model in _SHIPPED.models]))
    def test_never_places_lower_for_more_points(self, ability: _Ability, model: ModelCode) -> None:
        better = ability | {model: min(20, ability[model] + 1)}

        before, after = sit_everything(ability), sit_everything(better)

        for track in Track:
            assert place_of(after, track) >= place_of(before, track)

    @given(st.permutations(["talk", "hard_talk", "letter"]), st.data())
    def test_does_not_depend_on_the_order_of_tests_and_models(
        self, order: list[str], data: st.DataObject
    ) -> None:
        talking, hearing, writing = (data.draw(st.integers(0, 10)) for _ in range(3))
        harder = model_points(talking=talking, hearing=hearing)
        taken = intake(8, writing) | {"hard_talk": harder}

        reordered = placed({stage: dict(reversed(taken[stage].items())) for stage in order})

        assert reordered == placed(taken)

    @given(_abilities)
    def test_never_rewards_who_takes_no_further_test(self, ability: _Ability) -> None:
        everything = sit_everything(ability)
        taken = {
            start: {
                model.code: points(ability[model.code], 20)
                for model in _SHIPPED.models_at(_SHIPPED.stage(start))
            }
            for _, start in _SHIPPED.starts
        }

        stopped = place_candidate(taken, _SHIPPED, started_on=_DAY, ended=list(Track))

        for track in Track:
            assert place_of(stopped, track) <= place_of(everything, track)


class TestDocument:
    def test_holds_the_steps_with_their_rules(self) -> None:
        document = placement_to_document(placed(intake(8, 6)))

        assert document == {
            "complete": False,
            "tracks": [
                {
                    "state": "next_test",
                    "track": "oral",
                    "stage": "hard_talk",
                    "test": "harder",
                    "models": ["talking", "hearing"],
                },
                {
                    "state": "placed",
                    "track": "written",
                    "module": "1.2",
                    "level": "A2",
                    "is_floor": False,
                },
            ],
            "proof": "none",
            "steps": [
                {
                    "kind": "routing_chosen",
                    "rule": "5.1",
                    "rule_version": 1,
                    "code": "small-2024",
                    "version": 1,
                    "effective_from": "2024-01-01",
                    "assumed": True,
                    "started_on": "2024-05-06",
                },
                {
                    "kind": "route_taken",
                    "rule": "5.2",
                    "rule_version": 1,
                    "track": "oral",
                    "stage": "talk",
                    "test": "intake",
                    "compared": [
                        {
                            "model": "talking",
                            "points": 8,
                            "out_of": 10,
                            "cut_score": {"kind": "at_least_percentage", "percentage": 80},
                            "reached": True,
                        }
                    ],
                    "direction": "up",
                },
                {
                    "kind": "test_asked",
                    "rule": "5.3",
                    "rule_version": 1,
                    "track": "oral",
                    "stage": "hard_talk",
                    "test": "harder",
                    "models": ["talking", "hearing"],
                },
                {
                    "kind": "route_taken",
                    "rule": "5.2",
                    "rule_version": 1,
                    "track": "written",
                    "stage": "letter",
                    "test": "intake",
                    "compared": [
                        {
                            "model": "writing",
                            "points": 6,
                            "out_of": 10,
                            "cut_score": {"kind": "more_than_percentage", "percentage": 50},
                            "reached": True,
                        }
                    ],
                    "direction": "stop",
                },
                {
                    "kind": "track_placed",
                    "rule": "5.3",
                    "rule_version": 1,
                    "track": "written",
                    "module": "1.2",
                    "level": "A2",
                    "is_floor": False,
                },
            ],
            "versions": {
                "programme": {"code": "nivo"},
                "routing": {"code": "small-2024", "version": 1},
                "rules": {"5.1": 1, "5.2": 1, "5.3": 1},
            },
        }

    @given(_abilities)
    def test_is_json_and_the_same_every_time(self, ability: _Ability) -> None:
        def written() -> bytes:
            placement = sit_everything(ability)
            said = [
                placement_to_document(placement),
                placement_sentences(placement, _SHIPPED),
            ]
            return json.dumps(said, ensure_ascii=False).encode()

        assert written() == written()


class TestSentences:
    def test_say_every_step(self) -> None:
        harder = {"hard_talk": model_points(talking=6, hearing=5)}

        said = placement_sentences(placed(intake(8, 5) | harder), _SMALL)

        assert said == (
            (
                "verloop small-2024 versie 1, van kracht sinds 01/01/2024, "
                "voor wie begon op 06/05/2024"
            ),
            "mondeling, intake: talking 8 ≥ 8 van 10; verder omhoog",
            "mondeling, harder test: talking 6 ≥ 6 van 10; hearing 5 < 6 van 10; geen verdere test",
            "mondeling: module 1.2 (A2)",
            "schriftelijk, intake: writing 5 ≤ 5 van 10; geen verdere test",
            "schriftelijk: module 1.1 (A1)",
            "een plaatsing is geen bewijs voor anderen",
        )

    def test_say_what_comes_next_and_what_has_no_evidence(self) -> None:
        said = placement_sentences(placed(intake(8, 6)), _SMALL)
        ended = placement_sentences(placed({}, ended=list(Track)), _SMALL)

        assert "mondeling: neem nu af: harder test" in said
        assert "schriftelijk, intake: writing 6 > 5 van 10; geen verdere test" in said
        assert "mondeling: module 1.1 (A1), want er is geen verder bewijs" in ended


def place_of(placement: NivoPlacement, track: Track) -> int:
    module = module_of(placement, track)
    return -1 if module is None else _SHIPPED.place_of(module)
