"""Recordings"""

import sqlalchemy as sa
from alembic import op

revision = "0003_recordings"
down_revision = "0002_frozen_rows"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "recordings",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("attempt_id", sa.Integer(), nullable=False),
        sa.Column("key", sa.String(length=32), nullable=False),
        sa.Column("item_ref", sa.String(length=16), nullable=False),
        sa.Column("state", sa.String(length=40), nullable=False),
        sa.Column(
            "chunk_count",
            sa.Integer(),
            nullable=True,
            comment="null: the device is still recording",
        ),
        sa.Column("size_bytes", sa.Integer(), nullable=False),
        sa.Column(
            "duration_ms", sa.Integer(), nullable=True, comment="null: not checked, or unplayable"
        ),
        sa.Column(
            "is_silent", sa.Boolean(), nullable=True, comment="null: not checked, or unplayable"
        ),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column(
            "completed_at",
            sa.DateTime(timezone=True),
            nullable=True,
            comment="null: pieces are still coming",
        ),
        sa.ForeignKeyConstraint(
            ["attempt_id"], ["attempts.id"], name=op.f("fk_recordings_attempt_id_attempts")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_recordings")),
        sa.UniqueConstraint("attempt_id", "key", name=op.f("uq_recordings_attempt_id_key")),
    )
    with op.batch_alter_table("recordings", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_recordings_created_at"), ["created_at"], unique=False)
        batch_op.create_index(batch_op.f("ix_recordings_state"), ["state"], unique=False)

    op.create_table(
        "recording_chunks",
        sa.Column("recording_id", sa.Integer(), nullable=False),
        sa.Column("number", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("sha256", sa.String(length=64), nullable=False),
        sa.Column("size_bytes", sa.Integer(), nullable=False),
        sa.Column("received_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["recording_id"],
            ["recordings.id"],
            name=op.f("fk_recording_chunks_recording_id_recordings"),
        ),
        sa.PrimaryKeyConstraint("recording_id", "number", name=op.f("pk_recording_chunks")),
        sqlite_with_rowid=False,
    )


def downgrade() -> None:
    op.drop_table("recording_chunks")
    op.drop_table("recordings")
