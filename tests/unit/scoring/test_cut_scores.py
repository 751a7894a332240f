from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scoring.cefr import Level
from scoring.codes import FormCode, MomentCode, ProgrammeCode, RuleId
from scoring.cut_scores import (
    AtLeastPercentage,
    AtLeastPoints,
    CutScore,
    CutScoreAboveMaximum,
    CutScoreSet,
    CutScoreSetNotValid,
    CutScoreSetsOverlap,
    Joining,
    LevelsOutOfOrder,
    NoCutScoreInForce,
    PartCutScore,
    check_levels,
    cut_score_set_from_document,
    cut_score_set_in_force,
    cut_score_set_to_document,
)
from scoring.documents import DocumentNotUnderstood
from tests.builders.scoring import SOKKEL, a_cut_score_set, a_part_cut_score

_MO = ProgrammeCode("mo")
_AFTER_COURSE = MomentCode("after_course")
_FIRST = a_cut_score_set(code="first", effective_from=date(2022, 3, 28))
_SECOND = a_cut_score_set(code="second", effective_from=date(2023, 3, 1))
_OTHER_MOMENT = a_cut_score_set(code="other", moment="exemption", effective_from=date(2022, 9, 1))
_OTHER_PROGRAMME = a_cut_score_set(code="ct", programme="ct", effective_from=date(2022, 9, 1))


def _in_force(*sets: CutScoreSet, on: date) -> CutScoreSet:
    return cut_score_set_in_force(sets, programme=_MO, moment=_AFTER_COURSE, on=on)


class TestCutScoreSetInForce:
    @pytest.mark.parametrize(
        ("on", "expected"),
        [
            pytest.param(date(2022, 3, 28), _FIRST, id="the first day of the first"),
            pytest.param(date(2023, 2, 28), _FIRST, id="the last day of the first"),
            pytest.param(date(2023, 3, 1), _SECOND, id="the first day of the second"),
            pytest.param(date(2026, 11, 24), _SECOND, id="long after"),
        ],
    )
    def test_is_the_one_that_started_last(self, on: date, expected: CutScoreSet) -> None:
        sets = (_SECOND, _OTHER_MOMENT, _FIRST, _OTHER_PROGRAMME)

        assert _in_force(*sets, on=on) is expected

    def test_does_not_exist_before_the_first(self) -> None:
        with pytest.raises(NoCutScoreInForce, match="for mo after_course on 2022-03-27"):
            _in_force(_FIRST, _SECOND, on=date(2022, 3, 27))

    def test_refuses_two_that_start_on_one_day(self) -> None:
        again = a_cut_score_set(code="again", version=2, effective_from=date(2023, 3, 1))

        with pytest.raises(CutScoreSetsOverlap) as refusal:
            _in_force(_FIRST, _SECOND, again, on=date(2022, 6, 1))

        assert (refusal.value.first, refusal.value.second) == ("second", "again")
        assert refusal.value.day == date(2023, 3, 1)

    @given(
        st.sets(st.integers(min_value=0, max_value=999), min_size=1, max_size=6),
        st.integers(min_value=0, max_value=999),
        st.randoms(use_true_random=False),
    )
    def test_does_not_depend_on_the_order(self, starts: set[int], day: int, random: object) -> None:
        begin = date(2022, 1, 1)
        sets = [
            a_cut_score_set(code=f"set-{start}", effective_from=begin + timedelta(days=start))
            for start in sorted(starts | {0})
        ]
        random.shuffle(sets)  # type: ignore[attr-defined]  # hypothesis gives a Random

        chosen = _in_force(*sets, on=begin + timedelta(days=day))

        latest = max(start for start in starts | {0} if start <= day)
        assert chosen.effective_from == begin + timedelta(days=latest)


_ONE_EACH = "a version and one cut score per part"
_GENERAL = "a general cut score beside one of a form"


class TestCutScoreSet:
    @pytest.mark.parametrize(
        ("change", "needed"),
        [
            pytest.param({"parts": ()}, _ONE_EACH, id="no parts"),
            pytest.param(
                {"parts": (a_part_cut_score(), a_part_cut_score())}, _ONE_EACH, id="a part twice"
            ),
            pytest.param({"version": 0}, _ONE_EACH, id="no version"),
            pytest.param({"parts": (a_part_cut_score(form="b"),)}, _GENERAL, id="a form alone"),
            pytest.param(
                {"parts": (a_part_cut_score(), a_part_cut_score(form="b", level=Level.A2))},
                _GENERAL,
                id="a level of a form alone",
            ),
            pytest.param(
                {"parts": (a_part_cut_score(), a_part_cut_score(level=Level.A2))},
                "a level for every cut score of sokkel",
                id="a level beside none",
            ),
        ],
    )
    def test_refuses(self, change: dict[str, object], needed: str) -> None:
        with pytest.raises(CutScoreSetNotValid) as refusal:
            a_cut_score_set(code="odd", **change)  # type: ignore[arg-type]  # one argument by name

        assert str(refusal.value) == f"cut-score set odd needs {needed}"

    @pytest.mark.parametrize(
        ("joining", "rule"),
        [(Joining.ALL_PARTS, RuleId.ALL_PARTS), (Joining.ANY_PART, RuleId.ANY_PART)],
    )
    def test_joins_by_a_numbered_rule(self, joining: Joining, rule: RuleId) -> None:
        assert a_cut_score_set(joining=joining).joining.rule is rule


