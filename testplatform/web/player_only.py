"""Keep the hooks of staff libraries away from the player's requests.

Sign-in, roles, rate limits and the staff session are for people who browse. The player sends every
answer with a pass of its own; looking for a staff member behind each one costs a third of the time
that saving it takes.
"""

from collections.abc import Callable
from typing import Any

from flask import Flask, Request, Response, request
from flask.sessions import NullSession, SecureCookieSessionInterface, SessionMixin

PLAYER_PREFIX = "/api/sitting/"
STAFF_LIBRARIES = ("flask_principal", "flask_login", "flask_limiter", "flask_security")

Hook = Callable[..., Any]


class NoSessionForPlayers(SecureCookieSessionInterface):
    """The usual session, except for the player's requests: those have none to open or save."""

    def open_session(self, app: Flask, request: Request) -> Any:
        if request.path.startswith(PLAYER_PREFIX):
            return NullSession()
        return super().open_session(app, request)

    def save_session(self, app: Flask, session: SessionMixin, response: Response) -> None:
        if not isinstance(session, NullSession):
            super().save_session(app, session, response)


def keep_players_apart(app: Flask) -> None:
    """Let the hooks of staff libraries pass the player's requests by; call it after all of them."""
    app.session_interface = NoSessionForPlayers()
    for hooks in (app.before_request_funcs, app.after_request_funcs):
        hooks[None] = [_for_browsers(hook) for hook in hooks.get(None, [])]


def _for_browsers(hook: Hook) -> Hook:
    if not hook.__module__.startswith(STAFF_LIBRARIES):
        return hook

    def pass_by(*response: Response) -> Any:
        if request.path.startswith(PLAYER_PREFIX):
            return response[0] if response else None
        return hook(*response)

    return pass_by
