"""Cases of the programmes without cut scores: what is answered, and each refusal in one line."""

import json
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from itembank.cases import CaseNotUnderstood, decide_case
from itembank.cases.levels import decide_levels_case
from itembank.programmes import get_programme
from scoring.documents import DocumentReader

_JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=5),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner),
    max_leaves=5,
)

_FIELDS = (
    *("date", "moment", "purpose", "subtests", "indicators", "stages"),
    *("ended", "results", "earlier", "points", "stray"),
)


def a_covaar_case(**changes: object) -> dict[str, Any]:
    subtests = {code: {"points": [8, 15]} for code in ("reeksen", "matrices", "indelen")}
    return {"programme": "covaar", "date": "2024-05-06", "subtests": subtests} | changes


def a_nivo_case(**changes: object) -> dict[str, Any]:
    stages = {"oral_voormeting": {"oral_voormeting": [3, 20]}}
    return {"programme": "nivo", "date": "2024-05-06", "stages": stages} | changes


def a_ct_case(**changes: object) -> dict[str, Any]:
    return {
        "programme": "ct",
        "moment": "ct_a1_a2",
        "date": "2024-05-06",
        "purpose": "social_housing",
        "results": {
            "listening": [12, 30],
            "speaking": {"level": "A1", "raters": 2, "support": "much"},
        },
    } | changes


def a_prescreening_case(**changes: object) -> dict[str, Any]:
    return {
        "programme": "ct",
        "moment": "prescreening",
        "date": "2024-05-06",
        "purpose": "social_housing",
        "points": {"listening": [15, 20]},
    } | changes


def refusal(case: object) -> str:
    with pytest.raises(CaseNotUnderstood) as refused:
        decide_case(case)
    return str(refused.value)


class TestCutScores:
    def test_may_carry_the_process_evaluation_of_mo(self) -> None:
        answer = decide_case(
            {
                "programme": "mo",
                "moment": "after_course",
                "date": "2023-02-28",
                "points": {"sokkel": [6, 11], "praktisch": [16, 30]},
                "process_evaluation": {"value": "positief", "told_on": "2023-02-20"},
            }
        )

        steps = answer["steps"]
        assert isinstance(steps, list)
        assert steps[-1].startswith("procesevaluatie: positief")
        assert "next_sitting" not in answer

    @pytest.mark.parametrize(
        ("changes", "line"),
        [
            pytest.param(
                {"moment": "exemption"},
                "process_evaluation: there is no course to evaluate at the moment exemption",
                id="an exemption has no course",
            ),
            pytest.param(
                {"process_evaluation": {"value": "positief"}},
                "process_evaluation.told_on: is missing",
                id="no day",
            ),
            pytest.param(
                {"process_evaluation": {"value": "matig", "told_on": "2023-02-20"}},
                "process_evaluation.value: must be one of positief, negatief",
                id="a word that the programme does not have",
            ),
            pytest.param(
                {"process_evaluation": {"value": " ", "told_on": "2023-02-20"}},
                "process_evaluation.value: must not be empty",
                id="no word",
            ),
        ],
    )
    def test_refuse_a_process_evaluation_out_of_place(
        self, changes: dict[str, Any], line: str
    ) -> None:
        case = {
            "programme": "mo",
            "moment": "after_course",
            "date": "2023-03-01",
            "points": {"sokkel": [9, 11], "praktisch": [24, 30]},
            "process_evaluation": {"value": "positief", "told_on": "2023-02-20"},
        }

        assert refusal(case | changes) == line

    @pytest.mark.parametrize(
        ("listening", "outcome"),
        [
            pytest.param([12, 20], "passed", id="60 %"),
            pytest.param(["1199/100", 20], "failed", id="just below"),
        ],
    )
    def test_decide_a_test_that_is_a_document_alone(
        self, listening: list[Any], outcome: str
    ) -> None:
        case = {
            "programme": "nt2-a2",
            "moment": "end_of_course",
            "date": "2024-05-06",
            "points": {"reading": [12, 20], "listening": listening},
        }

        answer = decide_case(case)

        assert answer["outcome"] == outcome
        assert ("next_sitting" in answer) == (outcome == "failed")

    def test_know_no_process_evaluation_of_another_test(self) -> None:
        case = {
            "programme": "nt2-a2",
            "moment": "end_of_course",
            "date": "2024-05-06",
            "points": {"reading": [12, 20], "listening": [12, 20]},
            "process_evaluation": {"value": "positief", "told_on": "2023-02-20"},
        }

        assert refusal(case) == "process_evaluation: is not a known field"


