"""Panels that set a standard"""

import sqlalchemy as sa
from alembic import op

revision = "0009_panels"
down_revision = "0008_appeals"
branch_labels = None
depends_on = None

# What a panel was set up with; an abandoned one does not change at all.
SET_UP = (
    "id",
    "form_id",
    "part",
    "moment",
    "method",
    "scale",
    "description",
    "shows_difficulty",
    "created_by_id",
    "created_at",
)
# Somebody judges an item of their own panel, or all of it, while its round is open.
IS_OPEN = {
    "panel_ratings": """
        EXISTS (
            SELECT 1 FROM panellists
            JOIN panels ON panels.id = panellists.panel_id
            JOIN panel_items ON panel_items.panel_id = panels.id
            WHERE panellists.id = NEW.panellist_id AND panel_items.id = NEW.panel_item_id
            AND panels.state = 'rating' AND panels.round = NEW.round
        )""",
    "panel_opinions": """
        EXISTS (
            SELECT 1 FROM panellists
            JOIN panels ON panels.id = panellists.panel_id
            WHERE panellists.id = NEW.panellist_id
            AND panels.state = 'rating' AND panels.round = NEW.round
        )""",
}
TABLES = (
    "panel_opinions",
    "panel_result_counts",
    "panel_ratings",
    "panel_notes",
    "panellists",
    "panel_items",
    "panels",
)
JUDGED = ("id", "panellist_id", "round", "panel_item_id")


