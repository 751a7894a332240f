"""Who may see what: declared once per route, checked before the route runs.

A route that declares nothing is refused, and a test fails on it.
"""

from collections.abc import Callable
from enum import StrEnum
from typing import TypeVar

from flask import Flask, abort, current_app, redirect, request, url_for
from flask.typing import ResponseReturnValue
from flask_security import current_user

from testplatform.models.staff import RoleName

View = TypeVar("View", bound=Callable[..., ResponseReturnValue])


class Access(StrEnum):
    """Who may call a route."""

    PUBLIC = "public"
    CANDIDATE = "candidate"  # the holder of a sitting pass; the route itself reads it
    CLIENT_TRACKING = "client_tracking"  # a signed message; the route itself verifies it
    STAFF = "staff"
    INVIGILATOR = "invigilator"
    ITEM_BANK = "item_bank"  # everybody who works on items; services say who may do which step
    AUTHOR = "author"
    TRANSLATION = "translation"
    NATIVE_REVIEW = "native_review"  # only native reviewers decide; administrators may look
    CONSULTANT = "consultant"
    PANELLIST = "panellist"  # services say which panels are theirs
    ASSESSOR = "assessor"  # no administrator: they know whose response it is
    ADMINISTRATOR = "administrator"


ROLES_ALLOWED = {
    Access.STAFF: frozenset(RoleName),
    Access.INVIGILATOR: frozenset({RoleName.INVIGILATOR, RoleName.ADMINISTRATOR}),
    Access.ITEM_BANK: frozenset(RoleName)
    - {RoleName.INVIGILATOR, RoleName.CONSULTANT, RoleName.PANELLIST, RoleName.ASSESSOR},
    Access.AUTHOR: frozenset({RoleName.AUTHOR, RoleName.ADMINISTRATOR}),
    Access.TRANSLATION: frozenset(
        {RoleName.TRANSLATOR, RoleName.NATIVE_REVIEWER, RoleName.ADMINISTRATOR}
    ),
    Access.NATIVE_REVIEW: frozenset({RoleName.NATIVE_REVIEWER, RoleName.ADMINISTRATOR}),
    Access.CONSULTANT: frozenset({RoleName.CONSULTANT, RoleName.ADMINISTRATOR}),
    Access.PANELLIST: frozenset({RoleName.PANELLIST}),
    Access.ASSESSOR: frozenset({RoleName.ASSESSOR}),
    Access.ADMINISTRATOR: frozenset({RoleName.ADMINISTRATOR}),
}

LIBRARY_ROUTES = {
    "static": Access.PUBLIC,
    "bootstrap.static": Access.PUBLIC,
    "security.login": Access.PUBLIC,
    "security.logout": Access.STAFF,
    "security.static": Access.PUBLIC,
    "security.verify": Access.STAFF,
}


def access(level: Access) -> Callable[[View], View]:
    """Declare who may call the view."""

    def declare(view: View) -> View:
        view.access = level  # type: ignore[attr-defined]
        return view

    return declare


def declared_access(app: Flask, endpoint: str) -> Access | None:
    """What a route declared, or what is listed for a library's route."""
    view = app.view_functions.get(endpoint)
    return getattr(view, "access", None) or LIBRARY_ROUTES.get(endpoint)


def check_access() -> ResponseReturnValue | None:
    """Before every request: let it pass, ask for a sign-in, or refuse."""
    if request.endpoint is None:
        return None
    level = declared_access(current_app, request.endpoint)
    if level is None:
        abort(403)
    if level not in ROLES_ALLOWED:
        return None
    if not current_user.is_authenticated:
        return redirect(url_for("security.login", next=request.full_path.rstrip("?")))
    if not has_access(level):
        abort(403)
    return None


def has_access(level: Access) -> bool:
    """Whether the person at the screen has one of the roles that may call such a route."""
    return any(current_user.has_role(role.value) for role in ROLES_ALLOWED[level])
