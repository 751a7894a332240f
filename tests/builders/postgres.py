"""PostgreSQL databases for tests: copies of one that was filled, put right again beside the tests.

To make a database, and still more to drop one, has the server write down everything it holds. So a
copy that comes back gets again what was changed in it, and serves the next test; one whose tables
or triggers are others is dropped. A thread of its own does that while tests run.
"""

import uuid
from collections.abc import Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any, LiteralString

import psycopg
from psycopg import sql

WAIT_FOR_LOCKS = "SET lock_timeout = '5s'"
# No triggers that freeze what was decided, and no foreign keys: the rows are known to be right.
WITHOUT_TRIGGERS = "SET session_replication_role = replica"
END_THE_OTHERS = """
    SELECT pg_terminate_backend(pid) FROM pg_stat_activity
    WHERE datname = current_database() AND pid <> pg_backend_pid()
"""
TABLES = "SELECT tablename FROM pg_tables WHERE schemaname = 'public' ORDER BY tablename"
COLUMNS = """
    SELECT attname FROM pg_attribute
    WHERE attrelid = %s::regclass AND attnum > 0 AND NOT attisdropped AND attgenerated = ''
    ORDER BY attnum
"""
SEQUENCES = "SELECT sequencename, last_value FROM pg_sequences WHERE schemaname = 'public'"
SCHEMA = """
    SELECT md5(string_agg(line, E'\\n' ORDER BY line)) FROM (
        SELECT concat_ws(' ', 'class', oid, relname, relkind) FROM pg_class
            WHERE relnamespace = 'public'::regnamespace
        UNION ALL SELECT concat_ws(' ', 'column', attrelid, attnum, attname, atttypid, attnotnull)
            FROM pg_attribute JOIN pg_class ON pg_class.oid = attrelid
            WHERE relnamespace = 'public'::regnamespace
        UNION ALL SELECT concat_ws(' ', 'default', oid, adrelid, adnum) FROM pg_attrdef
        UNION ALL SELECT concat_ws(' ', 'constraint', oid, conname) FROM pg_constraint
            WHERE connamespace = 'public'::regnamespace
        UNION ALL SELECT concat_ws(' ', 'trigger', oid, tgname, tgenabled) FROM pg_trigger
        UNION ALL SELECT concat_ws(' ', 'function', oid, md5(prosrc)) FROM pg_proc
            WHERE pronamespace = 'public'::regnamespace
    ) AS lines (line)
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Table:
    """What the template has in one table: its columns, its rows as COPY writes them."""

    name: str
    columns: tuple[str, ...]
    rows: bytes
    number: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Contents:
    """Everything in the template that a test can change."""

    schema: str
    tables: tuple[Table, ...]
    sequences: dict[str, int | None]


class Copies:
    """Databases that are equal to a template; one is always ready, or on its way."""

    def __init__(self, server: str, template: str) -> None:
        self._server = server
        self.template = template
        self._contents = _read_contents(self._address(template))
        self._clerk = ThreadPoolExecutor(max_workers=1)
        self._ready: list[Future[str | None]] = []
        # What is older than this transaction came with the copy.
        self._marks: dict[str, int] = {}

    def take(self) -> str:
        """The name of a copy."""
        while self._ready:
            name = self._ready.pop(0).result()
            if name is not None:
                break
        else:
            name = self._clerk.submit(self._create).result()
        if not self._ready:
            self._ready.append(self._clerk.submit(self._create))
        return name

    def give_back(self, name: str) -> None:
        """Have a copy made equal to the template again, some time, or dropped."""
        self._ready.append(self._clerk.submit(self._put_right, name))

    def close(self) -> None:
        """Drop every copy that is left; raises what went wrong with an earlier one."""
        self._clerk.shutdown()
        for name in list(self._marks):
            self._drop(name)
        for one in self._ready:
            one.result()

    def _create(self) -> str:
        name = f"{self.template}_{uuid.uuid4().hex[:8]}"
        with psycopg.connect(self._server, autocommit=True) as server:
            server.execute(f'CREATE DATABASE "{name}" TEMPLATE "{self.template}"')
        with psycopg.connect(self._address(name), autocommit=True) as connection:
            self._marks[name] = _read_mark(connection)
        return name

    def _put_right(self, name: str) -> str | None:
        with psycopg.connect(self._address(name), autocommit=True) as connection:
            connection.execute(WAIT_FOR_LOCKS)
            connection.execute(END_THE_OTHERS)
            if _put_right(connection, self._contents, self._marks[name]):
                self._marks[name] = _read_mark(connection)
                return name
        self._drop(name)
        return None

    def _drop(self, name: str) -> None:
        with psycopg.connect(self._server, autocommit=True) as server:
            server.execute(f'DROP DATABASE "{name}" WITH (FORCE)')
        del self._marks[name]

    def _address(self, name: str) -> str:
        return self._server.rsplit("/", 1)[0] + f"/{name}"


@contextmanager
def copies_of(server: str, template: str) -> Iterator[Copies]:
    """Copies of a template for as long as the block lasts."""
    copies = Copies(server, template)
    try:
        yield copies
    finally:
        copies.close()


def _read_contents(address: str) -> Contents:
    with psycopg.connect(address, autocommit=True) as connection:
        return Contents(
            schema=_read_one(connection, SCHEMA),
            tables=tuple(_read_table(connection, name) for (name,) in connection.execute(TABLES)),
            sequences=dict(connection.execute(SEQUENCES).fetchall()),
        )


def _read_table(connection: psycopg.Connection, name: str) -> Table:
    columns = tuple(column for (column,) in connection.execute(COLUMNS, (f'"{name}"',)))
    with connection.cursor().copy(_copy(name, columns, "TO STDOUT")) as copied:
        rows = b"".join(bytes(block) for block in copied)
    counted = sql.SQL("SELECT count(*) FROM {}").format(sql.Identifier(name))
    number = _read_one(connection, counted)
    return Table(name=name, columns=columns, rows=rows, number=number)


def _put_right(connection: psycopg.Connection, contents: Contents, mark: int) -> bool:
    """Give every table and sequence what the template has; False where the schema is another."""
    if _read_one(connection, SCHEMA) != contents.schema:
        return False
    changed = _list_changed(connection, contents, mark)
    with connection.transaction():
        connection.execute(WITHOUT_TRIGGERS)
        for table in changed:
            connection.execute(sql.SQL("DELETE FROM {}").format(sql.Identifier(table.name)))
            with connection.cursor().copy(_copy(table.name, table.columns, "FROM STDIN")) as copy:
                copy.write(table.rows)
    for name, value in connection.execute(SEQUENCES).fetchall():
        if value != contents.sequences[name]:
            _set_sequence(connection, name, contents.sequences[name])
    return True


def _list_changed(connection: psycopg.Connection, contents: Contents, mark: int) -> list[Table]:
    """The tables with rows that are younger than the copy, or with fewer rows."""
    question = sql.SQL(
        "SELECT {name}, count(*), count(*) FILTER (WHERE age(xmin) < age({mark}::text::xid))"
        " FROM {table}"
    )
    questions = [
        question.format(
            name=sql.Literal(table.name),
            mark=sql.Literal(str(mark)),
            table=sql.Identifier(table.name),
        )
        for table in contents.tables
    ]
    found = connection.execute(sql.SQL(" UNION ALL ").join(questions)).fetchall()
    counted = {name: (number, young) for name, number, young in found}
    return [table for table in contents.tables if counted[table.name] != (table.number, 0)]


def _set_sequence(connection: psycopg.Connection, name: str, value: int | None) -> None:
    if value is None:
        restart = sql.SQL("ALTER SEQUENCE {} RESTART").format(sql.Identifier(name))
        connection.execute(restart)
    else:
        connection.execute("SELECT setval(%s::regclass, %s)", (f'"{name}"', value))


def _copy(table: str, columns: tuple[str, ...], way: LiteralString) -> sql.Composed:
    names = sql.SQL(", ").join(map(sql.Identifier, columns))
    return sql.SQL("COPY {} ({}) " + way + " (FORMAT binary)").format(sql.Identifier(table), names)


def _read_mark(connection: psycopg.Connection) -> int:
    """The number of a transaction that is younger than every row."""
    mark: int = _read_one(connection, "SELECT pg_current_xact_id()::xid::text::bigint")
    return mark


def _read_one(connection: psycopg.Connection, question: LiteralString | sql.Composed) -> Any:
    row = connection.execute(question).fetchone()
    assert row is not None
    return row[0]