class TestCovaar:
    def test_gives_the_band_and_no_advice_unasked(self) -> None:
        answer = decide_case(a_covaar_case())

        assert answer["band"] == {"code": "average", "title": "gemiddeld"}
        assert "advice" not in answer

    @pytest.mark.parametrize(
        ("changes", "advice"),
        [
            pytest.param({}, "cvo_standard", id="by the band"),
            pytest.param({"subtests": None}, None, id="COVAAR comes first"),
        ],
    )
    def test_proposes_an_advice(self, changes: dict[str, Any], advice: str | None) -> None:
        indicators = {"literacy": "literate", "education": "primary"}
        case = a_covaar_case(indicators=indicators) | changes
        answer: Any = decide_case({name: one for name, one in case.items() if one is not None})

        assert answer["advice"]["advice"] == advice
        assert answer["advice"]["versions"]["programme"] == {"code": "covaar", "version": 1}

    @pytest.mark.parametrize(
        ("case", "line"),
        [
            pytest.param(
                {"programme": "covaar", "date": "2024-05-06"},
                "subtests: is missing, and so is indicators",
                id="nothing to decide",
            ),
            pytest.param(
                a_covaar_case(date="2023-12-31"),
                "date: no band table was in force for covaar on 2023-12-31",
                id="before any table",
            ),
            pytest.param(
                a_covaar_case(subtests={"reeksen": {"points": [8, 15]}}),
                "subtests: parts without points: ('indelen', 'matrices'); "
                "parts that are unknown: ()",
                id="a subtest missing",
            ),
            pytest.param(
                a_covaar_case(
                    subtests=a_covaar_case()["subtests"]
                    | {"matrices": {"points": [8, 15], "end": "broken_off"}}
                ),
                "subtests: subtest matrices was broken off and must be taken again",
                id="broken off",
            ),
            pytest.param(
                a_covaar_case(
                    subtests=a_covaar_case()["subtests"] | {"matrices": {"points": [8, 16]}}
                ),
                "subtests: band table covaar-2024-01-01 is made for 45 points, not for 46",
                id="another maximum",
            ),
            pytest.param(
                a_covaar_case(subtests={"reeksen": [8, 15]}),
                "subtests.reeksen: must be a table, not a list",
                id="no table",
            ),
            pytest.param(
                a_covaar_case(subtests={"reeksen": {"points": [16, 15]}}),
                "subtests.reeksen.points: 16 is more than the maximum 15",
                id="more than the maximum",
            ),
            pytest.param(
                a_covaar_case(indicators={"literacy": "shy"}),
                "indicators.literacy: must be one of illiterate, other_script, weakly_literate, "
                "literate",
                id="an unknown literacy",
            ),
        ],
    )
    def test_refuses_with_one_line(self, case: dict[str, Any], line: str) -> None:
        assert refusal(case) == line


class TestNivo:
    @pytest.mark.parametrize(
        ("changes", "states"),
        [
            pytest.param({}, ["placed", "next_test"], id="one track still to test"),
            pytest.param({"ended": ["written"]}, ["placed", "placed"], id="that track ended"),
            pytest.param({"stages": {}}, ["next_test", "next_test"], id="at the start"),
        ],
    )
    def test_tells_where_each_track_stands(
        self, changes: dict[str, Any], states: list[str]
    ) -> None:
        answer: Any = decide_case(a_nivo_case(**changes))

        assert [track["state"] for track in answer["tracks"]] == states
        assert answer["proof"] == "none"

    @pytest.mark.parametrize(
        ("case", "line"),
        [
            pytest.param(
                a_nivo_case(date="2023-12-31"),
                "date: no routing was in force for nivo on 2023-12-31",
                id="before any routing",
            ),
            pytest.param(
                a_nivo_case(stages={"oral_12_start": {"oral_interaction_12": [3, 20]}}),
                "stages: stage oral_12_start is not on the way of this candidate",
                id="a stage off the way",
            ),
            pytest.param(
                a_nivo_case(stages={"oral_voormeting": {"oral_voormeting": [3, 21]}}),
                "stages: stage oral_voormeting: model oral_voormeting is out of 20 points",
                id="another maximum",
            ),
            pytest.param(
                a_nivo_case(stages={"oral_voormeting": {"oral_voormeting": [3]}}),
                "stages.oral_voormeting.oral_voormeting: must be a list of two: the points and the "
                "maximum",
                id="no maximum",
            ),
            pytest.param(
                a_nivo_case(stages={"oral_voormeting": 3}),
                "stages.oral_voormeting: must be a table, not a number",
                id="no table",
            ),
            pytest.param(
                a_nivo_case(ended=["aloud"]),
                "ended: must be one of oral, written",
                id="another track",
            ),
        ],
    )
    def test_refuses_with_one_line(self, case: dict[str, Any], line: str) -> None:
        assert refusal(case) == line


