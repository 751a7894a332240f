import json
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest
import sqlalchemy as sa
from flask import current_app
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from itembank.demo_banks import build_covaar_bank, build_ct_bank
from itembank.scheme_tables import tables_of_documents
from scoring.awards import MarksOutOfRange, PartPoints
from scoring.codes import MomentCode
from scoring.programmes.ct import ResultDoesNotFit
from testplatform.db import unit_of_work
from testplatform.errors import BookingRefused, NoFormInLanguage
from testplatform.models.attempts import Attempt, AttemptState
from testplatform.models.decisions import Decision
from testplatform.models.outbox import OutboxMessage
from testplatform.models.part_openings import PartOpening
from testplatform.repositories.decisions import list_awards
from testplatform.repositories.forms import get_form_plan
from testplatform.services.bookings import receive_booking
from testplatform.services.check_in import check_in
from testplatform.services.deciding import (
    PartHasNothingToSum,
    PurposeMissing,
    RatingsMissing,
    Sat,
    conclude,
)
from testplatform.services.marking import mark_items, score_attempt
from testplatform.web.api.packages import build_packages
from tests.builders.attempts import SECRET_KEY, STARTED_AT, a_checked_in_attempt
from tests.builders.bookings import NINE_IN_BRUSSELS, a_booking
from tests.builders.ratings import BRAM
from tests.builders.schemes import (
    a_covaar_attempt_handed_in,
    a_covaar_booking,
    a_ct_attempt_handed_in,
    a_ct_bank_for,
    a_ct_booking,
    publish_demo_bank,
    rate_all,
    rated_items,
)

NOW = STARTED_AT + timedelta(hours=3)
A_YEAR = timedelta(days=365)


def scored(attempt_id: int) -> Decision | None:
    with unit_of_work() as session:
        return score_attempt(session, attempt_id, now=NOW)


def rated(attempt_id: int, *, writing: int = 3, speaking: int = 3) -> Decision:
    assert scored(attempt_id) is None
    rate_all(writing=writing, speaking=speaking)
    decision = scored(attempt_id)
    assert decision is not None
    return decision


def sat_of(session: Session, form_id: int, **changes: Any) -> Sat:
    """Everything answered by the key, and rated well enough for A2."""
    plan = get_form_plan(session, form_id)
    answers = {
        one.ref: right
        for one in plan.scored_items
        if (right := one.item.body.correct_response()) is not None
    }
    marked = mark_items(plan, answers)
    by_assessors, ratings = rated_items(plan)
    sat = Sat(
        plan=plan,
        moment=MomentCode("ct_a1_a2"),
        sat_on=date(2026, 3, 2),
        awards=[(one.planned, one.award) for one in marked if one.award] + by_assessors,
        ratings=ratings,
        purpose="integration",
        tables=tables_of_documents("ct"),
    )
    return replace(sat, **changes)


class TestCovaar:
    def test_ends_in_a_band_that_passes_nobody(self, session: Session) -> None:
        decision = scored(a_covaar_attempt_handed_in(left={"reeksen": 5, "matrices": 7}))

        assert decision is not None
        assert (decision.outcome, decision.cut_score_set) == (None, None)
        assert decision.document["band"] == {"code": "average", "title": "gemiddeld"}
        assert (decision.document["points"], decision.document["out_of"]) == (33, 45)

    def test_explains_itself_with_the_time_of_each_subtest(self, session: Session) -> None:
        decision = scored(a_covaar_attempt_handed_in(left={"reeksen": 5}))

        assert decision is not None
        assert decision.document["sentences"][:3] == [
            "figuurreeksen 10 op 15 in hoogstens 8:00 minuten, klaar binnen de tijd",
            "matrices 15 op 15 in hoogstens 10:00 minuten, klaar binnen de tijd",
            "figuren indelen 15 op 15 in hoogstens 8:00 minuten, gestopt toen de tijd om was",
        ]
        assert decision.document["versions"]["form"] == {"code": "covaar-demo", "version": 1}

    def test_names_no_time_that_nobody_kept(self, session: Session) -> None:
        """An attempt of before parts were opened."""
        attempt_id = a_covaar_attempt_handed_in(at=timedelta(minutes=45))
        with unit_of_work() as work:
            work.execute(sa.delete(PartOpening))

        decision = scored(attempt_id)

        assert decision is not None
        assert {step["end"] for step in decision.document["steps"] if "end" in step} == {"time_up"}
        assert "in één tijd voor alle onderdelen samen" in decision.document["sentences"][0]

    def test_says_which_subtests_were_never_opened(self, session: Session) -> None:
        decision = scored(a_covaar_attempt_handed_in(left={"matrices": 15, "indelen": 15}))

        assert decision is not None
        ends = [step["end"] for step in decision.document["steps"] if "end" in step]
        assert ends == ["time_up", "not_opened", "not_opened"]
        assert decision.document["points"] == 15

    def test_tells_the_band_and_no_outcome(self, session: Session) -> None:
        scored(a_covaar_attempt_handed_in())

        told = session.scalars(sa.select(OutboxMessage)).one().document
        assert (told["outcome"], told["parts"]) == (None, [])
        assert told["findings"] == {
            "scheme": "bands",
            "band": {"code": "high", "title": "hoog"},
            "points": 45,
            "out_of": 45,
            "proof": "none",
        }
        assert told["steps"][-1]["sentence"] == "interval: hoog (vanaf 34 punten)"


