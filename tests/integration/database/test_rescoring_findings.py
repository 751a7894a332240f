"""Corrections of sittings that pass or fail nobody: a band of COVAAR, the levels of CT."""

from dataclasses import replace
from datetime import date
from typing import Any

import pytest
import sqlalchemy as sa
from sqlalchemy.orm import Session

from itembank.demo_banks import build_ct_bank
from itembank.scheme_tables import SchemeTables
from itembank.schemes import list_band_tables
from scoring.codes import CorrectionCode, CriterionCode
from testplatform.db import unit_of_work
from testplatform.models.items import ItemVersion
from testplatform.models.outbox import OutboxMessage
from testplatform.models.ratings import RatingTask
from testplatform.models.rescoring import (
    RescoringCase,
    RescoringChange,
    RescoringKind,
    RescoringResult,
)
from testplatform.services import rescoring, rescoring_checks
from testplatform.services.corrections import build_item_correction
from testplatform.services.deciding import PartHasNothingToSum
from testplatform.services.ratings.correcting import approve_correction, propose_correction
from testplatform.services.rescoring_checks import check_full_marks
from testplatform.services.rescoring_proposals import NewCase
from tests.builders.ratings import RATED_AT
from tests.builders.rescoring import (
    APPROVER,
    PROPOSER,
    a_new_case,
    a_proposed_case,
    a_written_case,
    decisions_of,
    staff_id_of,
)
from tests.builders.schemes import (
    a_covaar_attempt_handed_in,
    a_ct_attempt_handed_in,
    a_ct_booking,
    decided,
    publish_demo_bank,
)

SERIES, READING = "COVAAR-REEKSEN-01", "CT-READING-01"


def a_correction(item: str, kind: RescoringKind = RescoringKind.FULL_MARKS) -> NewCase:
    return a_new_case(kind=kind, item=item, form_code=None)


def messages(session: Session) -> list[dict[str, Any]]:
    rows = session.scalars(sa.select(OutboxMessage).order_by(OutboxMessage.id))
    return [row.document for row in rows]


