from dataclasses import dataclass

import pytest

from testplatform.speech.engines.breaker import (
    FAILURES_ALLOWED,
    LONGEST_REST_SECONDS,
    BreakerState,
    CircuitBreaker,
)
from testplatform.speech.synthesis import (
    SpeechRateLimited,
    SpeechUnavailable,
    TextNotSpeakable,
    TextProblem,
)


class TestCircuitBreaker:
    def test_lets_calls_pass_while_they_succeed(self, breaker: CircuitBreaker) -> None:
        for _ in range(10):
            call(breaker)

        assert breaker.state is BreakerState.CLOSED

    def test_opens_after_failures_in_a_row(self, breaker: CircuitBreaker) -> None:
        for _ in range(FAILURES_ALLOWED - 1):
            fail(breaker)
        assert breaker.state is BreakerState.CLOSED

        fail(breaker)

        assert breaker.state is BreakerState.OPEN

    def test_forgets_failures_at_a_success(self, breaker: CircuitBreaker) -> None:
        for _ in range(3):
            fail(breaker)
            call(breaker)

        assert breaker.state is BreakerState.CLOSED

    def test_opens_at_once_for_as_long_as_it_is_asked(
        self, breaker: CircuitBreaker, clock: "HandClock"
    ) -> None:
        fail(breaker, SpeechRateLimited("x", "asks for rest", retry_after_seconds=120))

        clock.seconds = 100
        with pytest.raises(SpeechRateLimited) as refusal:
            call(breaker)
        assert refusal.value.retry_after_seconds == 20
        clock.seconds = 120
        assert breaker.state is BreakerState.HALF_OPEN

    def test_tries_one_call_alone_when_the_rest_is_over(
        self, breaker: CircuitBreaker, clock: "HandClock"
    ) -> None:
        fail(breaker, SpeechRateLimited("x", "asks for rest", retry_after_seconds=60))
        clock.seconds = 60

        with breaker.guard(), pytest.raises(SpeechRateLimited):
            call(breaker)

        assert breaker.state is BreakerState.CLOSED

    def test_rests_twice_as_long_when_the_trial_fails(
        self, breaker: CircuitBreaker, clock: "HandClock"
    ) -> None:
        fail(breaker, SpeechRateLimited("x", "asks for rest"))
        clock.seconds = 60
        fail(breaker)

        clock.seconds = 179
        assert breaker.state is BreakerState.OPEN
        clock.seconds = 180
        assert breaker.state is BreakerState.HALF_OPEN

    def test_never_rests_longer_than_six_hours(
        self, breaker: CircuitBreaker, clock: "HandClock"
    ) -> None:
        fail(breaker, SpeechRateLimited("x", "asks for rest", retry_after_seconds=10**9))

        clock.seconds = LONGEST_REST_SECONDS
        assert breaker.state is BreakerState.HALF_OPEN

    def test_a_refused_text_says_nothing_of_the_engine(
        self, breaker: CircuitBreaker, clock: "HandClock"
    ) -> None:
        fail(breaker, SpeechRateLimited("x", "asks for rest", retry_after_seconds=60))
        clock.seconds = 60

        fail(breaker, TextNotSpeakable(TextProblem.NOTHING_TO_SAY))
        call(breaker)

        assert breaker.state is BreakerState.CLOSED

    @pytest.fixture
    def clock(self) -> "HandClock":
        return HandClock()

    @pytest.fixture
    def breaker(self, clock: "HandClock") -> CircuitBreaker:
        return CircuitBreaker(program="x", clock=lambda: clock.seconds)


@dataclass
class HandClock:
    seconds: float = 0.0


def call(breaker: CircuitBreaker) -> None:
    with breaker.guard():
        pass


def fail(breaker: CircuitBreaker, problem: Exception | None = None) -> None:
    failure = problem or SpeechUnavailable("x", "failed")
    with pytest.raises(type(failure)), breaker.guard():
        raise failure
