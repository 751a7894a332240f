"""PostgreSQL databases for tests: copies of one that was filled, made and dropped beside the tests.

To drop a database makes the server write down everything it holds. Nobody has to wait for that, nor
for the next copy: a thread of its own does both while tests run.
"""

import uuid
from collections.abc import Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import contextmanager

import psycopg


class Copies:
    """Databases that are equal to a template; one is always ready, or on its way."""

    def __init__(self, server: str, template: str) -> None:
        self._server = server
        self._template = template
        self._clerk = ThreadPoolExecutor(max_workers=1)
        self._next: Future[str] | None = None
        self._dropped: list[Future[None]] = []

    def take(self) -> str:
        """The name of a copy; the one for whoever asks next is made from now on."""
        ready = self._next or self._clerk.submit(self._create)
        name = ready.result()
        self._next = self._clerk.submit(self._create)
        return name

    def give_back(self, name: str) -> None:
        """Have a copy dropped, some time."""
        self._dropped.append(self._clerk.submit(self._drop, name))

    def close(self) -> None:
        """Drop every copy that is left; raises what went wrong with an earlier one."""
        if self._next is not None:
            self.give_back(self._next.result())
        self._clerk.shutdown()
        for one in self._dropped:
            one.result()

    def _create(self) -> str:
        name = f"{self._template}_{uuid.uuid4().hex[:8]}"
        with psycopg.connect(self._server, autocommit=True) as server:
            server.execute(f'CREATE DATABASE "{name}" TEMPLATE "{self._template}"')
        return name

    def _drop(self, name: str) -> None:
        with psycopg.connect(self._server, autocommit=True) as server:
            server.execute(f'DROP DATABASE "{name}" WITH (FORCE)')


@contextmanager
def copies_of(server: str, template: str) -> Iterator[Copies]:
    """Copies of a template for as long as the block lasts."""
    copies = Copies(server, template)
    try:
        yield copies
    finally:
        copies.close()