class TestBands:
    def test_another_band_supersedes_and_is_told(self, session: Session) -> None:
        attempt_id = decided(a_covaar_attempt_handed_in(left={"reeksen": 12}))

        case_id = a_written_case(a_correction(SERIES))

        newest, oldest = decisions_of(session, attempt_id)
        assert (newest.revision, newest.supersedes_id) == (2, oldest.id)
        assert [one.document["band"]["code"] for one in (oldest, newest)] == ["average", "high"]
        assert newest.document["sentences"][0] == (
            "vraag COVAAR-REEKSEN-01 (versie 1) is geneutraliseerd: iedereen krijgt er alle punten "
            f"voor (correctie RS-{case_id})"
        )
        assert newest.document["versions"]["corrections"] == [
            {"code": f"RS-{case_id}", "rule": "8.2", "rule_version": 1}
        ]
        first, second = messages(session)
        assert second["supersedes"] == first["result"]
        assert second["findings"]["band"] == {"code": "high", "title": "hoog"}

    def test_the_dry_run_counts_and_shows_it(self, session: Session) -> None:
        decided(a_covaar_attempt_handed_in(left={"reeksen": 12}))

        case = session.get_one(RescoringCase, a_proposed_case(a_correction(SERIES)))

        assert case.counts is not None
        assert case.counts["everybody"] == {
            "concerned": 1,
            "changed": 1,
            "result_changed": 1,
            "to_passed": 0,
            "to_failed": 0,
            "passed_before": 0,
            "passed_after": 0,
            "problems": 0,
            "through_earlier": 0,
        }
        change = session.scalars(sa.select(RescoringChange)).one()
        assert (change.outcome_before, change.is_result_changed) == (None, True)
        assert change.document["outcome"] is None
        assert [one["band"]["title"] for one in change.document["found"]] == ["gemiddeld", "hoog"]
        assert change.document["parts"][0]["points"] == [3, 4]

    def test_limits_stay_where_an_item_is_left_out(self, session: Session) -> None:
        attempt_id = decided(a_covaar_attempt_handed_in())

        a_written_case(a_correction(SERIES, RescoringKind.LEFT_OUT))

        newest, _ = decisions_of(session, attempt_id)
        assert (newest.document["points"], newest.document["out_of"]) == (44, 44)
        assert newest.document["band"]["code"] == "high"

    def test_a_later_decision_is_made_with_it(self, session: Session) -> None:
        attempt_id = a_covaar_attempt_handed_in(left={"reeksen": 12})
        a_written_case(a_correction(SERIES, RescoringKind.LEFT_OUT))

        decided(attempt_id)

        only = decisions_of(session, attempt_id)[0]
        assert (only.document["points"], only.document["out_of"]) == (33, 44)

    def test_a_decision_by_other_tables_stays(
        self, session: Session, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        attempt_id = decided(a_covaar_attempt_handed_in(left={"reeksen": 12}))
        newer = SchemeTables(
            bands=tuple(replace(one, version=2) for one in list_band_tables("covaar"))
        )
        monkeypatch.setattr(rescoring, "list_tables", lambda *_: newer)

        a_written_case(a_correction(SERIES))

        assert len(decisions_of(session, attempt_id)) == 1
        problem = session.scalars(sa.select(RescoringResult.problem)).one()
        assert (
            problem == "de tabel van intervallen van die dag is niet meer zoals bij de beslissing"
        )


class TestLevels:
    def test_a_level_and_its_proof_supersede_and_are_told(self, session: Session) -> None:
        attempt_id = decided(a_ct_attempt_handed_in(left={"reading": 10}), writing=3)

        a_written_case(a_correction(READING))

        newest, oldest = decisions_of(session, attempt_id)
        assert [one.document["proof"] for one in (oldest, newest)] == ["statement", "certificate"]
        kinds = [step["kind"] for step in newest.document["steps"]]
        assert kinds[: kinds.index("levels_chosen")][-1] == "full_marks"
        _, told = messages(session)
        assert (told["outcome"], told["findings"]["proof"]) == (None, "certificate")
        change = session.scalars(sa.select(RescoringChange)).one()
        assert [one["levels"]["reading"] for one in change.document["found"]] == ["A1", "A2"]

    def test_the_last_item_of_a_part_cannot_be_left_out(
        self, session: Session, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        publish_demo_bank(build_ct_bank())
        versions = session.scalars(
            sa.select(ItemVersion).where(ItemVersion.part == "reading").order_by(ItemVersion.id)
        )
        *others, last = [
            build_item_correction(
                code=CorrectionCode(f"RS-{version.id}"),
                kind=RescoringKind.LEFT_OUT,
                version=version,
                form_code=None,
                key=None,
            )
            for version in versions
        ]
        monkeypatch.setattr(rescoring_checks, "list_in_force", lambda _: tuple(others))

        with pytest.raises(PartHasNothingToSum, match="reading"):
            check_full_marks(session, last, today=date(2026, 3, 2))

    def test_a_part_that_was_not_sat_is_not_concerned(self, session: Session) -> None:
        decided(a_ct_attempt_handed_in(a_ct_booking(parts=("reading",))))

        counts = []
        for item in ("CT-LISTENING-01", READING):
            case = session.get_one(RescoringCase, a_proposed_case(a_correction(item)))
            assert case.counts is not None
            counts.append(case.counts["everybody"]["concerned"])

        assert counts == [0, 1]

    def test_a_corrected_rating_is_told_too(self, session: Session) -> None:
        attempt_id = decided(a_ct_attempt_handed_in(), writing=3)
        with unit_of_work() as work:
            task = work.scalars(
                sa.select(RatingTask)
                .where(RatingTask.part == "writing")
                .order_by(RatingTask.id)
                .limit(1)
            ).one()
            scores = {CriterionCode(one["code"]): 3 for one in task.rubric["criterion"]}
            scores[CriterionCode("task")] = 2
            correction = propose_correction(
                work,
                task.id,
                1,
                scores,
                "Vergist.",
                staff_id=staff_id_of(work, PROPOSER),
                now=RATED_AT,
            )
            approve_correction(
                work, correction.id, staff_id=staff_id_of(work, APPROVER), now=RATED_AT
            )

        newest, oldest = decisions_of(session, attempt_id)
        assert (newest.revision, newest.supersedes_id) == (2, oldest.id)
        said = newest.document["sentences"]
        assert [one.endswith("na een verbeterde beoordeling") for one in said].count(True) == 1
        first, second = messages(session)
        assert (second["supersedes"], second["findings"]["scheme"]) == (first["result"], "levels")
