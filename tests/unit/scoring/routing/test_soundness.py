from typing import Any

import pytest

from scoring.routing import RoutingNotSound, routing_from_document
from tests.builders.routing import (
    HARD_TALK,
    LETTER,
    TALK,
    a_condition,
    a_route,
    a_routing_document,
    a_stage,
)

_POINTS = {"model": "talking", "cut_score": {"kind": "at_least_points", "points": 11}}


def stages(*, talk: Any = TALK, hard_talk: Any = HARD_TALK, letter: Any = LETTER) -> list[Any]:
    return [talk, hard_talk, letter]


def a_talk(*routes: dict[str, Any], **changes: Any) -> dict[str, Any]:
    """The first oral stage with these routes, or with one thing changed."""
    return (a_stage("talk", "oral", "intake", *routes) if routes else TALK) | changes


def without(name: str, code: str) -> list[Any]:
    return [row for row in a_routing_document()[name] if row["code"] != code]


def twice(name: str) -> list[Any]:
    return [*a_routing_document()[name], a_routing_document()[name][0]]


def a_test(*models: str) -> dict[str, Any]:
    return {"code": "extra", "title": "extra", "models": list(models)}


class TestSoundRouting:
    def test_is_accepted(self) -> None:
        routing = routing_from_document(a_routing_document())

        assert [stage.code for stage in routing.stages] == ["talk", "hard_talk", "letter"]

    def test_may_have_a_test_without_thresholds(self) -> None:
        only = a_talk(a_route("up", "hard_talk"))
        modules = a_routing_document()["module"]
        modules[0]["tracks"] = ["written"]
        hard_talk = HARD_TALK | {"floor": "1.2"}

        changed = a_routing_document(
            module=modules, stage=stages(talk=only | {"floor": "1.2"}, hard_talk=hard_talk)
        )

        assert routing_from_document(changed).stages[0].routes[0].conditions == ()

    def test_may_lead_to_the_same_highest_module_by_an_easier_way(self) -> None:
        talk = a_talk(
            a_route("up", "hard_talk", a_condition("talking", 80)), a_route("down", "easy_talk")
        )
        easy_talk = a_stage(
            "easy_talk",
            "oral",
            "harder",
            a_route("stop", "2.1", a_condition("talking", 90), a_condition("hearing", 90)),
            a_route("stop", "1.1"),
        )

        changed = a_routing_document(stage=[*stages(talk=talk), easy_talk])

        assert routing_from_document(changed).stages[-1].code == "easy_talk"


