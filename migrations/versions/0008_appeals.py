"""Appeals"""

import sqlalchemy as sa
from alembic import op

revision = "0008_appeals"
down_revision = "0007_orientation_advice"
branch_labels = None
depends_on = None

TABLE = "appeals"
RECORDED = (
    "id",
    "decision_id",
    "decided_on",
    "received_on",
    "deadline",
    "summary",
    "recorded_by_id",
    "recorded_at",
)


def upgrade() -> None:
    op.create_table(
        TABLE,
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("decision_id", sa.Integer(), nullable=False),
        sa.Column(
            "decided_on", sa.Date(), nullable=False, comment="the day of the decision in Brussels"
        ),
        sa.Column("received_on", sa.Date(), nullable=False),
        sa.Column(
            "deadline",
            sa.Date(),
            nullable=False,
            comment="the last day in time, as the programme said when it was recorded",
        ),
        sa.Column("summary", sa.Text(), nullable=False),
        sa.Column("state", sa.String(length=40), nullable=False),
        sa.Column("recorded_by_id", sa.Integer(), nullable=False),
        sa.Column("recorded_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column(
            "second_look_by_id", sa.Integer(), nullable=True, comment="null: nobody looks yet"
        ),
        sa.Column(
            "second_look_at",
            sa.DateTime(timezone=True),
            nullable=True,
            comment="null: nobody looks yet",
        ),
        sa.Column("closed_by_id", sa.Integer(), nullable=True, comment="null: still open"),
        sa.Column(
            "closed_at", sa.DateTime(timezone=True), nullable=True, comment="null: still open"
        ),
        sa.Column(
            "reason", sa.Text(), nullable=False, comment="of the outcome, told to the candidate"
        ),
        sa.Column(
            "rescoring_case_id",
            sa.Integer(),
            nullable=True,
            comment="null: not upheld, or put right without rescoring",
        ),
        sa.Column(
            "remedy",
            sa.Text(),
            nullable=False,
            comment="what is done where no rescoring does it; may be empty",
        ),
        sa.CheckConstraint(
            "second_look_by_id IS NULL OR second_look_by_id <> recorded_by_id",
            name=op.f("ck_appeals_looked_at_by_another"),
        ),
        sa.CheckConstraint(
            "state NOT IN ('second_look', 'upheld', 'rejected') OR second_look_by_id IS NOT NULL",
            name=op.f("ck_appeals_looked_at_by_somebody"),
        ),
        sa.CheckConstraint(
            "(second_look_by_id IS NULL) = (second_look_at IS NULL)",
            name=op.f("ck_appeals_looked_at_at_a_time"),
        ),
        sa.CheckConstraint(
            "(state IN ('received', 'second_look')) = (closed_at IS NULL)"
            " AND (closed_at IS NULL) = (closed_by_id IS NULL)",
            name=op.f("ck_appeals_closed_at_a_time_by_somebody"),
        ),
        sa.CheckConstraint(
            "closed_at IS NULL OR reason <> ''", name=op.f("ck_appeals_closed_with_a_reason")
        ),
        sa.CheckConstraint(
            "state NOT IN ('upheld', 'rejected') OR closed_by_id = second_look_by_id",
            name=op.f("ck_appeals_judged_by_who_looked"),
        ),
        sa.CheckConstraint(
            "(state = 'upheld') = (rescoring_case_id IS NOT NULL OR remedy <> '')",
            name=op.f("ck_appeals_upheld_with_a_remedy"),
        ),
        sa.CheckConstraint(
            "deadline >= decided_on", name=op.f("ck_appeals_ends_after_the_decision")
        ),
        sa.CheckConstraint(
            "received_on >= decided_on", name=op.f("ck_appeals_received_after_the_decision")
        ),
        sa.ForeignKeyConstraint(
            ["decision_id"], ["decisions.id"], name=op.f("fk_appeals_decision_id_decisions")
        ),
        sa.ForeignKeyConstraint(
            ["recorded_by_id"], ["staff.id"], name=op.f("fk_appeals_recorded_by_id_staff")
        ),
        sa.ForeignKeyConstraint(
            ["second_look_by_id"], ["staff.id"], name=op.f("fk_appeals_second_look_by_id_staff")
        ),
        sa.ForeignKeyConstraint(
            ["closed_by_id"], ["staff.id"], name=op.f("fk_appeals_closed_by_id_staff")
        ),
        sa.ForeignKeyConstraint(
            ["rescoring_case_id"],
            ["rescoring_cases.id"],
            name=op.f("fk_appeals_rescoring_case_id_rescoring_cases"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_appeals")),
    )
    with op.batch_alter_table(TABLE, schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_appeals_decision_id"), ["decision_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_appeals_state"), ["state"], unique=False)
    _freeze("UPDATE", f"OLD.closed_at IS NOT NULL OR {_changes(RECORDED)}")
    _freeze("DELETE", "1 = 1")


def downgrade() -> None:
    op.drop_table(TABLE)  # its triggers go with it


def _changes(columns: tuple[str, ...]) -> str:
    """Whether one of the columns gets another value."""
    is_distinct = "IS DISTINCT FROM" if _is_postgresql() else "IS NOT"
    return " OR ".join(f"OLD.{column} {is_distinct} NEW.{column}" for column in columns)


def _freeze(operation: str, condition: str) -> None:
    # refuse_change() of PostgreSQL comes from 0002_frozen_rows.
    name = f"frozen_{TABLE}_{operation.lower()}"
    if not _is_postgresql():
        op.execute(
            f"CREATE TRIGGER {name} BEFORE {operation} ON {TABLE} WHEN {condition} "
            f"BEGIN SELECT RAISE(ABORT, '{TABLE} are frozen'); END"
        )
        return
    op.execute(
        f"CREATE TRIGGER {name} BEFORE {operation} ON {TABLE} FOR EACH ROW WHEN ({condition}) "
        "EXECUTE FUNCTION refuse_change()"
    )


def _is_postgresql() -> bool:
    bind: sa.Connection = op.get_bind()
    return bind.dialect.name == "postgresql"
