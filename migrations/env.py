"""Run migrations on the engine that the application hands over."""

from alembic import context
from sqlalchemy import Engine
from sqlalchemy.types import TypeDecorator

import testplatform.models  # noqa: F401  fills the metadata
from testplatform.db import Base


def render_item(kind: str, item: object, autogen_context: object) -> str | bool:
    """Write our column types as what they are in the database: a migration imports no application code."""
    if kind == "type" and isinstance(item, TypeDecorator):
        return f"sa.{item.impl!r}"
    return False


engine: Engine = context.config.attributes["engine"]

with engine.connect() as connection:
    context.configure(
        connection=connection,
        target_metadata=Base.metadata,
        compare_type=True,
        render_item=render_item,
        render_as_batch=connection.dialect.name == "sqlite",
        transaction_per_migration=True,
    )
    with context.begin_transaction():
        context.run_migrations()
    connection.commit()
