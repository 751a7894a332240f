"""Corrections of decisions that pass or fail nobody, and bookings for some parts of a test"""

import sqlalchemy as sa
from alembic import op

revision = "0016_corrected"
down_revision = "0015_changed_awards"
branch_labels = None
depends_on = None

OUTCOMES = ("outcome_before", "outcome_after")
OUTCOME_COMMENT = "null: the test passes or fails nobody"
CHANGED_COMMENT = "whether the outcome or what was found is another; null: the outcomes tell"

# The rows are frozen, so they are left as they are: the new column is null in the old ones. SQLite
# rebuilds a table to take a NOT NULL away, which would drop its triggers; its documentation allows
# this way for such a change: https://www.sqlite.org/lang_altertable.html#otheralter
_STRICT = tuple(f"{name} VARCHAR(40) NOT NULL" for name in OUTCOMES)
_FREE = tuple(f"{name} VARCHAR(40)" for name in OUTCOMES)


def upgrade() -> None:
    op.add_column(
        "bookings",
        sa.Column(
            "parts",
            sa.JSON(none_as_null=True),
            nullable=True,
            comment="the parts that are sat; null: all of them",
        ),
    )
    op.add_column(
        "rescoring_changes",
        sa.Column("is_result_changed", sa.Boolean(), nullable=True, comment=CHANGED_COMMENT),
    )
    if not _is_postgresql():
        _rewrite_changes(_STRICT, _FREE)
        return
    for name in OUTCOMES:
        op.alter_column("rescoring_changes", name, nullable=True, comment=OUTCOME_COMMENT)


def downgrade() -> None:
    # Changes without an outcome cannot go back: the database refuses, and nothing is lost.
    if _is_postgresql():
        for name in OUTCOMES:
            op.alter_column("rescoring_changes", name, nullable=False, comment=None)
    else:
        _refuse_without_outcome()
        _rewrite_changes(_FREE, _STRICT)
    op.drop_column("rescoring_changes", "is_result_changed")
    op.drop_column("bookings", "parts")


def _rewrite_changes(before: tuple[str, ...], after: tuple[str, ...]) -> None:
    """Change what SQLite wrote down of the table, without touching a row of it."""
    connection = op.get_bind()
    sql: str = connection.exec_driver_sql(
        "SELECT sql FROM sqlite_master WHERE type = 'table' AND name = 'rescoring_changes'"
    ).scalar_one()
    for old, new in zip(before, after, strict=True):
        if sql.count(old) != 1:
            message = f"the table of changes has no {old!r}"
            raise LookupError(message)
        sql = sql.replace(old, new)
    version: int = connection.exec_driver_sql("PRAGMA schema_version").scalar_one()
    connection.exec_driver_sql("PRAGMA writable_schema=ON")
    connection.exec_driver_sql(
        "UPDATE sqlite_master SET sql = ? WHERE type = 'table' AND name = 'rescoring_changes'",
        (sql,),
    )
    connection.exec_driver_sql(f"PRAGMA schema_version={version + 1}")
    connection.exec_driver_sql("PRAGMA writable_schema=OFF")


def _refuse_without_outcome() -> None:
    found = op.get_bind().exec_driver_sql(
        "SELECT 1 FROM rescoring_changes WHERE outcome_before IS NULL LIMIT 1"
    )
    if found.first() is not None:
        message = "there are changes without an outcome"
        raise LookupError(message)


def _is_postgresql() -> bool:
    bind: sa.Connection = op.get_bind()
    return bind.dialect.name == "postgresql"
