"""Results delivered over real HTTP: once in effect, whatever goes wrong on the way."""

import logging
import time
from concurrent.futures import ThreadPoolExecutor

import pytest

from scoring.decisions import Outcome
from testplatform.clienttracking import problems
from testplatform.clienttracking.client import (
    ClientTracking,
    Delivered,
    Refused,
    Timeouts,
    UnknownDossier,
    Unreachable,
    UnreachableReason,
)
from testplatform.clienttracking.simulator import Store, seed
from testplatform.clienttracking.simulator.faults import FaultKind, FaultTarget
from testplatform.clienttracking.simulator.results import HeldResult, list_results
from tests.integration.clienttracking.conftest import arm
from tests.unit.clienttracking.builders import TOKEN, a_booking_document, a_result


def held(store: Store) -> list[tuple[str, int, int]]:
    """What the other side holds: result id, revision, number of deliveries."""
    return [(x.message.result, x.message.revision, x.deliveries) for x in held_results(store)]


def held_results(store: Store) -> list[HeldResult]:
    with store.reading() as connection:
        return list_results(connection)


@pytest.fixture(autouse=True)
def known_dossier(store: Store) -> None:
    seed(store, [a_booking_document()])


class TestDeliveringAResult:
    def test_brings_it_to_the_dossier(self, tracking: ClientTracking, store: Store) -> None:
        delivered = tracking.deliver_result(a_result())

        assert delivered == Delivered(result="R-1", revision=1, already=False)
        assert [x.message for x in held_results(store)] == [a_result()]

    def test_a_second_time_changes_nothing(self, tracking: ClientTracking, store: Store) -> None:
        tracking.deliver_result(a_result())

        delivered = tracking.deliver_result(a_result())

        assert delivered == Delivered(result="R-1", revision=1, already=True)
        assert held(store) == [("R-1", 1, 2)]

    def test_by_many_at_once_brings_it_there_once(self, base_url: str, store: Store) -> None:
        def deliver(_number: int) -> bool:
            with ClientTracking(base_url, TOKEN) as tracking:
                return tracking.deliver_result(a_result()).already

        with ThreadPoolExecutor(8) as pool:
            already = list(pool.map(deliver, range(8)))

        assert already.count(False) == 1
        assert held(store) == [("R-1", 1, 8)]

    def test_refuses_another_body_under_the_same_key(
        self, tracking: ClientTracking, store: Store
    ) -> None:
        tracking.deliver_result(a_result())

        with pytest.raises(Refused) as refusal:
            tracking.deliver_result(a_result(outcome=Outcome.PASSED))

        assert (refusal.value.status, refusal.value.problem_type) == (409, problems.RESULT_DIFFERS)
        assert held(store) == [("R-1", 1, 1)]

    @pytest.mark.parametrize("result", ["R-2", "R-1"], ids=["its own id", "the same id"])
    def test_keeps_a_correction_beside_what_it_replaces(
        self, tracking: ClientTracking, store: Store, result: str
    ) -> None:
        tracking.deliver_result(a_result())

        tracking.deliver_result(a_result(result=result, revision=2, supersedes="R-1"))

        assert held(store) == [("R-1", 1, 1), (result, 2, 1)]
        assert [x.current for x in held_results(store)] == [False, True]

    @pytest.mark.parametrize("result", ["R-2", "R-1"], ids=["its own id", "the same id"])
    def test_refuses_an_older_revision_than_it_holds(
        self, tracking: ClientTracking, result: str
    ) -> None:
        tracking.deliver_result(a_result(result=result, revision=2, supersedes="R-1"))

        with pytest.raises(Refused) as refusal:
            tracking.deliver_result(a_result())

        assert (refusal.value.status, refusal.value.problem_type) == (409, problems.RESULT_OUTDATED)

    def test_takes_an_old_delivery_again_after_its_correction(
        self, tracking: ClientTracking, store: Store
    ) -> None:
        tracking.deliver_result(a_result())
        tracking.deliver_result(a_result(result="R-2", revision=2, supersedes="R-1"))

        delivered = tracking.deliver_result(a_result())

        assert delivered.already
        assert held(store) == [("R-1", 1, 2), ("R-2", 2, 1)]

    def test_tells_of_a_dossier_that_is_not_known(
        self, tracking: ClientTracking, store: Store
    ) -> None:
        with pytest.raises(UnknownDossier) as refusal:
            tracking.deliver_result(a_result(dossier="D-2026-000199"))

        assert str(refusal.value) == "unknown dossier D-2026-000199"
        assert held(store) == []

    def test_waits_when_the_token_is_wrong(self, base_url: str) -> None:
        with ClientTracking(base_url, "another") as tracking:
            reason = why_unreachable(tracking)

        assert str(reason) == "not_admitted (401)"

    def test_waits_when_nobody_is_there(self, free_port: int) -> None:
        with ClientTracking(f"http://127.0.0.1:{free_port}", TOKEN) as tracking:
            reason = why_unreachable(tracking)

        assert str(reason) == "no_connection"

    def test_logs_ids_only(
        self, tracking: ClientTracking, caplog: pytest.LogCaptureFixture
    ) -> None:
        caplog.set_level(logging.DEBUG)

        tracking.deliver_result(a_result())
        tracking.pull_bookings(None)

        assert "result delivered" in caplog.text
        assert "Amina" not in caplog.text
        assert TOKEN not in caplog.text


