"""Read-aloud: people's voices, reviews, spoken forms, lexicon, engines, stakes and releases"""

import sqlalchemy as sa
from alembic import op

revision = "0004_read_aloud"
down_revision = "0003_recordings"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.drop_column("languages", "voice")
    _create_speakers()
    _widen_audio_assets()
    _create_reviews_and_words()
    _add_stakes()
    _create_releases()


def downgrade() -> None:
    op.drop_table("form_releases")
    op.drop_column("audio_manifests", "is_reviewed")
    op.drop_column("form_drafts", "stakes")
    _thaw_forms()
    op.drop_column("forms", "stakes")
    _freeze_forms(tuple(name for name in _FORM_COLUMNS if name != "stakes"))
    op.drop_table("engine_switches")
    op.drop_table("lexicon_entries")
    op.drop_table("spoken_forms")
    op.drop_table("audio_reviews")
    _narrow_audio_assets()
    op.drop_table("speakers")
    op.add_column(
        "languages",
        sa.Column(
            "voice",
            sa.String(length=255),
            nullable=True,
            comment="offline voice; null: no voice speaks it",
        ),
    )


def _create_speakers() -> None:
    op.create_table(
        "speakers",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("display_name", sa.String(length=255), nullable=False),
        sa.Column(
            "licence",
            sa.String(length=255),
            nullable=False,
            comment="the terms the speaker agreed to",
        ),
        sa.Column("consented_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column(
            "consent_withdrawn_at",
            sa.DateTime(timezone=True),
            nullable=True,
            comment="null: the consent stands; otherwise nothing of the voice goes into new forms",
        ),
        sa.Column("recorded_by_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["recorded_by_id"], ["staff.id"], name=op.f("fk_speakers_recorded_by_id_staff")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_speakers")),
    )


def _widen_audio_assets() -> None:
    """What was made before was made by espeak-ng, and nobody reviewed it."""
    filled = (
        sa.Column("origin", sa.String(length=40), nullable=False, server_default="synthetic"),
        sa.Column(
            "phrases",
            sa.JSON(),
            nullable=False,
            server_default="[]",
            comment="[start, end, said]: pieces of the text and what is said for them",
        ),
        sa.Column("media_type", sa.String(length=40), nullable=False, server_default="audio/webm"),
        sa.Column("voice", sa.String(length=80), nullable=False, server_default=""),
        sa.Column("voice_version", sa.String(length=40), nullable=False, server_default=""),
        sa.Column("licence", sa.String(length=64), nullable=False, server_default="espeak-ng"),
        sa.Column(
            "approvals",
            sa.Integer(),
            nullable=False,
            server_default="0",
            comment="how many native reviewers approve it now",
        ),
    )
    with op.batch_alter_table("audio_assets") as batch_op:
        for column in filled:
            batch_op.add_column(column)
        batch_op.add_column(
            sa.Column("speaker_id", sa.Integer(), nullable=True, comment="null: synthetic")
        )
        batch_op.add_column(
            sa.Column(
                "claimed_until",
                sa.DateTime(timezone=True),
                nullable=True,
                comment="null: no worker is making it; a claim that ran out is free again",
            )
        )
        batch_op.add_column(
            sa.Column(
                "problem",
                sa.String(length=255),
                nullable=True,
                comment="why it could not be made just now, to be tried again; null otherwise",
            )
        )
        batch_op.add_column(
            sa.Column(
                "marks",
                sa.JSON(),
                nullable=True,
                comment="[start, end, from ms, to ms]; null where nobody knows",
            )
        )
        batch_op.create_foreign_key(
            op.f("fk_audio_assets_speaker_id_speakers"), "speakers", ["speaker_id"], ["id"]
        )
        batch_op.alter_column(
            "engine",
            existing_type=sa.String(length=80),
            type_=sa.String(length=40),
            existing_nullable=False,
            comment="human: the studio or an upload",
        )
        for name in ("duration_ms", "loudness_lufs", "sha256"):
            batch_op.alter_column(name, comment=_MADE_COMMENTS[name])
    # An older pipeline made them: the next request makes them anew, and until then they play.
    op.execute("UPDATE audio_assets SET state = 'made' WHERE state = 'ready'")
    with op.batch_alter_table("audio_assets") as batch_op:
        for column in filled:
            batch_op.alter_column(column.name, server_default=None)


_MADE_COMMENTS = {
    "duration_ms": "null until made",
    "loudness_lufs": "null until made, or under 0.4 s",
    "sha256": "null until made",
}


def _narrow_audio_assets() -> None:
    op.execute("UPDATE audio_assets SET state = 'ready' WHERE state = 'made'")
    op.execute("DELETE FROM audio_assets WHERE state NOT IN ('wanted', 'ready', 'refused')")
    with op.batch_alter_table("audio_assets") as batch_op:
        batch_op.drop_constraint(op.f("fk_audio_assets_speaker_id_speakers"), type_="foreignkey")
        for name in (
            "origin",
            "phrases",
            "media_type",
            "voice",
            "voice_version",
            "licence",
            "approvals",
            "speaker_id",
            "claimed_until",
            "problem",
            "marks",
        ):
            batch_op.drop_column(name)
        batch_op.alter_column("engine", existing_type=sa.String(40), type_=sa.String(80))


