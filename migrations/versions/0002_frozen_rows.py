"""Frozen rows: the database itself refuses a change of what was published or decided"""

import sqlalchemy as sa
from alembic import op

revision = "0002_frozen_rows"
down_revision = "0001_first_schema"
branch_labels = None
depends_on = None

# Nothing of these ever changes or goes.
PUBLISHED = ("audio_manifests", "cut_score_sets", "form_items", "form_translations")
# Nothing of these ever changes; a term of retention may let them go one day.
WRITTEN_DOWN = ("audit_log", "awards", "decisions", "item_happenings", "journal_entries")
# Of these only what is not named here may change.
FORM_COLUMNS = (
    "code",
    "version",
    "programme",
    "title",
    "manifest",
    "manifest_hash",
    "shuffles_items",
    "shuffles_options",
    "published_by_id",
    "published_at",
)
VERSION_COLUMNS = ("item_id", "version", "source_language", "document", "content_hash", "author_id")


def upgrade() -> None:
    for table in PUBLISHED:
        _freeze(table, "UPDATE", "1 = 1")
        _freeze(table, "DELETE", "1 = 1")
    for table in WRITTEN_DOWN:
        _freeze(table, "UPDATE", "1 = 1")
    _freeze("forms", "UPDATE", _changes(FORM_COLUMNS))
    _freeze("forms", "DELETE", "1 = 1")
    is_published = "OLD.state IN ('published', 'retired')"
    _freeze("item_versions", "UPDATE", f"{is_published} AND ({_changes(VERSION_COLUMNS)})")
    _freeze("item_versions", "DELETE", is_published)


def downgrade() -> None:
    for table, operation in _triggers():
        _thaw(table, operation)
    if op.get_bind().dialect.name == "postgresql":
        op.execute("DROP FUNCTION refuse_change()")


def _triggers() -> list[tuple[str, str]]:
    both = [(table, name) for table in PUBLISHED for name in ("UPDATE", "DELETE")]
    once = [(table, "UPDATE") for table in WRITTEN_DOWN]
    rest = [(table, name) for table in ("forms", "item_versions") for name in ("UPDATE", "DELETE")]
    return both + once + rest


def _changes(columns: tuple[str, ...]) -> str:
    """Whether one of the columns gets another value; JSON is compared as it is written."""
    is_distinct = "IS DISTINCT FROM" if _is_postgresql() else "IS NOT"
    texts = (f"CAST({{side}}.{column} AS TEXT)" for column in columns)
    return " OR ".join(
        f"{text.format(side='OLD')} {is_distinct} {text.format(side='NEW')}" for text in texts
    )


def _freeze(table: str, operation: str, condition: str) -> None:
    name = f"frozen_{table}_{operation.lower()}"
    if not _is_postgresql():
        op.execute(
            f"CREATE TRIGGER {name} BEFORE {operation} ON {table} WHEN {condition} "
            f"BEGIN SELECT RAISE(ABORT, '{table} are frozen'); END"
        )
        return
    op.execute(
        "CREATE OR REPLACE FUNCTION refuse_change() RETURNS trigger LANGUAGE plpgsql AS "
        "$$ BEGIN RAISE EXCEPTION '% are frozen', TG_TABLE_NAME "
        "USING ERRCODE = 'integrity_constraint_violation'; END $$"
    )
    op.execute(
        f"CREATE TRIGGER {name} BEFORE {operation} ON {table} FOR EACH ROW WHEN ({condition}) "
        "EXECUTE FUNCTION refuse_change()"
    )


def _thaw(table: str, operation: str) -> None:
    name = f"frozen_{table}_{operation.lower()}"
    op.execute(f"DROP TRIGGER {name} ON {table}" if _is_postgresql() else f"DROP TRIGGER {name}")


def _is_postgresql() -> bool:
    bind: sa.Connection = op.get_bind()
    return bind.dialect.name == "postgresql"
