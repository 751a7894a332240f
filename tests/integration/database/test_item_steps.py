"""The life of item versions: by role and step, one at a time and many at once."""

import pytest
import sqlalchemy as sa
from sqlalchemy.orm import Session

from itembank.item_types.choices import ChoiceBody
from itembank.items import ItemType
from itembank.lifecycle import ItemEvent, ItemState
from testplatform.db import unit_of_work
from testplatform.models.audit import AuditRecord
from testplatform.models.items import ItemEditor, ItemHappening, ItemVersion
from testplatform.services.item_rights import StepRefusal
from testplatform.services.item_steps import PlannedStep, plan_steps, take_steps
from tests.builders.item_versions import (
    ADMINISTRATOR,
    AUTHOR,
    LATER,
    NATIVE_REVIEWER,
    REVIEWER,
    TRANSLATOR,
    a_colleague,
    a_stored_version,
    seen,
)
from tests.builders.items import a_choice, an_item

pytestmark = pytest.mark.usefixtures("session")

FROM = {
    ItemEvent.SUBMIT: ItemState.DRAFT,
    ItemEvent.SEND_BACK: ItemState.IN_REVIEW,
    ItemEvent.APPROVE: ItemState.IN_REVIEW,
    ItemEvent.REOPEN: ItemState.APPROVED,
    ItemEvent.PUBLISH: ItemState.APPROVED,
    ItemEvent.RETIRE: ItemState.PUBLISHED,
}
WHO_MAY = {
    ItemEvent.SUBMIT: {AUTHOR, ADMINISTRATOR},
    ItemEvent.SEND_BACK: {REVIEWER, ADMINISTRATOR},
    ItemEvent.APPROVE: {REVIEWER, ADMINISTRATOR},
    ItemEvent.REOPEN: {AUTHOR, REVIEWER, ADMINISTRATOR},
    ItemEvent.PUBLISH: set(),
    ItemEvent.RETIRE: {ADMINISTRATOR},
}
EVERYBODY = (AUTHOR, REVIEWER, TRANSLATOR, NATIVE_REVIEWER, ADMINISTRATOR)


def take(
    session: Session,
    event: ItemEvent,
    *versions: ItemVersion,
    email: str = ADMINISTRATOR,
    comment: str = "gezien",
) -> list[PlannedStep]:
    return take_steps(
        session,
        seen(*versions),
        event,
        colleague=a_colleague(session, email),
        comment=comment,
        now=LATER,
    )


class TestTakeSteps:
    @pytest.mark.parametrize("event", ItemEvent)
    def test_lets_the_roles_of_a_step_take_it_and_no_other(self, event: ItemEvent) -> None:
        with unit_of_work() as session:
            version = a_stored_version(session, state=FROM[event], author=None)
            refusals = {
                email: plan_steps(
                    session,
                    seen(version),
                    event,
                    colleague=a_colleague(session, email),
                    comment="gezien",
                )[0].refusal
                for email in EVERYBODY
            }

        assert {email for email, refusal in refusals.items() if refusal is None} == WHO_MAY[event]
        assert set(refusals.values()) <= {None, StepRefusal.NOT_THEIR_ROLE}

    @pytest.mark.parametrize("email", [REVIEWER, ADMINISTRATOR])
    def test_never_lets_an_author_approve_their_own(self, email: str) -> None:
        with unit_of_work() as session:
            version = a_stored_version(session, state=ItemState.IN_REVIEW, author=email)

            [step] = take(session, ItemEvent.APPROVE, version, email=email)

            assert step.refusal is StepRefusal.OWN_WORK
            assert version.state is ItemState.IN_REVIEW

    def test_never_lets_somebody_approve_what_they_changed(self) -> None:
        with unit_of_work() as session:
            version = a_stored_version(session, state=ItemState.IN_REVIEW)
            editor = a_colleague(session, ADMINISTRATOR).staff_id
            session.add(ItemEditor(item_version_id=version.id, staff_id=editor))
            session.flush()

            [step] = take(session, ItemEvent.APPROVE, version)

        assert step.refusal is StepRefusal.OWN_WORK

    def test_leaves_a_happening_and_an_audit_record(self) -> None:
        with unit_of_work() as session:
            version = a_stored_version(session)
            take(session, ItemEvent.SUBMIT, version, email=AUTHOR, comment=" klaar ")
            [happening] = session.scalars(sa.select(ItemHappening).where(ItemHappening.at == LATER))
            record = session.scalars(
                sa.select(AuditRecord).order_by(AuditRecord.position.desc())
            ).first()

        assert (happening.from_state, happening.to_state) == (ItemState.DRAFT, ItemState.IN_REVIEW)
        assert happening.comment == "klaar"
        assert record is not None
        assert record.action == "item submitted"
        assert record.details == {"code": "MO-T-01", "version": 1}

    def test_asks_a_comment_of_who_sends_back(self) -> None:
        with unit_of_work() as session:
            version = a_stored_version(session, state=ItemState.IN_REVIEW)

            [step] = take(session, ItemEvent.SEND_BACK, version, email=REVIEWER, comment="  ")

        assert step.refusal is StepRefusal.COMMENT_MISSING

    def test_refuses_what_somebody_else_changed_meanwhile(self) -> None:
        with unit_of_work() as session:
            version = a_stored_version(session)
            before = seen(version)
            take(session, ItemEvent.SUBMIT, version)
            take(session, ItemEvent.SEND_BACK, version)

            [step] = take_steps(
                session,
                before,
                ItemEvent.SUBMIT,
                colleague=a_colleague(session),
                comment="",
                now=LATER,
            )

        assert step.refusal is StepRefusal.CHANGED_MEANWHILE

    def test_refuses_an_item_whose_image_is_not_in_the_library(self) -> None:
        images = [a_choice(id, image=f"{id}-nowhere.svg") for id in "abc"]
        with unit_of_work() as session:
            item = an_item(code="MO-T-02", item_type=ItemType.IMAGE_CHOICE, choices=images)
            assert isinstance(item.body, ChoiceBody)
            version = a_stored_version(session, item)

            [step] = take(session, ItemEvent.SUBMIT, version)

        assert step.refusal is StepRefusal.NOT_SOUND

    def test_takes_what_can_be_taken_of_many_and_says_why_not(self) -> None:
        with unit_of_work() as session:
            draft = a_stored_version(session, an_item(code="MO-T-01"))
            retired = a_stored_version(session, an_item(code="MO-T-02"), state=ItemState.RETIRED)

            steps = take(session, ItemEvent.SUBMIT, draft, retired)

            assert [step.refusal for step in steps] == [None, StepRefusal.NO_SUCH_STEP]
            assert (draft.state, retired.state) == (ItemState.IN_REVIEW, ItemState.RETIRED)


class TestPlanSteps:
    def test_changes_nothing(self) -> None:
        with unit_of_work() as session:
            version = a_stored_version(session)

            [step] = plan_steps(
                session,
                seen(version),
                ItemEvent.SUBMIT,
                colleague=a_colleague(session),
                comment="",
            )

            assert step.refusal is None
            assert (version.state, version.edits) == (ItemState.DRAFT, 0)
