"""A fresh database of each kind: what it holds, how big it is, how fast a bare commit is."""

import json
import os
import sqlite3
import threading
import time
import uuid
from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager, suppress
from pathlib import Path
from typing import Any, Protocol

import psycopg
import sqlalchemy as sa

POSTGRES_URL = os.environ.get("TEST_POSTGRES_URL", "postgresql://postgres@127.0.0.1:5432/postgres")
FLOOR_TABLE = "CREATE TABLE floor (id INTEGER PRIMARY KEY, content VARCHAR(200) NOT NULL)"
FLOOR_CONTENT = "x" * 150
JOURNAL = "SELECT attempt_id, fence, seq, kind, item_ref, value FROM journal_entries"
HELD = "SELECT count(*) FROM held_entries"

JournalKey = tuple[int, int, int]
JournalRow = tuple[int, int, int, str, str, dict[str, Any]]


class Database(Protocol):
    """What the benchmark asks of a database, whatever its kind."""

    url: str

    def describe(self) -> dict[str, object]: ...

    def measure_size(self) -> int: ...

    def read_journal(self) -> tuple[list[JournalRow], int]:
        """Every entry of the journal, and how many are held beside it."""
        ...

    def measure_floor(self, seconds: float) -> dict[str, float]:
        """Durable commits of one row a second, per number of connections."""
        ...


class Unreachable(Exception):
    """No server answers."""


class SqliteDatabase:
    """A file in a folder of our own, with the settings that the platform gives it."""

    def __init__(self, folder: Path) -> None:
        self._path = folder / "testplatform.db"
        self._floor_path = folder / "floor.db"
        self.url = f"sqlite:///{self._path}"

    def describe(self) -> dict[str, object]:
        return {
            "version": sqlite3.sqlite_version,
            "journal_mode": "WAL",
            "synchronous": "FULL",
            "file_system": _file_system_of(self._path.parent),
        }

    def measure_size(self) -> int:
        """Bytes in use, counting the pages that are still in the write-ahead log."""
        with self._connection() as connection:
            pages, free, size = (
                connection.execute(f"PRAGMA {name}").fetchone()[0]
                for name in ("page_count", "freelist_count", "page_size")
            )
        return int((pages - free) * size)

    def read_journal(self) -> tuple[list[JournalRow], int]:
        with self._connection() as connection:
            rows = [(*row[:5], json.loads(row[5])) for row in connection.execute(JOURNAL)]
            return rows, connection.execute(HELD).fetchone()[0]

    def measure_floor(self, seconds: float) -> dict[str, float]:
        self._floor_path.unlink(missing_ok=True)
        connection = sqlite3.connect(self._floor_path, isolation_level=None)
        connection.execute("PRAGMA journal_mode=WAL")
        connection.execute("PRAGMA synchronous=FULL")
        connection.execute(FLOOR_TABLE)
        number, begin = 0, time.perf_counter()
        while (elapsed := time.perf_counter() - begin) < seconds:
            connection.execute("INSERT INTO floor (content) VALUES (?)", (FLOOR_CONTENT,))
            number += 1
        connection.close()
        return {"1": round(number / elapsed, 1)}

    @contextmanager
    def _connection(self) -> Iterator[sqlite3.Connection]:
        connection = sqlite3.connect(self._path, timeout=30)
        try:
            yield connection
        finally:
            connection.close()


class PostgresDatabase:
    """A database on a server that others may use too."""

    def __init__(self, url: str) -> None:
        self.url = url

    def describe(self) -> dict[str, object]:
        with psycopg.connect(self.url) as connection:
            settings = {
                name: connection.execute(f"SHOW {name}").fetchone()
                for name in ("server_version", "fsync", "synchronous_commit")
            }
        return {name: row[0].split(" ")[0] for name, row in settings.items() if row is not None}

    def measure_size(self) -> int:
        with psycopg.connect(self.url) as connection:
            row = connection.execute("SELECT pg_database_size(current_database())").fetchone()
        return int(row[0]) if row is not None else 0

    def read_journal(self) -> tuple[list[JournalRow], int]:
        with psycopg.connect(self.url) as connection:
            rows: list[JournalRow] = connection.execute(JOURNAL).fetchall()
            held = connection.execute(HELD).fetchone()
        return rows, 0 if held is None else int(held[0])

    def measure_floor(self, seconds: float) -> dict[str, float]:
        with psycopg.connect(self.url) as connection:
            connection.execute(FLOOR_TABLE.replace("INTEGER", "SERIAL"))
        floors = {
            str(number): round(self._commits_per_second(number, seconds), 1) for number in (1, 16)
        }
        with psycopg.connect(self.url) as connection:
            connection.execute("DROP TABLE floor")
        return floors

    def _commits_per_second(self, connections: int, seconds: float) -> float:
        """Threads, for the driver waits outside the interpreter's lock."""
        ready = threading.Barrier(connections + 1)
        numbers: list[int] = []

        def insert() -> None:
            number = 0
            with psycopg.connect(self.url, autocommit=True) as connection:
                connection.execute("SET synchronous_commit = on")
                ready.wait()
                end = time.perf_counter() + seconds
                while time.perf_counter() < end:
                    connection.execute("INSERT INTO floor (content) VALUES (%s)", (FLOOR_CONTENT,))
                    number += 1
            numbers.append(number)

        threads = [threading.Thread(target=insert) for _ in range(connections)]
        for thread in threads:
            thread.start()
        ready.wait()
        for thread in threads:
            thread.join()
        return sum(numbers) / seconds


def make_database(kind: str, folder: Path) -> AbstractContextManager[Database]:
    """A fresh database that is gone afterwards; entering it raises Unreachable without a server."""
    return _postgres() if kind == "postgresql" else _sqlite(folder)


@contextmanager
def _sqlite(folder: Path) -> Iterator[Database]:
    yield SqliteDatabase(folder)  # it goes with its folder


@contextmanager
def _postgres() -> Iterator[Database]:
    name = f"testplatform_bench_{uuid.uuid4().hex[:12]}"
    url = sa.make_url(POSTGRES_URL).set(drivername="postgresql")
    server_url = url.render_as_string(hide_password=False)
    try:
        server = psycopg.connect(server_url, autocommit=True, connect_timeout=2)
    except psycopg.OperationalError as problem:
        raise Unreachable(f"no PostgreSQL at {url.host}:{url.port or 5432}") from problem
    with server:
        server.execute(f'CREATE DATABASE "{name}"')
        try:
            yield PostgresDatabase(url.set(database=name).render_as_string(hide_password=False))
        finally:
            server.execute(f'DROP DATABASE "{name}" WITH (FORCE)')


def _file_system_of(folder: Path) -> str | None:
    """The kind of file system (a commit in memory is no commit on disk); None where unknown."""
    found: tuple[int, str | None] = (-1, None)
    with suppress(OSError):
        for line in Path("/proc/mounts").read_text().splitlines():
            _, mount, kind, *_ = line.split(" ")
            if folder.resolve().is_relative_to(mount):
                found = max(found, (len(mount), kind), key=lambda one: one[0])
    return found[1]
