"""Tests that open one after the other, and oral placements"""

import sqlalchemy as sa
from alembic import op

revision = "0012_routed_tests"
down_revision = "0011_ratings"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "routed_tests",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("attempt_id", sa.Integer(), nullable=False),
        sa.Column("track", sa.String(length=40), nullable=False),
        sa.Column(
            "number",
            sa.Integer(),
            nullable=False,
            comment="its place on the way of its track, from 1",
        ),
        sa.Column(
            "stage", sa.String(length=64), nullable=False, comment="its place in the routing"
        ),
        sa.Column(
            "parts",
            sa.JSON(),
            nullable=False,
            comment="what it asks on the device; none when oral",
        ),
        sa.Column(
            "led_by",
            sa.JSON(),
            nullable=True,
            comment="the step of the routing that led here; null: the track begins here",
        ),
        sa.Column("opened_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column(
            "closed_at",
            sa.DateTime(timezone=True),
            nullable=True,
            comment="null: it goes on, or the time ended it",
        ),
        sa.Column(
            "points",
            sa.JSON(),
            nullable=True,
            comment="assessment model → points and maximum; null until it is closed",
        ),
        sa.Column(
            "entered_by_id",
            sa.Integer(),
            nullable=True,
            comment="null: a written test, marked by its keys",
        ),
        sa.Column(
            "taken_back_at",
            sa.DateTime(timezone=True),
            nullable=True,
            comment="null: it counts",
        ),
        sa.CheckConstraint(
            "(closed_at IS NULL) = (points IS NULL)",
            name=op.f("ck_routed_tests_closed_with_points"),
        ),
        sa.CheckConstraint(
            "(track = 'oral') = (entered_by_id IS NOT NULL)",
            name=op.f("ck_routed_tests_oral_by_an_assessor"),
        ),
        sa.CheckConstraint(
            "taken_back_at IS NULL OR track = 'oral'",
            name=op.f("ck_routed_tests_only_oral_is_taken_back"),
        ),
        sa.ForeignKeyConstraint(
            ["attempt_id"], ["attempts.id"], name=op.f("fk_routed_tests_attempt_id_attempts")
        ),
        sa.ForeignKeyConstraint(
            ["entered_by_id"], ["staff.id"], name=op.f("fk_routed_tests_entered_by_id_staff")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_routed_tests")),
        sa.UniqueConstraint(
            "attempt_id",
            "track",
            "number",
            name=op.f("uq_routed_tests_attempt_id_track_number"),
        ),
    )
    op.create_table(
        "oral_placements",
        sa.Column("attempt_id", sa.Integer(), nullable=False),
        sa.Column("confirmed_by_id", sa.Integer(), nullable=False),
        sa.Column("confirmed_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["attempt_id"], ["attempts.id"], name=op.f("fk_oral_placements_attempt_id_attempts")
        ),
        sa.ForeignKeyConstraint(
            ["confirmed_by_id"],
            ["staff.id"],
            name=op.f("fk_oral_placements_confirmed_by_id_staff"),
        ),
        sa.PrimaryKeyConstraint("attempt_id", name=op.f("pk_oral_placements")),
    )


def downgrade() -> None:
    op.drop_table("oral_placements")
    op.drop_table("routed_tests")
