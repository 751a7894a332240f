"""Signed orientation advices and referrals: written once, never changed"""

import sqlalchemy as sa
from alembic import op

revision = "0007_orientation_advice"
down_revision = "0006_rescoring"
branch_labels = None
depends_on = None

ADVICES = "orientation_advices"
REFERRALS = "orientation_referrals"


def upgrade() -> None:
    op.create_table(
        ADVICES,
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("dossier", sa.String(length=64), nullable=False),
        sa.Column(
            "indicators",
            sa.JSON(),
            nullable=False,
            comment="code of each indicator; null: not known",
        ),
        sa.Column(
            "proposal",
            sa.JSON(),
            nullable=False,
            comment="scoring.orientation proposal with its sentences",
        ),
        sa.Column(
            "proposed",
            sa.String(length=40),
            nullable=True,
            comment="null: COVAAR was to be taken first",
        ),
        sa.Column("advice", sa.String(length=40), nullable=False),
        sa.Column(
            "hours",
            sa.Integer(),
            nullable=True,
            comment="null: this kind of advice has no hours",
        ),
        sa.Column(
            "script_module",
            sa.String(length=40),
            nullable=True,
            comment="null: no module for the Latin script goes before",
        ),
        sa.Column(
            "deviation",
            sa.String(length=64),
            nullable=True,
            comment="code of the framework; null: as proposed",
        ),
        sa.Column(
            "comment",
            sa.Text(),
            nullable=False,
            comment="may be empty where nothing is explained",
        ),
        sa.Column("signed_by_id", sa.Integer(), nullable=False),
        sa.Column("signed_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("corrects_id", sa.Integer(), nullable=True, comment="null: corrects none"),
        sa.CheckConstraint(
            "(deviation IS NULL AND corrects_id IS NULL) OR comment <> ''",
            name=op.f("ck_orientation_advices_explained"),
        ),
        sa.ForeignKeyConstraint(
            ["corrects_id"],
            ["orientation_advices.id"],
            name=op.f("fk_orientation_advices_corrects_id_orientation_advices"),
        ),
        sa.ForeignKeyConstraint(
            ["signed_by_id"],
            ["staff.id"],
            name=op.f("fk_orientation_advices_signed_by_id_staff"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_orientation_advices")),
        sa.UniqueConstraint("corrects_id", name=op.f("uq_orientation_advices_corrects_id")),
    )
    with op.batch_alter_table(ADVICES, schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_orientation_advices_dossier"), ["dossier"], unique=False
        )
    op.create_table(
        REFERRALS,
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("advice_id", sa.Integer(), nullable=False),
        sa.Column("provider", sa.String(length=40), nullable=False),
        sa.Column("offer", sa.String(length=40), nullable=False),
        sa.Column("hours", sa.Integer(), nullable=False),
        sa.Column(
            "referred_on",
            sa.Date(),
            nullable=False,
            comment="the day of the referral, in Brussels",
        ),
        sa.Column("referred_by_id", sa.Integer(), nullable=False),
        sa.Column(
            "referred_at",
            sa.DateTime(timezone=True),
            nullable=False,
            comment="when it was written down",
        ),
        sa.Column("corrects_id", sa.Integer(), nullable=True, comment="null: corrects none"),
        sa.CheckConstraint("hours >= 0", name=op.f("ck_orientation_referrals_hours_not_negative")),
        sa.ForeignKeyConstraint(
            ["advice_id"],
            ["orientation_advices.id"],
            name=op.f("fk_orientation_referrals_advice_id_orientation_advices"),
        ),
        sa.ForeignKeyConstraint(
            ["corrects_id"],
            ["orientation_referrals.id"],
            name=op.f("fk_orientation_referrals_corrects_id_orientation_referrals"),
        ),
        sa.ForeignKeyConstraint(
            ["referred_by_id"],
            ["staff.id"],
            name=op.f("fk_orientation_referrals_referred_by_id_staff"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_orientation_referrals")),
        sa.UniqueConstraint("corrects_id", name=op.f("uq_orientation_referrals_corrects_id")),
    )
    with op.batch_alter_table(REFERRALS, schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_orientation_referrals_advice_id"), ["advice_id"], unique=False
        )
    for table in (ADVICES, REFERRALS):
        _freeze(table, "UPDATE")
        _freeze(table, "DELETE")


def downgrade() -> None:
    op.drop_table(REFERRALS)  # their triggers go with them
    op.drop_table(ADVICES)


def _freeze(table: str, operation: str) -> None:
    # refuse_change() of PostgreSQL comes from 0002_frozen_rows.
    name = f"frozen_{table}_{operation.lower()}"
    bind: sa.Connection = op.get_bind()
    if bind.dialect.name != "postgresql":
        op.execute(
            f"CREATE TRIGGER {name} BEFORE {operation} ON {table} "
            f"BEGIN SELECT RAISE(ABORT, '{table} are frozen'); END"
        )
        return
    op.execute(
        f"CREATE TRIGGER {name} BEFORE {operation} ON {table} FOR EACH ROW "
        "EXECUTE FUNCTION refuse_change()"
    )
