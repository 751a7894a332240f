from datetime import date

import pytest

from itembank.programmes import (
    UnknownNeed,
    UnknownProgramme,
    get_programme,
    list_cut_score_sets,
    list_programmes,
    programme_from_document,
)
from scoring.appeals import AppealRule
from scoring.codes import MomentCode, ProgrammeCode
from scoring.cut_scores import (
    AtLeastPercentage,
    CutScore,
    Joining,
    MoreThanPercentage,
    cut_score_set_in_force,
)
from scoring.decisions import FactCarried
from scoring.documents import DocumentNotUnderstood
from scoring.programmes.mo import PROCESS_EVALUATION, NoCourseToEvaluate, decide_mo
from scoring.resits import ResitRule
from tests.builders.scoring import PRAKTISCH, SOKKEL, points

_AT_LEAST_50 = AtLeastPercentage(percentage=50)
_AT_LEAST_80 = AtLeastPercentage(percentage=80)
_OVER_50 = MoreThanPercentage(percentage=50)


class TestMo:
    def test_has_the_blueprint_of_the_real_test(self) -> None:
        parts = get_programme("mo").parts

        assert [(part.code, part.items) for part in parts] == [("sokkel", 11), ("praktisch", 30)]

    def test_serves_two_moments_and_five_needs(self) -> None:
        mo = get_programme("mo")

        assert [moment.code for moment in mo.moments] == ["after_course", "exemption"]
        assert [need.code for need in mo.needs] == [
            "read_aloud",
            "audio_first",
            "extra_time",
            "video_interpreter",
            "no_digital_skills",
        ]

    def test_takes_an_hour_and_warns_twice(self) -> None:
        timing = get_programme("mo").timing

        assert (timing.minutes, timing.warn_minutes) == (60, (5, 1))

    def test_lets_somebody_object_in_days_that_are_assumed(self) -> None:
        rules = {programme.appeal for programme in list_programmes()}

        assert rules == {AppealRule(days=30, assumed=True)}

    def test_lets_somebody_resit_by_rules_that_are_assumed(self) -> None:
        assert get_programme("mo").resit == ResitRule(
            waiting_days=14, other_form=True, assumed=True
        )

    def test_names_its_parts_and_moments_in_dutch(self) -> None:
        assert get_programme("mo").names == {
            "sokkel": "sokkelvragen",
            "praktisch": "praktische vragen",
            "after_course": "test na MO",
            "exemption": "vrijstellingstest",
            "process_evaluation": "procesevaluatie",
        }

    def test_takes_a_process_evaluation_in_words_that_are_closed(self) -> None:
        fact = get_programme("mo").find_fact("process_evaluation")

        assert fact is not None
        assert fact.values == ("positief", "negatief")

    @pytest.mark.parametrize("moment", [one.code for one in get_programme("mo").moments])
    def test_takes_it_at_the_moments_that_have_a_course(self, moment: MomentCode) -> None:
        fact = get_programme("mo").find_fact("process_evaluation")
        told = FactCarried(fact=PROCESS_EVALUATION, value="positief", told_on=date(2024, 5, 1))
        cut_scores = cut_score_set_in_force(
            list_cut_score_sets("mo"),
            programme=ProgrammeCode("mo"),
            moment=moment,
            on=date(2024, 5, 6),
        )

        try:
            decide_mo(
                {SOKKEL: points(11, 11), PRAKTISCH: points(30, 30)},
                cut_scores,
                sat_on=date(2024, 5, 6),
                process_evaluation=told,
            )
        except NoCourseToEvaluate:
            has_course = False
        else:
            has_course = True

        assert fact is not None
        assert (moment in fact.moments) is has_course

    def test_alone_takes_facts(self) -> None:
        assert [one.code for one in list_programmes() if one.facts] == ["mo"]

    def test_tells_them_at_moments_of_its_own_and_in_codes(self) -> None:
        mo = get_programme("mo")

        for fact in mo.facts:
            assert {*fact.moments} <= {moment.code for moment in mo.moments}
            assert all(value.isascii() and value.isalpha() for value in fact.values)

    def test_takes_no_other_fact(self) -> None:
        assert get_programme("mo").find_fact("attendance") is None


class TestReadAloud:
    @pytest.mark.parametrize(
        ("programme", "needs", "may_hear"),
        [
            pytest.param("mo", (), True, id="everybody hears MO"),
            pytest.param("covaar", (), True, id="everybody hears COVAAR"),
            pytest.param("nivo", (), False, id="by need, and there is none"),
            pytest.param("ct", ("extra_time",), False, id="by need, and it is another one"),
            pytest.param("nivo", ("read_aloud",), True, id="by need"),
            pytest.param("ct", ("audio_first",), True, id="who hears everything hears this too"),
        ],
    )
    def test_is_for_whom_the_programme_says(
        self, programme: str, needs: tuple[str, ...], may_hear: bool
    ) -> None:
        assert get_programme(programme).may_hear(needs) is may_hear


