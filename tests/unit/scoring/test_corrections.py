from datetime import date

import pytest

from scoring.codes import CorrectionCode, MomentCode, PartCode
from scoring.corrections import (
    Correction,
    CutScoresReplaced,
    ItemCorrection,
    ItemCorrectionKind,
    PeriodNotValid,
    correction_from_document,
    correction_to_document,
    find_replacement,
    keep_last,
)
from scoring.documents import DocumentNotUnderstood
from scoring.explanations import sentence
from tests.builders.scoring import a_cut_score_set, a_replacement, an_item_correction

AFTER_COURSE = MomentCode("after_course")


class TestCovers:
    @pytest.mark.parametrize(
        ("moment", "on", "covered"),
        [
            pytest.param("after_course", date(2025, 12, 31), False, id="the day before"),
            pytest.param("after_course", date(2026, 1, 1), True, id="the first day"),
            pytest.param("after_course", date(2026, 3, 31), True, id="the last day"),
            pytest.param("after_course", date(2026, 4, 1), False, id="the day after"),
            pytest.param("exemption", date(2026, 2, 1), False, id="another moment"),
        ],
    )
    def test_the_sittings_of_a_period_both_days_included(
        self, moment: str, on: date, covered: bool
    ) -> None:
        assert a_replacement().covers(MomentCode(moment), on) is covered

    def test_a_period_does_not_run_backwards(self) -> None:
        with pytest.raises(PeriodNotValid) as refusal:
            a_replacement(first_day=date(2026, 4, 1))

        assert refusal.value.first_day == date(2026, 4, 1)
        assert refusal.value.last_day == date(2026, 3, 31)

    def test_a_period_may_be_one_day(self) -> None:
        one_day = a_replacement(first_day=date(2026, 3, 31))

        assert one_day.covers(AFTER_COURSE, date(2026, 3, 31))


class TestKeepLast:
    def test_the_last_correction_of_an_item_counts(self) -> None:
        first = an_item_correction(code="RS-1", kind=ItemCorrectionKind.FULL_MARKS)
        other = an_item_correction(code="RS-2", item="MO-S-02")
        last = an_item_correction(code="RS-3", kind=ItemCorrectionKind.LEFT_OUT)

        assert keep_last([first, other, last]) == (other, last)

    def test_another_version_is_another_item(self) -> None:
        both = (an_item_correction(), an_item_correction(code="RS-2", item_version=2))

        assert keep_last(both) == both

    def test_the_last_cut_scores_count(self) -> None:
        first, last = a_replacement(code="RS-1"), a_replacement(code="RS-2")

        assert keep_last([first, an_item_correction(), last]) == (an_item_correction(), last)
        assert find_replacement([first, last]) is last

    def test_without_a_correction_of_the_cut_scores_none_is_found(self) -> None:
        assert find_replacement([an_item_correction()]) is None


class TestDocuments:
    @pytest.mark.parametrize(
        "correction",
        [
            *(pytest.param(an_item_correction(kind=kind), id=kind) for kind in ItemCorrectionKind),
            pytest.param(a_replacement(), id="cut scores"),
        ],
    )
    def test_come_back_as_they_were(self, correction: Correction) -> None:
        assert correction_from_document(correction_to_document(correction)) == correction

    @pytest.mark.parametrize(
        ("change", "field"),
        [
            pytest.param({"kind": "other"}, "kind", id="unknown kind"),
            pytest.param({"item_version": 0}, "item_version", id="no version"),
            pytest.param({"extra": 1}, "extra", id="unknown field"),
        ],
    )
    def test_of_an_item_are_read_strictly(self, change: dict[str, object], field: str) -> None:
        with pytest.raises(DocumentNotUnderstood) as refusal:
            correction_from_document({**correction_to_document(an_item_correction()), **change})

        assert field in {problem.field for problem in refusal.value.problems}

    @pytest.mark.parametrize(
        ("change", "field"),
        [
            pytest.param({"cut_scores": {}}, "code", id="no cut scores"),
            pytest.param({"first_day": "soon"}, "first_day", id="no day"),
        ],
    )
    def test_of_cut_scores_are_read_strictly(self, change: dict[str, object], field: str) -> None:
        with pytest.raises(DocumentNotUnderstood) as refusal:
            correction_from_document({**correction_to_document(a_replacement()), **change})

        assert field in {problem.field for problem in refusal.value.problems}


class TestSentences:
    @pytest.mark.parametrize(
        ("step", "said"),
        [
            pytest.param(
                an_item_correction(kind=ItemCorrectionKind.WRONG_KEY),
                "vraag MO-S-01 (versie 1) telt volgens de verbeterde sleutel (correctie RS-1)",
                id="wrong key",
            ),
            pytest.param(
                an_item_correction(kind=ItemCorrectionKind.FULL_MARKS),
                "vraag MO-S-01 (versie 1) is geneutraliseerd: iedereen krijgt er alle punten voor "
                "(correctie RS-1)",
                id="full marks",
            ),
            pytest.param(
                an_item_correction(kind=ItemCorrectionKind.LEFT_OUT),
                "vraag MO-S-01 (versie 1) is geneutraliseerd: ze telt voor niemand mee "
                "(correctie RS-1)",
                id="left out",
            ),
            pytest.param(
                a_replacement(),
                "cesuur mo-after-course-2023-03-01 versie 1 (na MO) in de plaats van die van de "
                "dag, voor afnames van 01/01/2026 tot en met 31/03/2026 (correctie RS-1)",
                id="cut scores",
            ),
        ],
    )
    def test_say_what_was_corrected(
        self, step: ItemCorrection | CutScoresReplaced, said: str
    ) -> None:
        assert sentence(step, {"after_course": "na MO"}) == said

    def test_name_a_moment_by_its_code_without_a_name(self) -> None:
        replaced = a_replacement(cut_scores=a_cut_score_set(moment="exemption"))

        assert "(exemption)" in sentence(replaced)


class TestDetails:
    def test_of_an_item(self) -> None:
        assert an_item_correction().details() == {
            "correction": CorrectionCode("RS-1"),
            "item": "MO-S-01",
            "item_version": 1,
            "part": PartCode("sokkel"),
        }

    def test_of_cut_scores(self) -> None:
        assert a_replacement().details() == {
            "correction": "RS-1",
            "code": "mo-after-course-2023-03-01",
            "version": 1,
            "moment": "after_course",
            "first_day": "2026-01-01",
            "last_day": "2026-03-31",
        }
