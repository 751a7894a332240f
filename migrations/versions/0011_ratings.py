"""Ratings of speaking and writing by independent assessors"""

import sqlalchemy as sa
from alembic import op

revision = "0011_ratings"
down_revision = "0010_other_schemes"
branch_labels = None
depends_on = None

TABLES = (
    "rating_corrections",
    "rating_flags",
    "rating_returns",
    "ratings",
    "rating_slots",
    "rating_tasks",
)


def upgrade() -> None:
    op.create_table(
        "rating_tasks",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("attempt_id", sa.Integer(), nullable=False),
        sa.Column("item_ref", sa.String(length=16), nullable=False),
        sa.Column("item_version_id", sa.Integer(), nullable=False),
        sa.Column("part", sa.String(length=64), nullable=False),
        sa.Column(
            "rubric", sa.JSON(), nullable=False, comment="scoring.ratings.rubric_to_document"
        ),
        sa.Column("state", sa.String(length=40), nullable=False),
        sa.Column("opened_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column(
            "rated_at",
            sa.DateTime(timezone=True),
            nullable=True,
            comment="null: a rating is still wanted",
        ),
        sa.CheckConstraint(
            "(state = 'rated') = (rated_at IS NOT NULL)",
            name=op.f("ck_rating_tasks_rated_at_a_time"),
        ),
        sa.ForeignKeyConstraint(
            ["attempt_id"], ["attempts.id"], name=op.f("fk_rating_tasks_attempt_id_attempts")
        ),
        sa.ForeignKeyConstraint(
            ["item_version_id"],
            ["item_versions.id"],
            name=op.f("fk_rating_tasks_item_version_id_item_versions"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_rating_tasks")),
        sa.UniqueConstraint(
            "attempt_id", "item_ref", name=op.f("uq_rating_tasks_attempt_id_item_ref")
        ),
    )
    op.create_index(op.f("ix_rating_tasks_state"), "rating_tasks", ["state"], unique=False)
    op.create_table(
        "rating_flags",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("task_id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(length=40), nullable=False),
        sa.Column("note", sa.Text(), nullable=False, comment="may be empty"),
        sa.Column("raised_by_id", sa.Integer(), nullable=False),
        sa.Column("raised_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("closed_by_id", sa.Integer(), nullable=True, comment="null: nobody looked yet"),
        sa.Column(
            "closed_at",
            sa.DateTime(timezone=True),
            nullable=True,
            comment="null: nobody looked yet",
        ),
        sa.CheckConstraint(
            "(closed_by_id IS NULL) = (closed_at IS NULL)",
            name=op.f("ck_rating_flags_closed_at_a_time"),
        ),
        sa.ForeignKeyConstraint(
            ["closed_by_id"], ["staff.id"], name=op.f("fk_rating_flags_closed_by_id_staff")
        ),
        sa.ForeignKeyConstraint(
            ["raised_by_id"], ["staff.id"], name=op.f("fk_rating_flags_raised_by_id_staff")
        ),
        sa.ForeignKeyConstraint(
            ["task_id"], ["rating_tasks.id"], name=op.f("fk_rating_flags_task_id_rating_tasks")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_rating_flags")),
    )
    op.create_index(op.f("ix_rating_flags_task_id"), "rating_flags", ["task_id"], unique=False)
    op.create_table(
        "rating_returns",
        sa.Column("task_id", sa.Integer(), nullable=False),
        sa.Column("assessor_id", sa.Integer(), nullable=False),
        sa.Column("returned_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["assessor_id"], ["staff.id"], name=op.f("fk_rating_returns_assessor_id_staff")
        ),
        sa.ForeignKeyConstraint(
            ["task_id"], ["rating_tasks.id"], name=op.f("fk_rating_returns_task_id_rating_tasks")
        ),
        sa.PrimaryKeyConstraint("task_id", "assessor_id", name=op.f("pk_rating_returns")),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "rating_slots",
        sa.Column("task_id", sa.Integer(), nullable=False),
        sa.Column("number", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("assessor_id", sa.Integer(), nullable=True, comment="null: waits for somebody"),
        sa.Column(
            "claimed_at",
            sa.DateTime(timezone=True),
            nullable=True,
            comment="null: waits for somebody",
        ),
        sa.Column(
            "expires_at",
            sa.DateTime(timezone=True),
            nullable=True,
            comment="null: waits for somebody",
        ),
        sa.Column(
            "draft",
            sa.JSON(),
            nullable=True,
            comment="scores and comment so far; null: nothing yet",
        ),
        sa.Column(
            "rated_at", sa.DateTime(timezone=True), nullable=True, comment="null: not rated yet"
        ),
        sa.CheckConstraint(
            "(assessor_id IS NULL) = (claimed_at IS NULL) AND (claimed_at IS NULL) = (expires_at IS NULL)",
            name=op.f("ck_rating_slots_claimed_at_a_time"),
        ),
        sa.CheckConstraint("number BETWEEN 1 AND 3", name=op.f("ck_rating_slots_is_one_of_three")),
        sa.CheckConstraint(
            "rated_at IS NULL OR assessor_id IS NOT NULL",
            name=op.f("ck_rating_slots_rated_by_somebody"),
        ),
        sa.ForeignKeyConstraint(
            ["assessor_id"], ["staff.id"], name=op.f("fk_rating_slots_assessor_id_staff")
        ),
        sa.ForeignKeyConstraint(
            ["task_id"], ["rating_tasks.id"], name=op.f("fk_rating_slots_task_id_rating_tasks")
        ),
        sa.PrimaryKeyConstraint("task_id", "number", name=op.f("pk_rating_slots")),
        sa.UniqueConstraint(
            "task_id", "assessor_id", name=op.f("uq_rating_slots_task_id_assessor_id")
        ),
    )
    op.create_index(
        op.f("ix_rating_slots_assessor_id"), "rating_slots", ["assessor_id"], unique=False
    )
    op.create_table(
        "ratings",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("task_id", sa.Integer(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.Column("scores", sa.JSON(), nullable=False, comment="criterion → points of its band"),
        sa.Column("comment", sa.Text(), nullable=False, comment="for administrators; may be empty"),
        sa.Column(
            "rated_by_id",
            sa.Integer(),
            nullable=False,
            comment="the assessor, or who proposed a correction",
        ),
        sa.Column("rated_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False, comment="of a correction; empty: none"),
        sa.Column(
            "approved_by_id", sa.Integer(), nullable=True, comment="null: the first of its place"
        ),
        sa.CheckConstraint(
            "(revision = 1) = (approved_by_id IS NULL) AND (revision = 1) = (reason = '')",
            name=op.f("ck_ratings_corrected_with_a_reason"),
        ),
        sa.CheckConstraint(
            "approved_by_id IS NULL OR approved_by_id <> rated_by_id",
            name=op.f("ck_ratings_approved_by_another"),
        ),
        sa.ForeignKeyConstraint(
            ["approved_by_id"], ["staff.id"], name=op.f("fk_ratings_approved_by_id_staff")
        ),
        sa.ForeignKeyConstraint(
            ["rated_by_id"], ["staff.id"], name=op.f("fk_ratings_rated_by_id_staff")
        ),
        sa.ForeignKeyConstraint(
            ["task_id", "number"],
            ["rating_slots.task_id", "rating_slots.number"],
            name=op.f("fk_ratings_task_id_number_rating_slots"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_ratings")),
        sa.UniqueConstraint(
            "task_id", "number", "revision", name=op.f("uq_ratings_task_id_number_revision")
        ),
    )
    op.create_index(op.f("ix_ratings_rated_by_id"), "ratings", ["rated_by_id"], unique=False)
    op.create_index(op.f("ix_ratings_task_id"), "ratings", ["task_id"], unique=False)

    op.create_table(
        "rating_corrections",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("rating_id", sa.Integer(), nullable=False),
        sa.Column("scores", sa.JSON(), nullable=False, comment="criterion → points of its band"),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("state", sa.String(length=40), nullable=False),
        sa.Column("proposed_by_id", sa.Integer(), nullable=False),
        sa.Column("proposed_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column(
            "judged_by_id",
            sa.Integer(),
            nullable=True,
            comment="who approved, rejected or withdrew; null: nobody yet",
        ),
        sa.Column(
            "judged_at",
            sa.DateTime(timezone=True),
            nullable=True,
            comment="null: nobody judged yet",
        ),
        sa.CheckConstraint(
            "(state = 'proposed') = (judged_by_id IS NULL) AND (judged_by_id IS NULL) = (judged_at IS NULL)",
            name=op.f("ck_rating_corrections_judged_at_a_time_by_somebody"),
        ),
        sa.CheckConstraint(
            "judged_by_id IS NULL OR judged_by_id <> proposed_by_id OR state = 'withdrawn'",
            name=op.f("ck_rating_corrections_judged_by_another"),
        ),
        sa.CheckConstraint("reason <> ''", name=op.f("ck_rating_corrections_with_a_reason")),
        sa.ForeignKeyConstraint(
            ["judged_by_id"], ["staff.id"], name=op.f("fk_rating_corrections_judged_by_id_staff")
        ),
        sa.ForeignKeyConstraint(
            ["proposed_by_id"],
            ["staff.id"],
            name=op.f("fk_rating_corrections_proposed_by_id_staff"),
        ),
        sa.ForeignKeyConstraint(
            ["rating_id"], ["ratings.id"], name=op.f("fk_rating_corrections_rating_id_ratings")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_rating_corrections")),
    )
    op.create_index(
        op.f("ix_rating_corrections_rating_id"), "rating_corrections", ["rating_id"], unique=False
    )
    op.create_index(
        op.f("ix_rating_corrections_state"), "rating_corrections", ["state"], unique=False
    )
    for operation in ("UPDATE", "DELETE"):
        _freeze(operation)


def downgrade() -> None:
    for table in TABLES:
        op.drop_table(table)  # its triggers go with it


def _freeze(operation: str) -> None:
    # refuse_change() of PostgreSQL comes from 0002_frozen_rows.
    name = f"frozen_ratings_{operation.lower()}"
    bind: sa.Connection = op.get_bind()
    if bind.dialect.name == "postgresql":
        op.execute(
            f"CREATE TRIGGER {name} BEFORE {operation} ON ratings FOR EACH ROW "
            "EXECUTE FUNCTION refuse_change()"
        )
        return
    op.execute(
        f"CREATE TRIGGER {name} BEFORE {operation} ON ratings "
        "BEGIN SELECT RAISE(ABORT, 'ratings are frozen'); END"
    )
