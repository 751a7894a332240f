"""Corrections of items in decisions that pass or fail nobody."""

from dataclasses import replace
from datetime import date
from fractions import Fraction
from typing import Any

import pytest

from scoring.codes import CorrectionCode, PartCode
from scoring.corrections import CorrectedItems, EarlierSittingCorrected, ItemCorrectionKind
from scoring.cut_scores import AtLeastPoints, CutScoreAboveMaximum
from scoring.decisions import Outcome
from scoring.explanations.covaar import covaar_sentences
from scoring.explanations.ct import ct_sentences, estimate_sentences
from scoring.findings import Finding, finding_to_document, read_finding
from scoring.levels import Level, PointsScale
from scoring.marks import Marks
from scoring.programmes.covaar import (
    BandTableDoesNotFit,
    CovaarDecision,
    covaar_decision_to_document,
    decide_covaar,
)
from scoring.programmes.ct import CtDecision, ct_decision_to_document, decide_ct
from scoring.programmes.prescreening import estimate_chances, estimate_to_document
from scoring.proofs import Proof
from scoring.rescoring import Difference, compare_findings, difference_to_document
from tests.builders.levels import READING, a_level_set, a_limit, a_points_scale, a_purpose
from tests.builders.orientation import (
    MATRICES,
    SERIES,
    SUBTESTS,
    a_band_table,
    a_subtest_result,
)
from tests.builders.scoring import an_item_correction, points

_DAY = date(2024, 5, 6)
_SAID = "vraag X-1 (versie 1) is geneutraliseerd: ze telt voor niemand mee (correctie RS-1)"


def left_out(part: PartCode, marks: Marks = 1) -> CorrectedItems:
    correction = an_item_correction(
        kind=ItemCorrectionKind.LEFT_OUT, item="X-1", part=part, code="RS-1"
    )
    return CorrectedItems(corrections=(correction,), left_out={part: marks})


def a_band_without(reached: int, gone: int) -> CovaarDecision:
    return decide_covaar(
        {
            SERIES.code: a_subtest_result(reached, 10 - gone),
            MATRICES.code: a_subtest_result(5),
        },
        subtests=SUBTESTS,
        table=a_band_table(),
        sat_on=_DAY,
        corrected=left_out(SERIES.code, gone),
    )


def a_level_without(reached: int, *, scale: PointsScale | None = None) -> CtDecision:
    return decide_ct(
        {READING: points(reached, 19)},
        levels=a_level_set(scale or a_points_scale()),
        purpose=a_purpose({READING: Level.A2}),
        sat_on=_DAY,
        corrected=left_out(READING),
    )


class TestBands:
    def test_stay_in_points_where_an_item_is_left_out(self) -> None:
        decision = a_band_without(2, 1)

        assert (decision.points.out_of, decision.band.code) == (19, "low")
        assert covaar_sentences(decision)[0] == _SAID
        document = covaar_decision_to_document(decision)
        assert document["versions"]["corrections"] == [  # type: ignore[index]
            {"code": "RS-1", "rule": "8.3", "rule_version": 1}
        ]

    def test_are_refused_when_nobody_could_reach_the_highest(self) -> None:
        assert a_band_without(4, 5).band.code == "average"
        reason = "band table covaar-2024 asks 15 points for its highest band, of 14"
        with pytest.raises(BandTableDoesNotFit, match=reason):
            a_band_without(4, 6)

    def test_are_refused_when_they_are_made_for_points_that_never_were(self) -> None:
        with pytest.raises(BandTableDoesNotFit, match="for 20 points, not for 21"):
            decide_covaar(
                {SERIES.code: a_subtest_result(2), MATRICES.code: a_subtest_result(5)},
                subtests=SUBTESTS,
                table=a_band_table(),
                sat_on=_DAY,
                corrected=left_out(SERIES.code, 1),
            )


class TestLevels:
    @pytest.mark.parametrize(
        ("reached", "level"),
        [
            pytest.param(15, Level.A1, id="78.9 % of what is left"),
            pytest.param(16, Level.A2, id="84.2 % of what is left"),
        ],
    )
    def test_are_compared_with_the_smaller_maximum(self, reached: int, level: Level) -> None:
        decision = a_level_without(reached)

        assert decision.skills[0].level is level
        assert ct_sentences(decision, {})[0] == _SAID
        assert "corrections" in ct_decision_to_document(decision)["versions"]  # type: ignore[operator]

    def test_in_points_are_refused_when_nobody_could_reach_them(self) -> None:
        scale = a_points_scale(a_limit(Level.A2, AtLeastPoints(points=20)))

        with pytest.raises(CutScoreAboveMaximum):
            a_level_without(19, scale=scale)

    def test_are_estimated_from_what_is_left(self) -> None:
        estimate = estimate_chances(
            {READING: points(9, 9)},
            level_sets=[a_level_set(a_points_scale())],
            purpose=a_purpose({READING: Level.A2}),
            confidence=Fraction(9, 10),
            corrected=left_out(READING),
        )

        assert estimate_sentences(estimate, {})[0] == _SAID
        assert "corrections" in estimate_to_document(estimate)["versions"]  # type: ignore[operator]
        assert read_finding(estimate_to_document(estimate)).chance is not None