class TestCt:
    def test_waits_for_its_assessors(self, session: Session) -> None:
        attempt_id = a_ct_attempt_handed_in()

        assert scored(attempt_id) is None
        assert session.get_one(Attempt, attempt_id).state is AttemptState.AWAITING_RATINGS

    def test_gives_a_certificate_when_each_part_is_reached(self, session: Session) -> None:
        attempt_id = a_ct_attempt_handed_in(left={"reading": 9})

        decision = rated(attempt_id)

        levels = {skill["part"]: skill["level"] for skill in decision.document["skills"]}
        assert levels == dict.fromkeys(("reading", "listening", "writing", "speaking"), "A2")
        assert decision.document["sentences"][0] == (
            "vraag CT-WRITING-01 (versie 1): twee beoordelingen van 12 en 12 op 12 komen overeen; "
            "hun gemiddelde telt, dus 10 op 10"
        )
        assert (decision.outcome, decision.document["proof"]) == (None, "certificate")
        assert session.get_one(Attempt, attempt_id).state is AttemptState.SCORED

    @pytest.mark.parametrize(
        ("left", "writing", "resit"),
        [
            pytest.param({"reading": 10}, 3, ["reading"], id="a point short"),
            pytest.param({}, 2, ["writing"], id="rated lower"),
            pytest.param({"writing": 3}, 3, ["writing"], id="nothing to rate in a part"),
        ],
    )
    def test_gives_a_statement_and_what_to_sit_again(
        self, session: Session, left: dict[str, int], writing: int, resit: list[str]
    ) -> None:
        decision = rated(a_ct_attempt_handed_in(left=left), writing=writing)

        assert (decision.document["proof"], decision.document["resit"]) == ("statement", resit)

    @pytest.mark.parametrize(
        ("before", "proof"),
        [
            pytest.param(A_YEAR, "certificate", id="still valid"),
            pytest.param(3 * A_YEAR, "statement", id="too long ago"),
        ],
    )
    def test_takes_earlier_levels_along_while_they_are_valid(
        self, session: Session, before: timedelta, proof: str
    ) -> None:
        # The levels were not in force three years ago, so it moves back after it was decided.
        rated(a_ct_attempt_handed_in(a_ct_booking(id="A-OLD")))
        with unit_of_work() as work:
            old = work.scalars(sa.select(Attempt)).one()
            old.booking.sitting.starts_at = NINE_IN_BRUSSELS - before

        decision = rated(
            a_ct_attempt_handed_in(a_ct_booking(id="A-NEW"), left={"reading": 30}),
        )

        assert decision.document["proof"] == proof

    def test_of_one_part_is_joined_with_the_levels_of_before(self, session: Session) -> None:
        rated(a_ct_attempt_handed_in(a_ct_booking(id="A-OLD"), left={"reading": 10}))
        resit = a_ct_attempt_handed_in(a_ct_booking(id="A-NEW", parts=("reading",)))

        decision = scored(resit)

        assert decision is not None
        assert [one["part"] for one in decision.document["skills"]] == ["reading"]
        assert (decision.document["proof"], decision.document["resit"]) == ("certificate", [])
        assert {one.part for one in list_awards(session, decision.id)} == {"reading"}
        with current_app.test_request_context():
            packages = build_packages(session, session.get_one(Attempt, resit))
        assert [one.part for one in packages] == ["reading"]

    def test_never_gives_a_certificate_for_a_pre_screening(self, session: Session) -> None:
        form_id = publish_demo_bank(build_ct_bank())

        concluded = conclude(sat_of(session, form_id, moment=MomentCode("prescreening")))

        assert concluded.decided["proof"] == "none"
        assert concluded.said[-1] == "een schatting is vrijblijvend en geen bewijs"

    def test_decides_the_same_of_the_same_to_the_byte(self, session: Session) -> None:
        form_id = publish_demo_bank(build_ct_bank())

        def write() -> str:
            concluded = conclude(sat_of(session, form_id))
            return json.dumps([concluded.decided, concluded.said])

        assert write() == write()

    @pytest.mark.parametrize("moment", ["ct_a1_a2", None])
    def test_gives_no_form_of_another_test(self, session: Session, moment: str | None) -> None:
        publish_demo_bank(a_ct_bank_for(moment))

        with pytest.raises(NoFormInLanguage):
            a_checked_in_attempt(a_ct_booking(moment="ct_b1_b2"))