class TestCt:
    @pytest.mark.parametrize(
        ("changes", "proof"),
        [
            pytest.param({}, "certificate", id="exactly 40 % is A1"),
            pytest.param({"results": {"listening": [12, 30]}}, "statement", id="a part not taken"),
            pytest.param(
                {
                    "results": {"listening": [12, 30]},
                    "earlier": [{"part": "speaking", "level": "A1", "sat_on": "2022-05-06"}],
                },
                "certificate",
                id="an earlier part on its last valid day",
            ),
            pytest.param(
                {"results": {"listening": [12, 30], "speaking": {"raters": 2}}},
                "statement",
                id="rated below every level",
            ),
        ],
    )
    def test_gives_a_proof_for_the_purpose(self, changes: dict[str, Any], proof: str) -> None:
        answer = decide_case(a_ct_case(**changes))

        assert answer["proof"] == proof
        assert ("next_sitting" in answer) == (proof == "statement")

    @pytest.mark.parametrize(
        ("case", "line"),
        [
            pytest.param(
                a_ct_case(moment="later"),
                "moment: must be one of ct_a1_a2, ct_b1_b2, prescreening",
                id="an unknown test",
            ),
            pytest.param(
                a_ct_case(purpose="travel"),
                "purpose: purpose 'travel' was not in force on 2024-05-06",
                id="an unknown purpose",
            ),
            pytest.param(
                a_ct_case(purpose="social_interpreter"),
                "purpose: level set ct-a1-a2-2024-01-01 cannot show B2 for reading: "
                "another test is due",
                id="a purpose of the other test",
            ),
            pytest.param(
                a_ct_case(date="2023-12-31"),
                "date: no levels were in force for ct ct_a1_a2 on 2023-12-31",
                id="before any levels",
            ),
            pytest.param(
                a_ct_case(results={"speaking": {"level": "A1", "raters": 1, "support": "some"}}),
                "results: speaking: needs 2 assessors and has 1",
                id="one assessor",
            ),
            pytest.param(
                a_ct_case(results={"speaking": "A1"}),
                "results.speaking: must be points or a rating",
                id="neither points nor a rating",
            ),
            pytest.param(
                a_ct_case(results={"speaking": {"level": "C3", "raters": 2}}),
                "results.speaking.level: must be one of A1, A2, B1, B2",
                id="an unknown level",
            ),
            pytest.param(
                a_ct_case(earlier=[{"part": "speaking", "level": "A1"}]),
                "earlier[0].sat_on: is missing",
                id="an earlier part without a day",
            ),
        ],
    )
    def test_refuses_with_one_line(self, case: dict[str, Any], line: str) -> None:
        assert refusal(case) == line


class TestPrescreening:
    def test_gives_chances_and_no_proof(self) -> None:
        answer: Any = decide_case(a_prescreening_case())

        assert (answer["proof"], answer["confidence_percent"]) == ("none", 90)
        assert answer["chance_percent"]["low"] < answer["chance_percent"]["high"]

    @pytest.mark.parametrize(
        ("case", "line"),
        [
            pytest.param(
                a_prescreening_case(points={"listening": ["1/2", 20]}),
                "points: listening: 1/2 is no number of right items",
                id="half an item",
            ),
            pytest.param(
                a_prescreening_case(points={"listening": [1, 501]}),
                "points: a test has 1 to 500 items, not 501",
                id="too many items",
            ),
            pytest.param(
                a_prescreening_case(points={"reading": [1, 20]}),
                "points: reading: is not asked for social_housing",
                id="a part that is not asked",
            ),
        ],
    )
    def test_refuses_with_one_line(self, case: dict[str, Any], line: str) -> None:
        assert refusal(case) == line

    def test_needs_a_confidence(self) -> None:
        programme = replace(get_programme("ct"), confidence_percent=None)
        reader = DocumentReader(a_prescreening_case())
        reader.text("programme")

        with pytest.raises(CaseNotUnderstood, match="moment: ct tells no chances"):
            decide_levels_case(reader, programme)


class TestAnyCase:
    @given(
        st.sampled_from([a_covaar_case, a_nivo_case, a_ct_case, a_prescreening_case]),
        st.sampled_from(_FIELDS),
        _JSON,
    )
    def test_is_decided_or_refused_with_one_line(
        self, build: Any, field: str, value: object
    ) -> None:
        try:
            said = json.dumps(decide_case(build(**{field: value})))
        except CaseNotUnderstood as refused:
            said = str(refused)

        assert "\n" not in said
