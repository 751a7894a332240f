"""A small test room: the real application on SQLite in this process, with a form of a few items."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from itertools import count
from typing import Any

import sqlalchemy as sa
from flask import Flask
from sqlalchemy.orm import Session

from itembank.items import Item
from testplatform import create_app
from testplatform.config import Config
from testplatform.db import db, unit_of_work
from testplatform.migrating import upgrade
from testplatform.models.attempts import Attempt
from testplatform.models.journal import HeldEntry, JournalEntry
from testplatform.services.access_codes import derive_code
from testplatform.services.reference_data import load_reference_data
from tests.builders.attempts import check_in_now
from tests.builders.banks import publish_items
from tests.journeys.serving import serve_app


@dataclass(frozen=True, slots=True, kw_only=True)
class Room:
    """Where candidates come in one after another, each with a booking of their own."""

    app: Flask
    port: int
    numbers: Iterator[int] = field(default_factory=lambda: count(1))

    def hand_out_code(self, **wishes: Any) -> tuple[int, str]:
        """Check the next candidate in; their attempt and their code."""
        with self.app.app_context():
            attempt_id = check_in_now(number=next(self.numbers), **wishes)
            attempt = db.session.get_one(Attempt, attempt_id)
            secret_key = str(self.app.secret_key)
            return attempt_id, derive_code(secret_key, attempt.public_id, attempt.code_version)

    def journal_of(self, attempt_id: int, kind: str) -> list[Any]:
        """The values of what the server took in, in the order of the device."""
        return self._list(
            sa.select(JournalEntry.value)
            .where(JournalEntry.attempt_id == attempt_id, JournalEntry.kind == kind)
            .order_by(JournalEntry.fence, JournalEntry.seq)
        )

    def held_of(self, attempt_id: int) -> list[str]:
        """The reasons for which entries are kept for inspection."""
        reasons = sa.select(HeldEntry.reason).where(HeldEntry.attempt_id == attempt_id)
        return [reason.value for reason in self._list(reasons.order_by(HeldEntry.id))]

    def _list(self, query: sa.Select[Any]) -> list[Any]:
        with self.app.app_context():
            return list(db.session.scalars(query))


@contextmanager
def open_room(config: Config, items: Sequence[Item], media: Mapping[str, bytes]) -> Iterator[Room]:
    """Serve a form that asks `items` first and one question after them."""

    def fill(_app: Flask, session: Session) -> None:
        load_reference_data(session)
        publish_items(session, items, media_root=config.media_root, media=media)

    with serve(config, fill) as room:
        yield room


@contextmanager
def serve(config: Config, fill: Callable[[Flask, Session], object]) -> Iterator[Room]:
    """Serve what `fill` put into an empty database."""
    app = create_app(config)
    with app.app_context():
        upgrade(db.engine)
        with unit_of_work() as session:
            fill(app, session)
    with serve_app(app) as port:
        yield Room(app=app, port=port)
