import pytest
from flask import Flask
from flask.testing import FlaskClient

from testplatform.demo import PASSWORD


def sign_in(client: FlaskClient, password: str) -> int:
    data = {"email": "toezichter@example.org", "password": password}
    return client.post("/staff/sign-in", data=data).status_code


class TestSignIn:
    def test_lets_a_staff_member_in(self, client: FlaskClient) -> None:
        assert sign_in(client, PASSWORD) == 302
        assert client.get("/staff/").status_code == 303

    def test_says_the_same_of_a_wrong_password_and_an_unknown_person(
        self, client: FlaskClient
    ) -> None:
        texts = {
            client.post("/staff/sign-in", data={"email": email, "password": "x" * 12})
            .get_data(as_text=True)
            .replace(email, "")
            for email in ("toezichter@example.org", "niemand@example.org")
        }

        assert len(texts) == 1

    def test_guessing_is_slowed_down(self, client: FlaskClient) -> None:
        answers = [sign_in(client, f"wrong-password-{number}") for number in range(11)]

        assert answers[-1] == 429
        assert sign_in(client, PASSWORD) == 429

    def test_a_whole_test_centre_may_sign_in_at_once(self, app: Flask) -> None:
        answers = {sign_in(app.test_client(), PASSWORD) for _ in range(30)}

        assert answers == {302}

    @pytest.mark.parametrize(
        "path",
        ["/staff/", "/staff/invigilator/", "/staff/administration/", "/staff/administration/audit"],
    )
    def test_is_asked_for(self, app: Flask, path: str) -> None:
        response = app.test_client().get(path)

        assert (response.status_code, response.location.split("?")[0]) == (302, "/staff/sign-in")