class TestRefusals:
    def test_a_part_without_items(self, session: Session) -> None:
        form_id = publish_demo_bank(build_covaar_bank())
        sat = sat_of(session, form_id, moment=MomentCode("intake"))
        left = [(planned, award) for planned, award in sat.awards if planned.part != "indelen"]

        with pytest.raises(PartHasNothingToSum, match="part indelen has no items that count"):
            conclude(replace(sat, awards=left))

    def test_ratings_that_are_missing(self, session: Session) -> None:
        attempt_id = a_ct_attempt_handed_in()
        scored(attempt_id)
        rate_all(writing=3, speaking=3, by=(BRAM,))

        assert scored(attempt_id) is None
        assert session.get_one(Attempt, attempt_id).state is AttemptState.AWAITING_RATINGS
        form_id = session.get_one(Attempt, attempt_id).form_id
        sat = sat_of(session, form_id)
        with pytest.raises(RatingsMissing, match="ratings are missing: i61"):
            conclude(replace(sat, unmarked=(get_form_plan(session, form_id).items_by_ref["i61"],)))

    def test_a_rating_of_one_assessor_alone(self, session: Session) -> None:
        form_id = publish_demo_bank(build_ct_bank())
        _, ratings = rated_items(get_form_plan(session, form_id), raters=1)

        with pytest.raises(ResultDoesNotFit, match="writing: needs 2 assessors and has 1"):
            conclude(sat_of(session, form_id, ratings=ratings))

    def test_marks_above_the_maximum(self) -> None:
        with pytest.raises(MarksOutOfRange, match="31 is more than the maximum 30"):
            PartPoints(points=31, out_of=30)

    def test_levels_without_a_purpose(self, session: Session) -> None:
        form_id = publish_demo_bank(build_ct_bank())

        with pytest.raises(PurposeMissing):
            conclude(sat_of(session, form_id, purpose=None))

    def test_a_second_attempt_for_one_booking(self, session: Session) -> None:
        publish_demo_bank(build_covaar_bank())
        attempt_id = a_checked_in_attempt(a_covaar_booking())
        first = session.get_one(Attempt, attempt_id)
        columns = {
            column.key: getattr(first, column.key)
            for column in sa.inspect(Attempt).column_attrs
            if column.key != "id"
        }

        with unit_of_work() as work:
            again = check_in(
                work,
                first.booking_id,
                actor="staff:1",
                test_centre_id=None,
                secret_key=SECRET_KEY,
                now=NOW,
            )
            assert again.id == attempt_id
        second = {**columns, "public_id": "another", "code_digest": "another"}
        with pytest.raises(IntegrityError), unit_of_work() as work:
            work.execute(sa.insert(Attempt).values(second))

    @pytest.mark.parametrize(
        ("message", "problem"),
        [
            pytest.param(
                a_booking(programme="ct", moment="ct_a1_a2"),
                "'ct' is sat for a purpose",
                id="no purpose",
            ),
            pytest.param(
                a_ct_booking(purpose="fun"),
                "'fun' is no purpose of 'ct' on that day",
                id="unknown purpose",
            ),
            pytest.param(
                a_covaar_booking(purpose="integration"),
                "'covaar' asks no purpose",
                id="a purpose where none is asked",
            ),
        ],
    )
    def test_a_booking_without_the_right_purpose(
        self, session: Session, message: Any, problem: str
    ) -> None:
        with pytest.raises(BookingRefused) as refusal, unit_of_work():
            receive_booking(session, message, NOW)

        assert refusal.value.problems == {"purpose": problem}

    @pytest.mark.parametrize(
        ("message", "problem"),
        [
            pytest.param(
                a_ct_booking(parts=("dancing",)),
                "'dancing' is no part that 'integration' asks",
                id="a part that the purpose does not ask",
            ),
            pytest.param(
                a_ct_booking(parts=()), "must name a part, or be left out", id="no part at all"
            ),
            pytest.param(
                replace(a_covaar_booking(), parts=("reeksen",)),
                "'covaar' is always sat whole",
                id="a test that is sat whole",
            ),
        ],
    )
    def test_a_booking_for_other_parts(self, session: Session, message: Any, problem: str) -> None:
        with pytest.raises(BookingRefused) as refusal, unit_of_work():
            receive_booking(session, message, NOW)

        assert refusal.value.problems == {"parts": problem}
