"""What the platform needs around it, looked at one by one."""

import os
from typing import Any

import sqlalchemy as sa
from sqlalchemy.exc import SQLAlchemyError

from testplatform.config import Config
from testplatform.migrating import find_current_revision, find_head_revision


def check_readiness(engine: sa.Engine, config: Config, celery_app: Any) -> dict[str, str]:
    """Name of each need → "ok" or what is wrong, without addresses or secrets."""
    return {
        "database": _check_database(engine),
        "migrations": _check_migrations(engine),
        "broker": _check_broker(celery_app),
        "media": _check_media(config),
    }


def _check_database(engine: sa.Engine) -> str:
    try:
        with engine.connect() as connection:
            connection.execute(sa.text("SELECT 1"))
    except SQLAlchemyError:
        return "unreachable"
    return "ok"


def _check_migrations(engine: sa.Engine) -> str:
    try:
        current = find_current_revision(engine)
    except SQLAlchemyError:
        return "unreachable"
    return "ok" if current == find_head_revision() else "behind"


def _check_broker(celery_app: Any) -> str:
    try:
        with celery_app.connection_for_write() as connection:
            connection.ensure_connection(max_retries=1, interval_start=0, timeout=2)
    except Exception as problem:
        return f"unreachable ({type(problem).__name__})"
    return "ok"


def _check_media(config: Config) -> str:
    return "ok" if os.access(config.media_root, os.R_OK | os.W_OK) else "not writable"
