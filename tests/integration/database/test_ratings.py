"""Two people rate without knowing of each other; a third decides where they differ."""

from datetime import timedelta
from fractions import Fraction

import pytest
import sqlalchemy as sa
from flask import Flask
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from scoring.codes import CriterionCode
from scoring.ratings import ScoresDoNotFit
from testplatform.config import Config
from testplatform.db import unit_of_work
from testplatform.models.attempts import Attempt, AttemptState
from testplatform.models.decisions import Award, Decision
from testplatform.models.outbox import OutboxMessage
from testplatform.models.ratings import Rating, RatingSlot, RatingTask, RatingTaskState
from testplatform.services.marking import list_submitted_attempts, score_attempt
from testplatform.services.ratings.claiming import (
    CLAIM_MINUTES,
    RatingNotTheirs,
    SlotNotClaimed,
    hand_back,
    release,
)
from testplatform.services.ratings.giving import GivenRating, give_rating, keep_draft, read_draft
from tests.builders.ratings import (
    BIEKE,
    BO,
    BRAM,
    RATED_AT,
    RECORDING,
    an_attempt_to_rate,
    assessor_id,
    claim,
    publish_open_questions,
    rate,
    task_of,
)
from tests.integration.threads import at_once


@pytest.fixture(autouse=True)
def form(session: Session, config: Config) -> None:
    with unit_of_work() as work:
        publish_open_questions(work, config.media_root)


def decide(attempt_id: int) -> Decision | None:
    with unit_of_work() as session:
        return score_attempt(session, attempt_id, now=RATED_AT)


def count(session: Session, model: type) -> int:
    return session.scalar(sa.select(sa.func.count()).select_from(model)) or 0


class TestOpening:
    def test_asks_two_for_what_was_written_and_nobody_for_what_was_not(
        self, session: Session
    ) -> None:
        attempt_id = an_attempt_to_rate()

        task = task_of(session, attempt_id)
        assert [slot.number for slot in task.slots] == [1, 2]
        assert count(session, RatingTask) == 1
        assert session.get_one(Attempt, attempt_id).state is AttemptState.AWAITING_RATINGS

    def test_asks_nobody_where_nothing_is_there_to_rate(self, session: Session) -> None:
        attempt_id = an_attempt_to_rate(written=" ")

        assert session.get_one(Attempt, attempt_id).state is AttemptState.SCORED
        assert count(session, RatingTask) == 0

    def test_happens_later_for_what_waited_before_there_were_tasks(self, session: Session) -> None:
        attempt_id = an_attempt_to_rate()
        with unit_of_work() as work:
            work.execute(sa.delete(RatingSlot))
            work.execute(sa.delete(RatingTask))

        assert list_submitted_attempts(session) == [attempt_id]
        assert decide(attempt_id) is None
        assert list_submitted_attempts(session) == []
        assert count(session, RatingSlot) == 2


class TestClaiming:
    def test_gives_what_waits_longest_and_again_the_same(self, session: Session) -> None:
        first, _second = an_attempt_to_rate(1), an_attempt_to_rate(2)

        claimed = claim(BRAM)

        assert claimed == task_of(session, first).id
        assert claim(BRAM) == claimed

    def test_never_gives_somebody_their_own_response_again(self, session: Session) -> None:
        an_attempt_to_rate()
        rate(BRAM, 2)

        assert claim(BRAM) is None

    def test_two_at_once_get_different_places(self, app: Flask, session: Session) -> None:
        attempt_id = an_attempt_to_rate()

        at_once(app, lambda: claim(BRAM), lambda: claim(BO), lambda: claim(BIEKE))

        holders = [slot.assessor_id for slot in task_of(session, attempt_id).slots]
        assert None not in holders
        assert len(set(holders)) == 2

    def test_runs_out_and_lets_somebody_else_in(self, session: Session) -> None:
        attempt_id = an_attempt_to_rate()
        claim(BRAM)
        claim(BO)
        later = RATED_AT + timedelta(minutes=CLAIM_MINUTES)

        assert claim(BIEKE, now=later - timedelta(seconds=1)) is None
        assert claim(BIEKE, now=later) == task_of(session, attempt_id).id
        with pytest.raises(RatingNotTheirs), unit_of_work() as work:
            keep_draft(
                work,
                task_of(session, attempt_id).id,
                assessor_id(session, BRAM),
                GivenRating(),
                now=later,
            )

    def test_of_what_was_handed_back_is_for_others(self, session: Session) -> None:
        attempt_id = an_attempt_to_rate()
        task_id = claim(BRAM)
        assert task_id is not None
        with unit_of_work() as work:
            hand_back(work, task_id, assessor_id(session, BRAM), now=RATED_AT)

        assert claim(BRAM) is None
        assert claim(BO) == task_of(session, attempt_id).id

    def test_is_taken_from_somebody_by_an_administrator_once(self, session: Session) -> None:
        an_attempt_to_rate()
        task_id = claim(BRAM)
        assert task_id is not None
        with unit_of_work() as work:
            release(work, task_id, 1, staff_id=1, now=RATED_AT)

        with pytest.raises(SlotNotClaimed), unit_of_work() as work:
            release(work, task_id, 1, staff_id=1, now=RATED_AT)


