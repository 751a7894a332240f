"""Cut scores proposed by one person and decided about by another, on both databases."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest
import sqlalchemy as sa
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from scoring.cefr import Level
from scoring.codes import CutScoreSetCode
from scoring.cut_scores import AtLeastPoints, Joining, PartCutScore
from scoring.decisions import Outcome
from testplatform.db import unit_of_work
from testplatform.errors import TransitionRefused
from testplatform.models.attempts import Attempt
from testplatform.models.audit import AuditRecord
from testplatform.models.cut_scores import CutScoreProposal, CutScoreSet, ProposalState
from testplatform.models.decisions import Decision
from testplatform.repositories.cut_scores import list_cut_score_sets
from testplatform.services.cut_score_checks import Fault
from testplatform.services.cut_score_proposals import (
    CommentMissing,
    FourEyesNeeded,
    NewProposal,
    NotTheProposer,
    ProposalRefused,
    approve,
    build_set,
    reject,
    withdraw,
)
from testplatform.services.marking import score_attempt
from testplatform.services.reference_data import CutScoresStartTogether, load_reference_data
from tests.builders.attempts import STARTED_AT, a_submitted_attempt
from tests.builders.cut_scores import (
    BAS,
    BEA,
    PROPOSED_AT,
    a_proposal,
    as_it_is,
    proposed,
    staff_id,
)
from tests.builders.scoring import a_part_cut_score

TOMORROW = date(2026, 3, 3)
LATER = PROPOSED_AT + timedelta(days=1)

pytestmark = pytest.mark.usefixtures("session")


def approved(proposal_id: int, *, by: str = BEA, now: datetime = LATER) -> CutScoreSet:
    with unit_of_work() as session:
        person = staff_id(session, by)
        return approve(session, proposal_id, approver_id=person, comment="Akkoord.", now=now)


def faults_of(new: NewProposal) -> Sequence[Fault]:
    with pytest.raises(ProposalRefused) as refusal:
        proposed(new)
    return [one.fault for one in refusal.value.faults]


def parts_with(*sokkel: PartCutScore) -> tuple[PartCutScore, ...]:
    return (*sokkel, a_part_cut_score("praktisch"))


class TestPropose:
    def test_changes_no_cut_score(self, session: Session) -> None:
        before = list_cut_score_sets(session, "mo")

        proposal_id = proposed()

        assert session.get_one(CutScoreProposal, proposal_id).state is ProposalState.PROPOSED
        assert list_cut_score_sets(session, "mo") == before

    @pytest.mark.parametrize(
        ("new", "faults"),
        [
            pytest.param(
                a_proposal(effective_from=date(2026, 3, 2)), [Fault.DATE_TOO_EARLY], id="today"
            ),
            pytest.param(
                a_proposal(effective_from=date(2023, 3, 1)),
                [Fault.DATE_TOO_EARLY, Fault.DATE_TAKEN],
                id="the day of a set, long ago",
            ),
            pytest.param(as_it_is(), [Fault.NOTHING_CHANGES], id="what is asked already"),
            pytest.param(
                a_proposal(sokkel=AtLeastPoints(points=12)), [Fault.ABOVE_MAXIMUM], id="12 of 11"
            ),
            pytest.param(
                a_proposal(parts=(a_part_cut_score("sokkel"),)),
                [Fault.PARTS_DIFFER],
                id="a part is missing",
            ),
            pytest.param(
                a_proposal(parts=(*parts_with(a_part_cut_score()), a_part_cut_score("x"))),
                [Fault.PARTS_DIFFER],
                id="a part that nobody knows",
            ),
            pytest.param(
                a_proposal(parts=parts_with(a_part_cut_score(), a_part_cut_score(form="nowhere"))),
                [Fault.FORM_UNKNOWN],
                id="a form that nobody knows",
            ),
            pytest.param(
                a_proposal(
                    parts=parts_with(
                        a_part_cut_score(level=Level.A2),
                        a_part_cut_score(level=Level.B1, cut_score=AtLeastPoints(points=8)),
                    )
                ),
                [Fault.LEVELS_OUT_OF_ORDER],
                id="a higher level that asks less",
            ),
            pytest.param(a_proposal(reason=" \n"), [Fault.REASON_MISSING], id="no reason"),
            pytest.param(
                a_proposal(moment="sunday", reason=""),
                [Fault.MOMENT_UNKNOWN, Fault.REASON_MISSING],
                id="everything that is wrong at once",
            ),
        ],
    )
    def test_refuses(self, session: Session, new: NewProposal, faults: Sequence[Fault]) -> None:
        assert faults_of(new) == faults
        assert session.scalar(sa.select(sa.func.count(CutScoreProposal.id))) == 0

    def test_refuses_a_programme_without_cut_scores(self) -> None:
        parts = tuple(
            a_part_cut_score(part) for part in ("reading", "listening", "writing", "speaking")
        )

        assert faults_of(a_proposal(programme="ct", moment="ct_a1_a2", parts=parts)) == [
            Fault.NO_CUT_SCORES
        ]

    def test_takes_tomorrow(self) -> None:
        assert proposed(a_proposal(effective_from=TOMORROW))

    def test_counts_days_as_brussels_does(self) -> None:
        just_before_midnight_utc = datetime(2026, 3, 2, 23, 30, tzinfo=UTC)  # 3 March in Brussels

        with pytest.raises(ProposalRefused):
            proposed(a_proposal(effective_from=TOMORROW), now=just_before_midnight_utc)

    def test_refuses_a_second_proposal_for_the_day(self) -> None:
        proposed()

        assert faults_of(a_proposal(sokkel=AtLeastPoints(points=9))) == [Fault.DATE_PROPOSED]

    def test_takes_the_same_day_for_another_moment(self) -> None:
        proposed()

        assert proposed(a_proposal(moment="exemption"))

    def test_keeps_as_assumed_only_what_it_takes_over(self, session: Session) -> None:
        proposed()

        stored = session.scalars(sa.select(CutScoreProposal)).one().document

        assert [part["assumed"] for part in stored["parts"]] == [False, True]
        assert stored["joining_assumed"] is True

    def test_assumes_nothing_where_there_was_no_set(self) -> None:
        new = build_set(a_proposal(joining=Joining.ANY_PART), [])

        assert (new.version, new.joining_assumed) == (1, False)


class TestApprove:
    def test_publishes_the_next_version(self, session: Session) -> None:
        first = approved(proposed())
        second = approved(
            proposed(a_proposal(effective_from=date(2028, 1, 1), sokkel=AtLeastPoints(points=9)))
        )

        assert (first.code, first.version) == ("mo-after-course", 1)
        assert (second.code, second.version) == ("mo-after-course", 2)
        assert second.document["version"] == 2
        proposal = session.scalars(
            sa.select(CutScoreProposal).where(CutScoreProposal.cut_score_set_id == second.id)
        ).one()
        assert (proposal.state, proposal.comment) == (ProposalState.APPROVED, "Akkoord.")

    @pytest.mark.parametrize(
        ("sat_at", "outcome"),
        [
            pytest.param(datetime(2026, 12, 31, 8, tzinfo=UTC), Outcome.PASSED, id="day before"),
            pytest.param(datetime(2026, 12, 31, 23, 30, tzinfo=UTC), Outcome.FAILED, id="the day"),
        ],
    )
    def test_decides_from_its_day_on_in_brussels(self, sat_at: datetime, outcome: Outcome) -> None:
        approved(proposed())

        assert decided(sat_at=sat_at).outcome is outcome

    def test_decides_a_form_by_its_own_cut_score(self) -> None:
        general = a_part_cut_score(cut_score=AtLeastPoints(points=10))
        own = a_part_cut_score(cut_score=AtLeastPoints(points=9), form="mo-demo")
        approved(proposed(a_proposal(parts=parts_with(general, own))))

        decision = decided(sat_at=datetime(2027, 1, 1, 8, tzinfo=UTC))

        assert decision.outcome is Outcome.PASSED
        assert (
            "sokkelvragen: testversie mo-demo heeft een eigen cesuur"
            in (decision.document["sentences"])
        )

    def test_needs_four_eyes(self, session: Session) -> None:
        proposal_id = proposed()

        with pytest.raises(FourEyesNeeded):
            approved(proposal_id, by=BAS)

        assert session.get_one(CutScoreProposal, proposal_id).state is ProposalState.PROPOSED

    def test_comes_too_late_on_the_day_itself(self, session: Session) -> None:
        proposal_id = proposed(a_proposal(effective_from=TOMORROW))

        with pytest.raises(ProposalRefused) as refusal:
            approved(proposal_id, now=LATER)

        assert [one.fault for one in refusal.value.faults] == [Fault.DATE_TOO_EARLY]
        assert "mo-after-course" not in {one.code for one in list_cut_score_sets(session, "mo")}

    def test_happens_once(self) -> None:
        proposal_id = proposed()
        approved(proposal_id)

        with pytest.raises(TransitionRefused):
            approved(proposal_id)

    def test_leaves_a_trace(self, session: Session) -> None:
        proposal_id = proposed()
        approved(proposal_id)

        records = session.scalars(
            sa.select(AuditRecord).where(AuditRecord.subject == f"cut-score-proposal:{proposal_id}")
        ).all()
        assert sorted(record.action for record in records) == [
            "cut scores approved",
            "cut scores proposed",
        ]
        assert {record.actor for record in records} == {
            f"staff:{staff_id(session, BAS)}",
            f"staff:{staff_id(session, BEA)}",
        }

    def test_keeps_a_document_from_starting_on_its_day(
        self, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        approved(proposed())
        late = replace(build_set(a_proposal(), []), code=CutScoreSetCode("from-a-document"))
        monkeypatch.setattr(
            "testplatform.services.reference_data.list_cut_score_sets",
            lambda code: (late,) if code == "mo" else (),
        )

        with pytest.raises(CutScoresStartTogether, match="from-a-document and mo-after-course"):
            reload_reference_data()


class TestReject:
    def test_needs_a_word_about_why(self) -> None:
        with pytest.raises(CommentMissing):
            rejected(proposed(), comment=" ")

    def test_needs_four_eyes(self) -> None:
        with pytest.raises(FourEyesNeeded):
            rejected(proposed(), by=BAS)

    def test_frees_the_day(self, session: Session) -> None:
        proposal_id = proposed()
        rejected(proposal_id)

        assert session.get_one(CutScoreProposal, proposal_id).comment == "Te streng."
        assert proposed()


class TestWithdraw:
    def test_is_for_the_proposer_alone(self) -> None:
        with pytest.raises(NotTheProposer):
            withdrawn(proposed(), by=BEA)

    def test_frees_the_day(self, session: Session) -> None:
        proposal_id = proposed()
        withdrawn(proposal_id)

        assert session.get_one(CutScoreProposal, proposal_id).state is ProposalState.WITHDRAWN
        assert proposed()


class TestTheDatabase:
    @pytest.mark.parametrize(
        ("statement", "problem"),
        [
            pytest.param(
                "UPDATE cut_score_proposals SET state = 'approved', decided_by_id = proposed_by_id,"
                " decided_at = proposed_at, cut_score_set_id = 1",
                "decided_by_another",
                id="approved by the proposer",
            ),
            pytest.param(
                "UPDATE cut_score_proposals SET state = 'rejected', decided_by_id = NULL,"
                " decided_at = proposed_at",
                "decided_by_another",
                id="rejected by nobody",
            ),
            pytest.param(
                "UPDATE cut_score_proposals SET state = 'withdrawn',"
                " decided_by_id = proposed_by_id - 1, decided_at = proposed_at",
                "withdrawn_by_the_proposer",
                id="withdrawn by another",
            ),
            pytest.param(
                "UPDATE cut_score_proposals SET state = 'approved',"
                " decided_by_id = proposed_by_id - 1, decided_at = proposed_at",
                "approved_with_a_set",
                id="approved without a set",
            ),
            pytest.param(
                "UPDATE cut_score_proposals SET state = 'rejected',"
                " decided_by_id = proposed_by_id - 1",
                "decided_at_a_time",
                id="decided never",
            ),
            pytest.param(
                "UPDATE cut_score_proposals SET document = '{}'", "are frozen", id="other content"
            ),
            pytest.param(
                "UPDATE cut_score_proposals SET proposed_by_id = proposed_by_id - 1",
                "are frozen",
                id="another proposer",
            ),
            pytest.param("DELETE FROM cut_score_proposals", "are frozen", id="gone"),
        ],
    )
    def test_refuses(self, session: Session, statement: str, problem: str) -> None:
        proposed()
        session.rollback()

        with pytest.raises(IntegrityError, match=problem):
            session.execute(sa.text(statement))

    def test_freezes_what_was_decided(self, session: Session) -> None:
        rejected(proposed())
        session.rollback()

        with pytest.raises(IntegrityError, match="are frozen"):
            session.execute(sa.text("UPDATE cut_score_proposals SET comment = 'x'"))


def rejected(proposal_id: int, *, by: str = BEA, comment: str = "Te streng.") -> None:
    with unit_of_work() as session:
        person = staff_id(session, by)
        reject(session, proposal_id, approver_id=person, comment=comment, now=LATER)


def withdrawn(proposal_id: int, *, by: str = BAS) -> None:
    with unit_of_work() as session:
        withdraw(session, proposal_id, proposer_id=staff_id(session, by), now=LATER)


def reload_reference_data() -> None:
    with unit_of_work() as session:
        load_reference_data(session)


def decided(*, sat_at: datetime) -> Decision:
    """The decision on somebody with 9 of 11 sokkelvragen right, by the day of the sitting."""
    attempt_id = a_submitted_attempt(wrong={"sokkel": 2})
    with unit_of_work() as work:
        work.get_one(Attempt, attempt_id).booking.sitting.starts_at = sat_at
        work.flush()
        decision = score_attempt(work, attempt_id, now=STARTED_AT + timedelta(hours=1))
    assert decision is not None
    return decision
