from dataclasses import replace
from pathlib import Path

from flask.testing import FlaskClient

from testplatform import create_app
from testplatform.config import Config


class TestHealth:
    def test_the_process_answers(self, client: FlaskClient) -> None:
        assert client.get("/healthz").get_json() == {"status": "ok"}

    def test_everything_is_there(self, client: FlaskClient) -> None:
        response = client.get("/readyz")

        assert response.status_code == 200
        assert set(response.get_json()["checks"]) == {"database", "migrations", "broker", "media"}

    def test_a_database_that_was_not_migrated_is_not_ready(
        self, config: Config, tmp_path: Path
    ) -> None:
        empty = replace(config, database_url=f"sqlite:///{tmp_path / 'empty.db'}")

        response = create_app(empty).test_client().get("/readyz")

        assert response.status_code == 503
        assert response.get_json()["checks"]["migrations"] == "behind"

    def test_a_broker_that_is_gone_is_named(self, config: Config) -> None:
        gone = replace(config, broker_url="redis://127.0.0.1:9/0")

        response = create_app(gone).test_client().get("/readyz")

        assert response.status_code == 503
        assert response.get_json()["checks"]["broker"].startswith("unreachable")
