"""Rules that every route keeps, whoever wrote it."""

import re
from pathlib import Path

import pytest
from flask import Flask
from werkzeug.routing import Rule

from testplatform import create_app
from testplatform.web.access import LIBRARY_ROUTES, ROLES_ALLOWED, Access, declared_access
from tests.integration.conftest import a_config

KEBAB = re.compile(r"[a-z0-9.]+(-[a-z0-9.]+)*")
TYPED = re.compile(r"<(string|int|uuid|path):[a-z0-9_]+>")


@pytest.fixture(scope="module")
def app(tmp_path_factory: pytest.TempPathFactory) -> Flask:
    return create_app(a_config(tmp_path_factory.mktemp("routes"), "sqlite://"))


def own_rules(app: Flask) -> list[Rule]:
    return [rule for rule in app.url_map.iter_rules() if rule.endpoint not in LIBRARY_ROUTES]


class TestEveryRoute:
    def test_declares_who_may_call_it(self, app: Flask) -> None:
        silent = [
            rule.endpoint
            for rule in app.url_map.iter_rules()
            if declared_access(app, rule.endpoint) is None
        ]

        assert silent == []

    def test_of_a_library_is_one_we_know(self, app: Flask) -> None:
        registered = {rule.endpoint for rule in app.url_map.iter_rules()}

        assert set(LIBRARY_ROUTES) <= registered

    def test_under_staff_asks_for_a_role(self, app: Flask) -> None:
        open_doors = [
            rule.rule
            for rule in own_rules(app)
            if rule.rule.startswith("/staff")
            and declared_access(app, rule.endpoint) not in ROLES_ALLOWED
        ]

        assert open_doors == []

    def test_of_administration_is_for_administrators(self, app: Flask) -> None:
        levels = {
            declared_access(app, rule.endpoint)
            for rule in own_rules(app)
            if rule.rule.startswith("/staff/administration")
        }

        assert levels == {Access.ADMINISTRATOR}

    def test_is_written_in_kebab_case_with_typed_parameters(self, app: Flask) -> None:
        odd = [
            part
            for rule in own_rules(app)
            for part in rule.rule.strip("/").split("/")
            if part and not KEBAB.fullmatch(TYPED.sub("x", part))
        ]

        assert odd == []

    def test_that_writes_is_not_a_get(self, app: Flask) -> None:
        """A view that GET reaches and that begins a unit of work would change state on a look."""
        looks = [
            (f"{path}: {name}", body)
            for path in Path("testplatform/web").rglob("*.py")
            for name, body in functions_after_get(path.read_text())
        ]
        reached_by_get_alone = [
            rule for rule in own_rules(app) if (rule.methods or set()) <= {"GET", "HEAD", "OPTIONS"}
        ]

        assert len(looks) == len(reached_by_get_alone)
        assert [name for name, body in looks if "unit_of_work" in body] == []


def functions_after_get(source: str) -> list[tuple[str, str]]:
    """Name and text of each view that is only reached by GET."""
    pattern = re.compile(r"@blueprint\.get\(.*?\ndef (\w+)\(.*?(?=\n\n\n|\Z)", re.S)
    return [(match.group(1), match.group(0)) for match in pattern.finditer(source)]
