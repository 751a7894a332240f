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


def select_awards(*columns: Any) -> sa.Select[Any]:
    """Columns of `Decision` and of the `Award`s that count in it.

    A decision by a correction holds only the awards that it changed. The others are those of the
    decisions that it supersedes, back to one that holds all; of each item the newest counts.
    """
    holder, later, whole = aliased(Decision), aliased(Decision), aliased(Decision)
    newer = aliased(Award)
    since = (
        sa.select(sa.func.max(whole.revision))
        .where(
            whole.attempt_id == Decision.attempt_id,
            whole.revision <= Decision.revision,
            whole.has_all_awards,
        )
        .correlate(Decision)
        .scalar_subquery()
    )
    is_replaced = sa.exists().where(
        later.attempt_id == Decision.attempt_id,
        later.revision > holder.revision,
        later.revision <= Decision.revision,
        newer.decision_id == later.id,
        newer.item_version_id == Award.item_version_id,
    )
    return (
        sa.select(*columns)
        .select_from(Decision)
        .join(
            holder,
            sa.and_(
                holder.attempt_id == Decision.attempt_id,
                holder.revision <= Decision.revision,
                holder.revision >= since,
            ),
        )
        .join(Award, Award.decision_id == holder.id)
        .where(Award.is_counted, ~is_replaced)
    )


def list_awards(session: Session, decision_id: int) -> list[Award]:
    """The awards that count in a decision, in the order of the form, with their items."""
    return list(
        session.scalars(
            select_awards(Award)
            .join(Attempt, Attempt.id == Decision.attempt_id)
            .join(
                FormItem,
                sa.and_(
                    FormItem.form_id == Attempt.form_id,
                    FormItem.item_version_id == Award.item_version_id,
                ),
            )
            .where(Decision.id == decision_id)
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
