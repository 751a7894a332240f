import re
from datetime import date
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scoring.cefr import Level
from scoring.codes import FactCode, FormCode, PartCode
from scoring.cut_scores import (
    AtLeastPercentage,
    AtLeastPoints,
    CutScore,
    Joining,
    MoreThanPercentage,
)
from scoring.decisions import (
    FactCarried,
    FormCutScoreTaken,
    LevelReached,
    PartCompared,
    build_decision,
)
from scoring.explanations import (
    displayed_percentage,
    marks_in_dutch,
    round_half_up,
    sentence,
    sentences,
)
from scoring.marks import Marks
from tests.builders.scoring import a_cut_score_set, a_part_result

_NAMES = {
    "sokkel": "sokkelvragen",
    "praktisch": "praktische vragen",
    "after_course": "test na MO",
}
_80 = AtLeastPercentage(percentage=80)
_OVER_50 = MoreThanPercentage(percentage=50)


class TestSentenceOfAPart:
    @pytest.mark.parametrize(
        ("points", "out_of", "cut_score", "said"),
        [
            pytest.param(8, 11, _80, "8/11 = 72,7 % < 80 %: 9 nodig", id="not reached"),
            pytest.param(9, 11, _80, "9/11 = 81,8 % ≥ 80 %: 9 nodig", id="reached"),
            pytest.param(24, 30, _80, "24/30 = 80 % ≥ 80 %: 24 nodig", id="exactly"),
            pytest.param(0, 11, _80, "0/11 = 0 % < 80 %: 9 nodig", id="nothing"),
            pytest.param(7999, 10000, _80, "7999/10000 = 79,99 % < 80 %: 8000 nodig", id="79.99 %"),
            pytest.param(15, 30, _OVER_50, "15/30 = 50 % ≤ 50 %: 16 nodig", id="exactly half"),
            pytest.param(16, 30, _OVER_50, "16/30 = 53,3 % > 50 %: 16 nodig", id="over half"),
            pytest.param(
                1251, 2500, _OVER_50, "1251/2500 = 50,04 % > 50 %: 1251 nodig", id="50.04 %"
            ),
            pytest.param(
                5,
                8,
                AtLeastPercentage(percentage=Fraction(125, 2)),
                "5/8 = 62,5 % ≥ 62,5 %: 5 nodig",
                id="a cut score with a decimal",
            ),
            pytest.param(
                8, 11, AtLeastPoints(points=9), "8/11 < 9: 9 nodig", id="points, not reached"
            ),
            pytest.param(9, 11, AtLeastPoints(points=9), "9/11 ≥ 9: 9 nodig", id="points, reached"),
            pytest.param(
                Fraction(89, 10), 11, _80, "8,9/11 = 80,9 % ≥ 80 %: 8,8 nodig", id="part marks"
            ),
            pytest.param(
                Fraction(31, 2),
                30,
                _OVER_50,
                "15,5/30 = 51,7 % > 50 %: meer dan 15 nodig",
                id="part marks, more than",
            ),
            pytest.param(
                Fraction(25, 3), 11, _80, "8 1/3 op 11 = 75,8 % < 80 %: 8,8 nodig", id="thirds"
            ),
        ],
    )
    def test_shows_points_percentage_and_need(
        self, points: Marks, out_of: Marks, cut_score: CutScore, said: str
    ) -> None:
        step = PartCompared(result=a_part_result(points, out_of, cut_score))

        assert sentence(step, _NAMES) == f"sokkelvragen {said}"

    @given(st.data())
    def test_never_contradicts_the_comparison(self, data: st.DataObject) -> None:
        out_of = data.draw(st.integers(min_value=1, max_value=20000))
        percentage = data.draw(st.integers(min_value=1, max_value=99))
        near = out_of * percentage // 100
        points = min(max(near + data.draw(st.integers(min_value=-2, max_value=2)), 0), out_of)
        kinds: list[CutScore] = [
            AtLeastPercentage(percentage=percentage),
            MoreThanPercentage(percentage=percentage),
        ]
        cut_score = data.draw(st.sampled_from(kinds))

        said = sentence(PartCompared(result=a_part_result(points, out_of, cut_score)))

        shown, sign, limit = _read_comparison(said)
        holds = {"<": shown < limit, "≤": shown <= limit, "≥": shown >= limit, ">": shown > limit}
        assert holds[sign]


class TestSentencesOfFormsAndLevels:
    def test_say_that_the_form_has_its_own_cut_score(self) -> None:
        step = FormCutScoreTaken(part=PartCode("sokkel"), form=FormCode("mo-b"))

        assert sentence(step, _NAMES) == "sokkelvragen: testversie mo-b heeft een eigen cesuur"

    @pytest.mark.parametrize(
        ("level", "said"),
        [
            pytest.param(Level.A2, "sokkelvragen: niveau A2 bereikt", id="a level"),
            pytest.param(None, "sokkelvragen: geen niveau bereikt", id="none"),
        ],
    )
    def test_say_the_level(self, level: Level | None, said: str) -> None:
        assert sentence(LevelReached(part=PartCode("sokkel"), level=level), _NAMES) == said

    def test_use_codes_where_no_name_is_given(self) -> None:
        part = PartCode("sokkel")

        assert sentence(FormCutScoreTaken(part=part, form=FormCode("mo-b"))).startswith("sokkel: ")
        assert sentence(LevelReached(part=part, level=None)) == "sokkel: geen niveau bereikt"
        assert sentence(PartCompared(result=a_part_result(8, 11))).startswith("sokkel 8/11 = ")


