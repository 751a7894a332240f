"""The parts with a time of their own that were opened in an attempt"""

import sqlalchemy as sa
from alembic import op

revision = "0013_part_openings"
down_revision = "0012_routed_tests"
branch_labels = None
depends_on = None

TABLE = "part_openings"


def upgrade() -> None:
    op.create_table(
        TABLE,
        sa.Column("attempt_id", sa.Integer(), nullable=False),
        sa.Column("part", sa.String(length=64), nullable=False),
        sa.Column(
            "number",
            sa.Integer(),
            nullable=False,
            comment="1 for the part that was opened first",
        ),
        sa.Column("opened_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("received_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("fence", sa.Integer(), nullable=False),
        sa.Column("seq", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["attempt_id"], ["attempts.id"], name=op.f("fk_part_openings_attempt_id_attempts")
        ),
        sa.PrimaryKeyConstraint("attempt_id", "part", name=op.f("pk_part_openings")),
        sa.UniqueConstraint(
            "attempt_id", "number", name=op.f("uq_part_openings_attempt_id_number")
        ),
        sqlite_with_rowid=False,
    )
    # refuse_change() of PostgreSQL comes from 0002_frozen_rows.
    bind: sa.Connection = op.get_bind()
    if bind.dialect.name == "postgresql":
        op.execute(
            f"CREATE TRIGGER frozen_{TABLE}_update BEFORE UPDATE ON {TABLE} FOR EACH ROW "
            "EXECUTE FUNCTION refuse_change()"
        )
        return
    op.execute(
        f"CREATE TRIGGER frozen_{TABLE}_update BEFORE UPDATE ON {TABLE} "
        f"BEGIN SELECT RAISE(ABORT, '{TABLE} are frozen'); END"
    )


def downgrade() -> None:
    op.drop_table(TABLE)  # its trigger goes with it
