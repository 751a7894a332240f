"""From a proposal to superseding decisions, on real databases."""

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import pytest
import sqlalchemy as sa
from flask import Flask
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from scoring.decisions import Outcome
from testplatform.clienttracking.client import (
    ClientTrackingError,
    Delivered,
    UnknownDossier,
)
from testplatform.db import unit_of_work
from testplatform.errors import TransitionRefused
from testplatform.models.attempts import Attempt, AttemptState
from testplatform.models.audit import AuditRecord
from testplatform.models.cut_scores import CutScoreSet
from testplatform.models.decisions import Decision
from testplatform.models.journal import JournalEntry
from testplatform.models.outbox import OutboxMessage
from testplatform.models.rescoring import (
    RescoringCase,
    RescoringChange,
    RescoringKind,
    RescoringResult,
    RescoringState,
)
from testplatform.repositories.decisions import list_awards
from testplatform.repositories.forms import get_form_plan
from testplatform.services import rescoring
from testplatform.services.audit import find_broken_link, list_audit_records
from testplatform.services.outbox import list_due_messages, settle, unpark
from testplatform.services.rescoring_cases import (
    Calculated,
    DryRunOutdated,
    JudgedByProposer,
    NotTheProposer,
    approve,
    calculate_case,
    reject,
    store_dry_run,
    withdraw,
)
from testplatform.services.rescoring_dry_runs import DryRun, Totals
from testplatform.services.rescoring_proposals import (
    NewCase,
    ProposalRefused,
    Refusal,
    check_proposal,
)
from testplatform.services.rescoring_writing import Progress
from tests.builders.attempts import a_submitted_attempt
from tests.builders.rescoring import (
    APPROVED_AT,
    APPROVER,
    PROPOSER,
    WRITTEN_AT,
    a_case,
    a_decided_attempt,
    a_new_case,
    a_proposed_case,
    a_written_case,
    an_approved_case,
    calculate,
    decide,
    decisions_of,
    staff_id_of,
    write_all,
)
from tests.integration.database.test_two_at_once import at_once

LEFT_OUT = a_new_case(kind=RescoringKind.LEFT_OUT)
DAY_OF_SITTING = date(2026, 3, 2)


def first_item(session: Session, attempt_id: int) -> tuple[str, list[str], list[str]]:
    """Code, key and another choice of the first core item: the one answered wrongly first."""
    plan = get_form_plan(session, session.get_one(Attempt, attempt_id).form_id)
    item = next(one for one in plan.scored_items if one.part == "sokkel").item
    choices = [choice["id"] for choice in item.body.to_document()["choices"]]  # type: ignore[attr-defined,index]
    key = sorted(item.body.correct_response()["chosen"])  # type: ignore[index,arg-type]
    return item.code, key, [one for one in choices if one not in key]


def count(session: Session, model: type) -> int:
    session.rollback()
    return session.scalar(sa.select(sa.func.count()).select_from(model)) or 0


def points(decision: Decision) -> dict[str, tuple[int, int]]:
    return {part["code"]: (part["points"], part["out_of"]) for part in decision.document["parts"]}


def a_lower_set(session: Session) -> str:
    """A later set of cut scores of the same moment, in which 8 core questions are enough."""
    return a_set_in_points(session, points=8)


def a_set_in_points(session: Session, *, points: int, starts: date = date(2030, 1, 1)) -> str:
    with unit_of_work() as work:
        row = work.scalars(
            sa.select(CutScoreSet).where(CutScoreSet.code == "mo-after-course-2023-03-01")
        ).one()
        document: dict[str, Any] = {**row.document, "code": "mo-lower", "version": 1}
        document["effective_from"] = starts.isoformat()
        document["parts"] = [
            {**part, "cut_score": {"kind": "at_least_points", "points": points}}
            for part in document["parts"]
        ]
        work.add(
            CutScoreSet(
                code="mo-lower",
                version=1,
                programme=row.programme,
                moment=row.moment,
                effective_from=starts,
                document=document,
            )
        )
    return "mo-lower/1"