def _create_reviews_and_words() -> None:
    op.create_table(
        "audio_reviews",
        sa.Column("asset_key", sa.String(length=64), nullable=False),
        sa.Column("reviewer_id", sa.Integer(), nullable=False),
        sa.Column("verdict", sa.String(length=40), nullable=False),
        sa.Column(
            "reason", sa.String(length=255), nullable=False, comment="empty with an approval"
        ),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["asset_key"],
            ["audio_assets.key"],
            name=op.f("fk_audio_reviews_asset_key_audio_assets"),
        ),
        sa.ForeignKeyConstraint(
            ["reviewer_id"], ["staff.id"], name=op.f("fk_audio_reviews_reviewer_id_staff")
        ),
        sa.PrimaryKeyConstraint("asset_key", "reviewer_id", name=op.f("pk_audio_reviews")),
    )
    op.create_table(
        "spoken_forms",
        sa.Column("language", sa.String(length=35), nullable=False),
        sa.Column("text_hash", sa.String(length=64), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("spoken", sa.Text(), nullable=False),
        sa.Column("author_id", sa.Integer(), nullable=False),
        sa.Column("updated_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["author_id"], ["staff.id"], name=op.f("fk_spoken_forms_author_id_staff")
        ),
        sa.ForeignKeyConstraint(
            ["language"], ["languages.tag"], name=op.f("fk_spoken_forms_language_languages")
        ),
        sa.PrimaryKeyConstraint("language", "text_hash", name=op.f("pk_spoken_forms")),
    )
    op.create_table(
        "lexicon_entries",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("language", sa.String(length=35), nullable=False),
        sa.Column("word", sa.String(length=255), nullable=False),
        sa.Column("spoken", sa.String(length=255), nullable=False),
        sa.Column("author_id", sa.Integer(), nullable=False),
        sa.Column("updated_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["author_id"], ["staff.id"], name=op.f("fk_lexicon_entries_author_id_staff")
        ),
        sa.ForeignKeyConstraint(
            ["language"], ["languages.tag"], name=op.f("fk_lexicon_entries_language_languages")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_lexicon_entries")),
        sa.UniqueConstraint("language", "word", name=op.f("uq_lexicon_entries_language_word")),
    )
    op.create_table(
        "engine_switches",
        sa.Column("engine", sa.String(length=40), nullable=False),
        sa.Column("is_on", sa.Boolean(), nullable=False),
        sa.Column("changed_by_id", sa.Integer(), nullable=False),
        sa.Column("changed_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["changed_by_id"], ["staff.id"], name=op.f("fk_engine_switches_changed_by_id_staff")
        ),
        sa.PrimaryKeyConstraint("engine", name=op.f("pk_engine_switches")),
    )


def _add_stakes() -> None:
    """What was published before was not reviewed by anybody: it stays what it was, practice."""
    _thaw_forms()
    for table in ("forms", "form_drafts"):
        op.add_column(
            table,
            sa.Column("stakes", sa.String(length=40), nullable=False, server_default="practice"),
        )
    op.add_column(
        "audio_manifests",
        sa.Column(
            "is_reviewed",
            sa.Boolean(),
            nullable=False,
            server_default=sa.false(),
            comment=(
                "false: some of it was not approved by native reviewers, and the player says so"
            ),
        ),
    )
    _freeze_forms(_FORM_COLUMNS)


# The columns of a published form that never change, as in 0002 and with the stakes.
_FORM_COLUMNS = (
    "code",
    "version",
    "programme",
    "title",
    "stakes",
    "manifest",
    "manifest_hash",
    "shuffles_items",
    "shuffles_options",
    "published_by_id",
    "published_at",
)


def _thaw_forms() -> None:
    op.execute(f"DROP TRIGGER frozen_forms_update{' ON forms' if _is_postgresql() else ''}")


def _freeze_forms(columns: tuple[str, ...]) -> None:
    is_distinct = "IS DISTINCT FROM" if _is_postgresql() else "IS NOT"
    changed = " OR ".join(
        f"CAST(OLD.{column} AS TEXT) {is_distinct} CAST(NEW.{column} AS TEXT)" for column in columns
    )
    if _is_postgresql():
        op.execute(
            f"CREATE TRIGGER frozen_forms_update BEFORE UPDATE ON forms FOR EACH ROW "
            f"WHEN ({changed}) EXECUTE FUNCTION refuse_change()"
        )
    else:
        op.execute(
            f"CREATE TRIGGER frozen_forms_update BEFORE UPDATE ON forms WHEN {changed} "
            "BEGIN SELECT RAISE(ABORT, 'forms are frozen'); END"
        )


def _is_postgresql() -> bool:
    bind: sa.Connection = op.get_bind()
    return bind.dialect.name == "postgresql"


def _create_releases() -> None:
    op.create_table(
        "form_releases",
        sa.Column("form_id", sa.Integer(), nullable=False),
        sa.Column("language", sa.String(length=35), nullable=False),
        sa.Column("has_read_aloud", sa.Boolean(), nullable=False),
        sa.Column(
            "comment",
            sa.String(length=255),
            nullable=False,
            comment="why without read-aloud; empty otherwise",
        ),
        sa.Column("released_by_id", sa.Integer(), nullable=False),
        sa.Column("released_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["form_id"], ["forms.id"], name=op.f("fk_form_releases_form_id_forms")
        ),
        sa.ForeignKeyConstraint(
            ["language"], ["languages.tag"], name=op.f("fk_form_releases_language_languages")
        ),
        sa.ForeignKeyConstraint(
            ["released_by_id"], ["staff.id"], name=op.f("fk_form_releases_released_by_id_staff")
        ),
        sa.PrimaryKeyConstraint("form_id", "language", name=op.f("pk_form_releases")),
    )