class TestExtraTime:
    @pytest.mark.parametrize(
        ("needs", "percent"),
        [
            pytest.param((), 0, id="no needs"),
            pytest.param(("read_aloud",), 0, id="a need without extra time"),
            pytest.param(("extra_time",), 50, id="extra time"),
            pytest.param(("no_digital_skills", "extra_time"), 50, id="among others"),
        ],
    )
    def test_follows_the_needs(self, needs: tuple[str, ...], percent: int) -> None:
        assert get_programme("mo").extra_time_percent_for(needs) == percent

    def test_refuses_an_unknown_need(self) -> None:
        with pytest.raises(UnknownNeed):
            get_programme("mo").extra_time_percent_for(["coffee"])


class TestMoCutScores:
    @pytest.mark.parametrize(
        ("moment", "on", "sokkel", "praktisch"),
        [
            pytest.param(
                "after_course", date(2022, 3, 28), _AT_LEAST_50, _OVER_50, id="2022 after"
            ),
            pytest.param("exemption", date(2022, 3, 28), _AT_LEAST_50, _OVER_50, id="2022 exempt"),
            pytest.param("after_course", date(2023, 2, 28), _AT_LEAST_50, _OVER_50, id="last day"),
            pytest.param("exemption", date(2023, 2, 28), _AT_LEAST_50, _OVER_50, id="last exempt"),
            pytest.param("after_course", date(2023, 3, 1), _AT_LEAST_80, _OVER_50, id="2023 after"),
            pytest.param(
                "exemption", date(2023, 3, 1), _AT_LEAST_80, _AT_LEAST_80, id="2023 exempt"
            ),
        ],
    )
    def test_are_those_of_the_day(
        self, moment: str, on: date, sokkel: CutScore, praktisch: CutScore
    ) -> None:
        cut_scores = cut_score_set_in_force(
            list_cut_score_sets("mo"),
            programme=ProgrammeCode("mo"),
            moment=MomentCode(moment),
            on=on,
        )

        assert [(part.part, part.cut_score) for part in cut_scores.parts] == [
            ("sokkel", sokkel),
            ("praktisch", praktisch),
        ]

    def test_say_what_is_assumed(self) -> None:
        assumed = {
            (one.code, part.part)
            for one in list_cut_score_sets("mo")
            for part in one.parts
            if part.assumed
        }

        assert assumed == {
            ("mo-after-course-2022-03-28", "praktisch"),
            ("mo-exemption-2022-03-28", "praktisch"),
            ("mo-after-course-2023-03-01", "praktisch"),
        }

    def test_join_all_parts_and_say_where_that_is_assumed(self) -> None:
        sets = list_cut_score_sets("mo")

        assert {one.joining for one in sets} == {Joining.ALL_PARTS}
        assert all(one.joining_assumed == (one.moment == "after_course") for one in sets)

    def test_come_oldest_first(self) -> None:
        codes = [one.code for one in list_cut_score_sets("mo")]

        assert codes == [
            "mo-after-course-2022-03-28",
            "mo-exemption-2022-03-28",
            "mo-after-course-2023-03-01",
            "mo-exemption-2023-03-01",
        ]

    def test_fit_the_parts_and_moments_of_the_programme(self) -> None:
        mo = get_programme("mo")

        for one in list_cut_score_sets("mo"):
            assert [part.part for part in one.parts] == [part.code for part in mo.parts]
            assert one.moment in [moment.code for moment in mo.moments]


class TestProgrammes:
    def test_are_listed_by_code(self) -> None:
        assert [programme.code for programme in list_programmes()] == [
            "covaar",
            "ct",
            "mo",
            "nivo",
            "nt2-a2",
        ]

    @pytest.mark.parametrize("code", ["xx", "", "../mo", "mo.cut-scores"])
    def test_refuse_an_unknown_code(self, code: str) -> None:
        with pytest.raises(UnknownProgramme):
            get_programme(code)

    def test_are_read_strictly(self) -> None:
        with pytest.raises(DocumentNotUnderstood):
            programme_from_document({"code": "mo", "part": [{"code": "sokkel", "weight": 2}]})

    @pytest.mark.parametrize("percent", [0, 100])
    def test_refuse_a_confidence_that_is_none(self, percent: int) -> None:
        with pytest.raises(DocumentNotUnderstood, match="confidence_percent: must be at"):
            programme_from_document({"code": "ct", "confidence_percent": percent})
