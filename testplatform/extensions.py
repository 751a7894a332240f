"""The Flask extensions and how each is set up."""

from datetime import timedelta
from inspect import iscoroutinefunction

from flask import Flask, Response
from flask_bootstrap import Bootstrap5
from flask_limiter import Limiter
from flask_limiter.util import get_remote_address
from flask_security import FSQLALiteUserDatastore, Security
from flask_wtf import CSRFProtect
from werkzeug.middleware.proxy_fix import ProxyFix

from testplatform.catalogues import CATALOGUES, DEFAULT_LANGUAGE, CourseBabel
from testplatform.config import Config
from testplatform.db import configure_engine, db
from testplatform.json_texts import write_json
from testplatform.models.staff import Role, Staff
from testplatform.speech.engines.folders import VoiceFolders, use_voice_folders

SESSION_HOURS = 12
WRONG_SIGN_INS = "10 per minute;100 per hour"
REDIRECTIONS = range(300, 400)
CHEAP_HASHES = {"argon2__time_cost": 1, "argon2__memory_cost": 64, "argon2__parallelism": 1}

babel = CourseBabel()
bootstrap = Bootstrap5()
csrf = CSRFProtect()
limiter = Limiter(key_func=get_remote_address, headers_enabled=False)
staff_datastore = FSQLALiteUserDatastore(db, Staff, Role)


def init_extensions(app: Flask, config: Config) -> None:
    """Configure the application and attach every extension to it."""
    app.config.from_mapping(flask_settings(config))
    if config.trusted_proxies:
        hops = config.trusted_proxies
        app.wsgi_app = ProxyFix(app.wsgi_app, x_for=hops, x_proto=hops, x_host=hops)  # type: ignore[method-assign]
    config.media_root.mkdir(parents=True, exist_ok=True)
    app.extensions["testplatform_config"] = config
    use_voice_folders(VoiceFolders(kokoro=config.kokoro_voices, piper=config.piper_voices))
    db.init_app(app)
    # We have no asynchronous sessions; closing them would start a thread at every request.
    app.teardown_appcontext_funcs = [
        function for function in app.teardown_appcontext_funcs if not iscoroutinefunction(function)
    ]
    with app.app_context():
        configure_engine(db.engine)
    csrf.init_app(app)
    babel.init_app(app)
    bootstrap.init_app(app)
    limiter.init_app(app)
    Security(app, staff_datastore, register_blueprint=True)
    # The view is the library's; guessing passwords is slowed down around it. Only wrong guesses
    # count: all of a test centre has one address, and signs in in the same minutes.
    app.view_functions["security.login"] = limiter.limit(
        WRONG_SIGN_INS, methods=["POST"], deduct_when=_is_refused
    )(app.view_functions["security.login"])


def _is_refused(response: Response) -> bool:
    """Whether somebody who signs in stays where they are."""
    return response.status_code not in REDIRECTIONS


def flask_settings(config: Config) -> dict[str, object]:
    """The settings of Flask and its extensions that follow from our configuration."""
    return {
        "TESTING": config.testing,
        "SECRET_KEY": config.secret_key,
        "SQLALCHEMY_ENGINES": {"default": _engine_settings(config.database_url)},
        "SESSION_COOKIE_HTTPONLY": True,
        "SESSION_COOKIE_SAMESITE": "Lax",
        "SESSION_COOKIE_SECURE": config.cookies_need_https,
        "PERMANENT_SESSION_LIFETIME": timedelta(hours=SESSION_HOURS),
        # A test of 180 minutes ends in one POST: the token lives as long as its session.
        "WTF_CSRF_TIME_LIMIT": None,
        "MAX_CONTENT_LENGTH": 1024 * 1024,
        "BABEL_TRANSLATION_DIRECTORIES": str(CATALOGUES),
        "BABEL_DEFAULT_LOCALE": DEFAULT_LANGUAGE,
        "BABEL_DEFAULT_TIMEZONE": "Europe/Brussels",
        "BOOTSTRAP_SERVE_LOCAL": True,
        "RATELIMIT_STORAGE_URI": config.ratelimit_storage_url,
        "SECURITY_PASSWORD_SALT": config.password_pepper,
        "SECURITY_PASSWORD_HASH": "argon2",
        "SECURITY_PASSWORD_HASH_PASSLIB_OPTIONS": CHEAP_HASHES if config.cheap_passwords else {},
        "SECURITY_URL_PREFIX": "/staff",
        "SECURITY_LOGIN_URL": "/sign-in",
        "SECURITY_LOGOUT_URL": "/sign-out",
        "SECURITY_LOGOUT_METHODS": ["POST"],
        "SECURITY_POST_LOGIN_VIEW": "/staff/",
        "SECURITY_POST_LOGOUT_VIEW": "/staff/sign-in",
        "SECURITY_LOGIN_USER_TEMPLATE": "staff/sign_in.html",
        "SECURITY_RETURN_GENERIC_RESPONSES": True,
        "SECURITY_EMAIL_VALIDATOR_ARGS": {"check_deliverability": False},
        "SECURITY_DEFAULT_REMEMBER_ME": False,
        "SECURITY_REGISTERABLE": False,
        "SECURITY_SEND_REGISTER_EMAIL": False,
        "SECURITY_MSG_INVALID_PASSWORD": ("E-mailadres of wachtwoord klopt niet.", "error"),
        "SECURITY_MSG_GENERIC_AUTHN_FAILED": ("E-mailadres of wachtwoord klopt niet.", "error"),
        "SECURITY_MSG_LOGIN": ("Meld u aan om deze pagina te zien.", "info"),
        "SECURITY_MSG_UNAUTHORIZED": ("U mag deze pagina niet zien.", "error"),
    }


def _engine_settings(database_url: str) -> dict[str, object]:
    url = database_url.replace("postgresql://", "postgresql+psycopg://", 1)
    if url.startswith("sqlite"):
        return {"url": url, "hide_parameters": True, "json_serializer": write_json}
    # A lost answer is worse than a slow one, whatever the server's own default is.
    durable = {"options": "-c synchronous_commit=on"}
    return {
        "url": url,
        "json_serializer": write_json,
        "hide_parameters": True,
        "pool_size": 16,
        "pool_pre_ping": True,
        "connect_args": durable,
    }
