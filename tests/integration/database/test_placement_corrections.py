"""Corrections of an item of NIVO: the corrected points walk the routing over what was sat."""

from dataclasses import replace
from datetime import date
from typing import Any

import pytest
import sqlalchemy as sa
from sqlalchemy.orm import Session

from itembank.demo_banks import build_nivo_bank
from itembank.schemes import list_routings
from scoring.codes import RoutingCode
from testplatform.db import unit_of_work
from testplatform.models.decisions import Decision
from testplatform.models.outbox import OutboxMessage
from testplatform.models.rescoring import (
    RescoringCase,
    RescoringChange,
    RescoringKind,
    RescoringResult,
)
from testplatform.services.rescoring_proposals import NewCase, ProposalRefused, Refusal
from testplatform.services.rescoring_writing import Progress
from tests.builders.attempts import a_started_attempt
from tests.builders.rescoring import (
    a_new_case,
    a_proposed_case,
    a_written_case,
    an_approved_case,
    decisions_of,
    write_all,
)
from tests.builders.routed import a_nivo_booking, speak, stages_of, take_test
from tests.builders.schemes import decided, publish_demo_bank, score
from tests.builders.tables import store_table
from tests.integration.database.test_rescoring import Killed, kill_at

EASY = "writing_reading_12"


@pytest.fixture(autouse=True)
def _published(session: Session) -> None:
    publish_demo_bank(build_nivo_bank())


def a_correction(item: str, kind: RescoringKind = RescoringKind.FULL_MARKS) -> NewCase:
    return a_new_case(kind=kind, item=item, form_code=None)


def a_started(number: int = 1) -> int:
    return a_started_attempt(a_nivo_booking(id=f"A-{number}", dossier=f"D-2026-{number:06}"))


def a_placed(voormeting: int, *tests: dict[str, int], number: int = 1) -> int:
    """The id of an attempt placed by its written tests; nothing was spoken."""
    attempt_id = a_started(number)
    take_test(attempt_id, {"written_voormeting": voormeting})
    for points in tests:
        take_test(attempt_id, points)
    speak(attempt_id)
    return decided(attempt_id)


def written_of(decision: Decision) -> tuple[str, bool]:
    (track,) = (one for one in decision.document["tracks"] if one["track"] == "written")
    return track["module"], track["is_floor"]


def problems(session: Session) -> list[str | None]:
    rows = session.execute(
        sa.select(RescoringResult.case_id, RescoringResult.problem).order_by(
            RescoringResult.case_id, RescoringResult.attempt_id
        )
    )
    return [row.problem for row in rows]


def counts_of(session: Session, case_id: int) -> dict[str, Any]:
    counts = session.get_one(RescoringCase, case_id).counts
    assert counts is not None
    return counts