class TestGiving:
    def test_of_two_that_agree_decides_with_their_mean(self, session: Session) -> None:
        attempt_id = an_attempt_to_rate()

        assert not rate(BRAM, 2)
        assert decide(attempt_id) is None
        with unit_of_work() as work:
            slots = task_of(work, attempt_id).slots
            assert [slot.rated_at is None for slot in slots] == [False, True]
        give_nearly_the_same(session)
        decision = decide(attempt_id)

        assert decision is not None
        assert session.get_one(Attempt, attempt_id).state is AttemptState.SCORED
        marks = {row.item_version.item.code: row for row in session.scalars(sa.select(Award))}
        written = marks["SMALL-S-1"]
        assert (written.marks, written.out_of) == (Fraction(85, 6), 20)
        assert written.document["reason"] == {"points": [8, 9], "most": 12}
        assert marks["SMALL-S-2"].marks == 0
        said = decision.document["sentences"]
        assert said[0] == (
            "vraag SMALL-S-1 (versie 1): twee beoordelingen van 8 en 9 op 12 komen overeen; hun "
            "gemiddelde telt, dus 14 1/6 op 20"
        )
        assert said[1] == "vraag SMALL-S-2 (versie 1): niets ingeleverd, dus 0 op 10"
        assert "Bram" not in str(decision.document)
        assert session.scalars(sa.select(OutboxMessage)).one().decision_id == decision.id
        assert decide(attempt_id) is None

    def test_of_two_that_differ_asks_a_third_who_decides(self, session: Session) -> None:
        attempt_id = an_attempt_to_rate()
        rate(BRAM, 0)
        assert not rate(BO, 3)
        assert task_of(session, attempt_id).state is RatingTaskState.THIRD
        assert (claim(BRAM), claim(BO)) == (None, None)
        assert decide(attempt_id) is None

        assert rate(BIEKE, 1)

        assert list_submitted_attempts(session) == [attempt_id]
        decision = decide(attempt_id)
        assert decision is not None
        assert "de derde van 4 beslist, dus 6 2/3 op 20" in decision.document["sentences"][0]

    def test_waits_for_every_response_of_the_attempt(self, session: Session) -> None:
        attempt_id = an_attempt_to_rate(recording=RECORDING)
        rate(BRAM, 2)
        assert not rate(BO, 2)
        rate(BRAM, 2, item_type="speaking")

        assert rate(BO, 2, item_type="speaking")
        assert decide(attempt_id) is not None

    @pytest.mark.parametrize("scores", [{}, {"task": 1}, {"task": 7}, {"style": 1}])
    def test_of_half_a_rating_is_refused(self, session: Session, scores: dict[str, int]) -> None:
        an_attempt_to_rate()
        task_id = claim(BRAM)
        assert task_id is not None
        given = GivenRating(scores={CriterionCode(code): n for code, n in scores.items()})

        with pytest.raises(ScoresDoNotFit), unit_of_work() as work:
            give_rating(work, task_id, assessor_id(session, BRAM), given, now=RATED_AT)

        assert count(session, Rating) == 0

    def test_of_what_somebody_does_not_have_is_refused(self, session: Session) -> None:
        attempt_id = an_attempt_to_rate()
        task_id = task_of(session, attempt_id).id

        with pytest.raises(RatingNotTheirs), unit_of_work() as work:
            give_rating(work, task_id, assessor_id(session, BO), GivenRating(), now=RATED_AT)

    def test_keeps_a_draft_until_then(self, session: Session) -> None:
        an_attempt_to_rate()
        task_id = claim(BRAM)
        assert task_id is not None
        given = GivenRating(scores={CriterionCode("task"): 1}, comment="Nog eens lezen.")
        with unit_of_work() as work:
            keep_draft(work, task_id, assessor_id(session, BRAM), given, now=RATED_AT)

        assert read_draft(session.get_one(RatingSlot, (task_id, 1))) == given

    def test_stays_as_it_was_given(self, session: Session) -> None:
        an_attempt_to_rate()
        rate(BRAM, 2)
        session.rollback()

        with pytest.raises(IntegrityError, match="are frozen"):
            session.execute(sa.text("UPDATE ratings SET comment = 'x'"))


def give_nearly_the_same(session: Session) -> None:
    """Bo gives one point more in all than Bram, who gave two each."""
    task_id = claim(BO)
    assert task_id is not None
    points = {"task": 3, "vocabulary": 2, "grammar": 2, "spelling": 2}
    given = GivenRating(scores={CriterionCode(code): n for code, n in points.items()})
    with unit_of_work() as work:
        assert give_rating(work, task_id, assessor_id(session, BO), given, now=RATED_AT)
