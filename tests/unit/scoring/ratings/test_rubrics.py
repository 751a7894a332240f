from collections.abc import Mapping
from dataclasses import replace
from datetime import date

import pytest

from scoring.codes import PartCode, RubricCode, RuleId
from scoring.decisions import build_decision, put_ratings_first
from scoring.documents import DocumentNotUnderstood
from scoring.explanations import sentences
from scoring.explanations.ratings import say_ratings
from scoring.ratings import (
    Criterion,
    RatingsCombined,
    RubricNotValid,
    ratings_from_steps,
    rubric_from_document,
    rubric_to_document,
)
from scoring.steps import step_to_document
from tests.builders.ratings import a_criterion, a_rubric
from tests.builders.scoring import a_cut_score_set, a_part_result

EACH_ONCE = "it needs criteria, each once"
TWO_BANDS = "task needs two bands or more, the fewest points first"
FROM_ZERO = "task must begin at 0 points"


class TestRubric:
    def test_is_read_as_it_was_written(self) -> None:
        assert rubric_from_document(rubric_to_document(a_rubric())) == a_rubric()

    def test_says_what_it_cannot_read(self) -> None:
        document = {**rubric_to_document(a_rubric()), "total_tolerance": "2", "color": "red"}

        with pytest.raises(DocumentNotUnderstood) as refused:
            rubric_from_document(document)

        assert [one.field for one in refused.value.problems] == [
            "rubric.total_tolerance",
            "rubric.color",
        ]

    @pytest.mark.parametrize(
        ("criteria", "reason"),
        [
            pytest.param((), EACH_ONCE, id="no criteria"),
            pytest.param((a_criterion(), a_criterion()), EACH_ONCE, id="one twice"),
            pytest.param((a_criterion(points=(0,)),), TWO_BANDS, id="one band"),
            pytest.param((a_criterion(points=(0, 2, 1)),), TWO_BANDS, id="not in order"),
            pytest.param((a_criterion(points=(0, 1, 1)),), TWO_BANDS, id="a band twice"),
            pytest.param((a_criterion(points=(1, 2)),), FROM_ZERO, id="nothing is not nothing"),
        ],
    )
    def test_that_contradicts_itself_is_refused(
        self, criteria: tuple[Criterion, ...], reason: str
    ) -> None:
        with pytest.raises(RubricNotValid) as refused:
            a_rubric(criteria=criteria)

        assert (refused.value.code, refused.value.reason) == ("writing", reason)
        assert str(refused.value) == f"assessment model writing: {reason}"


class TestDecision:
    def test_begins_with_the_ratings_and_names_their_rule(self) -> None:
        decision = build_decision(
            [a_part_result(9, 11)], a_cut_score_set(), sat_on=date(2026, 3, 2)
        )
        step = a_step(RuleId.RATINGS_AGREE, (4, 5))

        told = put_ratings_first(decision, [step])

        assert told.steps == (step, *decision.steps)
        assert (RuleId.RATINGS_AGREE, 1) in told.versions.rules
        assert sentences(told)[0] == say_ratings(step)
        assert (told.outcome, told.parts) == (decision.outcome, decision.parts)


class TestSentence:
    @pytest.mark.parametrize(
        ("rule", "points", "sentence"),
        [
            pytest.param(
                RuleId.RATINGS_AGREE,
                (4, 5),
                "vraag W-01 (versie 2): twee beoordelingen van 4 en 5 op 6 komen overeen; hun "
                "gemiddelde telt, dus 3 op 5",
                id="agree",
            ),
            pytest.param(
                RuleId.THIRD_RATING_DECIDES,
                (0, 6, 3),
                "vraag W-01 (versie 2): twee beoordelingen van 0 en 6 op 6 lagen te ver uit "
                "elkaar; de derde van 3 beslist, dus 3 op 5",
                id="third",
            ),
            pytest.param(
                RuleId.NOTHING_TO_RATE,
                (),
                "vraag W-01 (versie 2): niets ingeleverd, dus 3 op 5",
                id="nothing",
            ),
        ],
    )
    def test_says_which_ratings_counted(
        self, rule: RuleId, points: tuple[int, ...], sentence: str
    ) -> None:
        assert say_ratings(a_step(rule, points)) == sentence

    def test_is_made_of_numbers_that_are_stored(self) -> None:
        details: Mapping[str, object] = a_step(RuleId.RATINGS_AGREE, (4, 5)).details()

        assert details == {
            "item": "W-01",
            "item_version": 2,
            "part": "writing",
            "assessment_model": {"code": "writing", "version": 1},
            "points": [4, 5],
            "most": 6,
            "marks": 3,
            "out_of": 5,
            "corrected": False,
        }

    def test_is_read_as_it_was_written(self) -> None:
        step = a_step(RuleId.RATINGS_AGREE, (4, 5))
        other = {"kind": "outcome_reached"}

        assert ratings_from_steps([step_to_document(step), other]) == (step,)

    def test_is_read_without_a_word_of_corrections(self) -> None:
        step = a_step(RuleId.RATINGS_AGREE, (4, 5))
        written = step_to_document(step)
        del written["corrected"]

        assert ratings_from_steps([written]) == (step,)

    def test_is_read_of_a_first_version(self) -> None:
        step = replace(a_step(RuleId.RATINGS_AGREE, (4, 5)), item_version=1)

        assert ratings_from_steps([step_to_document(step)]) == (step,)

    def test_is_refused_where_something_has_no_version(self) -> None:
        written = step_to_document(a_step(RuleId.RATINGS_AGREE, (4, 5))) | {
            "rule_version": 0,
            "item_version": 0,
            "assessment_model": {"code": "writing", "version": 0},
        }

        with pytest.raises(DocumentNotUnderstood) as refusal:
            ratings_from_steps([written])

        assert [str(problem) for problem in refusal.value.problems] == [
            "step.rule_version: must be at least 1",
            "step.item_version: must be at least 1",
            "step.assessment_model.version: must be at least 1",
        ]

    def test_says_that_a_rating_was_corrected(self) -> None:
        step = replace(a_step(RuleId.RATINGS_AGREE, (4, 5)), is_corrected=True)

        assert say_ratings(step).endswith("dus 3 op 5, na een verbeterde beoordeling")


def a_step(rule: RuleId, points: tuple[int, ...]) -> RatingsCombined:
    return RatingsCombined(
        item="W-01",
        item_version=2,
        part=PartCode("writing"),
        rubric=RubricCode("writing"),
        rubric_version=1,
        points=points,
        most=6,
        marks=3,
        out_of=5,
        rule=rule,
    )
