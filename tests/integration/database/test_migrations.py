from pathlib import Path

from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from flask import Flask

from testplatform.config import PROJECT_ROOT
from testplatform.db import Base, db
from testplatform.migrating import alembic_config, find_current_revision, find_head_revision


class TestMigrations:
    def test_make_the_schema_of_the_models(self, app: Flask) -> None:
        with app.app_context(), db.engine.connect() as connection:
            context = MigrationContext.configure(connection, opts={"compare_type": True})

            assert compare_metadata(context, Base.metadata) == []

    def test_have_one_head_and_the_database_is_there(self, app: Flask) -> None:
        heads = ScriptDirectory.from_config(alembic_config()).get_heads()

        with app.app_context():
            assert [find_current_revision(db.engine)] == [find_head_revision()] == list(heads)

    def test_are_named_by_their_revision(self) -> None:
        scripts = ScriptDirectory.from_config(alembic_config()).walk_revisions()
        files = {path.stem for path in (PROJECT_ROOT / "migrations" / "versions").glob("*.py")}

        assert files == {script.revision for script in scripts}

    def test_import_nothing_of_the_application(self) -> None:
        sources = [path.read_text() for path in Path("migrations/versions").glob("*.py")]

        assert not any("testplatform" in source for source in sources)
