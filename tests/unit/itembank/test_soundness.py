from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from itembank.programmes import (
    Need,
    NeedCode,
    Programme,
    Scheme,
    get_programme,
    list_cut_score_sets,
    list_programmes,
    programme_from_document,
)
from itembank.schemes import list_band_tables, list_routings
from itembank.soundness import ProgrammeNotSound, check_programme, check_shipped_programme
from scoring.codes import MomentCode, PartCode, RoutingCode
from scoring.cut_scores import AtLeastPoints, CutScoreSet
from scoring.documents import DocumentNotUnderstood
from scoring.levels import Level
from tests.builders.levels import READING, a_level_set, a_points_scale, a_purpose
from tests.builders.orientation import a_band_table
from tests.builders.scoring import a_cut_score_set, a_part_cut_score

_MO = get_programme("mo")
_SETS = list_cut_score_sets("mo")
_COVAAR = get_programme("covaar")
_BANDS = list_band_tables("covaar")
_CT = replace(get_programme("ct"), parts=get_programme("ct").parts[:1])
_READING = a_level_set(a_points_scale())
_A2 = a_purpose({READING: Level.A2})


def problems(programme: Programme, **documents: Any) -> Sequence[str]:
    with pytest.raises(ProgrammeNotSound) as refusal:
        check_programme(programme, **documents)
    return refusal.value.problems


def a_set(*parts: str, **changes: Any) -> CutScoreSet:
    usual = parts or ("sokkel", "praktisch")
    return a_cut_score_set(code="new", parts=[a_part_cut_score(part) for part in usual], **changes)


class TestShippedProgrammes:
    @pytest.mark.parametrize("programme", list_programmes(), ids=lambda one: one.code)
    def test_are_sound(self, programme: Programme) -> None:
        check_shipped_programme(programme)


class TestProgramme:
    def test_refuses_a_part_without_items(self) -> None:
        part = {"code": "sokkel", "title": "sokkelvragen", "items": 0}

        with pytest.raises(DocumentNotUnderstood, match=r"part\[0\].items: must be at least 1"):
            programme_from_document({"code": "mo", "part": [part]})

    @pytest.mark.parametrize(
        ("programme", "problem"),
        [
            pytest.param(
                replace(_MO, parts=(*_MO.parts, _MO.parts[0])),
                "part sokkel is there twice",
                id="a part twice",
            ),
            pytest.param(
                replace(_MO, moments=(*_MO.moments, _MO.moments[0])),
                "moment after_course is there twice",
                id="a moment twice",
            ),
            pytest.param(
                replace(_MO, needs=(*_MO.needs, _MO.needs[0])),
                "need read_aloud is there twice",
                id="a need twice",
            ),
            pytest.param(
                replace(_MO, needs=(Need(code=NeedCode("quiet"), title="stilte"),)),
                "extra time is given for an unknown need extra_time",
                id="extra time for nobody",
            ),
            pytest.param(
                replace(_MO, timing=replace(_MO.timing, warn_minutes=(60, 5))),
                "a warning would come before the start",
                id="a warning before the start",
            ),
        ],
    )
    def test_refuses_what_contradicts_itself(self, programme: Programme, problem: str) -> None:
        assert problems(programme, cut_scores=_SETS) == (problem,)

    def test_refuses_bands_without_timed_parts(self) -> None:
        parts = tuple(replace(part, seconds=None) for part in _COVAAR.parts)

        found = problems(replace(_COVAAR, parts=parts), bands=_BANDS)

        assert found == ("each of its parts needs a time of its own",)

    def test_refuses_parts_that_take_longer_than_the_test(self) -> None:
        short = replace(_COVAAR, timing=replace(_COVAAR.timing, minutes=25))

        found = problems(short, bands=_BANDS)

        assert found == ("the times of its parts are longer than that of the test",)

    @pytest.mark.parametrize("scheme", Scheme)
    def test_refuses_a_scheme_without_its_documents(self, scheme: Scheme) -> None:
        timed = replace(_COVAAR, scheme=scheme)

        assert problems(timed) == (f"there is nothing to decide with by the scheme {scheme}",)

    def test_refuses_documents_of_another_scheme(self) -> None:
        bands = [a_band_table(programme="mo", out_of=41)]

        assert problems(_MO, cut_scores=_SETS, bands=bands) == (
            "covaar-2024 is of the scheme bands, not of cut_scores",
        )

    def test_tells_everything_at_once(self) -> None:
        programme = replace(_MO, moments=(*_MO.moments, _MO.moments[0]))

        with pytest.raises(ProgrammeNotSound) as refusal:
            check_programme(programme)

        assert str(refusal.value) == (
            "programme mo: moment after_course is there twice; "
            "there is nothing to decide with by the scheme cut_scores"
        )


