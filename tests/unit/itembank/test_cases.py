import json
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from itembank.cases import CaseNotUnderstood, decide_case
from scoring.cut_scores import AtLeastPoints
from tests.builders.scoring import a_cut_score_set, a_part_cut_score

_JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=5),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner),
    max_leaves=5,
)


def a_case(**changes: object) -> dict[str, object]:
    return {
        "programme": "mo",
        "moment": "exemption",
        "date": "2023-03-01",
        "points": {"sokkel": [9, 11], "praktisch": [24, 30]},
    } | changes


def some_points(**changes: object) -> dict[str, object]:
    return {"sokkel": [9, 11], "praktisch": [24, 30]} | changes


class TestDecideCase:
    def test_gives_outcome_parts_steps_and_versions(self) -> None:
        decided = decide_case(a_case())

        explanation = decided.pop("explanation")
        cut_score = {"kind": "at_least_percentage", "percentage": 80, "assumed": False}

        assert isinstance(explanation, list)
        assert [step["rule"] for step in explanation] == ["2.4", "2.1", "2.1", "3.1", "3.1"]
        assert decided == {
            "outcome": "passed",
            "parts": [
                {
                    "code": "sokkel",
                    "points": 9,
                    "out_of": 11,
                    "cut_score": cut_score | {"points_needed": 9},
                    "reached": True,
                },
                {
                    "code": "praktisch",
                    "points": 24,
                    "out_of": 30,
                    "cut_score": cut_score | {"points_needed": 24},
                    "reached": True,
                },
            ],
            "steps": [
                (
                    "cesuur mo-exemption-2023-03-01 versie 1 (vrijstellingstest), van kracht sinds "
                    "01/03/2023, voor de afname van 01/03/2023"
                ),
                "sokkelvragen 9/11 = 81,8 % ≥ 80 %: 9 nodig",
                "praktische vragen 24/30 = 80 % ≥ 80 %: 24 nodig",
                "elk deel moet zijn cesuur bereiken; bereikt: sokkelvragen, praktische vragen",
                "uitslag: geslaagd",
            ],
            "versions": {
                "programme": {"code": "mo", "version": 1},
                "cut_scores": {"code": "mo-exemption-2023-03-01", "version": 1},
                "rules": {"2.1": 1, "2.4": 1, "3.1": 1},
            },
        }

    @pytest.mark.parametrize(
        ("changes", "outcome"),
        [
            pytest.param({"points": some_points(praktisch=[23, 30])}, "failed", id="exemption"),
            pytest.param(
                {"points": some_points(praktisch=[16, 30]), "moment": "after_course"},
                "passed",
                id="after the course",
            ),
            pytest.param(
                {"points": some_points(praktisch=[15, 30]), "moment": "after_course"},
                "failed",
                id="exactly half",
            ),
            pytest.param(
                {"points": some_points(sokkel=[6, 11]), "date": "2023-02-28"},
                "passed",
                id="the day before",
            ),
            pytest.param({"points": some_points(sokkel=["88/10", 11])}, "passed", id="a fraction"),
            pytest.param({"points": some_points(sokkel=["17/2", "11"])}, "failed", id="texts"),
        ],
    )
    def test_follows_date_and_moment(self, changes: dict[str, object], outcome: str) -> None:
        assert decide_case(a_case(**changes))["outcome"] == outcome

    @pytest.mark.parametrize(
        ("case", "line"),
        [
            pytest.param([], "the case must be a table, not a list", id="no table"),
            pytest.param({}, "programme: is missing", id="empty"),
            pytest.param(a_case(stray=1), "stray: is not a known field", id="stray field"),
            pytest.param(a_case(programme=1), "programme: must be a text, not a number", id="type"),
            pytest.param(a_case(programme="x"), "programme: unknown programme 'x'", id="programme"),
            pytest.param(
                a_case(moment="later"),
                "moment: must be one of after_course, exemption",
                id="moment",
            ),
            pytest.param(
                a_case(date="1/3/2023"), "date: must be a day such as 2023-03-01", id="day"
            ),
            pytest.param(
                a_case(date="2023-02-30"), "date: is not a day of the calendar", id="no such day"
            ),
            pytest.param(
                a_case(date="2022-03-27"),
                "date: no cut scores were in force for mo exemption on 2022-03-27",
                id="before any set",
            ),
            pytest.param(a_case(points=[9]), "points: must be a table, not a list", id="points"),
            pytest.param(a_case(points={}), "points.sokkel: is missing", id="no parts"),
            pytest.param(
                a_case(points={"sokkel": [9, 11]}),
                "points.praktisch: is missing",
                id="part missing",
            ),
            pytest.param(
                a_case(points=some_points(extra=[1, 1])),
                "points.extra: is not a part of mo",
                id="part too many",
            ),
            pytest.param(
                a_case(points=some_points(sokkel=[9])),
                "points.sokkel: must be a list of two: the points and the maximum",
                id="no maximum",
            ),
            pytest.param(
                a_case(points=some_points(sokkel=9)),
                "points.sokkel: must be a list of two: the points and the maximum",
                id="no list",
            ),
            pytest.param(
                a_case(points=some_points(sokkel=[12, 11])),
                "points.sokkel: 12 is more than the maximum 11",
                id="more than the maximum",
            ),
            pytest.param(
                a_case(points=some_points(sokkel=[0, 0])),
                "points.sokkel: the maximum is 0",
                id="maximum 0",
            ),
        ],
    )
    def test_refuses_with_one_line(self, case: object, line: str) -> None:
        with pytest.raises(CaseNotUnderstood) as refusal:
            decide_case(case)

        assert str(refusal.value) == line

    def test_refuses_a_cut_score_above_the_maximum(self) -> None:
        parts = (
            a_part_cut_score("sokkel", cut_score=AtLeastPoints(points=12)),
            a_part_cut_score("praktisch"),
        )
        cut_scores = a_cut_score_set(moment="exemption", parts=parts)

        with pytest.raises(CaseNotUnderstood, match="points: the cut score asks 12 points"):
            decide_case(a_case(), cut_scores=[cut_scores])

    @pytest.mark.parametrize("points", [True, -1, 8.5, "8.5", "-1", "8/0", None, [], "1e3", 10**30])
    def test_refuses_points_that_are_not_exact(self, points: object) -> None:
        with pytest.raises(CaseNotUnderstood, match=r"^points\.sokkel: marks must be a whole"):
            decide_case(a_case(points=some_points(sokkel=[points, 11])))

    @given(_JSON | st.builds(lambda points: a_case(points=points), _JSON))
    def test_never_fails_in_another_way(self, case: object) -> None:
        with pytest.raises(CaseNotUnderstood) as refusal:
            decide_case(case)

        assert "\n" not in str(refusal.value)

    @given(
        st.sampled_from(["after_course", "exemption"]),
        st.dates(min_value=date(2022, 3, 28)),
        st.integers(0, 11),
        st.integers(0, 30),
    )
    def test_gives_json(self, moment: str, day: date, sokkel: int, praktisch: int) -> None:
        points = {"sokkel": [sokkel, 11], "praktisch": [praktisch, 30]}

        decided = decide_case(a_case(moment=moment, date=day.isoformat(), points=points))

        assert json.loads(json.dumps(decided)) == decided
