"""Decisions and their awards, as the staff pages show them."""

from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session, aliased, joinedload

from testplatform.models.attempts import Attempt
from testplatform.models.decisions import Award, Decision
from testplatform.models.forms import Form, FormItem
from testplatform.models.items import ItemVersion


def is_newest(decision: type[Decision]) -> sa.ColumnElement[bool]:
    """That no later decision took the place of this one (found by the index of revisions)."""
    later = aliased(Decision)
    return ~sa.exists().where(
        later.attempt_id == decision.attempt_id, later.revision > decision.revision
    )


def list_decisions(session: Session, attempt_id: int) -> list[Decision]:
    """Every decision on an attempt, the newest first."""
    return list(
        session.scalars(
            sa.select(Decision)
            .where(Decision.attempt_id == attempt_id)
            .order_by(Decision.revision.desc(), Decision.id.desc())
        )
    )


def list_awards(session: Session, decision_id: int) -> list[Award]:
    """The awards of a decision in the order of the form, with their items (one query)."""
    return list(
        session.scalars(
            sa.select(Award)
            .join(Decision, Decision.id == Award.decision_id)
            .join(Attempt, Attempt.id == Decision.attempt_id)
            .join(
                FormItem,
                sa.and_(
                    FormItem.form_id == Attempt.form_id,
                    FormItem.item_version_id == Award.item_version_id,
                ),
            )
            .where(Award.decision_id == decision_id)
            .order_by(FormItem.position, Award.item_version_id)
            .options(joinedload(Award.item_version).joinedload(ItemVersion.item))
        )
    )


def list_newest_documents(session: Session, programme: str) -> list[dict[str, Any]]:
    """The documents of the newest decisions on the attempts of a programme, oldest first."""
    return list(
        session.scalars(
            sa.select(Decision.document)
            .join(Decision.attempt)
            .join(Attempt.form)
            .where(Form.programme == programme, is_newest(Decision))
            .order_by(Decision.id)
        )
    )
