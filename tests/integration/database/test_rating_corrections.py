"""A rating that was wrong is corrected by two people, and the attempt is decided again."""

from datetime import timedelta

import pytest
import sqlalchemy as sa
from sqlalchemy.orm import Session

from scoring.codes import CriterionCode
from scoring.ratings import Scores
from testplatform.config import Config
from testplatform.db import unit_of_work
from testplatform.errors import TransitionRefused
from testplatform.models.decisions import Decision
from testplatform.models.outbox import OutboxMessage
from testplatform.models.ratings import Rating
from testplatform.repositories.decisions import list_awards, list_decisions
from testplatform.services.appeals import list_people_of
from testplatform.services.marking import score_attempt
from testplatform.services.ratings.correcting import (
    CorrectionFault,
    CorrectionRefused,
    OwnRatingCorrection,
    approve_correction,
    propose_correction,
    reject_correction,
)
from tests.builders.ratings import (
    BO,
    BRAM,
    CRITERIA,
    RATED_AT,
    an_attempt_to_rate,
    publish_open_questions,
    rate,
    task_of,
)
from tests.builders.rescoring import APPROVER, PROPOSER, staff_id_of

LATER = RATED_AT + timedelta(days=1)


@pytest.fixture
def attempt_id(session: Session, config: Config) -> int:
    """Decided by two ratings of 8 out of 12."""
    with unit_of_work() as work:
        publish_open_questions(work, config.media_root)
    decided = an_attempt_to_rate()
    rate(BRAM, 2)
    rate(BO, 2)
    with unit_of_work() as work:
        score_attempt(work, decided, now=RATED_AT)
    return decided


def all_of(points: int) -> Scores:
    return {CriterionCode(code): points for code in CRITERIA["long_writing"]}


def propose(attempt_id: int, scores: Scores, *, number: int = 1, reason: str = "Vergist.") -> int:
    with unit_of_work() as session:
        task_id = task_of(session, attempt_id).id
        staff_id = staff_id_of(session, PROPOSER)
        return propose_correction(
            session, task_id, number, scores, reason, staff_id=staff_id, now=LATER
        ).id


def approve(correction_id: int, email: str = APPROVER) -> Decision | None:
    with unit_of_work() as session:
        staff_id = staff_id_of(session, email)
        return approve_correction(session, correction_id, staff_id=staff_id, now=LATER)


class TestApproval:
    def test_supersedes_the_decision_and_sends_it(self, session: Session, attempt_id: int) -> None:
        scores = {**all_of(2), CriterionCode("task"): 3, CriterionCode("grammar"): 3}

        approve(propose(attempt_id, scores))

        newest, oldest = list_decisions(session, attempt_id)
        assert (newest.revision, newest.supersedes_id) == (2, oldest.id)
        assert newest.document["sentences"][0] == (
            "vraag SMALL-S-1 (versie 1): twee beoordelingen van 10 en 8 op 12 komen overeen; hun "
            "gemiddelde telt, dus 15 op 20, na een verbeterde beoordeling"
        )
        assert list_awards(session, newest.id)[0].marks == 15
        messages = session.scalars(sa.select(OutboxMessage).order_by(OutboxMessage.id)).all()
        assert messages[1].document["supersedes"] == oldest.public_id
        ratings = session.scalars(sa.select(Rating).order_by(Rating.id)).all()
        assert [(row.number, row.revision, row.reason) for row in ratings] == [
            (1, 1, ""),
            (2, 1, ""),
            (1, 2, "Vergist."),
        ]

    def test_keeps_everybody_concerned_from_a_second_look(
        self, session: Session, attempt_id: int
    ) -> None:
        decision = approve(propose(attempt_id, {**all_of(2), CriterionCode("task"): 3}))

        assert decision is not None
        assert list_people_of(session, decision) == {
            staff_id_of(session, email) for email in (PROPOSER, APPROVER, BRAM, BO)
        }

    def test_that_was_proposed_alone_keeps_from_it_too(
        self, session: Session, attempt_id: int
    ) -> None:
        propose(attempt_id, {**all_of(2), CriterionCode("task"): 3})

        people = list_people_of(session, list_decisions(session, attempt_id)[0])
        assert staff_id_of(session, PROPOSER) in people

    def test_without_other_marks_decides_nothing_again(
        self, session: Session, attempt_id: int
    ) -> None:
        scores = {**all_of(2), CriterionCode("task"): 3, CriterionCode("grammar"): 1}

        assert approve(propose(attempt_id, scores)) is None
        assert len(list_decisions(session, attempt_id)) == 1

    def test_is_for_somebody_else_and_once(self, session: Session, attempt_id: int) -> None:
        correction_id = propose(attempt_id, {**all_of(2), CriterionCode("task"): 3})

        with pytest.raises(OwnRatingCorrection):
            approve(correction_id, PROPOSER)
        approve(correction_id)
        with pytest.raises(TransitionRefused):
            approve(correction_id)

        assert len(list_decisions(session, attempt_id)) == 2

    def test_can_be_withheld(self, session: Session, attempt_id: int) -> None:
        correction_id = propose(attempt_id, {**all_of(2), CriterionCode("task"): 3})
        with unit_of_work() as work:
            reject_correction(work, correction_id, staff_id=staff_id_of(work, APPROVER), now=LATER)

        with pytest.raises(TransitionRefused):
            approve(correction_id)
        assert len(list_decisions(session, attempt_id)) == 1


class TestProposal:
    @pytest.mark.parametrize(
        ("scores", "number", "reason", "fault"),
        [
            pytest.param(all_of(2), 1, "x", CorrectionFault.NOTHING_CHANGES, id="the same"),
            pytest.param(all_of(0), 1, "x", CorrectionFault.NO_AGREEMENT, id="no agreement"),
            pytest.param(all_of(1), 3, "x", CorrectionFault.NO_RATING, id="no third"),
            pytest.param(all_of(1), 1, " ", CorrectionFault.REASON_MISSING, id="no reason"),
        ],
    )
    def test_is_refused(
        self, attempt_id: int, scores: Scores, number: int, reason: str, fault: CorrectionFault
    ) -> None:
        with pytest.raises(CorrectionRefused) as refused:
            propose(attempt_id, scores, number=number, reason=reason)

        assert refused.value.fault is fault

    def test_is_refused_while_another_waits(self, attempt_id: int) -> None:
        propose(attempt_id, {**all_of(2), CriterionCode("task"): 3})

        with pytest.raises(CorrectionRefused) as refused:
            propose(attempt_id, {**all_of(2), CriterionCode("task"): 1})

        assert refused.value.fault is CorrectionFault.OPEN_ALREADY
