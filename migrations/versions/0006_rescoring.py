"""Rescoring"""

import sqlalchemy as sa
from alembic import op

revision = "0006_rescoring"
down_revision = "0005_cut_score_proposals"
branch_labels = None
depends_on = None

IDENTITY = (
    "id",
    "kind",
    "programme",
    "item_version_id",
    "form_code",
    "key",
    "cut_score_set_id",
    "first_day",
    "last_day",
    "reason",
    "proposed_by_id",
    "proposed_at",
)
# What was calculated and judged stays; of an approved case only the end is written.
JUDGED = ("counts", "judged_by_id", "judged_at", "approval_number", "judgement")


def upgrade() -> None:
    op.create_table(
        "rescoring_cases",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(length=40), nullable=False),
        sa.Column("programme", sa.String(length=64), nullable=False),
        sa.Column(
            "item_version_id",
            sa.Integer(),
            nullable=True,
            comment="null: the cut scores are corrected",
        ),
        sa.Column(
            "form_code",
            sa.String(length=64),
            nullable=True,
            comment="null: every form that has the item, or no item is corrected",
        ),
        sa.Column(
            "key",
            sa.JSON(none_as_null=True),
            nullable=True,
            comment="the fields of a corrected key; null: no key is",
        ),
        sa.Column(
            "cut_score_set_id", sa.Integer(), nullable=True, comment="null: an item is corrected"
        ),
        sa.Column(
            "first_day", sa.Date(), nullable=True, comment="of the sittings; null: of all days"
        ),
        sa.Column(
            "last_day", sa.Date(), nullable=True, comment="of the sittings; null: of all days"
        ),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("state", sa.String(length=40), nullable=False),
        sa.Column(
            "counts",
            sa.JSON(none_as_null=True),
            nullable=True,
            comment="totals of the dry run; null: not calculated yet",
        ),
        sa.Column("proposed_by_id", sa.Integer(), nullable=False),
        sa.Column("proposed_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column(
            "judged_by_id",
            sa.Integer(),
            nullable=True,
            comment="who approved or rejected; null: nobody yet",
        ),
        sa.Column(
            "judged_at", sa.DateTime(timezone=True), nullable=True, comment="null: not judged"
        ),
        sa.Column(
            "approval_number",
            sa.Integer(),
            nullable=True,
            comment="the order in which corrections count; null: not approved",
        ),
        sa.Column(
            "judgement", sa.Text(), nullable=False, comment="why it was rejected; may be empty"
        ),
        sa.Column(
            "finished_at", sa.DateTime(timezone=True), nullable=True, comment="null: still open"
        ),
        sa.CheckConstraint(
            "(item_version_id IS NULL) <> (cut_score_set_id IS NULL)",
            name=op.f("ck_rescoring_cases_corrects_one_thing"),
        ),
        sa.CheckConstraint(
            "(cut_score_set_id IS NULL) = (first_day IS NULL)"
            " AND (first_day IS NULL) = (last_day IS NULL)",
            name=op.f("ck_rescoring_cases_has_a_period_with_cut_scores"),
        ),
        sa.CheckConstraint(
            "judged_by_id IS NULL OR judged_by_id <> proposed_by_id",
            name=op.f("ck_rescoring_cases_judged_by_another"),
        ),
        sa.CheckConstraint(
            "state NOT IN ('approved', 'written', 'rejected') OR judged_by_id IS NOT NULL",
            name=op.f("ck_rescoring_cases_judged_by_somebody"),
        ),
        sa.ForeignKeyConstraint(
            ["item_version_id"],
            ["item_versions.id"],
            name=op.f("fk_rescoring_cases_item_version_id_item_versions"),
        ),
        sa.ForeignKeyConstraint(
            ["cut_score_set_id"],
            ["cut_score_sets.id"],
            name=op.f("fk_rescoring_cases_cut_score_set_id_cut_score_sets"),
        ),
        sa.ForeignKeyConstraint(
            ["proposed_by_id"], ["staff.id"], name=op.f("fk_rescoring_cases_proposed_by_id_staff")
        ),
        sa.ForeignKeyConstraint(
            ["judged_by_id"], ["staff.id"], name=op.f("fk_rescoring_cases_judged_by_id_staff")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_rescoring_cases")),
        sa.UniqueConstraint("approval_number", name=op.f("uq_rescoring_cases_approval_number")),
    )
    with op.batch_alter_table("rescoring_cases", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_rescoring_cases_item_version_id"), ["item_version_id"], unique=False
        )
        batch_op.create_index(batch_op.f("ix_rescoring_cases_state"), ["state"], unique=False)

    op.create_table(
        "rescoring_changes",
        sa.Column("case_id", sa.Integer(), nullable=False),
        sa.Column("attempt_id", sa.Integer(), nullable=False),
        sa.Column("outcome_before", sa.String(length=40), nullable=False),
        sa.Column("outcome_after", sa.String(length=40), nullable=False),
        sa.Column(
            "document",
            sa.JSON(),
            nullable=False,
            comment="scoring.rescoring.difference_to_document",
        ),
        sa.ForeignKeyConstraint(
            ["case_id"],
            ["rescoring_cases.id"],
            name=op.f("fk_rescoring_changes_case_id_rescoring_cases"),
        ),
        sa.ForeignKeyConstraint(
            ["attempt_id"], ["attempts.id"], name=op.f("fk_rescoring_changes_attempt_id_attempts")
        ),
        sa.PrimaryKeyConstraint("case_id", "attempt_id", name=op.f("pk_rescoring_changes")),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "rescoring_results",
        sa.Column("case_id", sa.Integer(), nullable=False),
        sa.Column("attempt_id", sa.Integer(), nullable=False),
        sa.Column(
            "written_at",
            sa.DateTime(timezone=True),
            nullable=True,
            comment="null: still to be written",
        ),
        sa.Column(
            "decision_id",
            sa.Integer(),
            nullable=True,
            comment="null: nothing changed, or not yet written",
        ),
        sa.Column(
            "problem",
            sa.String(length=255),
            nullable=True,
            comment="why it could not be decided again; null: it could",
        ),
        sa.ForeignKeyConstraint(
            ["case_id"],
            ["rescoring_cases.id"],
            name=op.f("fk_rescoring_results_case_id_rescoring_cases"),
        ),
        sa.ForeignKeyConstraint(
            ["attempt_id"], ["attempts.id"], name=op.f("fk_rescoring_results_attempt_id_attempts")
        ),
        sa.ForeignKeyConstraint(
            ["decision_id"],
            ["decisions.id"],
            name=op.f("fk_rescoring_results_decision_id_decisions"),
        ),
        sa.PrimaryKeyConstraint("case_id", "attempt_id", name=op.f("pk_rescoring_results")),
        sa.UniqueConstraint("decision_id", name=op.f("uq_rescoring_results_decision_id")),
        sqlite_with_rowid=False,
    )
    with op.batch_alter_table("rescoring_results", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_rescoring_results_attempt_id"), ["attempt_id"], unique=False
        )
        batch_op.create_index(
            batch_op.f("ix_rescoring_results_case_id_written_at_attempt_id"),
            ["case_id", "written_at", "attempt_id"],
            unique=False,
        )
    for table, operation, condition in _frozen():
        _freeze(table, operation, condition)


