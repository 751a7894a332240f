"""Bookings for a purpose, and decisions that pass or fail nobody"""

import sqlalchemy as sa
from alembic import op

revision = "0010_other_schemes"
down_revision = "0009_panels"
branch_labels = None
depends_on = None

OUTCOME_COMMENT = "null: the test passes or fails nobody"
CUT_SCORES_COMMENT = "null: not decided by cut scores"
CHECK_NAME = "ck_decisions_passes_by_cut_scores"
CHECK = "(outcome IS NULL) = (cut_score_set_id IS NULL)"

# SQLite rebuilds a table to take a NOT NULL away, which would drop the triggers that freeze it and
# what refers to it. Its documentation allows this way for a change that leaves the rows as they are:
# https://www.sqlite.org/lang_altertable.html#otheralter
_STRICT = (
    "outcome VARCHAR(40) NOT NULL",
    "cut_score_set_id INTEGER NOT NULL",
    "CONSTRAINT pk_decisions",
)
_FREE = (
    "outcome VARCHAR(40)",
    "cut_score_set_id INTEGER",
    f"CONSTRAINT {CHECK_NAME} CHECK ({CHECK}), CONSTRAINT pk_decisions",
)


def upgrade() -> None:
    op.add_column(
        "bookings",
        sa.Column(
            "purpose",
            sa.String(length=64),
            nullable=True,
            comment="what the level is for; null where a programme asks none",
        ),
    )
    if not _is_postgresql():
        _rewrite_decisions(_STRICT, _FREE)
        return
    op.alter_column("decisions", "outcome", nullable=True, comment=OUTCOME_COMMENT)
    op.alter_column("decisions", "cut_score_set_id", nullable=True, comment=CUT_SCORES_COMMENT)
    op.create_check_constraint(op.f(CHECK_NAME), "decisions", CHECK)


def downgrade() -> None:
    # Decisions without an outcome cannot go back: the database refuses, and nothing is lost.
    if _is_postgresql():
        op.drop_constraint(op.f(CHECK_NAME), "decisions", type_="check")
        op.alter_column("decisions", "cut_score_set_id", nullable=False, comment=None)
        op.alter_column("decisions", "outcome", nullable=False, comment=None)
    else:
        _refuse_undecided()
        _rewrite_decisions(_FREE, _STRICT)
    op.drop_column("bookings", "purpose")


def _rewrite_decisions(before: tuple[str, ...], after: tuple[str, ...]) -> None:
    """Change what SQLite wrote down of the table, without touching a row of it."""
    connection = op.get_bind()
    sql: str = connection.exec_driver_sql(
        "SELECT sql FROM sqlite_master WHERE type = 'table' AND name = 'decisions'"
    ).scalar_one()
    for old, new in zip(before, after, strict=True):
        if sql.count(old) != 1:
            message = f"the table of decisions has no {old!r}"
            raise LookupError(message)
        sql = sql.replace(old, new)
    version: int = connection.exec_driver_sql("PRAGMA schema_version").scalar_one()
    connection.exec_driver_sql("PRAGMA writable_schema=ON")
    connection.exec_driver_sql(
        "UPDATE sqlite_master SET sql = ? WHERE type = 'table' AND name = 'decisions'", (sql,)
    )
    connection.exec_driver_sql(f"PRAGMA schema_version={version + 1}")
    connection.exec_driver_sql("PRAGMA writable_schema=OFF")


def _refuse_undecided() -> None:
    found = op.get_bind().exec_driver_sql("SELECT 1 FROM decisions WHERE outcome IS NULL LIMIT 1")
    if found.first() is not None:
        message = "there are decisions without an outcome"
        raise LookupError(message)


def _is_postgresql() -> bool:
    bind: sa.Connection = op.get_bind()
    return bind.dialect.name == "postgresql"
