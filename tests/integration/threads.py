"""Work in several threads that start together."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier
from typing import TypeVar

from flask import Flask

Answer = TypeVar("Answer")


def at_once(app: Flask, *works: Callable[[], Answer]) -> list[Answer]:
    """Run each work in a thread with a session of its own, all starting together."""
    barrier = Barrier(len(works))

    def alone(work: Callable[[], Answer]) -> Answer:
        with app.app_context():
            barrier.wait()
            return work()

    with ThreadPoolExecutor(len(works)) as pool:
        return list(pool.map(alone, works))
