"""Answers that are not of the contract: nothing of them counts, and nothing of them stays."""

import pickle
import time
from collections.abc import Iterator
from contextlib import contextmanager

import pytest
import time_machine
from flask import Flask, Response

from testplatform.clienttracking.client import (
    ClientTracking,
    Refused,
    Timeouts,
    UnknownDossier,
    Unreachable,
    UnreachableReason,
)
from testplatform.clienttracking.exchanges import MOST_ANSWER_BYTES
from testplatform.clienttracking.problems import MEDIA_TYPE, UNKNOWN_DOSSIER
from tests.integration.clienttracking.conftest import served
from tests.unit.clienttracking.builders import NOW, TOKEN, a_result

JSON = "application/json"
RECEIPT = '{"result":"R-1","revision":1}'


@contextmanager
def tracking_that_answers(
    response: Response, timeouts: Timeouts | None = None
) -> Iterator[ClientTracking]:
    """An adapter to a system that answers everything with one response."""
    application = Flask(__name__)
    application.before_request(lambda: response)
    with served(application) as url, ClientTracking(url, TOKEN, timeouts) as tracking:
        yield tracking


class TestDelivering:
    @pytest.mark.parametrize(
        "response",
        [
            pytest.param(Response(RECEIPT, 200, content_type="text/html"), id="a page"),
            pytest.param(Response("welcome", 200, content_type=JSON), id="no JSON"),
            pytest.param(Response("[]", 200, content_type=JSON), id="no object"),
            pytest.param(Response("{}", 201, content_type=JSON), id="no receipt"),
            pytest.param(
                Response('{"result":"R-1","revision":2}', 201, content_type=JSON),
                id="receipt of another revision",
            ),
            pytest.param(Response("", 204), id="no content"),
            pytest.param(Response("", 202), id="only accepted"),
            pytest.param(Response("", 302, {"Location": "/v1/results/R-1"}), id="redirect"),
            pytest.param(Response("not here", 404), id="page not found"),
            pytest.param(Response("[]", 422, content_type=MEDIA_TYPE), id="problem that is none"),
            pytest.param(
                Response(" " * (MOST_ANSWER_BYTES + 1) + RECEIPT, 200, content_type=JSON),
                id="endless answer",
            ),
            pytest.param(
                Response(RECEIPT, 200, {"Content-Encoding": "gzip"}, content_type=JSON),
                id="compressed answer",
            ),
        ],
    )
    def test_counts_nothing_but_a_receipt(self, response: Response) -> None:
        with tracking_that_answers(response) as tracking, pytest.raises(Unreachable) as refusal:
            tracking.deliver_result(a_result())

        assert refusal.value.reason is UnreachableReason.UNEXPECTED_ANSWER

    @pytest.mark.parametrize(
        ("header", "seconds"),
        [
            ("0", 0),
            ("120", 120),
            ("99999999999", 86_400),
            ("Tue, 24 Nov 2026 08:31:00 GMT", 60),
            ("Tue, 24 Nov 2026 08:29:00 GMT", 0),
            ("soon", None),
            ("-5", None),
        ],
    )
    def test_reads_how_long_to_wait(self, header: str, seconds: int | None) -> None:
        response = Response("", 503, {"Retry-After": header})

        with (
            time_machine.travel(NOW, tick=False),
            tracking_that_answers(response) as tracking,
            pytest.raises(Unreachable) as refusal,
        ):
            tracking.deliver_result(a_result())

        assert refusal.value.retry_after_seconds == seconds

    def test_does_not_wait_for_an_answer_that_drips(self) -> None:
        def drip() -> Iterator[bytes]:
            for _ in range(100):
                time.sleep(0.05)
                yield b" "

        dripping = Response(drip(), 200, content_type=JSON)

        with (
            tracking_that_answers(dripping, Timeouts(answer_seconds=0.5)) as tracking,
            pytest.raises(Unreachable) as refusal,
        ):
            tracking.deliver_result(a_result())

        assert refusal.value.reason is UnreachableReason.TIMEOUT

    def test_keeps_only_plain_words_of_a_refusal(self) -> None:
        body = '{"type":"urn:x:\\u202ey","problems":{"sat_on":"Amina"},"detail":"Amina"}'
        response = Response(body, 422, content_type=MEDIA_TYPE)

        with tracking_that_answers(response) as tracking, pytest.raises(Refused) as refusal:
            tracking.deliver_result(a_result())

        assert str(refusal.value) == "refused (422 urn:x:\\u202ey): sat_on"


class TestPulling:
    @pytest.mark.parametrize(
        "body",
        [
            "{}",
            '{"bookings":{},"next":"1"}',
            '{"bookings":[],"next":null}',
            '{"bookings":[],"next":""}',
            '{"bookings":[],"next":"\\n"}',
        ],
    )
    def test_counts_nothing_but_a_page_of_bookings(self, body: str) -> None:
        response = Response(body, 200, content_type=JSON)

        with tracking_that_answers(response) as tracking, pytest.raises(Unreachable) as refusal:
            tracking.pull_bookings(None)

        assert refusal.value.reason is UnreachableReason.UNEXPECTED_ANSWER


class TestTheErrors:
    @pytest.mark.parametrize(
        "error",
        [
            Unreachable(UnreachableReason.BUSY, 429, 7),
            UnknownDossier("D-2026-000199", "R-1"),
            Refused(409, UNKNOWN_DOSSIER, ("result",)),
        ],
    )
    def test_travel_between_worker_processes(self, error: Exception) -> None:
        copy = pickle.loads(pickle.dumps(error))  # noqa: S301  it was written here

        assert vars(copy) == vars(error)