class TestUnsoundRouting:
    @pytest.mark.parametrize(
        ("changes", "reason"),
        [
            pytest.param({"module": twice("module")}, "module 1.1 is there twice", id="module"),
            pytest.param({"model": twice("model")}, "model talking is there twice", id="model"),
            pytest.param({"test": twice("test")}, "test intake is there twice", id="test"),
            pytest.param({"stage": [*stages(), TALK]}, "stage talk is there twice", id="stage"),
            pytest.param({"start": twice("start")}, "start oral is there twice", id="start"),
            pytest.param(
                {"test": [*a_routing_document()["test"], a_test()]},
                "test extra has no assessment model",
                id="a test without a model",
            ),
            pytest.param(
                {"test": [*a_routing_document()["test"], a_test("dancing")]},
                "test extra has an unknown assessment model dancing",
                id="a test with an unknown model",
            ),
            pytest.param(
                {"test": without("test", "harder")},
                "assessment model hearing belongs to no test",
                id="a model without a test",
            ),
            pytest.param(
                {"start": [{"track": "oral", "stage": "nowhere"}]},
                "oral starts at an unknown stage nowhere",
                id="an unknown start",
            ),
            pytest.param(
                {"start": [{"track": "oral", "stage": "letter"}]},
                "oral starts at letter, which is written",
                id="a start of the other track",
            ),
            pytest.param(
                {"stage": stages(talk=a_talk(test="riddle"))},
                "stage talk has an unknown test riddle",
                id="a stage with an unknown test",
            ),
            pytest.param(
                {"stage": stages(talk=a_talk(floor="9.9"))},
                "stage talk has a floor 9.9 that is no oral module",
                id="an unknown floor",
            ),
            pytest.param(
                {"stage": stages(letter=LETTER | {"floor": "2.1"})},
                "stage letter has a floor 2.1 that is no written module",
                id="a floor of the other track",
            ),
            pytest.param(
                {"stage": stages(talk=a_talk(a_route("stop", "1.1", a_condition("talking", 50))))},
                "stage talk must end with a route without conditions",
                id="somebody without a route",
            ),
            pytest.param(
                {"stage": stages(talk=a_talk(a_route("stop", "9.9")))},
                "stage talk stops at 9.9, which is no oral module",
                id="an unknown module",
            ),
            pytest.param(
                {
                    "stage": stages(
                        letter=a_stage("letter", "written", "intake", a_route("stop", "2.1"))
                    )
                },
                "stage letter stops at 2.1, which is no written module",
                id="a module of the other track",
            ),
            pytest.param(
                {"stage": stages(talk=a_talk(a_route("up", "nowhere")))},
                "stage talk goes to an unknown stage nowhere",
                id="an unknown next stage",
            ),
            pytest.param(
                {"stage": stages(talk=a_talk(a_route("up", "letter")))},
                "stage talk goes to letter, which is not oral",
                id="a next stage of the other track",
            ),
            pytest.param(
                {
                    "stage": stages(
                        talk=a_talk(
                            a_route("stop", "1.2", a_condition("hearing", 50)),
                            a_route("up", "hard_talk"),
                        )
                    )
                },
                "stage talk asks hearing, which does not assess its test",
                id="a model of another test",
            ),
            pytest.param(
                {
                    "stage": stages(
                        talk=a_talk(
                            a_route("stop", "1.2", a_condition("writing", 50)),
                            a_route("up", "hard_talk"),
                        )
                    )
                },
                "stage talk asks writing, which does not assess its test",
                id="a model of the other track",
            ),
            pytest.param(
                {
                    "stage": stages(
                        talk=a_talk(a_route("up", "hard_talk", _POINTS), a_route("stop", "1.1"))
                    )
                },
                "stage talk: the cut score asks 11 points of a part of 10",
                id="more points than there are",
            ),
            pytest.param(
                {
                    "stage": stages(
                        talk=a_talk(
                            a_route("stop", "1.2", a_condition("talking", 50)),
                            a_route("up", "hard_talk", a_condition("talking", 80)),
                            a_route("stop", "1.1"),
                        )
                    )
                },
                "route 2 of stage talk can never be taken",
                id="thresholds in the wrong order",
            ),
            pytest.param(
                {
                    "stage": stages(
                        talk=a_talk(
                            a_route("stop", "1.2", a_condition("talking", 50)),
                            a_route("stop", "1.1", a_condition("talking", 50)),
                            a_route("stop", "1.1"),
                        )
                    )
                },
                "route 2 of stage talk can never be taken",
                id="the same threshold twice",
            ),
            pytest.param(
                {
                    "stage": stages(
                        talk=a_talk(
                            a_route("stop", "1.2", a_condition("talking", 50)),
                            a_route(
                                "stop", "1.1", a_condition("talking", 50, "more_than_percentage")
                            ),
                            a_route("stop", "1.1"),
                        )
                    )
                },
                "route 2 of stage talk can never be taken",
                id="more than, after at least",
            ),
            pytest.param(
                {"stage": stages(talk=a_talk(a_route("stop", "1.1"), a_route("stop", "1.1")))},
                "route 2 of stage talk can never be taken",
                id="a route after one without conditions",
            ),
            pytest.param(
                {
                    "stage": stages(
                        hard_talk=a_stage("hard_talk", "oral", "harder", a_route("down", "talk"))
                    )
                },
                "the way talk → hard_talk → talk never ends",
                id="a cycle",
            ),
            pytest.param(
                {"stage": stages(talk=a_talk(a_route("up", "talk")))},
                "the way talk → talk never ends",
                id="a stage that leads to itself",
            ),
            pytest.param(
                {"stage": stages(talk=a_talk(a_route("stop", "1.1")))},
                "nothing leads to stage hard_talk",
                id="a stage that nobody reaches",
            ),
            pytest.param(
                {"test": [*a_routing_document()["test"], a_test("hearing")]},
                "no stage has test extra",
                id="a test that nobody takes",
            ),
            pytest.param(
                {"stage": stages(hard_talk=HARD_TALK | {"route": [a_route("stop", "1.2")]})},
                "nobody is ever placed in oral module 2.1",
                id="a module that nobody gets",
            ),
            pytest.param(
                {"stage": stages(hard_talk=HARD_TALK | {"floor": "2.1"})},
                "whoever takes no test at stage hard_talk is better off than who takes it",
                id="a floor above the worst score",
            ),
            pytest.param(
                {
                    "stage": stages(
                        talk=a_talk(
                            a_route("stop", "1.1", a_condition("talking", 80)),
                            a_route("up", "hard_talk"),
                        )
                    )
                },
                "at stage talk a better score can lead to a lower module",
                id="better is lower",
            ),
            pytest.param(
                {
                    "stage": stages(
                        hard_talk=HARD_TALK
                        | {
                            "floor": "1.1",
                            "route": [
                                a_route("stop", "2.1", a_condition("talking", 60)),
                                a_route("stop", "1.1"),
                            ],
                        },
                    )
                },
                "at stage talk a better score can lead to a lower module",
                id="up can end lower than stopping",
            ),
            pytest.param(
                {
                    "stage": stages(
                        letter=LETTER | {"floor": "1.2", "route": [a_route("stop", "1.2")]}
                    ),
                },
                "nobody is ever placed in written module 1.1",
                id="a lowest module that nobody gets",
            ),
        ],
    )
    def test_is_refused(self, changes: dict[str, Any], reason: str) -> None:
        with pytest.raises(RoutingNotSound) as refusal:
            routing_from_document(a_routing_document(**changes))

        assert str(refusal.value) == f"routing small-2024: {reason}"
