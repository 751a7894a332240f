"""The PostgreSQL databases of the tests: one that comes back is as it was."""

from collections.abc import Iterator

import psycopg
import pytest

from tests.builders.postgres import Copies, copies_of
from tests.integration.conftest import POSTGRES_URL, postgres_url

SUMS = """
    SELECT (SELECT md5(string_agg(staff::text, ',' ORDER BY id)) FROM staff),
           (SELECT md5(string_agg(items::text, ',' ORDER BY id)) FROM items),
           (SELECT count(*) FROM roles),
           (SELECT last_value FROM pg_sequences WHERE sequencename = 'staff_id_seq')
"""


@pytest.fixture
def copies(filled_postgres: Copies) -> Iterator[Copies]:
    """Copies that no other test has had."""
    with copies_of(POSTGRES_URL, filled_postgres.template) as copies:
        yield copies


def run(name: str, *statements: str) -> None:
    with psycopg.connect(postgres_url(name)) as connection:
        for statement in statements:
            connection.execute(statement.encode())


def read(name: str) -> tuple[object, ...]:
    with psycopg.connect(postgres_url(name)) as connection:
        return connection.execute(SUMS).fetchone() or ()


def take_again(copies: Copies, name: str) -> bool:
    """Take the one that stood ready, and the next; whether either has this name."""
    return name in (copies.take(), copies.take())


def test_a_copy_that_comes_back_has_again_what_it_had(copies: Copies) -> None:
    name = copies.take()
    before = read(name)
    run(
        name,
        "SET session_replication_role = replica",
        "UPDATE staff SET display_name = 'Iemand anders'",
        "INSERT INTO roles (name, description) VALUES ('nieuw', '')",
        "SELECT nextval('staff_id_seq')",
        "DELETE FROM items",
    )
    assert all(one != other for one, other in zip(read(name), before, strict=True))

    copies.give_back(name)

    assert take_again(copies, name)
    assert read(name) == before


def test_a_copy_with_other_tables_is_dropped(copies: Copies) -> None:
    name = copies.take()
    run(name, "CREATE TABLE novelties (id integer)")

    copies.give_back(name)

    assert not take_again(copies, name)


def test_a_copy_that_somebody_still_works_in_is_put_right(copies: Copies) -> None:
    name = copies.take()
    before = read(name)
    left_open = psycopg.connect(postgres_url(name))
    left_open.execute("UPDATE staff SET display_name = 'Iemand anders'")

    copies.give_back(name)

    assert take_again(copies, name)
    assert read(name) == before
    left_open.close()
