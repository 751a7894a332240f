from dataclasses import replace

import pytest

from itembank.demo_banks import build_nivo_bank
from itembank.items import Item
from itembank.placing import (
    list_fit_problems,
    list_parts_at,
    list_sat_marks,
    list_sat_parts,
    points_at,
)
from itembank.schemes import list_routings
from scoring.awards import PartPoints
from scoring.codes import ModelCode, PartCode, StageCode
from scoring.routing import GoTo, Routing
from tests.builders.items import a_long_writing_item

ROUTING = list_routings("nivo")[0]
MIDDLE = StageCode("written_21_22_up")


def the_parts() -> dict[PartCode, list[Item]]:
    bank = build_nivo_bank()
    return {part.code: [bank.items[code] for code in part.items] for part in bank.form.parts}


def problems(parts: dict[PartCode, list[Item]], routing: Routing = ROUTING) -> list[str]:
    return [str(problem) for problem in list_fit_problems(parts, routing)]


class TestParts:
    def test_are_the_written_models(self) -> None:
        assert list_sat_parts(ROUTING) == (
            "written_voormeting",
            "writing_reading_12",
            "writing_reading_21_22",
            "writing_reading_23_24",
            "writing_reading_32",
            "writing_reading_42",
        )

    def test_are_out_of_the_points_of_their_models(self) -> None:
        assert list_sat_marks(ROUTING) == {
            part: ROUTING.model(ModelCode(part)).out_of for part in list_sat_parts(ROUTING)
        }

    def test_of_a_test_are_those_of_its_models(self) -> None:
        assert list_parts_at(ROUTING, MIDDLE) == ("writing_reading_21_22", "writing_reading_23_24")

    def test_of_a_test_of_both_tracks_are_those_of_its_own(self) -> None:
        assert list_parts_at(ROUTING, StageCode("written_voormeting")) == ("written_voormeting",)

    def test_give_the_points_of_their_models(self) -> None:
        points = {
            part: PartPoints(points=number, out_of=20)
            for number, part in enumerate(list_sat_parts(ROUTING))
        }

        assert points_at(ROUTING, MIDDLE, points) == {
            ModelCode("writing_reading_21_22"): PartPoints(points=2, out_of=20),
            ModelCode("writing_reading_23_24"): PartPoints(points=3, out_of=20),
        }


class TestAForm:
    def test_that_fits_has_no_problem(self) -> None:
        assert problems(the_parts()) == []

    def test_has_the_parts_of_the_routing(self) -> None:
        parts = the_parts()
        del parts[PartCode("writing_reading_42")]

        order, points = problems(parts)

        assert order.startswith("part: must be written_voormeting, ")
        assert points == "part.writing_reading_42: must be out of 20 marks, not 0"

    def test_has_the_marks_of_the_models(self) -> None:
        parts = the_parts()
        parts[PartCode("writing_reading_12")].pop()

        assert problems(parts) == ["part.writing_reading_12: must be out of 20 marks, not 16"]

    def test_asks_nothing_that_people_rate(self) -> None:
        parts = the_parts()
        items = parts[PartCode("writing_reading_12")]
        items.append(a_long_writing_item())

        (found,) = problems(parts)

        assert found.endswith(": is rated by people, and the next test depends on it")


class TestARouting:
    @pytest.mark.parametrize("start", [True, False], ids=["starts", "without a start"])
    def test_has_a_written_start(self, start: bool) -> None:
        starts = ROUTING.starts if start else ROUTING.starts[:1]

        found = problems(the_parts(), replace(ROUTING, starts=starts))

        said = "start: routing nivo-2024-01-01 has no written start"
        assert found == ([] if start else [said])

    def test_gives_no_test_twice_on_one_way(self) -> None:
        """From the first test up to one that asks it again, at another place of the graph."""
        first = ROUTING.stage(StageCode("written_12_start"))
        again = replace(first, code=StageCode("written_12_again"))
        up = ROUTING.stage(StageCode("written_21_22_up"))
        route = up.routes[0]
        assert isinstance(route.target, GoTo)
        back = replace(route, target=replace(route.target, stage=again.code))
        stages = [one for one in ROUTING.stages if one.code != up.code]
        changed = replace(ROUTING, stages=(*stages, replace(up, routes=(back,)), again))
        last = replace(again, routes=first.routes[1:])
        changed = replace(changed, stages=(*changed.stages[:-1], last))

        found = problems(the_parts(), changed)

        assert found == ["written_12: comes twice on one way of the routing"]