class TestWriting:
    def test_full_marks_supersede_the_decision_of_who_had_it_wrong(self, session: Session) -> None:
        attempt_id = a_decided_attempt(wrong={"sokkel": 3})

        a_written_case()

        newest, oldest = decisions_of(session, attempt_id)
        assert (oldest.outcome, newest.outcome) == (Outcome.FAILED, Outcome.PASSED)
        assert (newest.revision, newest.supersedes_id) == (2, oldest.id)
        assert points(newest) == {"sokkel": (9, 11), "praktisch": (30, 30)}
        assert newest.document["sentences"][0] == (
            "vraag MO-S-01 (versie 1) is geneutraliseerd: iedereen krijgt er alle punten voor "
            "(correctie RS-1)"
        )
        assert newest.document["versions"]["corrections"] == [
            {"code": "RS-1", "rule": "8.2", "rule_version": 1}
        ]

    def test_every_item_keeps_its_award_but_the_corrected_one(self, session: Session) -> None:
        attempt_id = a_decided_attempt(wrong={"sokkel": 2})

        a_written_case()

        newest, oldest = decisions_of(session, attempt_id)
        before, after = awards_of(session, oldest.id), awards_of(session, newest.id)
        changed = [version for version in before if before[version] != after[version]]
        assert len(before) == len(after) == 41
        assert [after[version]["rule"] for version in changed] == ["8.2"]

    def test_an_item_that_is_left_out_has_no_award(self, session: Session) -> None:
        attempt_id = a_decided_attempt(wrong={"sokkel": 3})

        a_written_case(LEFT_OUT)

        newest, _ = decisions_of(session, attempt_id)
        assert points(newest)["sokkel"] == (8, 10)
        assert newest.outcome is Outcome.PASSED
        assert len(awards_of(session, newest.id)) == 40

    def test_a_wrong_key_is_marked_from_the_journal(self, session: Session) -> None:
        attempt_id = a_decided_attempt(wrong={"sokkel": 3})
        code, _, others = first_item(session, attempt_id)
        chosen = others[:1]

        a_written_case(a_new_case(kind=RescoringKind.WRONG_KEY, item=code, key=",".join(chosen)))

        newest, _ = decisions_of(session, attempt_id)
        assert points(newest)["sokkel"] == (9, 11)
        assert newest.outcome is Outcome.PASSED

    def test_who_chose_the_wrong_key_loses_the_mark(self, session: Session) -> None:
        attempt_id = a_decided_attempt(wrong={"praktisch": 1})
        code, _, others = first_item(session, attempt_id)

        a_written_case(a_new_case(kind=RescoringKind.WRONG_KEY, item=code, key=others[0]))

        newest, _ = decisions_of(session, attempt_id)
        assert points(newest)["sokkel"] == (10, 11)

    def test_other_cut_scores_decide_the_sittings_of_their_period(self, session: Session) -> None:
        attempt_id = a_decided_attempt(wrong={"sokkel": 3})
        lower = a_lower_set(session)

        a_written_case(
            a_new_case(
                kind=RescoringKind.CUT_SCORES,
                cut_scores=lower,
                days=(DAY_OF_SITTING, DAY_OF_SITTING),
            )
        )

        newest, oldest = decisions_of(session, attempt_id)
        assert newest.outcome is Outcome.PASSED
        assert newest.cut_score_set.code == "mo-lower"
        assert points(newest) == points(oldest)
        assert len(awards_of(session, newest.id)) == 41

    @pytest.mark.parametrize(
        "days",
        [
            pytest.param((date(2026, 3, 3), date(2026, 3, 9)), id="afterwards"),
            pytest.param((date(2026, 2, 1), date(2026, 3, 1)), id="before"),
        ],
    )
    def test_sittings_of_other_days_are_not_concerned(
        self, session: Session, days: tuple[date, date]
    ) -> None:
        attempt_id = a_decided_attempt(wrong={"sokkel": 3})
        lower = a_lower_set(session)

        a_written_case(a_new_case(kind=RescoringKind.CUT_SCORES, cut_scores=lower, days=days))

        assert len(decisions_of(session, attempt_id)) == 1

    def test_where_nothing_changes_there_is_no_new_decision(self, session: Session) -> None:
        attempt_id = a_decided_attempt()

        case_id = a_written_case()

        assert len(decisions_of(session, attempt_id)) == 1
        result = session.scalars(sa.select(RescoringResult)).one()
        assert (result.case_id, result.decision_id) == (case_id, None)
        assert result.written_at is not None

    def test_the_correction_is_told_in_the_same_transaction(self, session: Session) -> None:
        attempt_id = a_decided_attempt(wrong={"sokkel": 3})

        a_written_case()

        newest, oldest = decisions_of(session, attempt_id)
        first, second = session.scalars(sa.select(OutboxMessage).order_by(OutboxMessage.id))
        assert (first.document["revision"], second.document["revision"]) == (1, 2)
        assert second.document["result"] == newest.public_id
        assert second.document["supersedes"] == oldest.public_id
        assert second.document["outcome"] == "passed"
        assert second.document["dossier"] == "D-2026-000001"
        assert second.document["steps"][0]["rule"] == "8.2"

    def test_attempt_and_journal_stay_as_they_were(self, session: Session) -> None:
        attempt_id = a_decided_attempt(wrong={"sokkel": 3})
        before = (session.get_one(Attempt, attempt_id).state, count(session, JournalEntry))

        a_written_case()

        after = (session.get_one(Attempt, attempt_id).state, count(session, JournalEntry))
        assert before == after == (AttemptState.SCORED, 41)

    def test_leaves_a_trail_in_one_chain(self, session: Session) -> None:
        for number in range(1, 4):
            a_decided_attempt(number, wrong={"sokkel": 3})

        a_written_case()

        session.rollback()
        actions = session.scalars(
            sa.select(AuditRecord.action).order_by(AuditRecord.position)
        ).all()
        assert find_broken_link(list_audit_records(session)) is None
        assert actions[-6:] == [
            "rescoring proposed",
            "rescoring approved",
            *["decision made"] * 3,
            "rescoring written",
        ]

    def test_a_later_correction_builds_on_an_earlier_one(self, session: Session) -> None:
        attempt_id = a_decided_attempt(wrong={"sokkel": 4})
        a_written_case()

        a_written_case(a_new_case(kind=RescoringKind.FULL_MARKS, item="MO-S-02"))

        newest, middle, _ = decisions_of(session, attempt_id)
        assert (points(middle)["sokkel"], points(newest)["sokkel"]) == ((8, 11), (9, 11))
        assert newest.outcome is Outcome.PASSED
        assert [one["code"] for one in newest.document["versions"]["corrections"]] == [
            "RS-1",
            "RS-2",
        ]

    def test_a_later_correction_of_the_item_takes_its_place(self, session: Session) -> None:
        attempt_id = a_decided_attempt(wrong={"sokkel": 3})
        a_written_case(LEFT_OUT)

        a_written_case()

        newest, _, _ = decisions_of(session, attempt_id)
        assert points(newest)["sokkel"] == (9, 11)
        assert len(awards_of(session, newest.id)) == 41
        assert [one["code"] for one in newest.document["versions"]["corrections"]] == ["RS-2"]

    def test_an_item_outside_a_named_form_is_not_concerned(self, session: Session) -> None:
        a_decided_attempt(wrong={"sokkel": 3})

        case_id = a_proposed_case(a_new_case(form_code=None))

        case = session.get_one(RescoringCase, case_id)
        assert case.counts is not None
        assert case.counts["everybody"]["concerned"] == 1


