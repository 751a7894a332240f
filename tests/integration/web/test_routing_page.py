"""The page on which the routing of NIVO is drawn."""

import re

from flask import Flask
from flask.testing import FlaskClient

from testplatform.demo import PASSWORD
from tests.builders.cut_scores import BAS

PAGE = "/staff/administration/routing/"


class TestRouting:
    def test_is_drawn_for_each_track(self, app: Flask) -> None:
        page = signed_in(app, BAS).get(PAGE).text

        assert re.findall(r'<title id="routing-\w+-title">(\w+)</title>', page) == [
            "Mondeling",
            "Schriftelijk",
        ]
        assert "voormeting mondeling: minstens 85 %" in page
        assert "drempels aangenomen" in page

    def test_says_that_nobody_was_counted_yet(self, app: Flask) -> None:
        page = signed_in(app, BAS).get(PAGE).text

        assert "Daarom staat overal 0." in page
        assert set(re.findall(r'<td class="number">(\d+)</td>', page)) == {"0"}

    def test_is_for_administrators(self, app: Flask) -> None:
        assert signed_in(app, "consulent@example.org").get(PAGE).status_code == 403


def signed_in(app: Flask, email: str) -> FlaskClient:
    client = app.test_client()
    client.post("/staff/sign-in", data={"email": email, "password": PASSWORD})
    return client
