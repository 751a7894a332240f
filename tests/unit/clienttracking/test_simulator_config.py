"""The simulator's configuration: complete, or refused with every fault at once."""

from pathlib import Path

import pytest

from testplatform.clienttracking.simulator.config import SimulatorConfig
from testplatform.config import ConfigurationIncomplete
from tests.unit.clienttracking.builders import SECRET, TOKEN

COMPLETE = {
    "CLIENT_TRACKING_SECRET": SECRET,
    "CLIENT_TRACKING_TOKEN": TOKEN,
    "SIMULATOR_DATABASE": "/var/lib/simulator.db",
    "PLATFORM_URL": "http://127.0.0.1:8000/",
}


class TestReadingTheEnvironment:
    def test_reads_a_complete_environment(self) -> None:
        config = SimulatorConfig.from_environment(COMPLETE)

        assert config == SimulatorConfig(
            client_tracking_secret=SECRET,
            client_tracking_token=TOKEN,
            database=Path("/var/lib/simulator.db"),
            platform_url="http://127.0.0.1:8000",
        )

    def test_names_everything_that_is_missing(self) -> None:
        with pytest.raises(ConfigurationIncomplete) as refusal:
            SimulatorConfig.from_environment({})

        assert refusal.value.missing == tuple(COMPLETE)

    @pytest.mark.parametrize("url", ["ftp://host", "127.0.0.1:8000", "http://", "http://[", "x"])
    def test_names_what_cannot_be_read(self, url: str) -> None:
        environment = {**COMPLETE, "CLIENT_TRACKING_SECRET": "secret", "PLATFORM_URL": url}

        with pytest.raises(ConfigurationIncomplete) as refusal:
            SimulatorConfig.from_environment(environment)

        assert [name.split()[0] for name in refusal.value.unreadable] == [
            "CLIENT_TRACKING_SECRET",
            "PLATFORM_URL",
        ]
