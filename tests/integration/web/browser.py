"""One test, several people: a browser for each."""

from typing import Any

from flask import g
from flask.testing import FlaskClient
from werkzeug.test import TestResponse


class Browser(FlaskClient):
    """A browser of one person: the context that the test holds must not remember the last one."""

    def open(self, *arguments: Any, **named: Any) -> TestResponse:
        g.pop("_login_user", None)
        return super().open(*arguments, **named)
