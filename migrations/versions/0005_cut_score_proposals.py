"""Cut-score proposals: proposed by one administrator, decided by another"""

import sqlalchemy as sa
from alembic import op

revision = "0005_cut_score_proposals"
down_revision = "0004_read_aloud"
branch_labels = None
depends_on = None

TABLE = "cut_score_proposals"
# What was proposed never changes; only a decision is written beside it, once.
PROPOSED_COLUMNS = (
    "id",
    "programme",
    "moment",
    "effective_from",
    "document",
    "reason",
    "proposed_by_id",
    "proposed_at",
)


def upgrade() -> None:
    op.create_table(
        TABLE,
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("programme", sa.String(length=64), nullable=False),
        sa.Column("moment", sa.String(length=64), nullable=False),
        sa.Column("effective_from", sa.Date(), nullable=False),
        sa.Column(
            "document",
            sa.JSON(),
            nullable=False,
            comment="scoring.cut_scores document; its version is given when it is approved",
        ),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("state", sa.String(length=40), nullable=False),
        sa.Column("proposed_by_id", sa.Integer(), nullable=False),
        sa.Column("proposed_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("decided_by_id", sa.Integer(), nullable=True, comment="null: still proposed"),
        sa.Column(
            "decided_at",
            sa.DateTime(timezone=True),
            nullable=True,
            comment="null: still proposed",
        ),
        sa.Column("comment", sa.Text(), nullable=False, comment="of who decided; may be empty"),
        sa.Column("cut_score_set_id", sa.Integer(), nullable=True, comment="null: not approved"),
        sa.CheckConstraint(
            "state NOT IN ('approved', 'rejected') OR (decided_by_id IS NOT NULL AND decided_by_id <> proposed_by_id)",
            name=op.f("ck_cut_score_proposals_decided_by_another"),
        ),
        sa.CheckConstraint(
            "state <> 'withdrawn' OR (decided_by_id IS NOT NULL AND decided_by_id = proposed_by_id)",
            name=op.f("ck_cut_score_proposals_withdrawn_by_the_proposer"),
        ),
        sa.CheckConstraint(
            "(state = 'approved') = (cut_score_set_id IS NOT NULL)",
            name=op.f("ck_cut_score_proposals_approved_with_a_set"),
        ),
        sa.CheckConstraint(
            "(state = 'proposed') = (decided_at IS NULL)",
            name=op.f("ck_cut_score_proposals_decided_at_a_time"),
        ),
        sa.ForeignKeyConstraint(
            ["cut_score_set_id"],
            ["cut_score_sets.id"],
            name=op.f("fk_cut_score_proposals_cut_score_set_id_cut_score_sets"),
        ),
        sa.ForeignKeyConstraint(
            ["decided_by_id"],
            ["staff.id"],
            name=op.f("fk_cut_score_proposals_decided_by_id_staff"),
        ),
        sa.ForeignKeyConstraint(
            ["proposed_by_id"],
            ["staff.id"],
            name=op.f("fk_cut_score_proposals_proposed_by_id_staff"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_cut_score_proposals")),
        sa.UniqueConstraint(
            "cut_score_set_id", name=op.f("uq_cut_score_proposals_cut_score_set_id")
        ),
    )
    with op.batch_alter_table(TABLE, schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_cut_score_proposals_state"), ["state"], unique=False)
    _freeze("UPDATE", f"OLD.state <> 'proposed' OR {_changes(PROPOSED_COLUMNS)}")
    _freeze("DELETE", "1 = 1")


def downgrade() -> None:
    op.drop_table(TABLE)  # its triggers go with it


def _changes(columns: tuple[str, ...]) -> str:
    """Whether one of the columns gets another value; JSON is compared as it is written."""
    is_distinct = "IS DISTINCT FROM" if _is_postgresql() else "IS NOT"
    return " OR ".join(
        f"CAST(OLD.{column} AS TEXT) {is_distinct} CAST(NEW.{column} AS TEXT)" for column in columns
    )


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
