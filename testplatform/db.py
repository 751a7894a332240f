"""The database: engine, session, column types and the unit of work.

Both databases have the same schema. SQLite runs as a database, not a toy: WAL, synchronous=FULL,
foreign keys on, a busy time-out, and a unit of work begins IMMEDIATE so that two writers queue
instead of failing half-way.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager, contextmanager, nullcontext
from datetime import UTC, datetime
from enum import StrEnum
from fractions import Fraction
from pathlib import Path
from typing import Annotated, Any

import sqlalchemy as sa
from flask_sqlalchemy_lite import SQLAlchemy
from sqlalchemy.orm import DeclarativeBase, Session, mapped_column

from testplatform.sqlite_turns import is_turn_taking_possible, take_turn

SQLITE_BUSY_SECONDS = 30

db = SQLAlchemy(session_options={"expire_on_commit": False})


class UtcInstant(sa.TypeDecorator[datetime]):
    """An aware instant. Stored in UTC; SQLite has no zone of its own and gets it back here."""

    impl = sa.DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: sa.Dialect) -> datetime | None:
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError(f"an instant needs a time zone: {value}")
        return value.astimezone(UTC)

    def process_result_value(self, value: datetime | None, dialect: sa.Dialect) -> datetime | None:
        if value is None:
            return None
        return value.replace(tzinfo=UTC) if value.tzinfo is None else value.astimezone(UTC)


class ExactMarks(sa.TypeDecorator[Fraction]):
    """Marks as the exact text of a fraction ("1", "17/2"): no float ever touches them."""

    impl = sa.String(40)
    cache_ok = True

    def process_bind_param(self, value: Fraction | None, dialect: sa.Dialect) -> str | None:
        return None if value is None else str(value)

    def process_result_value(self, value: str | None, dialect: sa.Dialect) -> Fraction | None:
        return None if value is None else Fraction(value)


class ClosedSet(sa.TypeDecorator[StrEnum]):
    """A member of a StrEnum, stored as its value; an unknown value is an error, not a string."""

    impl = sa.String(40)
    cache_ok = True

    def __init__(self, members: type[StrEnum]) -> None:
        super().__init__()
        self.members = members

    def process_bind_param(self, value: StrEnum | None, dialect: sa.Dialect) -> str | None:
        return None if value is None else self.members(value).value

    def process_result_value(self, value: str | None, dialect: sa.Dialect) -> StrEnum | None:
        return None if value is None else self.members(value)


class Base(DeclarativeBase):
    """The declarative base; every constraint has a predictable name."""

    metadata = sa.MetaData(
        naming_convention={
            "ix": "ix_%(table_name)s_%(column_0_N_name)s",
            "uq": "uq_%(table_name)s_%(column_0_N_name)s",
            "ck": "ck_%(table_name)s_%(constraint_name)s",
            "fk": "fk_%(table_name)s_%(column_0_N_name)s_%(referred_table_name)s",
            "pk": "pk_%(table_name)s",
        }
    )
    type_annotation_map = {  # noqa: RUF012  SQLAlchemy reads this class attribute
        datetime: UtcInstant,
        Fraction: ExactMarks,
        dict[str, Any]: sa.JSON,
        list[str]: sa.JSON,
        str: sa.String(255),
    }


primary_key = Annotated[int, mapped_column(sa.Integer, primary_key=True)]
code_text = Annotated[str, mapped_column(sa.String(64))]
digest_text = Annotated[str, mapped_column(sa.String(64))]
long_text = Annotated[str, mapped_column(sa.Text)]


def configure_engine(engine: sa.Engine) -> None:
    """Make a SQLite engine behave as architecture.md asks; other databases need nothing here."""
    if engine.dialect.name != "sqlite":
        return
    sa.event.listen(engine, "connect", _prepare_sqlite_connection)
    sa.event.listen(engine, "begin", _begin_sqlite_transaction)


def _prepare_sqlite_connection(connection: Any, _record: object) -> None:
    connection.isolation_level = None  # the driver must not begin on its own: see the begin event
    cursor = connection.cursor()
    cursor.execute(f"PRAGMA busy_timeout={SQLITE_BUSY_SECONDS * 1000}")
    cursor.execute("PRAGMA journal_mode=WAL")
    cursor.execute("PRAGMA synchronous=FULL")
    cursor.execute("PRAGMA foreign_keys=ON")
    cursor.close()


def _begin_sqlite_transaction(connection: sa.Connection) -> None:
    mode = connection.get_execution_options().get("sqlite_begin", "DEFERRED")
    connection.exec_driver_sql(f"BEGIN {mode}")


class UnitOfWorkInterrupted(Exception):
    """A unit of work was begun inside another one, or over unsaved changes of somebody else."""


@contextmanager
def unit_of_work() -> Iterator[Session]:
    """One transaction at the edge: commits when the block ends, rolls back when it raises.

    What was promised with `after_commit` runs once the transaction is on disk, and never otherwise.
    """
    session = db.session
    if session.info.get("in_unit_of_work") or session.new or session.dirty or session.deleted:
        raise UnitOfWorkInterrupted
    session.rollback()  # ends a read that the request began, so that the write may begin IMMEDIATE
    session.info.pop("after_commit", None)
    session.info["in_unit_of_work"] = True
    try:
        with _turn_to_write(session):
            try:
                session.connection(execution_options={"sqlite_begin": "IMMEDIATE"})
                yield session
                session.commit()
            except BaseException:
                session.rollback()
                raise
    except BaseException:
        session.info.pop("after_commit", None)
        raise
    finally:
        session.info.pop("in_unit_of_work", None)
    for callback in session.info.pop("after_commit", ()):
        callback()


def _turn_to_write(session: Session) -> AbstractContextManager[None]:
    """Writers of a SQLite file take turns; other databases have better locks of their own."""
    url = session.get_bind().engine.url
    if url.get_backend_name() == "sqlite" and is_turn_taking_possible(url.database):
        return take_turn(Path(str(url.database)))
    return nullcontext()


def insert_rows(session: Session, model: type[Base], rows: Sequence[Mapping[str, Any]]) -> None:
    """Insert many rows in one statement, past the bookkeeping that objects need."""
    if rows:
        session.connection().execute(sa.insert(model), list(rows))


def after_commit(session: Session, callback: Callable[[], object]) -> None:
    """Run `callback` after the current unit of work is on disk (wake-up calls, never truth)."""
    session.info.setdefault("after_commit", []).append(callback)


def hold_lock(session: Session, name: str, *, is_shared: bool = False) -> None:
    """Let one transaction at a time past this point; released when the transaction ends.

    For what no row can be locked for yet: two messages that create the same thing. Any number of
    transactions share a lock, and none of them while another holds it alone. SQLite has one writer
    anyway.
    """
    lock = sa.func.pg_advisory_xact_lock_shared if is_shared else sa.func.pg_advisory_xact_lock
    if session.get_bind().dialect.name == "postgresql":
        session.execute(sa.select(lock(sa.func.hashtext(name))))
