"""The simulator's side of the contract, request by request."""

import pytest
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from testplatform.clienttracking import problems
from testplatform.clienttracking.simulator import MOST_REQUEST_BYTES, Store, seed
from tests.unit.clienttracking.builders import TOKEN, a_booking_document, a_result

ADMITTED = {"Authorization": f"Bearer {TOKEN}"}


@pytest.fixture(autouse=True)
def known_dossier(store: Store) -> None:
    seed(store, [a_booking_document()])


def put(
    browser: FlaskClient,
    body: bytes,
    *,
    result: str = "R-1",
    key: str | None = None,
    content_type: str = "application/json",
) -> TestResponse:
    headers = {**ADMITTED, "Idempotency-Key": a_result().idempotency_key if key is None else key}
    return browser.put(
        f"/v1/results/{result}", data=body, headers=headers, content_type=content_type
    )


class TestPuttingAResult:
    @pytest.mark.parametrize(
        ("changes", "status", "problem_type"),
        [
            pytest.param({"key": ""}, 400, problems.KEY_MISSING, id="no key"),
            pytest.param({"key": "k" * 129}, 400, problems.KEY_MISSING, id="endless key"),
            pytest.param({"body": b"{"}, 400, problems.BODY_UNREADABLE, id="no JSON"),
            pytest.param({"body": b"{}"}, 422, problems.MESSAGE_UNREADABLE, id="no result"),
            pytest.param({"result": "R-2"}, 422, problems.MESSAGE_UNREADABLE, id="another id"),
            pytest.param(
                {"content_type": "text/plain"}, 415, problems.MEDIA_TYPE_REFUSED, id="plain text"
            ),
            pytest.param(
                {"body": b" " * (MOST_REQUEST_BYTES + 1)}, 413, problems.BODY_TOO_LARGE, id="large"
            ),
        ],
    )
    def test_says_what_is_wrong(
        self, browser: FlaskClient, changes: dict[str, object], status: int, problem_type: str
    ) -> None:
        answer = put(browser, **{"body": a_result().to_bytes(), **changes})  # type: ignore[arg-type]  # a table of changes

        assert answer.status_code == status
        assert answer.mimetype == problems.MEDIA_TYPE
        assert answer.json is not None
        assert answer.json["type"] == problem_type

    def test_names_every_faulty_field(self, browser: FlaskClient) -> None:
        answer = put(browser, b'{"result":"R-1","more":1}')

        assert answer.json is not None
        assert {"more", "dossier", "steps"} <= answer.json["problems"].keys()

    def test_refuses_another_result_under_a_used_key(self, browser: FlaskClient) -> None:
        put(browser, a_result().to_bytes(), key="k")

        answer = put(browser, a_result(result="R-2").to_bytes(), result="R-2", key="k")

        assert answer.status_code == 409


class TestReadingResults:
    def test_gives_a_result_as_it_was_received(self, browser: FlaskClient) -> None:
        put(browser, a_result().to_bytes())
        put(browser, a_result().to_bytes())

        answer = browser.get("/v1/results/R-1", headers=ADMITTED)

        assert answer.json is not None
        assert answer.json["deliveries"] == 2
        assert a_result().to_document().items() <= answer.json.items()

    def test_lists_all_for_reconciliation(self, browser: FlaskClient) -> None:
        put(browser, a_result().to_bytes())

        answer = browser.get("/v1/results", headers=ADMITTED)

        assert answer.json is not None
        assert [row["result"] for row in answer.json["results"]] == ["R-1"]

    def test_does_not_know_a_result_that_never_came(self, browser: FlaskClient) -> None:
        answer = browser.get("/v1/results/R-9", headers=ADMITTED)

        assert answer.json is not None
        assert (answer.status_code, answer.json["type"]) == (404, problems.RESULT_UNKNOWN)


class TestTheDoor:
    @pytest.mark.parametrize(
        "header", ["", "Bearer", "Bearer another", f"Basic {TOKEN}", "Bearer \xe9"]
    )
    @pytest.mark.parametrize("path", ["/v1/bookings", "/v1/results", "/v1/results/R-1"])
    def test_stays_closed_without_the_token(
        self, browser: FlaskClient, path: str, header: str
    ) -> None:
        answer = browser.get(path, headers={"Authorization": header})

        assert answer.status_code == 401
        assert answer.mimetype == problems.MEDIA_TYPE

    def test_answers_an_unknown_address_with_a_problem(self, browser: FlaskClient) -> None:
        answer = browser.get("/v1/nothing", headers=ADMITTED)

        assert (answer.status_code, answer.mimetype) == (404, problems.MEDIA_TYPE)

    def test_tells_its_health_to_everybody(self, browser: FlaskClient) -> None:
        assert browser.get("/healthz").json == {"status": "ok"}


class TestArmingFaults:
    def test_counts_them_off(self, browser: FlaskClient) -> None:
        armed = browser.post("/faults", json={"kind": "fail_before_commit", "times": 1})

        statuses = [browser.get("/v1/results", headers=ADMITTED).status_code for _ in range(2)]

        assert armed.json == {
            "faults": [{"kind": "fail_before_commit", "times": 1, "seconds": 0, "only_on": None}]
        }
        assert statuses == [500, 200]

    def test_switches_them_off(self, browser: FlaskClient) -> None:
        browser.post("/faults", json={"kind": "slow", "times": 9, "seconds": 120})

        answer = browser.post("/faults", json={"kind": "slow", "times": 0})

        assert answer.json == {"faults": []}

    @pytest.mark.parametrize(
        ("body", "faulty"),
        [
            ({}, {"kind", "times"}),
            ({"kind": "explode", "times": -1}, {"kind", "times"}),
            ({"kind": "slow", "times": 1, "seconds": 999}, {"seconds"}),
            ({"kind": "slow", "times": 1, "only_on": "pages"}, {"only_on"}),
            ({"kind": "slow", "times": 1, "minutes": 1}, {"minutes"}),
        ],
    )
    def test_names_what_it_does_not_understand(
        self, browser: FlaskClient, body: dict[str, object], faulty: set[str]
    ) -> None:
        answer = browser.post("/faults", json=body)

        assert answer.status_code == 422
        assert answer.json is not None
        assert answer.json["problems"].keys() == faulty

    def test_refuses_what_a_foreign_form_could_send(self, browser: FlaskClient) -> None:
        answer = browser.post("/faults", data={"kind": "slow", "times": "1"})

        assert answer.status_code == 415

    def test_refuses_half_a_document(self, browser: FlaskClient) -> None:
        answer = browser.post("/faults", data="{", content_type="application/json")

        assert answer.status_code == 400

    @pytest.mark.parametrize("address", ["192.0.2.7", "2001:db8::1", ""])
    @pytest.mark.parametrize("method", ["GET", "POST"])
    def test_is_for_this_machine_only(
        self, browser: FlaskClient, method: str, address: str
    ) -> None:
        answer = browser.open(
            "/faults",
            method=method,
            json={"kind": "slow", "times": 1},
            environ_overrides={"REMOTE_ADDR": address},
        )

        assert answer.status_code == 403
