"""Bookings by pull, from the real simulator over real HTTP."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from threading import Thread
from typing import Any

import pytest
import sqlalchemy as sa
from flask import Flask
from sqlalchemy.orm import Session
from werkzeug.serving import make_server

from testplatform.clienttracking.simulator import (
    SimulatorConfig,
    Store,
    create_simulator,
    seed,
)
from testplatform.config import Config
from testplatform.models.bookings import Booking
from testplatform.models.outbox import RefusedBooking
from testplatform.tasks.bookings import pull
from tests.builders.bookings import a_booking
from tests.integration.conftest import SECRET


@pytest.fixture
def store(tmp_path: Path) -> Store:
    return Store(tmp_path / "client-tracking.db")


@pytest.fixture
def config(sqlite_config: Config, tmp_path: Path, store: Store) -> Iterator[Config]:
    """A platform whose client-tracking system is a simulator of this test."""
    simulator = create_simulator(
        SimulatorConfig(
            client_tracking_secret=SECRET,
            client_tracking_token=sqlite_config.client_tracking_token,
            database=tmp_path / "client-tracking.db",
            platform_url="http://127.0.0.1:9",
            bookings_per_page=2,
        )
    )
    server = make_server("127.0.0.1", 0, simulator, threaded=True)
    thread = Thread(target=server.serve_forever)
    thread.start()
    yield replace(sqlite_config, client_tracking_url=f"http://127.0.0.1:{server.server_port}")
    server.shutdown()
    thread.join()
    server.server_close()


def documents(number: int) -> list[dict[str, Any]]:
    return [
        a_booking(id=f"A-{one}", dossier=f"D-2026-00000{one}").to_document()
        for one in range(1, number + 1)
    ]


def external_ids(session: Session) -> list[str]:
    session.rollback()
    return list(session.scalars(sa.select(Booking.external_id).order_by(Booking.external_id)))


class TestPull:
    def test_reads_every_page_once(self, app: Flask, session: Session, store: Store) -> None:
        seed(store, documents(5))

        pull()
        pull()

        assert external_ids(session) == ["A-1", "A-2", "A-3", "A-4", "A-5"]

    def test_goes_on_from_where_it_was(self, app: Flask, session: Session, store: Store) -> None:
        seed(store, documents(2))
        pull()
        seed(store, documents(3))

        pull()

        assert external_ids(session) == ["A-1", "A-2", "A-3"]

    def test_a_booking_that_cannot_be_taken_is_shown_and_holds_up_nobody(
        self, app: Flask, session: Session, store: Store
    ) -> None:
        bad = a_booking(id="A-0", language="xx").to_document()
        seed(store, [bad, *documents(2)])

        pull()

        refused = session.scalars(sa.select(RefusedBooking)).one()
        assert external_ids(session) == ["A-1", "A-2"]
        assert (refused.external_id, list(refused.problems)) == ("A-0", ["language"])

    def test_a_better_revision_clears_the_refusal(
        self, app: Flask, session: Session, store: Store
    ) -> None:
        seed(store, [a_booking(language="xx").to_document()])
        pull()
        seed(store, [a_booking(revision=2).to_document()])

        pull()

        assert external_ids(session) == ["A-1"]
        assert session.scalars(sa.select(RefusedBooking)).all() == []


class TestPullWithoutTheSystem:
    @pytest.fixture
    def config(self, sqlite_config: Config) -> Config:
        return replace(sqlite_config, client_tracking_url="http://127.0.0.1:9")

    def test_is_no_failure(self, app: Flask, session: Session) -> None:
        pull()

        assert external_ids(session) == []