def upgrade() -> None:
    op.create_table(
        "panels",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("form_id", sa.Integer(), nullable=False),
        sa.Column("part", sa.String(length=64), nullable=False),
        sa.Column("moment", sa.String(length=64), nullable=False),
        sa.Column("method", sa.String(length=40), nullable=False),
        sa.Column("scale", sa.String(length=40), nullable=False),
        sa.Column(
            "description", sa.Text(), nullable=False, comment="of somebody who just suffices"
        ),
        sa.Column(
            "shows_difficulty",
            sa.Boolean(),
            nullable=False,
            comment="whether panellists see after a round how many candidates had an item right",
        ),
        sa.Column("state", sa.String(length=40), nullable=False),
        sa.Column(
            "round",
            sa.Integer(),
            nullable=False,
            comment="the newest round that was opened; 0: none yet",
        ),
        sa.Column("created_by_id", sa.Integer(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column(
            "closed_at", sa.DateTime(timezone=True), nullable=True, comment="null: not over yet"
        ),
        sa.Column(
            "cut_score_proposal_id", sa.Integer(), nullable=True, comment="null: nothing proposed"
        ),
        sa.CheckConstraint(
            "(state = 'proposed') = (cut_score_proposal_id IS NOT NULL)",
            name=op.f("ck_panels_proposed_with_a_proposal"),
        ),
        sa.CheckConstraint(
            "(state IN ('closed', 'proposed', 'abandoned')) = (closed_at IS NOT NULL)",
            name=op.f("ck_panels_closed_at_a_time"),
        ),
        sa.CheckConstraint("round >= 0", name=op.f("ck_panels_round_counted")),
        sa.ForeignKeyConstraint(
            ["created_by_id"], ["staff.id"], name=op.f("fk_panels_created_by_id_staff")
        ),
        sa.ForeignKeyConstraint(
            ["cut_score_proposal_id"],
            ["cut_score_proposals.id"],
            name=op.f("fk_panels_cut_score_proposal_id_cut_score_proposals"),
        ),
        sa.ForeignKeyConstraint(["form_id"], ["forms.id"], name=op.f("fk_panels_form_id_forms")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_panels")),
    )
    with op.batch_alter_table("panels", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_panels_state"), ["state"], unique=False)

    op.create_table(
        "panel_items",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("panel_id", sa.Integer(), nullable=False),
        sa.Column("form_item_id", sa.Integer(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False, comment="from 1"),
        sa.Column(
            "attempts", sa.Integer(), nullable=False, comment="decided attempts with the form"
        ),
        sa.Column(
            "share",
            sa.String(length=40),
            nullable=True,
            comment="of the marks that those attempts got; null: there were none",
        ),
        sa.CheckConstraint(
            "(attempts = 0) = (share IS NULL)", name=op.f("ck_panel_items_share_of_attempts")
        ),
        sa.CheckConstraint("attempts >= 0", name=op.f("ck_panel_items_attempts_counted")),
        sa.ForeignKeyConstraint(
            ["form_item_id"], ["form_items.id"], name=op.f("fk_panel_items_form_item_id_form_items")
        ),
        sa.ForeignKeyConstraint(
            ["panel_id"], ["panels.id"], name=op.f("fk_panel_items_panel_id_panels")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_panel_items")),
        sa.UniqueConstraint(
            "panel_id", "form_item_id", name=op.f("uq_panel_items_panel_id_form_item_id")
        ),
        sa.UniqueConstraint("panel_id", "position", name=op.f("uq_panel_items_panel_id_position")),
    )
    op.create_table(
        "panellists",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("panel_id", sa.Integer(), nullable=False),
        sa.Column("staff_id", sa.Integer(), nullable=False),
        sa.Column("invited_by_id", sa.Integer(), nullable=False),
        sa.Column("invited_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column(
            "begun_at",
            sa.DateTime(timezone=True),
            nullable=True,
            comment="when they promised secrecy; null: no item was shown to them yet",
        ),
        sa.ForeignKeyConstraint(
            ["invited_by_id"], ["staff.id"], name=op.f("fk_panellists_invited_by_id_staff")
        ),
        sa.ForeignKeyConstraint(
            ["panel_id"], ["panels.id"], name=op.f("fk_panellists_panel_id_panels")
        ),
        sa.ForeignKeyConstraint(
            ["staff_id"], ["staff.id"], name=op.f("fk_panellists_staff_id_staff")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_panellists")),
        sa.UniqueConstraint("panel_id", "staff_id", name=op.f("uq_panellists_panel_id_staff_id")),
    )
    with op.batch_alter_table("panellists", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_panellists_staff_id"), ["staff_id"], unique=False)

    op.create_table(
        "panel_notes",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("panel_item_id", sa.Integer(), nullable=False),
        sa.Column("round", sa.Integer(), nullable=False, comment="the round that was discussed"),
        sa.Column("body", sa.Text(), nullable=False),
        sa.Column("written_by_id", sa.Integer(), nullable=False),
        sa.Column("written_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint("body <> ''", name=op.f("ck_panel_notes_says_something")),
        sa.ForeignKeyConstraint(
            ["panel_item_id"],
            ["panel_items.id"],
            name=op.f("fk_panel_notes_panel_item_id_panel_items"),
        ),
        sa.ForeignKeyConstraint(
            ["written_by_id"], ["staff.id"], name=op.f("fk_panel_notes_written_by_id_staff")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_panel_notes")),
    )
    with op.batch_alter_table("panel_notes", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_panel_notes_panel_item_id"), ["panel_item_id"], unique=False
        )

    op.create_table(
        "panel_ratings",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("panellist_id", sa.Integer(), nullable=False),
        sa.Column("round", sa.Integer(), nullable=False),
        sa.Column("panel_item_id", sa.Integer(), nullable=False),
        sa.Column(
            "percent",
            sa.Integer(),
            nullable=False,
            comment="chance that somebody who just suffices is right; yes is 100, no is 0",
        ),
        sa.Column("rated_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint(
            "percent BETWEEN 0 AND 100", name=op.f("ck_panel_ratings_percent_in_range")
        ),
        sa.CheckConstraint("round >= 1", name=op.f("ck_panel_ratings_round_counted")),
        sa.ForeignKeyConstraint(
            ["panel_item_id"],
            ["panel_items.id"],
            name=op.f("fk_panel_ratings_panel_item_id_panel_items"),
        ),
        sa.ForeignKeyConstraint(
            ["panellist_id"],
            ["panellists.id"],
            name=op.f("fk_panel_ratings_panellist_id_panellists"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_panel_ratings")),
        sa.UniqueConstraint(
            "panellist_id",
            "round",
            "panel_item_id",
            name=op.f("uq_panel_ratings_panellist_id_round_panel_item_id"),
        ),
    )
    with op.batch_alter_table("panel_ratings", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_panel_ratings_panel_item_id"), ["panel_item_id"], unique=False
        )
    op.create_table(
        "panel_result_counts",
        sa.Column("panel_id", sa.Integer(), nullable=False),
        sa.Column("points", sa.Integer(), nullable=False, comment="whole, rounded down"),
        sa.Column("attempts", sa.Integer(), nullable=False),
        sa.CheckConstraint("attempts >= 1", name=op.f("ck_panel_result_counts_attempts_counted")),
        sa.CheckConstraint("points >= 0", name=op.f("ck_panel_result_counts_points_counted")),
        sa.ForeignKeyConstraint(
            ["panel_id"], ["panels.id"], name=op.f("fk_panel_result_counts_panel_id_panels")
        ),
        sa.PrimaryKeyConstraint("panel_id", "points", name=op.f("pk_panel_result_counts")),
    )
    op.create_table(
        "panel_opinions",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("panellist_id", sa.Integer(), nullable=False),
        sa.Column("round", sa.Integer(), nullable=False),
        sa.Column(
            "place",
            sa.Integer(),
            nullable=True,
            comment="of the last item to be mastered, from 1; null: Beuk",
        ),
        sa.Column(
            "score_percent",
            sa.Integer(),
            nullable=True,
            comment="of the points, that suffices; null: bookmark",
        ),
        sa.Column(
            "pass_percent",
            sa.Integer(),
            nullable=True,
            comment="of the candidates, who should pass; null: bookmark",
        ),
        sa.Column("given_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint(
            "(place IS NULL) = (score_percent IS NOT NULL) AND (score_percent IS NULL) = (pass_percent IS NULL)",
            name=op.f("ck_panel_opinions_of_one_method"),
        ),
        sa.CheckConstraint(
            "place IS NULL OR place >= 1", name=op.f("ck_panel_opinions_place_in_booklet")
        ),
        sa.CheckConstraint("round >= 1", name=op.f("ck_panel_opinions_round_counted")),
        sa.CheckConstraint(
            "score_percent IS NULL OR (score_percent BETWEEN 0 AND 100 AND pass_percent BETWEEN 0 AND 100)",
            name=op.f("ck_panel_opinions_percents_in_range"),
        ),
        sa.ForeignKeyConstraint(
            ["panellist_id"],
            ["panellists.id"],
            name=op.f("fk_panel_opinions_panellist_id_panellists"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_panel_opinions")),
        sa.UniqueConstraint(
            "panellist_id", "round", name=op.f("uq_panel_opinions_panellist_id_round")
        ),
    )
    _freeze("panels", "UPDATE", f"OLD.state = 'abandoned' OR {_changes(SET_UP)}")
    _freeze("panels", "DELETE", "1 = 1")
    _freeze("panel_items", "UPDATE", "1 = 1")
    _freeze("panel_items", "DELETE", "1 = 1")
    _freeze("panel_ratings", "UPDATE", _changes(JUDGED))
    _freeze("panel_ratings", "DELETE", "1 = 1")
    _freeze("panel_opinions", "DELETE", "1 = 1")
    _freeze("panel_result_counts", "UPDATE", "1 = 1")
    _freeze("panel_result_counts", "DELETE", "1 = 1")
    for table, condition in IS_OPEN.items():
        _refuse_late_judgements(table, condition)
    _freeze("panel_notes", "UPDATE", "1 = 1")
    _freeze("panel_notes", "DELETE", "1 = 1")


def downgrade() -> None:
    for table in TABLES:
        op.drop_table(table)  # its triggers go with it
    if _is_postgresql():
        for table in IS_OPEN:
            op.execute(f"DROP FUNCTION refuse_late_{table}()")


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


def _refuse_late_judgements(table: str, is_open: str) -> None:
    if not _is_postgresql():
        for operation in ("INSERT", "UPDATE"):
            op.execute(
                f"CREATE TRIGGER open_{table}_{operation.lower()} BEFORE {operation} ON {table} "
                f"WHEN NOT {is_open} "
                "BEGIN SELECT RAISE(ABORT, 'the round of this panel is not open'); END"
            )
        return
    # A condition of a trigger reads no other table there; a function does.
    op.execute(
        f"CREATE FUNCTION refuse_late_{table}() RETURNS trigger LANGUAGE plpgsql AS "
        f"$$ BEGIN IF NOT {is_open} THEN "
        "RAISE EXCEPTION 'the round of this panel is not open' "
        "USING ERRCODE = 'integrity_constraint_violation'; END IF; RETURN NEW; END $$"
    )
    op.execute(
        f"CREATE TRIGGER open_{table} BEFORE INSERT OR UPDATE ON {table} "
        f"FOR EACH ROW EXECUTE FUNCTION refuse_late_{table}()"
    )


def _is_postgresql() -> bool:
    bind: sa.Connection = op.get_bind()
    return bind.dialect.name == "postgresql"
