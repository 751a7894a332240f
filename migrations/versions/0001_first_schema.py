"""First schema"""

import sqlalchemy as sa
from alembic import op

revision = "0001_first_schema"
down_revision = None
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "audit_heads",
        sa.Column("id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("record_hash", sa.String(length=64), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_audit_heads")),
    )
    op.create_table(
        "audit_log",
        sa.Column("position", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column(
            "actor",
            sa.String(length=255),
            nullable=False,
            comment="staff:<id>, candidate, worker or client-tracking",
        ),
        sa.Column("action", sa.String(length=64), nullable=False),
        sa.Column("subject", sa.String(length=255), nullable=False, comment="<kind>:<id>"),
        sa.Column("details", sa.JSON(), nullable=False),
        sa.Column("previous_hash", sa.String(length=64), nullable=False),
        sa.Column("record_hash", sa.String(length=64), nullable=False),
        sa.PrimaryKeyConstraint("position", name=op.f("pk_audit_log")),
        sa.UniqueConstraint("record_hash", name=op.f("uq_audit_log_record_hash")),
    )
    with op.batch_alter_table("audit_log", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_audit_log_subject"), ["subject"], unique=False)

    op.create_table(
        "candidates",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("dossier", sa.String(length=64), nullable=False),
        sa.Column("given_name", sa.String(length=255), nullable=False),
        sa.Column("family_name", sa.String(length=255), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_candidates")),
        sa.UniqueConstraint("dossier", name=op.f("uq_candidates_dossier")),
    )
    op.create_table(
        "cut_score_sets",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("code", sa.String(length=64), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("programme", sa.String(length=64), nullable=False),
        sa.Column("moment", sa.String(length=64), nullable=False),
        sa.Column("effective_from", sa.Date(), nullable=False),
        sa.Column("document", sa.JSON(), nullable=False, comment="scoring.cut_scores document"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_cut_score_sets")),
        sa.UniqueConstraint("code", "version", name=op.f("uq_cut_score_sets_code_version")),
        sa.UniqueConstraint(
            "programme",
            "moment",
            "effective_from",
            name=op.f("uq_cut_score_sets_programme_moment_effective_from"),
        ),
    )
    op.create_table(
        "items",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("code", sa.String(length=64), nullable=False),
        sa.Column("programme", sa.String(length=64), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_items")),
        sa.UniqueConstraint("code", name=op.f("uq_items_code")),
    )
    with op.batch_alter_table("items", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_items_programme"), ["programme"], unique=False)

    op.create_table(
        "languages",
        sa.Column("tag", sa.String(length=35), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False, comment="order of presentation"),
        sa.Column("own_name", sa.String(length=255), nullable=False),
        sa.Column("dutch_name", sa.String(length=255), nullable=False),
        sa.Column("script", sa.String(length=4), nullable=False, comment="ISO 15924"),
        sa.Column("direction", sa.String(length=3), nullable=False),
        sa.Column("mo_test_offered", sa.Boolean(), nullable=False),
        sa.Column("font", sa.String(length=255), nullable=False),
        sa.Column(
            "voice",
            sa.String(length=255),
            nullable=True,
            comment="offline voice; null: no voice speaks it",
        ),
        sa.PrimaryKeyConstraint("tag", name=op.f("pk_languages")),
        sa.UniqueConstraint("position", name=op.f("uq_languages_position")),
    )
    op.create_table(
        "organisations",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("code", sa.String(length=64), nullable=False),
        sa.Column("name", sa.String(length=255), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_organisations")),
        sa.UniqueConstraint("code", name=op.f("uq_organisations_code")),
    )
    op.create_table(
        "pull_cursors",
        sa.Column("source", sa.String(length=64), nullable=False),
        sa.Column("cursor", sa.String(length=255), nullable=False),
        sa.Column("pulled_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("source", name=op.f("pk_pull_cursors")),
    )
    op.create_table(
        "refused_bookings",
        sa.Column("external_id", sa.String(length=64), nullable=False),
        sa.Column("problems", sa.JSON(), nullable=False, comment="field → what is wrong with it"),
        sa.Column("refused_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("external_id", name=op.f("pk_refused_bookings")),
    )
    op.create_table(
        "roles",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(length=80), nullable=False),
        sa.Column("description", sa.String(length=255), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_roles")),
        sa.UniqueConstraint("name", name=op.f("uq_roles_name")),
    )
    op.create_table(
        "audio_assets",
        sa.Column("key", sa.String(length=64), nullable=False),
        sa.Column("state", sa.String(length=40), nullable=False),
        sa.Column("language", sa.String(length=35), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column(
            "text_hash", sa.String(length=64), nullable=False, comment="SHA-256 of the text in NFC"
        ),
        sa.Column(
            "is_public",
            sa.Boolean(),
            nullable=False,
            comment="true: interface text; false: exam content",
        ),
        sa.Column("engine", sa.String(length=80), nullable=False),
        sa.Column("requested_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("duration_ms", sa.Integer(), nullable=True, comment="null until ready"),
        sa.Column(
            "loudness_lufs",
            sa.String(length=255),
            nullable=True,
            comment="null until ready, or under 0.4 s",
        ),
        sa.Column("sha256", sa.String(length=64), nullable=True, comment="null until ready"),
        sa.Column(
            "refusal",
            sa.String(length=255),
            nullable=True,
            comment="why the gate refused it; null otherwise",
        ),
        sa.ForeignKeyConstraint(
            ["language"], ["languages.tag"], name=op.f("fk_audio_assets_language_languages")
        ),
        sa.PrimaryKeyConstraint("key", name=op.f("pk_audio_assets")),
    )
    with op.batch_alter_table("audio_assets", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_audio_assets_language_text_hash"),
            ["language", "text_hash"],
            unique=False,
        )
        batch_op.create_index(batch_op.f("ix_audio_assets_state"), ["state"], unique=False)

    op.create_table(
        "glossary_terms",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("language", sa.String(length=35), nullable=False),
        sa.Column("source_term", sa.String(length=255), nullable=False),
        sa.Column("target_term", sa.String(length=255), nullable=False),
        sa.Column("note", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["language"], ["languages.tag"], name=op.f("fk_glossary_terms_language_languages")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_glossary_terms")),
        sa.UniqueConstraint(
            "language", "source_term", name=op.f("uq_glossary_terms_language_source_term")
        ),
    )
    op.create_table(
        "test_centres",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("code", sa.String(length=64), nullable=False),
        sa.Column("name", sa.String(length=255), nullable=False),
        sa.Column("organisation_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["organisation_id"],
            ["organisations.id"],
            name=op.f("fk_test_centres_organisation_id_organisations"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_test_centres")),
        sa.UniqueConstraint("code", name=op.f("uq_test_centres_code")),
    )
    op.create_table(
        "sittings",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("test_centre_id", sa.Integer(), nullable=False),
        sa.Column("programme", sa.String(length=64), nullable=False),
        sa.Column("starts_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("opens_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("closes_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint("opens_at < closes_at", name=op.f("ck_sittings_opens_before_it_closes")),
        sa.ForeignKeyConstraint(
            ["test_centre_id"],
            ["test_centres.id"],
            name=op.f("fk_sittings_test_centre_id_test_centres"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_sittings")),
        sa.UniqueConstraint(
            "test_centre_id",
            "programme",
            "starts_at",
            name=op.f("uq_sittings_test_centre_id_programme_starts_at"),
        ),
    )
    with op.batch_alter_table("sittings", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_sittings_starts_at"), ["starts_at"], unique=False)

    op.create_table(
        "staff",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("email", sa.String(length=255), nullable=False),
        sa.Column("display_name", sa.String(length=255), nullable=False),
        sa.Column("password", sa.String(length=255), nullable=False),
        sa.Column("active", sa.Boolean(), nullable=False),
        sa.Column("fs_uniquifier", sa.String(length=64), nullable=False),
        sa.Column(
            "test_centre_id",
            sa.Integer(),
            nullable=True,
            comment="null: not bound to one test centre",
        ),
        sa.ForeignKeyConstraint(
            ["test_centre_id"],
            ["test_centres.id"],
            name=op.f("fk_staff_test_centre_id_test_centres"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_staff")),
        sa.UniqueConstraint("email", name=op.f("uq_staff_email")),
        sa.UniqueConstraint("fs_uniquifier", name=op.f("uq_staff_fs_uniquifier")),
    )
    op.create_table(
        "bookings",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("external_id", sa.String(length=64), nullable=False),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.Column("content_hash", sa.String(length=64), nullable=False),
        sa.Column("candidate_id", sa.Integer(), nullable=False),
        sa.Column("sitting_id", sa.Integer(), nullable=False),
        sa.Column("programme", sa.String(length=64), nullable=False),
        sa.Column("moment", sa.String(length=64), nullable=False),
        sa.Column("language", sa.String(length=35), nullable=False),
        sa.Column("needs", sa.JSON(), nullable=False),
        sa.Column("region", sa.String(length=255), nullable=False),
        sa.Column("received_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["candidate_id"], ["candidates.id"], name=op.f("fk_bookings_candidate_id_candidates")
        ),
        sa.ForeignKeyConstraint(
            ["language"], ["languages.tag"], name=op.f("fk_bookings_language_languages")
        ),
        sa.ForeignKeyConstraint(
            ["sitting_id"], ["sittings.id"], name=op.f("fk_bookings_sitting_id_sittings")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_bookings")),
        sa.UniqueConstraint("external_id", name=op.f("uq_bookings_external_id")),
    )
    with op.batch_alter_table("bookings", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_bookings_candidate_id"), ["candidate_id"], unique=False
        )
        batch_op.create_index(batch_op.f("ix_bookings_sitting_id"), ["sitting_id"], unique=False)

    op.create_table(
        "form_drafts",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("code", sa.String(length=64), nullable=False),
        sa.Column("programme", sa.String(length=64), nullable=False),
        sa.Column("title", sa.String(length=255), nullable=False),
        sa.Column(
            "document", sa.JSON(), nullable=False, comment="itembank.blueprints: rules, choices"
        ),
        sa.Column(
            "edits",
            sa.Integer(),
            nullable=False,
            comment="goes up with every change: nobody overwrites",
        ),
        sa.Column("author_id", sa.Integer(), nullable=True, comment="null: came from a file"),
        sa.Column("updated_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["author_id"], ["staff.id"], name=op.f("fk_form_drafts_author_id_staff")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_form_drafts")),
        sa.UniqueConstraint("code", name=op.f("uq_form_drafts_code")),
    )
    op.create_table(
        "forms",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("code", sa.String(length=64), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("programme", sa.String(length=64), nullable=False),
        sa.Column("title", sa.String(length=255), nullable=False),
        sa.Column("manifest_hash", sa.String(length=64), nullable=False),
        sa.Column(
            "manifest",
            sa.JSON(),
            nullable=False,
            comment="itembank.forms: item versions, translations, cut scores by hash",
        ),
        sa.Column("shuffles_items", sa.Boolean(), nullable=False),
        sa.Column("shuffles_options", sa.Boolean(), nullable=False),
        sa.Column("published_by_id", sa.Integer(), nullable=True, comment="null: a command"),
        sa.Column("published_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column(
            "withdrawn_at",
            sa.DateTime(timezone=True),
            nullable=True,
            comment="null: new attempts may be made with it",
        ),
        sa.ForeignKeyConstraint(
            ["published_by_id"], ["staff.id"], name=op.f("fk_forms_published_by_id_staff")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_forms")),
        sa.UniqueConstraint("code", "version", name=op.f("uq_forms_code_version")),
    )
    op.create_table(
        "item_versions",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("item_id", sa.Integer(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column(
            "is_newest",
            sa.Boolean(),
            nullable=False,
            comment="the one version of its item that lists show",
        ),
        sa.Column("state", sa.String(length=40), nullable=False),
        sa.Column("source_language", sa.String(length=35), nullable=False),
        sa.Column("document", sa.JSON(), nullable=False, comment="itembank.item_documents"),
        sa.Column("content_hash", sa.String(length=64), nullable=False),
        sa.Column("item_type", sa.String(length=40), nullable=False),
        sa.Column("part", sa.String(length=64), nullable=False),
        sa.Column("theme", sa.String(length=64), nullable=False),
        sa.Column(
            "skill",
            sa.String(length=40),
            nullable=True,
            comment="null: not of a skill",
        ),
        sa.Column(
            "level",
            sa.String(length=40),
            nullable=True,
            comment="null: not of a level",
        ),
        sa.Column("search_text", sa.Text(), nullable=False, comment="code and texts in lower case"),
        sa.Column("author_id", sa.Integer(), nullable=True, comment="null: came from a file"),
        sa.Column(
            "edits",
            sa.Integer(),
            nullable=False,
            comment="goes up with every change: nobody overwrites",
        ),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("updated_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["author_id"], ["staff.id"], name=op.f("fk_item_versions_author_id_staff")
        ),
        sa.ForeignKeyConstraint(
            ["item_id"], ["items.id"], name=op.f("fk_item_versions_item_id_items")
        ),
        sa.ForeignKeyConstraint(
            ["source_language"],
            ["languages.tag"],
            name=op.f("fk_item_versions_source_language_languages"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_item_versions")),
        sa.UniqueConstraint("item_id", "version", name=op.f("uq_item_versions_item_id_version")),
    )
    with op.batch_alter_table("item_versions", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_item_versions_is_newest_updated_at_id"),
            ["is_newest", "updated_at", "id"],
            unique=False,
        )
        batch_op.create_index(batch_op.f("ix_item_versions_state"), ["state"], unique=False)

    op.create_table(
        "media_files",
        sa.Column("sha256", sa.String(length=64), nullable=False),
        sa.Column("name", sa.String(length=255), nullable=False),
        sa.Column("media_type", sa.String(length=80), nullable=False),
        sa.Column("size_bytes", sa.Integer(), nullable=False),
        sa.Column("duration_ms", sa.Integer(), nullable=True, comment="null: an image or captions"),
        sa.Column("uploaded_by_id", sa.Integer(), nullable=True, comment="null: came from a file"),
        sa.Column("uploaded_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["uploaded_by_id"], ["staff.id"], name=op.f("fk_media_files_uploaded_by_id_staff")
        ),
        sa.PrimaryKeyConstraint("sha256", name=op.f("pk_media_files")),
        sa.UniqueConstraint("name", name=op.f("uq_media_files_name")),
    )
    op.create_table(
        "saved_views",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("staff_id", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(length=80), nullable=False),
        sa.Column("query", sa.Text(), nullable=False, comment="the query string of the list"),
        sa.ForeignKeyConstraint(
            ["staff_id"], ["staff.id"], name=op.f("fk_saved_views_staff_id_staff")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_saved_views")),
        sa.UniqueConstraint("staff_id", "name", name=op.f("uq_saved_views_staff_id_name")),
    )
    op.create_table(
        "staff_languages",
        sa.Column("staff_id", sa.Integer(), nullable=False),
        sa.Column("language", sa.String(length=35), nullable=False),
        sa.ForeignKeyConstraint(
            ["language"], ["languages.tag"], name=op.f("fk_staff_languages_language_languages")
        ),
        sa.ForeignKeyConstraint(
            ["staff_id"], ["staff.id"], name=op.f("fk_staff_languages_staff_id_staff")
        ),
        sa.PrimaryKeyConstraint("staff_id", "language", name=op.f("pk_staff_languages")),
        comment="the languages that somebody translates into or reviews",
    )
    op.create_table(
        "staff_roles",
        sa.Column("staff_id", sa.Integer(), nullable=False),
        sa.Column("role_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["role_id"], ["roles.id"], name=op.f("fk_staff_roles_role_id_roles")
        ),
        sa.ForeignKeyConstraint(
            ["staff_id"], ["staff.id"], name=op.f("fk_staff_roles_staff_id_staff")
        ),
        sa.PrimaryKeyConstraint("staff_id", "role_id", name=op.f("pk_staff_roles")),
    )
    op.create_table(
        "audio_manifests",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("form_id", sa.Integer(), nullable=False),
        sa.Column("language", sa.String(length=35), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("document", sa.JSON(), nullable=False),
        sa.Column("content_hash", sa.String(length=64), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["form_id"], ["forms.id"], name=op.f("fk_audio_manifests_form_id_forms")
        ),
        sa.ForeignKeyConstraint(
            ["language"], ["languages.tag"], name=op.f("fk_audio_manifests_language_languages")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_audio_manifests")),
        sa.UniqueConstraint(
            "form_id",
            "language",
            "version",
            name=op.f("uq_audio_manifests_form_id_language_version"),
        ),
    )
    op.create_table(
        "form_items",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("form_id", sa.Integer(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("ref", sa.String(length=16), nullable=False),
        sa.Column("part", sa.String(length=64), nullable=False),
        sa.Column("item_version_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["form_id"], ["forms.id"], name=op.f("fk_form_items_form_id_forms")
        ),
        sa.ForeignKeyConstraint(
            ["item_version_id"],
            ["item_versions.id"],
            name=op.f("fk_form_items_item_version_id_item_versions"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_form_items")),
        sa.UniqueConstraint(
            "form_id", "item_version_id", name=op.f("uq_form_items_form_id_item_version_id")
        ),
        sa.UniqueConstraint("form_id", "position", name=op.f("uq_form_items_form_id_position")),
        sa.UniqueConstraint("form_id", "ref", name=op.f("uq_form_items_form_id_ref")),
    )
    with op.batch_alter_table("form_items", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_form_items_item_version_id"), ["item_version_id"], unique=False
        )

    op.create_table(
        "form_translations",
        sa.Column("form_id", sa.Integer(), nullable=False),
        sa.Column("language", sa.String(length=35), nullable=False),
        sa.Column("document", sa.JSON(), nullable=False),
        sa.ForeignKeyConstraint(
            ["form_id"], ["forms.id"], name=op.f("fk_form_translations_form_id_forms")
        ),
        sa.ForeignKeyConstraint(
            ["language"], ["languages.tag"], name=op.f("fk_form_translations_language_languages")
        ),
        sa.PrimaryKeyConstraint("form_id", "language", name=op.f("pk_form_translations")),
    )
    op.create_table(
        "item_comments",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("item_version_id", sa.Integer(), nullable=False),
        sa.Column(
            "language", sa.String(length=35), nullable=True, comment="null: about the source"
        ),
        sa.Column("text_id", sa.String(length=64), nullable=True, comment="null: about the whole"),
        sa.Column("author_id", sa.Integer(), nullable=False),
        sa.Column("body", sa.Text(), nullable=False),
        sa.Column("written_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column(
            "resolved_at",
            sa.DateTime(timezone=True),
            nullable=True,
            comment="null: still open",
        ),
        sa.ForeignKeyConstraint(
            ["author_id"], ["staff.id"], name=op.f("fk_item_comments_author_id_staff")
        ),
        sa.ForeignKeyConstraint(
            ["item_version_id"],
            ["item_versions.id"],
            name=op.f("fk_item_comments_item_version_id_item_versions"),
        ),
        sa.ForeignKeyConstraint(
            ["language"], ["languages.tag"], name=op.f("fk_item_comments_language_languages")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_item_comments")),
    )
    with op.batch_alter_table("item_comments", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_item_comments_item_version_id"), ["item_version_id"], unique=False
        )

    op.create_table(
        "item_editors",
        sa.Column("item_version_id", sa.Integer(), nullable=False),
        sa.Column("staff_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["item_version_id"],
            ["item_versions.id"],
            name=op.f("fk_item_editors_item_version_id_item_versions"),
        ),
        sa.ForeignKeyConstraint(
            ["staff_id"], ["staff.id"], name=op.f("fk_item_editors_staff_id_staff")
        ),
        sa.PrimaryKeyConstraint("item_version_id", "staff_id", name=op.f("pk_item_editors")),
    )
    op.create_table(
        "item_happenings",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("item_version_id", sa.Integer(), nullable=False),
        sa.Column("event", sa.String(length=40), nullable=False),
        sa.Column("from_state", sa.String(length=40), nullable=False),
        sa.Column("to_state", sa.String(length=40), nullable=False),
        sa.Column("actor_id", sa.Integer(), nullable=True, comment="null: a command"),
        sa.Column("comment", sa.Text(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["actor_id"], ["staff.id"], name=op.f("fk_item_happenings_actor_id_staff")
        ),
        sa.ForeignKeyConstraint(
            ["item_version_id"],
            ["item_versions.id"],
            name=op.f("fk_item_happenings_item_version_id_item_versions"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_item_happenings")),
    )
    with op.batch_alter_table("item_happenings", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_item_happenings_item_version_id"), ["item_version_id"], unique=False
        )

    op.create_table(
        "item_translations",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("item_version_id", sa.Integer(), nullable=False),
        sa.Column("language", sa.String(length=35), nullable=False),
        sa.Column("state", sa.String(length=40), nullable=False),
        sa.Column("document", sa.JSON(), nullable=False, comment="itembank.sheets: texts by name"),
        sa.Column("missing", sa.Integer(), nullable=False),
        sa.Column("drafts", sa.Integer(), nullable=False),
        sa.Column("translated", sa.Integer(), nullable=False),
        sa.Column("reviewed", sa.Integer(), nullable=False),
        sa.Column("outdated", sa.Integer(), nullable=False),
        sa.Column(
            "edits",
            sa.Integer(),
            nullable=False,
            comment="goes up with every change: nobody overwrites",
        ),
        sa.Column("updated_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["item_version_id"],
            ["item_versions.id"],
            name=op.f("fk_item_translations_item_version_id_item_versions"),
        ),
        sa.ForeignKeyConstraint(
            ["language"], ["languages.tag"], name=op.f("fk_item_translations_language_languages")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_item_translations")),
        sa.UniqueConstraint(
            "item_version_id",
            "language",
            name=op.f("uq_item_translations_item_version_id_language"),
        ),
    )
    with op.batch_alter_table("item_translations", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_item_translations_language_missing_outdated_item_version_id"),
            ["language", "missing", "outdated", "item_version_id"],
            unique=False,
        )

    op.create_table(
        "attempts",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("public_id", sa.String(length=64), nullable=False),
        sa.Column("booking_id", sa.Integer(), nullable=False),
        sa.Column("form_id", sa.Integer(), nullable=False),
        sa.Column(
            "audio_manifest_id",
            sa.Integer(),
            nullable=True,
            comment="null: the voices of its language are being made",
        ),
        sa.Column("language", sa.String(length=35), nullable=False),
        sa.Column("state", sa.String(length=40), nullable=False),
        sa.Column("code_version", sa.Integer(), nullable=False),
        sa.Column("code_digest", sa.String(length=64), nullable=False),
        sa.Column("minutes", sa.Integer(), nullable=False),
        sa.Column("extra_percent", sa.Integer(), nullable=False),
        sa.Column(
            "shuffle_seed",
            sa.String(length=32),
            nullable=False,
            comment="where the form shuffles, the order follows from this",
        ),
        sa.Column(
            "fence",
            sa.Integer(),
            nullable=False,
            comment="fencing number of the current lease; 0: none yet",
        ),
        sa.Column("checked_in_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column(
            "started_at",
            sa.DateTime(timezone=True),
            nullable=True,
            comment="null until the clock runs",
        ),
        sa.Column(
            "submitted_at",
            sa.DateTime(timezone=True),
            nullable=True,
            comment="null until handed in",
        ),
        sa.Column(
            "submitted_by",
            sa.String(length=40),
            nullable=True,
            comment="null until handed in",
        ),
        sa.ForeignKeyConstraint(
            ["audio_manifest_id"],
            ["audio_manifests.id"],
            name=op.f("fk_attempts_audio_manifest_id_audio_manifests"),
        ),
        sa.ForeignKeyConstraint(
            ["booking_id"], ["bookings.id"], name=op.f("fk_attempts_booking_id_bookings")
        ),
        sa.ForeignKeyConstraint(["form_id"], ["forms.id"], name=op.f("fk_attempts_form_id_forms")),
        sa.ForeignKeyConstraint(
            ["language"], ["languages.tag"], name=op.f("fk_attempts_language_languages")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_attempts")),
        sa.UniqueConstraint("booking_id", name=op.f("uq_attempts_booking_id")),
        sa.UniqueConstraint("code_digest", name=op.f("uq_attempts_code_digest")),
        sa.UniqueConstraint("public_id", name=op.f("uq_attempts_public_id")),
    )
    with op.batch_alter_table("attempts", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_attempts_state"), ["state"], unique=False)

    op.create_table(
        "decisions",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("public_id", sa.String(length=64), nullable=False),
        sa.Column("attempt_id", sa.Integer(), nullable=False),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.Column(
            "supersedes_id",
            sa.Integer(),
            nullable=True,
            comment="null: the first decision on this attempt",
        ),
        sa.Column("outcome", sa.String(length=40), nullable=False),
        sa.Column("cut_score_set_id", sa.Integer(), nullable=False),
        sa.Column("document", sa.JSON(), nullable=False, comment="parts, steps and versions"),
        sa.Column("decided_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["attempt_id"], ["attempts.id"], name=op.f("fk_decisions_attempt_id_attempts")
        ),
        sa.ForeignKeyConstraint(
            ["cut_score_set_id"],
            ["cut_score_sets.id"],
            name=op.f("fk_decisions_cut_score_set_id_cut_score_sets"),
        ),
        sa.ForeignKeyConstraint(
            ["supersedes_id"], ["decisions.id"], name=op.f("fk_decisions_supersedes_id_decisions")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_decisions")),
        sa.UniqueConstraint(
            "attempt_id", "revision", name=op.f("uq_decisions_attempt_id_revision")
        ),
        sa.UniqueConstraint("public_id", name=op.f("uq_decisions_public_id")),
    )
    op.create_table(
        "held_entries",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("attempt_id", sa.Integer(), nullable=False),
        sa.Column("reason", sa.String(length=40), nullable=False),
        sa.Column("fence", sa.Integer(), nullable=False),
        sa.Column("seq", sa.Integer(), nullable=False),
        sa.Column("document", sa.JSON(), nullable=False),
        sa.Column("content_hash", sa.String(length=64), nullable=False),
        sa.Column("received_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["attempt_id"], ["attempts.id"], name=op.f("fk_held_entries_attempt_id_attempts")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_held_entries")),
        sa.UniqueConstraint(
            "attempt_id", "content_hash", name=op.f("uq_held_entries_attempt_id_content_hash")
        ),
    )
    with op.batch_alter_table("held_entries", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_held_entries_attempt_id"), ["attempt_id"], unique=False
        )

    op.create_table(
        "journal_entries",
        sa.Column("attempt_id", sa.Integer(), nullable=False),
        sa.Column("fence", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("seq", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("kind", sa.String(length=40), nullable=False),
        sa.Column("item_ref", sa.String(length=16), nullable=False),
        sa.Column("value", sa.JSON(), nullable=False),
        sa.Column("content_hash", sa.String(length=64), nullable=False),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("received_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column(
            "counted",
            sa.Boolean(),
            nullable=False,
            comment="false: came too late to count (rule of the clock)",
        ),
        sa.ForeignKeyConstraint(
            ["attempt_id"], ["attempts.id"], name=op.f("fk_journal_entries_attempt_id_attempts")
        ),
        sa.PrimaryKeyConstraint("attempt_id", "fence", "seq", name=op.f("pk_journal_entries")),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "leases",
        sa.Column("attempt_id", sa.Integer(), nullable=False),
        sa.Column("fence", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("device", sa.String(length=64), nullable=False),
        sa.Column("issued_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["attempt_id"], ["attempts.id"], name=op.f("fk_leases_attempt_id_attempts")
        ),
        sa.PrimaryKeyConstraint("attempt_id", "fence", name=op.f("pk_leases")),
    )
    op.create_table(
        "awards",
        sa.Column("decision_id", sa.Integer(), nullable=False),
        sa.Column("item_version_id", sa.Integer(), nullable=False),
        sa.Column("part", sa.String(length=64), nullable=False),
        sa.Column("marks", sa.String(length=40), nullable=False),
        sa.Column("out_of", sa.String(length=40), nullable=False),
        sa.Column(
            "document", sa.JSON(), nullable=False, comment="scoring.awards.award_to_document"
        ),
        sa.ForeignKeyConstraint(
            ["decision_id"], ["decisions.id"], name=op.f("fk_awards_decision_id_decisions")
        ),
        sa.ForeignKeyConstraint(
            ["item_version_id"],
            ["item_versions.id"],
            name=op.f("fk_awards_item_version_id_item_versions"),
        ),
        sa.PrimaryKeyConstraint("decision_id", "item_version_id", name=op.f("pk_awards")),
    )
    op.create_table(
        "outbox_messages",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("decision_id", sa.Integer(), nullable=False),
        sa.Column("destination", sa.String(length=64), nullable=False),
        sa.Column("idempotency_key", sa.String(length=64), nullable=False),
        sa.Column("document", sa.JSON(), nullable=False),
        sa.Column("state", sa.String(length=40), nullable=False),
        sa.Column("tries", sa.Integer(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("next_try_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column(
            "claimed_until",
            sa.DateTime(timezone=True),
            nullable=True,
            comment="null: no worker has it now",
        ),
        sa.Column(
            "delivered_at",
            sa.DateTime(timezone=True),
            nullable=True,
            comment="null until delivered",
        ),
        sa.Column(
            "problem",
            sa.String(length=255),
            nullable=True,
            comment="what went wrong last; null: nothing yet",
        ),
        sa.ForeignKeyConstraint(
            ["decision_id"], ["decisions.id"], name=op.f("fk_outbox_messages_decision_id_decisions")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_outbox_messages")),
        sa.UniqueConstraint(
            "decision_id", "destination", name=op.f("uq_outbox_messages_decision_id_destination")
        ),
        sa.UniqueConstraint("idempotency_key", name=op.f("uq_outbox_messages_idempotency_key")),
    )
    with op.batch_alter_table("outbox_messages", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_outbox_messages_state"), ["state"], unique=False)


def downgrade() -> None:
    with op.batch_alter_table("outbox_messages", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_outbox_messages_state"))

    op.drop_table("outbox_messages")
    op.drop_table("awards")
    op.drop_table("leases")
    op.drop_table("journal_entries")
    with op.batch_alter_table("held_entries", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_held_entries_attempt_id"))

    op.drop_table("held_entries")
    op.drop_table("decisions")
    with op.batch_alter_table("attempts", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_attempts_state"))

    op.drop_table("attempts")
    with op.batch_alter_table("item_translations", schema=None) as batch_op:
        batch_op.drop_index(
            batch_op.f("ix_item_translations_language_missing_outdated_item_version_id")
        )

    op.drop_table("item_translations")
    with op.batch_alter_table("item_happenings", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_item_happenings_item_version_id"))

    op.drop_table("item_happenings")
    op.drop_table("item_editors")
    with op.batch_alter_table("item_comments", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_item_comments_item_version_id"))

    op.drop_table("item_comments")
    op.drop_table("form_translations")
    with op.batch_alter_table("form_items", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_form_items_item_version_id"))

    op.drop_table("form_items")
    op.drop_table("audio_manifests")
    op.drop_table("staff_roles")
    op.drop_table("staff_languages")
    op.drop_table("saved_views")
    op.drop_table("media_files")
    with op.batch_alter_table("item_versions", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_item_versions_state"))
        batch_op.drop_index(batch_op.f("ix_item_versions_is_newest_updated_at_id"))

    op.drop_table("item_versions")
    op.drop_table("forms")
    op.drop_table("form_drafts")
    with op.batch_alter_table("bookings", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_bookings_sitting_id"))
        batch_op.drop_index(batch_op.f("ix_bookings_candidate_id"))

    op.drop_table("bookings")
    op.drop_table("staff")
    with op.batch_alter_table("sittings", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_sittings_starts_at"))

    op.drop_table("sittings")
    op.drop_table("test_centres")
    op.drop_table("glossary_terms")
    with op.batch_alter_table("audio_assets", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_audio_assets_state"))
        batch_op.drop_index(batch_op.f("ix_audio_assets_language_text_hash"))

    op.drop_table("audio_assets")
    op.drop_table("roles")
    op.drop_table("refused_bookings")
    op.drop_table("pull_cursors")
    op.drop_table("organisations")
    op.drop_table("languages")
    with op.batch_alter_table("items", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_items_programme"))

    op.drop_table("items")
    op.drop_table("cut_score_sets")
    op.drop_table("candidates")
    with op.batch_alter_table("audit_log", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_audit_log_subject"))

    op.drop_table("audit_log")
    op.drop_table("audit_heads")
