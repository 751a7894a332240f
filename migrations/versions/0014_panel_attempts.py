"""Panels that judge attempts, and items of more than one mark"""

import sqlalchemy as sa
from alembic import op

revision = "0014_panel_attempts"
down_revision = "0013_part_openings"
branch_labels = None
depends_on = None

TABLES = ("panel_verdicts", "panel_attempts", "panel_samples")
FROZEN = ("panel_samples", "panel_attempts")
# Who looked at what stays; what was said of it can change while the round is open.
SEEN = ("id", "panellist_id", "round", "panel_attempt_id", "shown_at")
# Somebody judges an attempt of their own panel while its round is open.
IS_OPEN = """
    EXISTS (
        SELECT 1 FROM panellists
        JOIN panels ON panels.id = panellists.panel_id
        JOIN panel_attempts ON panel_attempts.panel_id = panels.id
        WHERE panellists.id = NEW.panellist_id AND panel_attempts.id = NEW.panel_attempt_id
        AND panels.state = 'rating' AND panels.round = NEW.round
    )"""


def upgrade() -> None:
    # In one statement, which both databases understand: SQLite adds no constraint afterwards.
    op.execute(
        "ALTER TABLE panel_items ADD COLUMN marks INTEGER DEFAULT 1 NOT NULL "
        "CONSTRAINT ck_panel_items_worth_a_mark CHECK (marks >= 1)"
    )
    if _is_postgresql():
        op.execute("COMMENT ON COLUMN panel_items.marks IS 'what it is worth'")
        op.execute(
            "COMMENT ON COLUMN panel_ratings.percent IS 'chance that somebody who just suffices "
            "is right; yes is 100, no is 0; of items of more than one mark: tenths of a mark'"
        )
    op.create_table(
        "panel_samples",
        sa.Column("panel_id", sa.Integer(), nullable=False),
        sa.Column("first_day", sa.Date(), nullable=False, comment="of the sittings"),
        sa.Column("last_day", sa.Date(), nullable=False, comment="of the sittings"),
        sa.Column(
            "found", sa.Integer(), nullable=False, comment="attempts of the period, drawn or not"
        ),
        sa.Column(
            "seed", sa.String(length=32), nullable=False, comment="from which they were drawn"
        ),
        sa.CheckConstraint("first_day <= last_day", name=op.f("ck_panel_samples_days_in_order")),
        sa.CheckConstraint("found >= 1", name=op.f("ck_panel_samples_attempts_found")),
        sa.ForeignKeyConstraint(
            ["panel_id"], ["panels.id"], name=op.f("fk_panel_samples_panel_id_panels")
        ),
        sa.PrimaryKeyConstraint("panel_id", name=op.f("pk_panel_samples")),
    )
    op.create_table(
        "panel_attempts",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("panel_id", sa.Integer(), nullable=False),
        sa.Column("attempt_id", sa.Integer(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False, comment="from 1, by chance"),
        sa.Column(
            "points",
            sa.Integer(),
            nullable=False,
            comment="of the part, whole, rounded down, on the day that the panel was made",
        ),
        sa.CheckConstraint("points >= 0", name=op.f("ck_panel_attempts_points_counted")),
        sa.ForeignKeyConstraint(
            ["attempt_id"], ["attempts.id"], name=op.f("fk_panel_attempts_attempt_id_attempts")
        ),
        sa.ForeignKeyConstraint(
            ["panel_id"], ["panels.id"], name=op.f("fk_panel_attempts_panel_id_panels")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_panel_attempts")),
        sa.UniqueConstraint(
            "panel_id", "attempt_id", name=op.f("uq_panel_attempts_panel_id_attempt_id")
        ),
        sa.UniqueConstraint(
            "panel_id", "position", name=op.f("uq_panel_attempts_panel_id_position")
        ),
    )
    op.create_index(
        op.f("ix_panel_attempts_attempt_id"), "panel_attempts", ["attempt_id"], unique=False
    )
    op.create_table(
        "panel_verdicts",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("panellist_id", sa.Integer(), nullable=False),
        sa.Column("round", sa.Integer(), nullable=False),
        sa.Column("panel_attempt_id", sa.Integer(), nullable=False),
        sa.Column("shown_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column(
            "verdict",
            sa.String(length=40),
            nullable=True,
            comment="null: looked at, nothing said yet",
        ),
        sa.Column(
            "given_at",
            sa.DateTime(timezone=True),
            nullable=True,
            comment="null: nothing said yet",
        ),
        sa.CheckConstraint("round >= 1", name=op.f("ck_panel_verdicts_round_counted")),
        sa.CheckConstraint(
            "(verdict IS NULL) = (given_at IS NULL)",
            name=op.f("ck_panel_verdicts_given_at_a_time"),
        ),
        sa.ForeignKeyConstraint(
            ["panel_attempt_id"],
            ["panel_attempts.id"],
            name=op.f("fk_panel_verdicts_panel_attempt_id_panel_attempts"),
        ),
        sa.ForeignKeyConstraint(
            ["panellist_id"],
            ["panellists.id"],
            name=op.f("fk_panel_verdicts_panellist_id_panellists"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_panel_verdicts")),
        sa.UniqueConstraint(
            "panellist_id",
            "round",
            "panel_attempt_id",
            name=op.f("uq_panel_verdicts_panellist_id_round_panel_attempt_id"),
        ),
    )
    op.create_index(
        op.f("ix_panel_verdicts_panel_attempt_id"),
        "panel_verdicts",
        ["panel_attempt_id"],
        unique=False,
    )
    for table in FROZEN:
        _freeze(table, "UPDATE", "1 = 1")
        _freeze(table, "DELETE", "1 = 1")
    _freeze("panel_verdicts", "UPDATE", _changes(SEEN))
    _freeze("panel_verdicts", "DELETE", "1 = 1")
    _refuse_late_verdicts()


def downgrade() -> None:
    for table in TABLES:
        op.drop_table(table)  # its triggers go with it
    if _is_postgresql():
        op.execute("DROP FUNCTION refuse_late_panel_verdicts()")
    # With its check, which stands in the column; batches of SQLite would rebuild the table.
    op.execute("ALTER TABLE panel_items DROP COLUMN marks")


def _changes(columns: tuple[str, ...]) -> str:
    """Whether one of the columns gets another value."""
    is_distinct = "IS DISTINCT FROM" if _is_postgresql() else "IS NOT"
    return " OR ".join(f"OLD.{column} {is_distinct} NEW.{column}" for column in columns)


def _freeze(table: str, operation: str, condition: str) -> None:
    # refuse_change() of PostgreSQL comes from 0002_frozen_rows.
    name = f"frozen_{table}_{operation.lower()}"
    if not _is_postgresql():
        op.execute(
            f"CREATE TRIGGER {name} BEFORE {operation} ON {table} WHEN {condition} "
            f"BEGIN SELECT RAISE(ABORT, '{table} are frozen'); END"
        )
        return
    op.execute(
        f"CREATE TRIGGER {name} BEFORE {operation} ON {table} FOR EACH ROW WHEN ({condition}) "
        "EXECUTE FUNCTION refuse_change()"
    )


def _refuse_late_verdicts() -> None:
    if not _is_postgresql():
        for operation in ("INSERT", "UPDATE"):
            op.execute(
                f"CREATE TRIGGER open_panel_verdicts_{operation.lower()} "
                f"BEFORE {operation} ON panel_verdicts WHEN NOT {IS_OPEN} "
                "BEGIN SELECT RAISE(ABORT, 'the round of this panel is not open'); END"
            )
        return
    # A condition of a trigger reads no other table there; a function does.
    op.execute(
        "CREATE FUNCTION refuse_late_panel_verdicts() RETURNS trigger LANGUAGE plpgsql AS "
        f"$$ BEGIN IF NOT {IS_OPEN} THEN "
        "RAISE EXCEPTION 'the round of this panel is not open' "
        "USING ERRCODE = 'integrity_constraint_violation'; END IF; RETURN NEW; END $$"
    )
    op.execute(
        "CREATE TRIGGER open_panel_verdicts BEFORE INSERT OR UPDATE ON panel_verdicts "
        "FOR EACH ROW EXECUTE FUNCTION refuse_late_panel_verdicts()"
    )


def _is_postgresql() -> bool:
    bind: sa.Connection = op.get_bind()
    return bind.dialect.name == "postgresql"
