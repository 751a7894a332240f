"""Alembic from code: where the database is, where it should be, and bringing it there."""

from alembic import command
from alembic.config import Config as AlembicConfig
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Engine

from testplatform.config import PROJECT_ROOT


def alembic_config() -> AlembicConfig:
    config = AlembicConfig()
    config.set_main_option("script_location", str(PROJECT_ROOT / "migrations"))
    return config


def find_head_revision() -> str | None:
    return ScriptDirectory.from_config(alembic_config()).get_current_head()


def find_current_revision(engine: Engine) -> str | None:
    with engine.connect() as connection:
        return MigrationContext.configure(connection).get_current_revision()


def upgrade(engine: Engine) -> None:
    """Bring the schema to the newest revision."""
    config = alembic_config()
    config.attributes["engine"] = engine
    command.upgrade(config, "head")
