"""A circuit breaker: an engine over the network that fails is left alone for a while.

Closed: everything passes. Open: nothing passes until the rest is over. Half open: one call is tried
alone; when it succeeds the breaker closes, when it fails the next rest is twice as long.
"""

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from enum import StrEnum
from threading import Lock

from testplatform.speech.synthesis import SpeechRateLimited, SpeechUnavailable

FAILURES_ALLOWED = 3
SHORTEST_REST_SECONDS = 60.0
LONGEST_REST_SECONDS = 6 * 3600.0
_WHILE_ONE_TRIES_SECONDS = 5.0


class BreakerState(StrEnum):
    """Whether calls pass."""

    CLOSED = "closed"
    OPEN = "open"
    HALF_OPEN = "half_open"


@dataclass(kw_only=True)
class CircuitBreaker:
    """One for an engine, shared by every thread of the process. `clock` counts in seconds."""

    program: str
    clock: Callable[[], float] = time.monotonic
    _lock: Lock = field(default_factory=Lock)
    _failures: int = 0
    _rests: int = 0
    _open_until: float | None = None
    _is_trying: bool = False

    @property
    def state(self) -> BreakerState:
        """Whether a call would pass now."""
        if self._open_until is None:
            return BreakerState.CLOSED
        if self.clock() < self._open_until:
            return BreakerState.OPEN
        return BreakerState.HALF_OPEN

    @contextmanager
    def guard(self) -> Iterator[None]:
        """Let a call pass and learn from how it ends; its exceptions go on as they are.

        A text or a voice that is refused says nothing of the engine, and counts for nothing.

        Raises:
            SpeechRateLimited: when the engine is to be left alone, with the seconds that are left.
        """
        self._enter()
        try:
            yield
        except SpeechRateLimited as problem:
            self._rest(problem.retry_after_seconds)
            raise
        except SpeechUnavailable:
            self._count_failure()
            raise
        except BaseException:
            self._is_trying = False
            raise
        self._close()

    def _enter(self) -> None:
        with self._lock:
            match self.state:
                case BreakerState.OPEN:
                    raise self._refusal((self._open_until or 0.0) - self.clock())
                case BreakerState.HALF_OPEN if self._is_trying:
                    raise self._refusal(_WHILE_ONE_TRIES_SECONDS)
                case BreakerState.HALF_OPEN:
                    self._is_trying = True

    def _refusal(self, seconds: float) -> SpeechRateLimited:
        return SpeechRateLimited(self.program, "is left alone", retry_after_seconds=seconds)

    def _count_failure(self) -> None:
        self._failures += 1
        if self._failures >= FAILURES_ALLOWED or self._is_trying:
            self._rest(0.0)

    def _rest(self, asked_seconds: float) -> None:
        with self._lock:
            usual = SHORTEST_REST_SECONDS * 2**self._rests
            seconds = min(max(asked_seconds, usual), LONGEST_REST_SECONDS)
            self._open_until = self.clock() + seconds
            self._rests = min(self._rests + 1, 10)
            self._failures, self._is_trying = 0, False

    def _close(self) -> None:
        with self._lock:
            self._failures, self._rests = 0, 0
            self._open_until, self._is_trying = None, False