class TestLaterDecisions:
    @pytest.mark.parametrize(
        ("new", "reached"),
        [
            pytest.param(a_new_case(), (9, 11), id="full marks"),
            pytest.param(LEFT_OUT, (8, 10), id="left out"),
        ],
    )
    def test_are_made_with_the_correction(
        self, session: Session, new: NewCase, reached: tuple[int, int]
    ) -> None:
        a_written_case(new)

        attempt_id = a_decided_attempt(wrong={"sokkel": 3})

        only = decisions_of(session, attempt_id)
        assert [one.revision for one in only] == [1]
        assert points(only[0])["sokkel"] == reached
        assert only[0].outcome is Outcome.PASSED
        assert only[0].document["versions"]["corrections"][0]["code"] == "RS-1"

    def test_with_other_cut_scores_for_the_period(self, session: Session) -> None:
        lower = a_lower_set(session)
        days = (DAY_OF_SITTING, DAY_OF_SITTING)
        a_written_case(a_new_case(kind=RescoringKind.CUT_SCORES, cut_scores=lower, days=days))

        attempt_id = a_decided_attempt(wrong={"sokkel": 3})

        assert decisions_of(session, attempt_id)[0].cut_score_set.code == "mo-lower"

    def test_a_wrong_key_is_corrected_from_the_first_marking_on(self, session: Session) -> None:
        attempt_id = a_submitted_attempt(wrong={"sokkel": 3})
        code, _, others = first_item(session, attempt_id)
        a_written_case(a_new_case(kind=RescoringKind.WRONG_KEY, item=code, key=others[0]))

        decide(attempt_id)

        assert points(decisions_of(session, attempt_id)[0])["sokkel"] == (9, 11)

    def test_are_equal_to_those_that_were_corrected(self, session: Session) -> None:
        early = a_decided_attempt(1, wrong={"praktisch": 1})
        code, _, others = first_item(session, early)
        a_written_case(a_new_case(kind=RescoringKind.WRONG_KEY, item=code, key=others[-1]))
        a_written_case(a_new_case(item=code))

        late = a_decided_attempt(2, wrong={"praktisch": 1})

        first, second = (decisions_of(session, one)[0] for one in (early, late))
        assert first.document == second.document
        assert awards_of(session, first.id) == awards_of(session, second.id)

    def test_made_after_the_dry_run_are_written_too(self, session: Session) -> None:
        case_id = a_proposed_case()
        attempt_id = a_decided_attempt(wrong={"sokkel": 3})

        approve_by(session, case_id, APPROVER)
        write_all(case_id)

        assert [one.revision for one in decisions_of(session, attempt_id)] == [2, 1]

    def test_a_rejected_correction_counts_for_nobody(self, session: Session) -> None:
        case_id = a_proposed_case()
        with unit_of_work() as work:
            judge = staff_id_of(work, APPROVER)
            reject(work, case_id, judged_by_id=judge, why="De vraag is juist.", now=APPROVED_AT)

        attempt_id = a_decided_attempt(wrong={"sokkel": 3})

        assert decisions_of(session, attempt_id)[0].outcome is Outcome.FAILED