class TestCutScores:
    @pytest.mark.parametrize(
        ("added", "problem"),
        [
            pytest.param(
                a_set(programme="ct"), "new is of programme ct", id="of another programme"
            ),
            pytest.param(
                a_set(moment="later"), "new is for an unknown moment later", id="another moment"
            ),
            pytest.param(a_set("sokkel"), "new has no cut score for praktisch", id="a part short"),
            pytest.param(
                a_set("sokkel", "praktisch", "extra"),
                "new has a cut score for an unknown part extra",
                id="a part too many",
            ),
            pytest.param(
                a_cut_score_set(
                    code="new",
                    parts=[
                        a_part_cut_score("sokkel", cut_score=AtLeastPoints(points=12)),
                        a_part_cut_score("praktisch", cut_score=AtLeastPoints(points=30)),
                    ],
                ),
                "new asks 12 points of sokkel, which has fewer items",
                id="more points than items",
            ),
        ],
    )
    def test_refuse_what_does_not_fit(self, added: CutScoreSet, problem: str) -> None:
        later = replace(added, effective_from=date(2025, 1, 1))

        assert problems(_MO, cut_scores=[*_SETS, later]) == (problem,)

    def test_refuse_two_that_start_together(self) -> None:
        (found,) = problems(_MO, cut_scores=[*_SETS, a_set()])

        said = "mo-after-course-2023-03-01 and new both start on 2023-03-01"
        assert found == f"cut scores of after_course: {said}"


class TestOtherDocuments:
    def test_refuse_bands_for_another_number_of_items(self) -> None:
        found = problems(_COVAAR, bands=[a_band_table(out_of=44)])

        assert found == ("covaar-2024 is made for 44 points, the parts have 45 items",)

    def test_refuse_bands_that_start_together(self) -> None:
        found = problems(_COVAAR, bands=[*_BANDS, a_band_table(code="new", out_of=45)])

        assert found == ("bands: covaar-2024-01-01 and new both start on 2024-01-01",)

    def test_refuse_routings_that_start_together(self) -> None:
        (shipped,) = list_routings("nivo")
        routings = [replace(shipped, code=RoutingCode(code)) for code in "ab"]

        found = problems(get_programme("nivo"), routings=routings)

        assert found == ("routing: a and b both start on 2024-01-01",)

    def test_refuse_parts_that_are_not_those_of_the_routing(self) -> None:
        nivo = get_programme("nivo")

        (found,) = problems(replace(nivo, parts=nivo.parts[1:]), routings=list_routings("nivo"))

        assert found.startswith("its parts must be the written models of nivo-2024-01-01: written_")

    @pytest.mark.parametrize(
        ("documents", "problem"),
        [
            pytest.param(
                {"levels": [_READING, _READING]},
                "levels of ct_a1_a2: ct-a1-a2 and ct-a1-a2 both start on 2024-01-01",
                id="levels that start together",
            ),
            pytest.param(
                {"levels": [replace(_READING, moment=MomentCode("later"))]},
                "ct-a1-a2 is for an unknown moment later",
                id="levels of another test",
            ),
            pytest.param(
                {"levels": [a_level_set(a_points_scale(), a_points_scale(part=PartCode("song")))]},
                "ct-a1-a2 has a scale for an unknown part song",
                id="a scale of another part",
            ),
            pytest.param(
                {"purposes": [_A2, _A2]},
                "purpose integration: integration and integration both start on 2024-01-01",
                id="purposes that start together",
            ),
            pytest.param(
                {"purposes": [a_purpose({READING: Level.B1})]},
                "integration asks B1 for reading, which no test can show",
                id="a purpose that nobody can reach",
            ),
        ],
    )
    def test_refuse_levels_that_do_not_fit(self, documents: dict[str, Any], problem: str) -> None:
        sound: dict[str, Any] = {"levels": [_READING], "purposes": [_A2]}

        assert problems(_CT, **(sound | documents)) == (problem,)
