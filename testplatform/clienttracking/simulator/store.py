"""The simulator's SQLite file: schema and transactions."""

import secrets
import sqlite3
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager
from datetime import UTC, datetime
from pathlib import Path

BUSY_SECONDS = 30

_SCHEMA = """
CREATE TABLE IF NOT EXISTS life (
  only_row INTEGER PRIMARY KEY CHECK (only_row = 1),
  epoch TEXT NOT NULL
);
CREATE TABLE IF NOT EXISTS dossiers (
  number TEXT PRIMARY KEY,
  given_name TEXT NOT NULL,
  family_name TEXT NOT NULL,
  search_text TEXT NOT NULL
);
CREATE TABLE IF NOT EXISTS bookings (
  id TEXT PRIMARY KEY,
  sequence INTEGER NOT NULL UNIQUE,
  dossier TEXT NOT NULL,
  revision INTEGER NOT NULL,
  document TEXT NOT NULL,
  sent_at TEXT,
  answer_status INTEGER,
  answer_text TEXT
);
CREATE INDEX IF NOT EXISTS bookings_of_dossier ON bookings (dossier);
CREATE TABLE IF NOT EXISTS results (
  result TEXT NOT NULL,
  revision INTEGER NOT NULL,
  dossier TEXT NOT NULL REFERENCES dossiers (number),
  supersedes TEXT,
  idempotency_key TEXT NOT NULL UNIQUE,
  body_hash TEXT NOT NULL,
  document TEXT NOT NULL,
  received_at TEXT NOT NULL,
  last_received_at TEXT NOT NULL,
  deliveries INTEGER NOT NULL,
  PRIMARY KEY (result, revision)
);
CREATE INDEX IF NOT EXISTS results_of_dossier ON results (dossier);
CREATE INDEX IF NOT EXISTS results_superseded ON results (supersedes);
CREATE TABLE IF NOT EXISTS faults (
  kind TEXT PRIMARY KEY,
  remaining INTEGER NOT NULL,
  seconds INTEGER NOT NULL,
  only_on TEXT
);
"""


class Store:
    """A store at a path; every unit of work connects anew, so processes can share it."""

    def __init__(self, path: Path) -> None:
        self._path = path
        path.parent.mkdir(parents=True, exist_ok=True)
        with closing(self._connect()) as connection:
            _switch_to_wal(connection)
            connection.executescript(f"BEGIN IMMEDIATE;{_SCHEMA}COMMIT;")
            # The epoch tells cursors of an earlier file at this path from those of this one.
            connection.execute(
                "INSERT OR IGNORE INTO life (only_row, epoch) VALUES (1, ?)",
                (secrets.token_hex(4),),
            )

    @contextmanager
    def reading(self) -> Iterator[sqlite3.Connection]:
        """Give a connection that sees one state of the store."""
        with closing(self._connect()) as connection:
            connection.execute("BEGIN")
            yield connection
            connection.execute("ROLLBACK")

    @contextmanager
    def writing(self) -> Iterator[sqlite3.Connection]:
        """Give the one writer's connection; commits at the end, or rolls back when it raises."""
        with closing(self._connect()) as connection:
            connection.execute("BEGIN IMMEDIATE")
            yield connection
            connection.execute("COMMIT")

    def _connect(self) -> sqlite3.Connection:
        connection = sqlite3.connect(self._path, timeout=BUSY_SECONDS, isolation_level=None)
        connection.row_factory = sqlite3.Row
        connection.execute("PRAGMA synchronous=FULL")
        connection.execute("PRAGMA foreign_keys=ON")
        return connection


def get_epoch(connection: sqlite3.Connection) -> str:
    return str(connection.execute("SELECT epoch FROM life").fetchone()["epoch"])


def instant_to_text(instant: datetime) -> str:
    return instant.astimezone(UTC).isoformat(timespec="milliseconds")


def instant_from_text(text: str) -> datetime:
    return datetime.fromisoformat(text)


def _switch_to_wal(connection: sqlite3.Connection) -> None:
    """Switch the file to WAL; two processes that start at once wait here: SQLite does not."""
    give_up_at = time.monotonic() + BUSY_SECONDS
    while True:
        try:
            connection.execute("PRAGMA journal_mode=WAL")
        except sqlite3.OperationalError:
            if time.monotonic() > give_up_at:
                raise
            time.sleep(0.05)
        else:
            return
