"""A wake-up call goes through a real broker to a real worker, and the attempt is decided."""

import os
import signal
import subprocess
import sys
import time
import uuid
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from flask import Flask
from kombu import Connection
from sqlalchemy.orm import Session

from testplatform.config import Config
from testplatform.models.attempts import Attempt, AttemptState
from testplatform.tasks import QueueName, wake
from testplatform.tasks.results import score
from tests.builders.attempts import a_submitted_attempt

CELERY = Path(sys.executable).parent / "celery"
PATIENCE_SECONDS = 60

BROKERS = {
    "filesystem": "filesystem://",
    "redis": os.environ.get("TEST_REDIS_URL", "redis://127.0.0.1:6379/15"),
    "rabbitmq": os.environ.get("TEST_RABBITMQ_URL", "amqp://guest:guest@127.0.0.1:5672//"),
}


@pytest.fixture(params=sorted(BROKERS))
def config(request: pytest.FixtureRequest, sqlite_config: Config) -> Config:
    """The configuration of each broker in turn; one that does not answer is skipped."""
    url = BROKERS[request.param]
    if not url.startswith("filesystem"):
        try:
            with Connection(url, connect_timeout=2) as connection:
                connection.ensure_connection(max_retries=1, timeout=2)
        except Exception as problem:
            pytest.skip(f"no {request.param} at {url}: {type(problem).__name__}")
    return replace(sqlite_config, broker_url=url)


@pytest.fixture
def worker(config: Config) -> Iterator[None]:
    """A worker process on the queue of results, ended when the test is."""
    environment = {
        **os.environ,
        "INSTANCE_FOLDER": str(config.instance_folder),
        "SECRET_KEY": config.secret_key,
        "PASSWORD_PEPPER": config.password_pepper,
        "DATABASE_URL": config.database_url,
        "CELERY_BROKER_URL": config.broker_url,
        "MEDIA_ROOT": str(config.media_root),
        "CLIENT_TRACKING_URL": config.client_tracking_url,
        "CLIENT_TRACKING_SECRET": config.client_tracking_secret,
        "CLIENT_TRACKING_TOKEN": config.client_tracking_token,
    }
    command = [CELERY, "--quiet", "--app", "testplatform.worker:celery_app", "worker"]
    options = ["--pool", "solo", "--queues", QueueName.RESULTS.value, "--loglevel", "WARNING"]
    name = ["--hostname", f"test-{uuid.uuid4().hex[:8]}@localhost", "--without-mingle"]
    process = subprocess.Popen([*command, *options, *name], env=environment)
    yield
    process.send_signal(signal.SIGTERM)
    assert process.wait(timeout=30) is not None


class TestBrokers:
    def test_a_wake_up_call_leads_to_a_decision(
        self, app: Flask, session: Session, worker: None
    ) -> None:
        attempt_id = a_submitted_attempt()
        session.rollback()

        assert wake(score, attempt_id)

        assert state_within(session, attempt_id) is AttemptState.SCORED


def state_within(session: Session, attempt_id: int) -> AttemptState:
    """The state once it is decided, or when patience ends."""
    deadline = time.monotonic() + PATIENCE_SECONDS
    while True:
        session.rollback()
        state = session.get_one(Attempt, attempt_id, populate_existing=True).state
        if state is AttemptState.SCORED or time.monotonic() > deadline:
            return state
        time.sleep(0.2)


class TestSilentBroker:
    def test_a_hand_in_does_not_wait_for_it(self, sqlite_config: Config) -> None:
        from testplatform import create_app

        gone = create_app(replace(sqlite_config, broker_url="redis://127.0.0.1:9/0"))

        with gone.app_context():
            assert wake(score, 1) is False
