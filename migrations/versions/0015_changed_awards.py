"""A superseding decision holds only the awards that a correction changed."""

import sqlalchemy as sa
from alembic import op

revision = "0015_changed_awards"
down_revision = "0014_panel_attempts"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column(
        "decisions",
        sa.Column(
            "has_all_awards",
            sa.Boolean(),
            server_default=sa.true(),
            nullable=False,
            comment="false: only those that differ from the decision that it supersedes",
        ),
    )
    op.add_column(
        "awards",
        sa.Column(
            "is_counted",
            sa.Boolean(),
            server_default=sa.true(),
            nullable=False,
            comment="false: a correction left the item out",
        ),
    )


def downgrade() -> None:
    bind: sa.Connection = op.get_bind()
    if bind.scalar(sa.text("SELECT count(*) FROM decisions WHERE NOT has_all_awards")):
        raise RuntimeError("corrections were written that only this version can read")
    op.drop_column("awards", "is_counted")
    op.drop_column("decisions", "has_all_awards")
