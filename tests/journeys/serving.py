"""The real application over real HTTP, in this process."""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from threading import Thread
from typing import Any

from flask import Flask
from werkzeug.serving import make_server

from testplatform.db import db

LOCAL = "127.0.0.1"


@contextmanager
def serve_app(app: Flask) -> Iterator[int]:
    """Serve an application for as long as the block lasts; gives its port."""
    server = make_server(LOCAL, 0, _Closing(app), threaded=True)
    thread = Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield server.server_port
    finally:
        server.shutdown()
        thread.join()
        server.server_close()
        with app.app_context():
            db.engine.dispose()


class _Closing:
    """Closes the file of an answer also when the browser hung up in the middle of it.

    The server for development forgets to when the line is gone as well: it reads what is left of
    the request first, and that fails.
    """

    def __init__(self, app: Flask) -> None:
        self.app = app

    def __call__(self, environ: Any, start_response: Any) -> Iterable[bytes]:
        # Called here, so that the status is known before the first piece is asked for.
        return self._pass_on(self.app(environ, start_response))

    @staticmethod
    def _pass_on(answer: Any) -> Iterator[bytes]:
        try:
            yield from answer
        finally:
            if hasattr(answer, "close"):
                answer.close()