class TestOnTheTestsThatWereSat:
    def test_another_module_supersedes_and_is_told(self, session: Session) -> None:
        attempt_id = a_placed(4, {EASY: 8})

        case_id = a_written_case(a_correction("NIVO-WRITING-READING-12-03"))

        newest, oldest = decisions_of(session, attempt_id)
        assert (newest.revision, newest.supersedes_id) == (2, oldest.id)
        assert [written_of(one) for one in (oldest, newest)] == [("1.1", False), ("1.2", False)]
        assert newest.document["sentences"][0].endswith(f"(correctie RS-{case_id})")
        assert newest.document["versions"]["corrections"] == [
            {"code": f"RS-{case_id}", "rule": "8.2", "rule_version": 1}
        ]
        first, second = (
            row.document
            for row in session.scalars(sa.select(OutboxMessage).order_by(OutboxMessage.id))
        )
        assert second["supersedes"] == first["result"]
        placed = {one["track"]: one["module"] for one in second["findings"]["tracks"]}
        assert placed == {"oral": "1.1", "written": "1.2"}

    def test_the_dry_run_counts_and_shows_it(self, session: Session) -> None:
        a_placed(4, {EASY: 8})
        a_placed(3, number=2)

        case_id = a_proposed_case(a_correction("NIVO-WRITING-READING-12-03"))

        tally = counts_of(session, case_id)["everybody"]
        assert (tally["concerned"], tally["changed"], tally["result_changed"]) == (1, 1, 1)
        change = session.scalars(sa.select(RescoringChange)).one()
        assert change.document["found"][1] == {
            "proof": "none",
            "tracks": [
                {"track": "oral", "module": "1.1"},
                {"track": "written", "module": "1.2"},
            ],
        }
        parts = {one["code"]: one["points"] for one in change.document["parts"]}
        assert parts == {"written_voormeting": [4, 4], EASY: [8, 12]}

    def test_percents_are_of_what_is_left(self, session: Session) -> None:
        attempt_id = a_placed(4, {EASY: 8})

        a_written_case(a_correction("NIVO-WRITING-READING-12-03", RescoringKind.LEFT_OUT))

        newest, _ = decisions_of(session, attempt_id)
        assert written_of(newest) == ("1.2", False)
        assert any("8 ≥ 8 van 16" in one for one in newest.document["sentences"])

    def test_may_end_where_the_time_did(self, session: Session) -> None:
        attempt_id = a_placed(4, {EASY: 8})
        a_written_case(a_correction("NIVO-WRITING-READING-12-03"))

        a_written_case(a_correction("NIVO-WRITTEN-VOORMETING-02"))

        newest = decisions_of(session, attempt_id)[0]
        assert (newest.revision, written_of(newest)) == (3, ("1.2", False))
        assert len(newest.document["versions"]["corrections"]) == 2


class TestWhatNobodyKnows:
    def test_keeps_the_decision_and_names_the_test(self, session: Session) -> None:
        up = a_placed(8, {EASY: 8})
        down = a_placed(4, {EASY: 11}, number=2)

        a_written_case(a_correction("NIVO-WRITTEN-VOORMETING-03"))
        a_written_case(a_correction("NIVO-WRITTEN-VOORMETING-01", RescoringKind.LEFT_OUT))

        assert [len(decisions_of(session, one)) for one in (up, down)] == [1, 3]
        unknown = (
            "de verbeterde weg leidt naar een test die niet afgelegd is "
            "(schriftelijke test 2.1/2.2)"
        )
        held_up = "een eerdere correctie (RS-1) kon niet beslist worden"
        assert problems(session) == [unknown, None, held_up, None]

    def test_an_end_before_a_test_that_was_sat(self, session: Session) -> None:
        attempt_id = a_placed(4, {EASY: 11})

        case_id = a_written_case(a_correction("NIVO-WRITTEN-VOORMETING-01", RescoringKind.LEFT_OUT))

        reason = (
            "de verbeterde weg eindigt voor een test die wel afgelegd is (schriftelijke test 1.2)"
        )
        assert (len(decisions_of(session, attempt_id)), problems(session)) == (1, [reason])
        assert counts_of(session, case_id)["reasons"] == {reason: 1}

    def test_does_not_hold_up_a_later_correction_of_the_same_item(self, session: Session) -> None:
        attempt_id = a_placed(8, {EASY: 8})
        a_written_case(a_correction("NIVO-WRITTEN-VOORMETING-03"))

        a_written_case(a_correction("NIVO-WRITTEN-VOORMETING-03", RescoringKind.LEFT_OUT))

        # 8 of 16 leads to the same test that was not sat; the earlier correction is no reason.
        assert len(decisions_of(session, attempt_id)) == 1
        assert problems(session)[1] == problems(session)[0]

    def test_a_decision_by_another_routing_stays(self, session: Session) -> None:
        attempt_id = a_placed(4, {EASY: 8})
        [routing] = list_routings("nivo")
        newer = replace(routing, code=RoutingCode("nivo-2026"), effective_from=date(2026, 1, 1))
        with unit_of_work() as work:
            store_table(work, newer)

        a_written_case(a_correction("NIVO-WRITING-READING-12-03"))

        assert len(decisions_of(session, attempt_id)) == 1
        assert problems(session) == ["de routing van die dag is niet meer zoals bij de beslissing"]


