"""What others told of a booking, such as the process evaluation of the course"""

import sqlalchemy as sa
from alembic import op

revision = "0017_booked_facts"
down_revision = "0016_corrected"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column(
        "bookings",
        sa.Column(
            "facts",
            sa.JSON(none_as_null=True),
            nullable=True,
            comment="what others told, by fact; null: nothing",
        ),
    )


def downgrade() -> None:
    bind: sa.Connection = op.get_bind()
    if bind.scalar(sa.text("SELECT count(*) FROM bookings WHERE facts IS NOT NULL")):
        raise RuntimeError("facts were told that only this version can read")
    op.drop_column("bookings", "facts")
