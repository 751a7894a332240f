"""What every ring shares: a database that was filled once."""

from pathlib import Path

import pytest

from tests.builders.addresses import remember_addresses
from tests.integration.conftest import make_filled_folder

remember_addresses()


@pytest.fixture(scope="session")
def filled_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with a filled SQLite database and its media; tests copy it and never write here."""
    return make_filled_folder(tmp_path_factory.mktemp("filled"))