def downgrade() -> None:
    op.drop_table("rescoring_results")
    op.drop_table("rescoring_changes")
    op.drop_table("rescoring_cases")


def _frozen() -> list[tuple[str, str, str]]:
    closed = "OLD.state IN ('written', 'rejected', 'withdrawn')"
    judged = f"OLD.state = 'approved' AND (NEW.state <> 'written' OR {_changes(JUDGED)})"
    return [
        ("rescoring_cases", "UPDATE", f"{closed} OR ({judged}) OR {_changes(IDENTITY)}"),
        ("rescoring_cases", "DELETE", "1 = 1"),
        ("rescoring_changes", "UPDATE", "1 = 1"),
        ("rescoring_changes", "DELETE", "1 = 1"),
        ("rescoring_results", "UPDATE", "OLD.written_at IS NOT NULL"),
        ("rescoring_results", "DELETE", "1 = 1"),
    ]


def _changes(columns: tuple[str, ...]) -> str:
    """Whether one of the columns gets another value; JSON is compared as it is written."""
    is_distinct = "IS DISTINCT FROM" if _is_postgresql() else "IS NOT"
    texts = (f"CAST({{side}}.{column} AS TEXT)" for column in columns)
    return " OR ".join(
        f"{text.format(side='OLD')} {is_distinct} {text.format(side='NEW')}" for text in texts
    )


def _freeze(table: str, operation: str, condition: str) -> None:
    """As 0002 does; it made the function that PostgreSQL calls."""
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


def _is_postgresql() -> bool:
    bind: sa.Connection = op.get_bind()
    return bind.dialect.name == "postgresql"