class TestWhileSomebodySits:
    def test_what_is_handed_in_later_leads_on_by_the_corrected_marks(
        self, session: Session
    ) -> None:
        attempt_id = a_started()
        take_test(attempt_id, {"written_voormeting": 8})
        a_written_case(a_correction("NIVO-WRITTEN-VOORMETING-03"))
        a_written_case(a_correction("NIVO-WRITING-READING-12-05", RescoringKind.LEFT_OUT))

        take_test(attempt_id, {EASY: 12})

        assert stages_of(session, attempt_id) == [
            "written_voormeting",
            "written_12_start",
            "written_21_22_up",
        ]

    def test_the_first_decision_follows_the_corrected_way(self, session: Session) -> None:
        attempt_id = a_started()
        take_test(attempt_id, {"written_voormeting": 8})
        a_written_case(a_correction("NIVO-WRITTEN-VOORMETING-03"))
        take_test(attempt_id, {EASY: 14})
        take_test(attempt_id, {"writing_reading_21_22": 8, "writing_reading_23_24": 0})
        speak(attempt_id)

        decision = score(attempt_id)

        assert decision is not None
        assert written_of(decision) == ("2.1", False)
        stages = [step.get("stage") for step in decision.document["steps"]]
        assert "written_21_22_start" in stages

    def test_an_item_that_counts_again_after_a_test_was_routed_without_it(
        self, session: Session
    ) -> None:
        item = "NIVO-WRITING-READING-12-05"
        attempt_id = a_started()
        take_test(attempt_id, {"written_voormeting": 8})
        a_written_case(a_correction(item, RescoringKind.LEFT_OUT))
        take_test(attempt_id, {EASY: 12})
        a_written_case(a_correction(item, RescoringKind.FULL_MARKS))
        take_test(attempt_id, {"writing_reading_21_22": 8, "writing_reading_23_24": 0})
        speak(attempt_id)

        decision = score(attempt_id)

        assert decision is not None
        assert [one["code"] for one in decision.document["versions"]["corrections"]] == ["RS-2"]

    def test_the_first_decision_keeps_a_way_that_nobody_knows(self, session: Session) -> None:
        attempt_id = a_started()
        take_test(attempt_id, {"written_voormeting": 8})
        a_written_case(a_correction("NIVO-WRITTEN-VOORMETING-03"))
        take_test(attempt_id, {EASY: 11})
        speak(attempt_id)

        decision = score(attempt_id)

        assert decision is not None
        assert written_of(decision) == ("1.2", False)
        kinds = [step["kind"] for step in decision.document["steps"][:2]]
        assert kinds == ["full_marks", "way_kept"]
        said = decision.document["sentences"]
        assert "de weg blijft zoals hij was" in said[1]
        assert any("8 < 9 van 20" in one for one in said)


class TestProposals:
    def test_what_leaves_a_model_without_points_is_refused(self) -> None:
        for number in range(1, 5):
            a_written_case(
                a_correction(f"NIVO-WRITTEN-VOORMETING-0{number}", RescoringKind.LEFT_OUT)
            )

        with pytest.raises(ProposalRefused) as refusal:
            a_proposed_case(a_correction("NIVO-WRITTEN-VOORMETING-05", RescoringKind.LEFT_OUT))

        assert refusal.value.refusal is Refusal.NOT_DECIDABLE


class TestInterrupted:
    def test_a_kill_between_batches_loses_and_doubles_nothing(
        self, session: Session, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        attempts = [a_placed(4, {EASY: 8}, number=number) for number in range(1, 4)]
        case_id = an_approved_case(a_correction("NIVO-WRITING-READING-12-03"))
        kill_at(monkeypatch, batch=2)
        with pytest.raises(Killed):
            write_all(case_id, size=1)
        monkeypatch.undo()

        done = write_all(case_id, size=1)

        assert done == [Progress.WRITTEN, Progress.WRITTEN, Progress.FINISHED]
        assert [len(decisions_of(session, one)) for one in attempts] == [2] * 3