class TestSentenceOfAFact:
    @pytest.mark.parametrize(
        ("fact", "names", "name"),
        [
            pytest.param("process_evaluation", {}, "procesevaluatie", id="of its own"),
            pytest.param("process_evaluation", {"process_evaluation": "P"}, "P", id="given"),
            pytest.param("attendance", {}, "attendance", id="the code where there is none"),
        ],
    )
    def test_has_a_name(self, fact: str, names: dict[str, str], name: str) -> None:
        step = FactCarried(fact=FactCode(fact), value="80 %", told_on=date(2024, 5, 1))

        assert sentence(step, names) == (
            f"{name}: 80 %, meegedeeld op 01/05/2024; telt hier niet mee"
        )


class TestSentences:
    def test_tell_the_whole_decision_in_order(self) -> None:
        results = (a_part_result(8, 11), a_part_result(16, 30, _OVER_50, part="praktisch"))
        decision = build_decision(results, a_cut_score_set(), sat_on=date(2024, 5, 6))

        assert sentences(decision, _NAMES) == (
            (
                "cesuur mo-after-course-2023-03-01 versie 1 (test na MO), van kracht sinds "
                "01/03/2023, voor de afname van 06/05/2024"
            ),
            "sokkelvragen 8/11 = 72,7 % < 80 %: 9 nodig",
            "praktische vragen 16/30 = 53,3 % > 50 %: 16 nodig",
            (
                "elk deel moet zijn cesuur bereiken; bereikt: praktische vragen; "
                "niet bereikt: sokkelvragen"
            ),
            "uitslag: niet geslaagd",
        )

    @pytest.mark.parametrize(
        ("points", "joining", "said"),
        [
            pytest.param(
                11,
                Joining.ALL_PARTS,
                (
                    "elk deel moet zijn cesuur bereiken; bereikt: sokkel, praktisch",
                    "uitslag: geslaagd",
                ),
                id="all reached",
            ),
            pytest.param(
                0,
                Joining.ANY_PART,
                (
                    "één deel moet zijn cesuur bereiken; niet bereikt: sokkel, praktisch",
                    "uitslag: niet geslaagd",
                ),
                id="none reached",
            ),
        ],
    )
    def test_use_codes_where_no_name_is_given(
        self, points: int, joining: Joining, said: tuple[str, str]
    ) -> None:
        results = (a_part_result(points, 11), a_part_result(points, 11, part="praktisch"))
        decision = build_decision(
            results, a_cut_score_set(joining=joining), sat_on=date(2024, 5, 6)
        )

        assert sentences(decision)[0].startswith(
            "cesuur mo-after-course-2023-03-01 versie 1 (after_course), van kracht sinds"
        )
        assert sentences(decision)[-2:] == said


class TestRoundHalfUp:
    @pytest.mark.parametrize(
        ("value", "decimals", "rounded"),
        [
            (Fraction(25, 10), 0, 3),
            (Fraction(24, 10), 0, 2),
            (Fraction(7225, 100), 1, Fraction(723, 10)),
            (Fraction(0), 2, 0),
        ],
    )
    def test_rounds_a_half_up(self, value: Fraction, decimals: int, rounded: Fraction) -> None:
        assert round_half_up(value, decimals) == rounded

    @given(st.fractions(min_value=0, max_value=100), st.integers(min_value=0, max_value=6))
    def test_is_off_by_half_a_unit_at_most(self, value: Fraction, decimals: int) -> None:
        off = abs(round_half_up(value, decimals) - value)

        assert off <= Fraction(1, 2 * 10**decimals)


class TestDisplayedPercentage:
    @pytest.mark.parametrize(
        ("percentage", "limit", "shown"),
        [
            pytest.param(Fraction(800, 11), 80, "72,7", id="one decimal"),
            pytest.param(Fraction(7995, 100), 80, "79,95", id="half up would reach 80"),
            pytest.param(Fraction(79999, 1000), 80, "79,999", id="three decimals"),
            pytest.param(Fraction(239888, 3000), 80, "79,96", id="no more decimals than it takes"),
            pytest.param(
                Fraction(7996, 100), Fraction(7997, 100), "79,96", id="never beyond the cut score"
            ),
            pytest.param(Fraction(50001, 1000), 50, "50,001", id="just over"),
            pytest.param(Fraction(7204, 100), 80, "72,0", id="a rounded zero stays"),
            pytest.param(Fraction(72), 80, "72", id="an exact number has no zeros"),
            pytest.param(Fraction(100), 80, "100", id="zeros of the number stay"),
            pytest.param(Fraction(1, 30), 80, "0,0", id="almost nothing"),
        ],
    )
    def test_stays_on_its_side(self, percentage: Fraction, limit: Marks, shown: str) -> None:
        assert displayed_percentage(percentage, limit) == shown


class TestMarksInDutch:
    @pytest.mark.parametrize(
        ("marks", "written"),
        [
            (8, "8"),
            (Fraction(17, 2), "8,5"),
            (Fraction(1, 16), "0,0625"),
            (Fraction(1, 32), "1/32"),
            (Fraction(25, 3), "8 1/3"),
            (Fraction(1, 3), "1/3"),
        ],
    )
    def test_writes_marks_exactly(self, marks: Marks, written: str) -> None:
        assert marks_in_dutch(marks) == written


def _read_comparison(said: str) -> tuple[Fraction, str, Fraction]:
    found = re.search(r"= ([\d,]+) % ([<≤≥>]) ([\d,]+) %", said)
    assert found is not None
    shown, sign, limit = found.groups()
    return Fraction(shown.replace(",", ".")), sign, Fraction(limit.replace(",", "."))
