"""Is the process alive, and is everything around it that it needs?"""

from flask import Blueprint, current_app, jsonify
from flask.typing import ResponseReturnValue

from testplatform.config import Config
from testplatform.db import db
from testplatform.extensions import limiter
from testplatform.services.health import check_readiness
from testplatform.web.access import Access, access

blueprint = Blueprint("health", __name__)
limiter.exempt(blueprint)


@blueprint.get("/healthz")
@access(Access.PUBLIC)
def healthz() -> ResponseReturnValue:
    """The process answers."""
    return jsonify({"status": "ok"})


@blueprint.get("/readyz")
@access(Access.PUBLIC)
def readyz() -> ResponseReturnValue:
    """Database, migrations, broker and media, each by name; 503 when one is not there."""
    config: Config = current_app.extensions["testplatform_config"]
    checks = check_readiness(db.engine, config, current_app.extensions["celery"])
    is_ready = all(state == "ok" for state in checks.values())
    status = "ok" if is_ready else "unavailable"
    return jsonify({"status": status, "checks": checks}), 200 if is_ready else 503