class TestDeliveringToASystemInTrouble:
    def test_delivers_once_when_the_answer_was_lost_after_the_commit(
        self, tracking: ClientTracking, store: Store
    ) -> None:
        arm(store, FaultKind.FAIL_AFTER_COMMIT)
        reason = why_unreachable(tracking)

        delivered = tracking.deliver_result(a_result())

        assert (reason.reason, reason.status) == (UnreachableReason.SERVER_ERROR, 500)
        assert delivered == Delivered(result="R-1", revision=1, already=True)
        assert held(store) == [("R-1", 1, 2)]

    def test_delivers_when_the_failure_came_before_the_commit(
        self, tracking: ClientTracking, store: Store
    ) -> None:
        arm(store, FaultKind.FAIL_BEFORE_COMMIT, times=2)
        reasons = [why_unreachable(tracking).reason for _ in range(2)]

        delivered = tracking.deliver_result(a_result())

        assert reasons == [UnreachableReason.SERVER_ERROR] * 2
        assert delivered == Delivered(result="R-1", revision=1, already=False)
        assert held(store) == [("R-1", 1, 1)]

    def test_delivers_once_when_the_answer_came_too_late(
        self, tracking: ClientTracking, base_url: str, store: Store
    ) -> None:
        arm(store, FaultKind.SLOW, seconds=5)
        before = time.monotonic()
        with ClientTracking(base_url, TOKEN, Timeouts(read_seconds=0.5)) as hurried:
            reason = why_unreachable(hurried)
        waited = time.monotonic() - before

        delivered = tracking.deliver_result(a_result())

        assert reason.reason is UnreachableReason.TIMEOUT
        assert waited < 5
        assert delivered.already
        assert held(store) == [("R-1", 1, 2)]

    def test_tells_how_long_the_system_wants_to_be_left_alone(
        self, tracking: ClientTracking, store: Store
    ) -> None:
        arm(store, FaultKind.TOO_MANY_REQUESTS, seconds=17)

        reason = why_unreachable(tracking)

        assert (reason.reason, reason.retry_after_seconds) == (UnreachableReason.BUSY, 17)
        assert held(store) == []

    def test_goes_on_while_only_the_bookings_are_in_trouble(
        self, tracking: ClientTracking, store: Store
    ) -> None:
        arm(store, FaultKind.FAIL_BEFORE_COMMIT, times=9, only_on=FaultTarget.BOOKINGS)

        delivered = tracking.deliver_result(a_result())

        assert not delivered.already
        with pytest.raises(Unreachable):
            tracking.pull_bookings(None)


def why_unreachable(tracking: ClientTracking) -> Unreachable:
    with pytest.raises(Unreachable) as refusal:
        tracking.deliver_result(a_result())
    return refusal.value
