"""Every test in this folder runs on SQLite and on PostgreSQL."""

import pytest

from testplatform.config import Config


@pytest.fixture(params=["sqlite", "postgresql"])
def config(request: pytest.FixtureRequest) -> Config:
    """The configuration of each database in turn; PostgreSQL is skipped where no server answers."""
    name = "sqlite_config" if request.param == "sqlite" else "postgres_config"
    found: Config = request.getfixturevalue(name)
    return found
