"""The shell around the pure rules of `scoring` and `itembank`: Flask, database, files, network."""

from flask import Flask

from testplatform.config import PROJECT_ROOT, Config


def create_app(config: Config) -> Flask:
    """Build the web application from a complete configuration."""
    from testplatform import extensions, logs, tasks, web

    logs.configure_logging(testing=config.testing)
    app = Flask(
        __name__,
        template_folder=str(PROJECT_ROOT / "templates"),
        static_folder=str(PROJECT_ROOT / "static"),
        static_url_path="/static",
    )
    extensions.init_extensions(app, config)
    tasks.init_celery(app, config)
    web.init_web(app, config)
    return app