class TestCutScoresOfForms:
    def test_take_the_place_of_the_general_ones(self) -> None:
        general, own = a_part_cut_score(), a_part_cut_score(form="b")
        cut_scores = a_cut_score_set(parts=(general, own, a_part_cut_score("praktisch")))

        assert cut_scores.cut_scores_of(SOKKEL, FormCode("a")) == (general,)
        assert cut_scores.cut_scores_of(SOKKEL, FormCode("b")) == (own,)
        assert cut_scores.cut_scores_of(SOKKEL, None) == (general,)
        assert cut_scores.form_codes == ("b",)
        assert cut_scores.part_codes == ("sokkel", "praktisch")

    def test_take_the_place_level_by_level(self) -> None:
        higher, lower = a_part_cut_score(level=Level.B1), a_part_cut_score(level=Level.A2)
        own = a_part_cut_score(level=Level.A2, form="b")

        cut_scores = a_cut_score_set(parts=(higher, lower, own))

        assert cut_scores.cut_scores_of(SOKKEL, None) == (lower, higher)
        assert cut_scores.cut_scores_of(SOKKEL, FormCode("b")) == (own, higher)


class TestCheckLevels:
    @pytest.mark.parametrize(
        ("lower", "higher"),
        [
            pytest.param(AtLeastPoints(points=8), AtLeastPercentage(percentage=75), id="more"),
        ],
    )
    def test_takes_levels_that_ask_more(self, lower: CutScore, higher: CutScore) -> None:
        check_levels(_levels(lower, higher), 11)

    @pytest.mark.parametrize(
        ("lower", "higher"),
        [
            pytest.param(AtLeastPoints(points=9), AtLeastPoints(points=9), id="as much"),
            pytest.param(AtLeastPoints(points=9), AtLeastPercentage(percentage=80), id="less"),
        ],
    )
    def test_refuses_levels_that_do_not(self, lower: CutScore, higher: CutScore) -> None:
        with pytest.raises(LevelsOutOfOrder) as refusal:
            check_levels(_levels(lower, higher), 11)

        assert (refusal.value.part, refusal.value.lower, refusal.value.higher) == (
            "sokkel",
            Level.A2,
            Level.B1,
        )

    def test_refuses_more_points_than_there_are(self) -> None:
        with pytest.raises(CutScoreAboveMaximum):
            check_levels((a_part_cut_score(cut_score=AtLeastPoints(points=12)),), 11)


class TestCutScoreSetDocument:
    def test_of_levels_and_forms_is_read_as_it_was_written(self) -> None:
        parts = (
            a_part_cut_score(level=Level.A2),
            a_part_cut_score(level=Level.A2, form="b"),
            a_part_cut_score("praktisch"),
        )
        cut_scores = a_cut_score_set(parts=parts)

        assert cut_score_set_from_document(cut_score_set_to_document(cut_scores)) == cut_scores

    def test_without_them_is_written_as_it_always_was(self) -> None:
        document = cut_score_set_to_document(a_cut_score_set())

        assert document["parts"] == [
            {
                "part": "sokkel",
                "assumed": False,
                "cut_score": {"kind": "at_least_percentage", "percentage": 80},
            },
            {
                "part": "praktisch",
                "assumed": True,
                "cut_score": {"kind": "more_than_percentage", "percentage": 50},
            },
        ]

    def test_is_read_as_it_was_written(self) -> None:
        cut_scores = a_cut_score_set(joining=Joining.ANY_PART)

        assert cut_score_set_from_document(cut_score_set_to_document(cut_scores)) == cut_scores

    def test_keeps_that_the_joining_is_assumed(self) -> None:
        cut_scores = replace(a_cut_score_set(), joining_assumed=True)

        assert cut_score_set_from_document(cut_score_set_to_document(cut_scores)) == cut_scores

    def test_takes_as_known_what_nobody_calls_assumed(self) -> None:
        document = cut_score_set_to_document(a_cut_score_set(parts=[a_part_cut_score()]))
        del document["joining_assumed"]
        cut_score = {"kind": "at_least_percentage", "percentage": 80}

        read = cut_score_set_from_document(
            document | {"parts": [{"part": "sokkel", "cut_score": cut_score}]}
        )

        assert (read.joining_assumed, read.parts[0].assumed) == (False, False)

    def test_says_what_is_wrong_with_a_version_and_a_cut_score(self) -> None:
        document = cut_score_set_to_document(a_cut_score_set()) | {
            "version": 0,
            "parts": [{"part": "sokkel", "cut_score": {"kind": "at_least_points", "points": "x"}}],
        }

        with pytest.raises(DocumentNotUnderstood) as refusal:
            cut_score_set_from_document(document)

        assert str(refusal.value).startswith(
            "version: must be at least 1; parts[0].cut_score: points: marks must be a whole number"
        )

    def test_names_every_place_that_is_wrong(self) -> None:
        document = cut_score_set_to_document(a_cut_score_set()) | {
            "effective_from": "1 maart 2023",
            "parts": [
                {"part": "sokkel", "cut_score": {"kind": "at_least_percentage", "percentage": 0}},
                {"part": "praktisch", "cut_score": {"kind": "at_least_points", "points": "x"}},
                {"cut_score": {}},
            ],
        }

        with pytest.raises(DocumentNotUnderstood) as refusal:
            cut_score_set_from_document(document)

        assert [problem.field for problem in refusal.value.problems] == [
            "effective_from",
            "parts[0].cut_score",
            "parts[1].cut_score",
            "parts[2].part",
        ]


def _levels(lower: CutScore, higher: CutScore) -> tuple[PartCutScore, ...]:
    return (
        a_part_cut_score(cut_score=lower, level=Level.A2),
        a_part_cut_score(cut_score=higher, level=Level.B1),
    )
