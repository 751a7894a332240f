"""Fixtures for every ring: a real database per test, copied from one that was migrated and filled
once.
"""

import os
import shutil
import uuid
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import psycopg
import pytest
import sqlalchemy as sa
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy.orm import Session

from testplatform import create_app
from testplatform.config import Config
from testplatform.db import db, unit_of_work
from testplatform.demo import load_demo_content
from testplatform.migrating import upgrade
from tests.builders.demo import TEST_LANGUAGES
from tests.builders.postgres import Copies, copies_of

POSTGRES_URL = os.environ.get("TEST_POSTGRES_URL", "postgresql://postgres@127.0.0.1:5432/postgres")
LOADED_AT = datetime(2026, 1, 5, 8, 0, tzinfo=UTC)
SECRET = "whsec_dGVzdHRlc3R0ZXN0dGVzdHRlc3R0ZXN0dGVzdHRlc3Q="


def a_config(folder: Path, database_url: str) -> Config:
    """A complete configuration whose every trace stays in `folder`."""
    return Config(
        instance_folder=folder,
        secret_key="a-secret-key-for-tests-only",
        password_pepper="a-pepper-for-tests-only",
        database_url=database_url,
        broker_url="memory://",
        media_root=folder / "media",
        client_tracking_url="http://127.0.0.1:9",
        client_tracking_secret=SECRET,
        client_tracking_token="a-token-for-tests",
        ratelimit_storage_url="memory://",
        cookies_need_https=False,
        trusted_proxies=0,
        testing=True,
        cheap_passwords=True,
    )


def fill(app: Flask, config: Config) -> None:
    """Migrate and load reference data, staff and the demo form."""
    with app.app_context():
        upgrade(db.engine)
        with unit_of_work() as session:
            load_demo_content(app, session, config, LOADED_AT, languages=TEST_LANGUAGES)
        db.engine.dispose()


def make_filled_folder(folder: Path) -> Path:
    """A folder with a filled SQLite database and its media, to be copied and never written to."""
    config = a_config(folder, f"sqlite:///{folder / 'filled.db'}")
    fill(create_app(config), config)
    with sa.create_engine(config.database_url).connect() as connection:
        connection.exec_driver_sql("PRAGMA wal_checkpoint(TRUNCATE)")
    return folder


def copy_filled(filled_folder: Path, folder: Path) -> Config:
    """A configuration with a copy of the filled database, and of its media, in `folder`."""
    database = folder / "test.db"
    shutil.copyfile(filled_folder / "filled.db", database)
    shutil.copytree(filled_folder / "media", folder / "media")
    return a_config(folder, f"sqlite:///{database}")


@pytest.fixture(scope="session")
def filled_postgres(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Copies]:
    """Copies of a filled PostgreSQL database; skips where no server answers."""
    name = f"testplatform_{uuid.uuid4().hex[:12]}"
    try:
        server = psycopg.connect(POSTGRES_URL, autocommit=True, connect_timeout=2)
    except psycopg.OperationalError as problem:
        pytest.skip(f"no PostgreSQL at {POSTGRES_URL}: {str(problem).splitlines()[0]}")
    with server:
        server.execute(f'CREATE DATABASE "{name}"')
        folder = tmp_path_factory.mktemp("filled-postgres")
        config = a_config(folder, postgres_url(name))
        fill(create_app(config), config)
        with copies_of(POSTGRES_URL, name) as copies:
            yield copies
        server.execute(f'DROP DATABASE "{name}" WITH (FORCE)')


def postgres_url(database: str) -> str:
    return POSTGRES_URL.rsplit("/", 1)[0] + f"/{database}"


@pytest.fixture
def sqlite_config(filled_folder: Path, tmp_path: Path) -> Config:
    """A configuration with a filled SQLite database of this test alone."""
    return copy_filled(filled_folder, tmp_path)


@pytest.fixture
def config(sqlite_config: Config) -> Config:
    """The configuration of the application under test; some folders put another one here."""
    return sqlite_config


@pytest.fixture
def postgres_config(sqlite_config: Config, filled_postgres: Copies) -> Iterator[Config]:
    """A configuration with a filled PostgreSQL database of this test alone."""
    name = filled_postgres.take()
    yield replace(sqlite_config, database_url=postgres_url(name))
    filled_postgres.give_back(name)


@pytest.fixture
def app(config: Config) -> Iterator[Flask]:
    app = create_app(config)
    yield app
    with app.app_context():
        db.engine.dispose()


@pytest.fixture
def session(app: Flask) -> Iterator[Session]:
    """A session inside an application context, for what a test looks up or arranges."""
    with app.app_context():
        yield db.session


@pytest.fixture
def client(app: Flask) -> FlaskClient:
    return app.test_client()