class TestThroughAnEarlierSitting:
    @pytest.mark.parametrize(
        ("code", "why", "versions"),
        [
            pytest.param(
                CorrectionCode("RS-2"),
                "correctie RS-2",
                [{"code": "RS-2", "rule": "8.9", "rule_version": 1}],
                id="by a case",
            ),
            pytest.param(None, "na een verbeterde beoordeling", [], id="by a rating"),
        ],
    )
    def test_stands_after_the_corrections_of_items(
        self, code: CorrectionCode | None, why: str, versions: list[dict[str, object]]
    ) -> None:
        decision = decide_ct(
            {READING: points(16, 19)},
            levels=a_level_set(a_points_scale()),
            purpose=a_purpose({READING: Level.A2}),
            sat_on=_DAY,
            corrected=left_out(READING),
            through=EarlierSittingCorrected(code=code),
        )

        document: dict[str, Any] = ct_decision_to_document(decision)
        assert [step["kind"] for step in document["steps"][:2]] == ["left_out", "earlier_corrected"]
        assert document["steps"][1]["correction"] == code
        assert document["versions"]["corrections"][1:] == versions
        said = ct_sentences(decision, {})
        assert said[1] == f"een niveau van een eerdere afname is verbeterd ({why})"

    def test_is_told_in_the_difference(self) -> None:
        finding = Finding(proof=Proof.STATEMENT)

        difference = compare_findings({}, {}, (finding, finding), is_through_earlier=True)

        assert difference_to_document(difference)["through_earlier"] is True
        assert not difference.is_result_changed


class TestFinding:
    def test_has_the_modules_of_a_placement(self) -> None:
        tracks = [{"track": "written", "module": "1.2", "level": "A2"}]

        finding = read_finding({"proof": "none", "tracks": tracks})

        assert finding.modules == (("written", "1.2"),)
        assert finding_to_document(finding) == {
            "proof": "none",
            "tracks": [{"track": "written", "module": "1.2"}],
        }

    @pytest.mark.parametrize(
        ("finding", "written"),
        [
            pytest.param(
                Finding(proof=Proof.NONE, band=("low", "laag")),
                {"proof": "none", "band": {"code": "low", "title": "laag"}},
                id="band",
            ),
            pytest.param(
                Finding(proof=Proof.STATEMENT, levels=(("reading", None),), resit=("reading",)),
                {"proof": "statement", "levels": {"reading": None}, "resit": ["reading"]},
                id="levels",
            ),
            pytest.param(
                Finding(proof=Proof.NONE, chance=(10, 20, 30)),
                {"proof": "none", "chance_percent": {"low": 10, "middle": 20, "high": 30}},
                id="chance",
            ),
        ],
    )
    def test_is_written_as_decisions_name_it(
        self, finding: Finding, written: dict[str, object]
    ) -> None:
        assert finding_to_document(finding) == written

    def test_is_all_that_changed_where_one_decision_has_no_outcome(self) -> None:
        difference = Difference(parts=(), outcome_before=Outcome.PASSED, outcome_after=None)

        assert difference_to_document(difference) == {"outcome": None, "parts": []}

    def test_is_read_from_a_decision(self) -> None:
        assert read_finding(ct_decision_to_document(a_level_without(15))) == Finding(
            proof=Proof.STATEMENT, levels=((READING, "A1"),), resit=(READING,)
        )

    def test_is_read_from_a_band(self) -> None:
        assert read_finding(covaar_decision_to_document(a_band_without(2, 1))) == Finding(
            proof=Proof.NONE, band=("low", "low")
        )

    def test_is_read_from_an_estimate(self) -> None:
        document = {"proof": "none", "chance_percent": {"high": 30, "middle": 20, "low": 10}}

        assert read_finding(document) == Finding(proof=Proof.NONE, chance=(10, 20, 30))

    def test_makes_a_difference_without_an_outcome(self) -> None:
        before = Finding(proof=Proof.NONE, band=("low", "laag"))
        after = replace(before, band=("high", "hoog"))
        some = {READING: points(1, 2)}

        difference = compare_findings(some, {READING: points(2, 2)}, (before, after))

        assert difference.is_result_changed
        assert not compare_findings(some, some, (before, before)).is_result_changed
        assert difference_to_document(difference) == {
            "outcome": None,
            "found": [finding_to_document(before), finding_to_document(after)],
            "parts": [{"code": "reading", "points": [1, 2], "out_of": [2, 2]}],
        }
