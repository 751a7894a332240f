"""The built front end: content-hashed files, served with long life and compressed."""

import json
import re
from functools import cache
from pathlib import Path

from flask import Blueprint, Flask, Response, send_file
from flask.typing import ResponseReturnValue
from whitenoise import WhiteNoise

from testplatform.config import PROJECT_ROOT, Config
from testplatform.web.access import Access, access

DIST_FOLDER = PROJECT_ROOT / "static" / "dist"
HASHED_NAME = re.compile(r"-[A-Z0-9]{8}\.(js|css)$")

blueprint = Blueprint("assets", __name__)


class FrontEndNotBuilt(Exception):
    """`make setup` builds the front end; without it there is nothing to serve."""


def init_assets(app: Flask, config: Config) -> None:
    """Give templates `asset(name)` and serve what was built."""
    app.jinja_env.globals["asset"] = asset_url
    app.jinja_env.trim_blocks = True
    app.jinja_env.lstrip_blocks = True
    app.register_blueprint(blueprint)
    files = WhiteNoise(
        app.wsgi_app,
        root=DIST_FOLDER if DIST_FOLDER.is_dir() else None,
        prefix="static/dist/",
        immutable_file_test=_is_hashed,
    )
    app.wsgi_app = files  # type: ignore[method-assign]


def asset_url(name: str) -> str:
    """The address of a built file by its logical name ("player.js")."""
    return f"/static/dist/{_manifest()[name]}"


@blueprint.get("/sw.js")
@access(Access.PUBLIC)
def service_worker() -> ResponseReturnValue:
    """The service worker, at the root so that it covers the whole site."""
    response: Response = send_file(
        DIST_FOLDER / "service-worker.js", mimetype="text/javascript", conditional=True
    )
    response.headers["Cache-Control"] = "no-cache"
    response.headers["Service-Worker-Allowed"] = "/"
    return response


@cache
def _manifest() -> dict[str, str]:
    path = DIST_FOLDER / "manifest.json"
    if not path.exists():
        raise FrontEndNotBuilt
    manifest: dict[str, str] = json.loads(path.read_text())
    return manifest


def _is_hashed(path: str | Path, _url: str) -> bool:
    return HASHED_NAME.search(str(path)) is not None