class TestInterrupted:
    def test_a_kill_between_batches_loses_and_doubles_nothing(
        self, session: Session, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        attempts = [a_decided_attempt(number, wrong={"sokkel": 3}) for number in range(1, 6)]
        case_id = an_approved_case()
        kill_at(monkeypatch, batch=2)
        with pytest.raises(Killed):
            write_all(case_id, size=2)
        assert count(session, Decision) == 5 + 2
        monkeypatch.undo()

        done = write_all(case_id, size=2)

        assert done == [Progress.WRITTEN, Progress.WRITTEN, Progress.FINISHED]
        assert [len(decisions_of(session, one)) for one in attempts] == [2] * 5
        assert count(session, OutboxMessage) == 10
        assert find_broken_link(list_audit_records(session)) is None

    def test_a_case_that_was_written_is_not_written_again(self, session: Session) -> None:
        a_decided_attempt(wrong={"sokkel": 3})
        case_id = a_written_case()

        assert write_all(case_id) == []
        assert count(session, Decision) == 2

    def test_two_workers_write_each_attempt_once(self, app: Flask, session: Session) -> None:
        attempts = [a_decided_attempt(number, wrong={"sokkel": 3}) for number in range(1, 9)]
        case_id = an_approved_case()
        session.rollback()

        works: list[Callable[[], list[Progress]]] = [lambda: write_all(case_id, size=2)] * 2
        done = at_once(app, *works)

        assert sum(one.count(Progress.FINISHED) for one in done) == 1
        assert [len(decisions_of(session, one)) for one in attempts] == [2] * 8
        assert count(session, OutboxMessage) == 16
        assert find_broken_link(list_audit_records(session)) is None

    def test_cases_are_written_in_the_order_of_their_approval(self, session: Session) -> None:
        a_decided_attempt(wrong={"sokkel": 4})
        first = an_approved_case()
        second = a_case(a_new_case(item="MO-S-02"))
        at_the_same_time = Calculated(dry_run=DryRun(totals=Totals(), changes=()), after_approval=1)
        with unit_of_work() as work:
            store_dry_run(work, second, at_the_same_time)
        approve_by(session, second, APPROVER)

        assert write_all(second) == []
        assert write_all(first)[-1] is Progress.FINISHED
        assert write_all(second)[-1] is Progress.FINISHED

    def test_what_cannot_be_decided_is_told_and_holds_up_nobody(
        self, session: Session, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        attempts = [a_decided_attempt(number, wrong={"sokkel": 3}) for number in (1, 2)]
        case_id = an_approved_case()
        fail_for(monkeypatch, attempts[0])

        write_all(case_id)

        session.rollback()
        results = session.scalars(
            sa.select(RescoringResult).order_by(RescoringResult.attempt_id)
        ).all()
        assert [one.problem for one in results] == ["er zijn geen vragen die meetellen", None]
        assert session.get_one(RescoringCase, case_id).state is RescoringState.WRITTEN


class TestDelivery:
    @pytest.mark.parametrize(
        "answer",
        [
            pytest.param(Delivered(result="r", revision=1, already=False), id="delivered"),
            pytest.param(UnknownDossier("D-2026-000001", "r"), id="parked"),
        ],
    )
    def test_a_correction_waits_for_the_result_that_it_replaces(
        self, session: Session, answer: Delivered | ClientTrackingError
    ) -> None:
        a_decided_attempt(wrong={"sokkel": 3})
        a_written_case()
        first, second = session.scalars(sa.select(OutboxMessage.id).order_by(OutboxMessage.id))

        assert list_due_messages(session, WRITTEN_AT) == [first]
        with unit_of_work() as work:
            settle(work, first, answer, now=WRITTEN_AT)

        assert list_due_messages(session, WRITTEN_AT) == [second]

    def test_every_correction_waits_for_the_first_result(self, session: Session) -> None:
        a_decided_attempt(wrong={"sokkel": 4})
        a_written_case()
        a_written_case(a_new_case(item="MO-S-02"))
        first, second, third = session.scalars(
            sa.select(OutboxMessage.id).order_by(OutboxMessage.id)
        )
        for one in (first, second):
            with unit_of_work() as work:
                settle(work, one, UnknownDossier("D-2026-000001", "r"), now=WRITTEN_AT)
        assert list_due_messages(session, WRITTEN_AT) == [third]

        with unit_of_work() as work:
            unpark(work, first, actor="staff:1", now=WRITTEN_AT)

        assert list_due_messages(session, WRITTEN_AT) == [first]


class TestDryRun:
    def test_keeps_each_different_change_once(
        self, session: Session, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr(rescoring, "MOST_KNOWN", 0)
        for number, wrong in enumerate((3, 4, 3), start=1):
            a_decided_attempt(number, wrong={"sokkel": wrong})

        calculated = calculate_case(session, a_case())

        assert calculated is not None
        assert len({id(one.difference) for one in calculated.dry_run.changes}) == 2

    def test_waits_until_an_earlier_correction_is_written(self, session: Session) -> None:
        a_decided_attempt(wrong={"sokkel": 4})
        first = an_approved_case()
        second = a_case(a_new_case(item="MO-S-02"))

        assert calculate_case(session, second) is None
        session.rollback()
        write_all(first)
        calculated = calculate_case(session, second)

        assert calculated is not None
        assert calculated.dry_run.totals.everybody.to_passed == 1

    def test_counts_and_lists_what_would_change(self, session: Session) -> None:
        failed = a_decided_attempt(1, wrong={"sokkel": 3}, language="ar")
        a_decided_attempt(2)
        still_failed = a_decided_attempt(3, wrong={"sokkel": 5})

        case_id = a_proposed_case()

        session.expire_all()
        case = session.get_one(RescoringCase, case_id)
        assert case.counts is not None
        assert case.counts["everybody"] == {
            "concerned": 3,
            "changed": 2,
            "result_changed": 1,
            "to_passed": 1,
            "to_failed": 0,
            "passed_before": 1,
            "passed_after": 2,
            "problems": 0,
            "through_earlier": 0,
        }
        assert case.counts["by_language"]["ar"]["to_passed"] == 1
        changes = session.scalars(
            sa.select(RescoringChange).order_by(RescoringChange.attempt_id)
        ).all()
        assert [one.attempt_id for one in changes] == [failed, still_failed]
        assert changes[0].document == {
            "outcome": ["failed", "passed"],
            "parts": [
                {"code": "sokkel", "points": [8, 9], "out_of": [11, 11]},
                {"code": "praktisch", "points": [30, 30], "out_of": [30, 30]},
            ],
        }

    def test_changes_nothing(self, session: Session) -> None:
        a_decided_attempt(wrong={"sokkel": 3})

        a_proposed_case()

        assert (count(session, Decision), count(session, OutboxMessage)) == (1, 1)


class TestJudging:
    def test_nobody_approves_their_own_proposal(self, session: Session) -> None:
        case_id = a_proposed_case()

        with pytest.raises(JudgedByProposer):
            approve_by(session, case_id, PROPOSER)

        assert session.get_one(RescoringCase, case_id).state is RescoringState.PROPOSED

    def test_nor_rejects_it(self, session: Session) -> None:
        case_id = a_proposed_case()

        judge = staff_id_of(session, PROPOSER)

        with pytest.raises(JudgedByProposer), unit_of_work() as work:
            reject(work, case_id, judged_by_id=judge, why="Toch niet.", now=APPROVED_AT)

    def test_the_database_refuses_it_too(self, session: Session) -> None:
        case_id = a_proposed_case()
        session.rollback()

        with pytest.raises(IntegrityError, match="judged_by_another"):
            session.execute(
                sa.text(
                    "UPDATE rescoring_cases SET state = 'approved', judged_by_id = proposed_by_id"
                    " WHERE id = :id"
                ),
                {"id": case_id},
            )

    def test_without_a_dry_run_nothing_is_approved(self, session: Session) -> None:
        with pytest.raises(TransitionRefused):
            approve_by(session, a_case(), APPROVER)

    def test_a_dry_run_from_before_another_approval_is_outdated(self, session: Session) -> None:
        first, second = a_proposed_case(), a_proposed_case(a_new_case(item="MO-S-02"))
        approve_by(session, first, APPROVER)

        with pytest.raises(DryRunOutdated):
            approve_by(session, second, APPROVER)

    def test_is_asked_again_whether_everybody_can_be_decided(self, session: Session) -> None:
        a_decided_attempt()
        second = a_case(LEFT_OUT)
        all_points = a_set_in_points(session, points=11)
        days = (DAY_OF_SITTING, DAY_OF_SITTING)
        a_written_case(a_new_case(kind=RescoringKind.CUT_SCORES, cut_scores=all_points, days=days))
        calculate(second)

        with pytest.raises(ProposalRefused) as refused:
            approve_by(session, second, APPROVER)

        assert refused.value.refusal is Refusal.NOT_DECIDABLE

    def test_two_approvals_at_once_are_one(self, app: Flask, session: Session) -> None:
        case_id = a_proposed_case()
        session.rollback()

        def approve_it() -> bool:
            try:
                with unit_of_work() as work:
                    judge = staff_id_of(work, APPROVER)
                    approve(work, case_id, judged_by_id=judge, now=APPROVED_AT)
            except TransitionRefused:
                return False
            return True

        assert sorted(at_once(app, approve_it, approve_it)) == [False, True]

    def test_only_the_proposer_withdraws(self, session: Session) -> None:
        case_id = a_proposed_case()
        with pytest.raises(NotTheProposer), unit_of_work() as work:
            withdraw(work, case_id, staff_id=staff_id_of(work, APPROVER), now=APPROVED_AT)

        with unit_of_work() as work:
            withdraw(work, case_id, staff_id=staff_id_of(work, PROPOSER), now=APPROVED_AT)

        session.expire_all()
        assert session.get_one(RescoringCase, case_id).state is RescoringState.WITHDRAWN


class TestProposal:
    @pytest.mark.parametrize(
        ("new", "refusal"),
        [
            pytest.param(a_new_case(form_code="mo-x"), Refusal.FORM_UNKNOWN, id="form"),
            pytest.param(a_new_case(item="MO-X"), Refusal.ITEM_UNKNOWN, id="item"),
            pytest.param(a_new_case(item="MO-S-01/9"), Refusal.ITEM_UNKNOWN, id="version"),
            pytest.param(a_new_case(item=f"MO-S-01/{10**30}"), Refusal.ITEM_UNKNOWN, id="huge"),
            pytest.param(
                a_new_case(
                    kind=RescoringKind.CUT_SCORES,
                    cut_scores=f"mo-after-course-2023-03-01/{10**30}",
                ),
                Refusal.CUT_SCORES_UNKNOWN,
                id="huge version of cut scores",
            ),
            pytest.param(a_new_case(item="MO-S-01/x"), Refusal.ITEM_UNKNOWN, id="no version"),
            pytest.param(a_new_case(item=None), Refusal.ITEM_UNKNOWN, id="no item"),
            pytest.param(
                a_new_case(kind=RescoringKind.WRONG_KEY), Refusal.KEY_NOT_SOUND, id="no key"
            ),
            pytest.param(
                a_new_case(kind=RescoringKind.WRONG_KEY, key="zz"),
                Refusal.KEY_NOT_SOUND,
                id="key that is no choice",
            ),
            pytest.param(
                a_new_case(kind=RescoringKind.WRONG_KEY, key="{"),
                Refusal.KEY_NOT_SOUND,
                id="key that is no document",
            ),
            pytest.param(
                a_new_case(kind=RescoringKind.CUT_SCORES, cut_scores="x/1"),
                Refusal.CUT_SCORES_UNKNOWN,
                id="cut scores",
            ),
            pytest.param(
                a_new_case(
                    kind=RescoringKind.CUT_SCORES, cut_scores="mo-after-course-2023-03-01/1"
                ),
                Refusal.PERIOD_NOT_VALID,
                id="no period",
            ),
            pytest.param(
                a_new_case(
                    kind=RescoringKind.CUT_SCORES,
                    cut_scores="mo-after-course-2023-03-01/1",
                    days=(date(2026, 3, 2), date(2026, 3, 1)),
                ),
                Refusal.PERIOD_NOT_VALID,
                id="period that runs backwards",
            ),
            pytest.param(
                a_new_case(
                    kind=RescoringKind.CUT_SCORES,
                    cut_scores="mo-after-course-2023-03-01/1",
                    days=(date.min, date.max),
                ),
                Refusal.PERIOD_NOT_VALID,
                id="period of all time",
            ),
        ],
    )
    def test_is_refused_with_the_reason(
        self, session: Session, new: NewCase, refusal: Refusal
    ) -> None:
        with pytest.raises(ProposalRefused) as refused:
            check_proposal(session, new, today=DAY_OF_SITTING)

        assert refused.value.refusal is refusal

    def test_needs_a_reason(self, session: Session) -> None:
        with pytest.raises(ProposalRefused) as refused:
            a_case(a_new_case(reason="  "))

        assert refused.value.refusal is Refusal.REASON_MISSING

    def test_cut_scores_that_nobody_could_reach_are_refused(self, session: Session) -> None:
        high = a_set_in_points(session, points=12)
        days = (DAY_OF_SITTING, DAY_OF_SITTING)

        with pytest.raises(ProposalRefused) as refused:
            a_case(a_new_case(kind=RescoringKind.CUT_SCORES, cut_scores=high, days=days))

        assert refused.value.refusal is Refusal.NOT_DECIDABLE

    @pytest.mark.parametrize(
        ("starts", "is_refused"),
        [
            pytest.param(DAY_OF_SITTING, True, id="in force"),
            pytest.param(DAY_OF_SITTING + timedelta(days=90), False, id="deciding nobody yet"),
        ],
    )
    def test_only_cut_scores_that_decide_somebody_must_be_in_reach(
        self, session: Session, starts: date, is_refused: bool
    ) -> None:
        a_set_in_points(session, points=11, starts=starts)
        new = a_new_case(kind=RescoringKind.LEFT_OUT)

        if is_refused:
            with pytest.raises(ProposalRefused, match="not_decidable"):
                a_case(new)
        else:
            a_case(new)


class TestFrozen:
    @pytest.mark.parametrize(
        "statement",
        [
            pytest.param("UPDATE rescoring_cases SET reason = 'x'", id="reason"),
            pytest.param("UPDATE rescoring_cases SET state = 'proposed'", id="state"),
            pytest.param("UPDATE rescoring_cases SET counts = '{}'", id="dry run"),
            pytest.param("DELETE FROM rescoring_cases", id="a case"),
            pytest.param("UPDATE rescoring_changes SET document = '{}'", id="a change"),
            pytest.param("DELETE FROM rescoring_changes", id="a change at all"),
            pytest.param("UPDATE rescoring_results SET written_at = NULL", id="a result"),
            pytest.param("DELETE FROM rescoring_results", id="a result at all"),
        ],
    )
    def test_what_was_written_does_not_change(self, session: Session, statement: str) -> None:
        a_decided_attempt(wrong={"sokkel": 3})
        a_written_case()
        session.rollback()

        with pytest.raises(IntegrityError, match=r"are frozen|FOREIGN KEY|foreign key"):
            session.execute(sa.text(statement))

    def test_an_approved_case_only_ends(self, session: Session) -> None:
        an_approved_case()
        session.rollback()

        with pytest.raises(IntegrityError, match="are frozen"):
            session.execute(sa.text("UPDATE rescoring_cases SET state = 'withdrawn'"))


class Killed(BaseException):
    """What no code of ours catches, as when a process is killed."""


def kill_at(monkeypatch: pytest.MonkeyPatch, *, batch: int) -> None:
    """Die in the middle of a batch, after its decisions and messages and before its results."""
    from testplatform.services import rescoring_writing

    real = rescoring_writing._write_results
    seen = 0

    def write(*arguments: Any) -> None:
        nonlocal seen
        seen += 1
        if seen == batch:
            raise Killed
        real(*arguments)

    monkeypatch.setattr(rescoring_writing, "_write_results", write)


def fail_for(monkeypatch: pytest.MonkeyPatch, attempt_id: int) -> None:
    """Let the rules refuse one attempt."""
    from scoring.awards import NothingToSum

    real = rescoring._decide

    def decide_or_refuse(session: Session, run: Any, one: Any, *rest: Any) -> Any:
        if one.attempt_id == attempt_id:
            raise NothingToSum
        return real(session, run, one, *rest)

    monkeypatch.setattr(rescoring, "_decide", decide_or_refuse)


def approve_by(session: Session, case_id: int, email: str) -> None:
    session.rollback()
    with unit_of_work() as work:
        approve(work, case_id, judged_by_id=staff_id_of(work, email), now=APPROVED_AT)


def awards_of(session: Session, decision_id: int) -> dict[int, dict[str, Any]]:
    return {row.item_version_id: row.document for row in list_awards(session, decision_id)}
