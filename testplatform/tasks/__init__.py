"""Celery: wake-up calls. The database says what is to be done; a message only says when to look.

Every task is idempotent, is sent after the commit, and has a periodic sweep behind it: emptying the
broker loses nothing.
"""

from enum import StrEnum
from typing import Any

import structlog
from celery import Celery, Task
from flask import Flask
from kombu.exceptions import OperationalError

from testplatform.config import Config

logger = structlog.get_logger(__name__)


TASK_MODULES = tuple(
    f"testplatform.tasks.{name}"
    for name in ("results", "audio", "bookings", "recordings", "rescoring")
)


class QueueName(StrEnum):
    """The queues; the start-up of the workers names each."""

    RESULTS = "results"
    AUDIO = "audio"


def init_celery(app: Flask, config: Config) -> Celery:
    """Make the Celery application whose tasks run inside the Flask application context."""

    class FlaskTask(Task):  # type: ignore[misc]  # Celery ships no types
        def __call__(self, *args: object, **kwargs: object) -> object:
            with app.app_context():
                return self.run(*args, **kwargs)

    celery_app = Celery("testplatform", task_cls=FlaskTask)
    celery_app.conf.update(celery_settings(config))
    celery_app.set_default()
    app.extensions["celery"] = celery_app
    return celery_app


def celery_settings(config: Config) -> dict[str, Any]:
    """Settings for any broker; the file-system one also gets its folders."""
    from testplatform.tasks.schedule import SCHEDULE

    settings: dict[str, Any] = {
        "broker_url": config.broker_url,
        "task_ignore_result": True,
        "task_acks_late": True,
        "task_reject_on_worker_lost": True,
        "task_publish_retry": False,
        "task_default_queue": QueueName.RESULTS.value,
        "task_routes": {
            "results.*": {"queue": QueueName.RESULTS.value},
            "bookings.*": {"queue": QueueName.RESULTS.value},
            "rescoring.*": {"queue": QueueName.RESULTS.value},
            "audio.*": {"queue": QueueName.AUDIO.value},
        },
        "worker_prefetch_multiplier": 1,
        "worker_hijack_root_logger": False,
        "worker_redirect_stdouts": False,
        "worker_enable_remote_control": False,
        "worker_cancel_long_running_tasks_on_connection_loss": True,
        "broker_connection_timeout": 2,
        "broker_connection_retry_on_startup": True,
        "imports": TASK_MODULES,
        "beat_schedule": SCHEDULE,
        "timezone": "UTC",
    }
    if config.broker_url.startswith("filesystem:"):
        folder = config.broker_folder
        (folder / "messages").mkdir(parents=True, exist_ok=True)
        (folder / "control").mkdir(parents=True, exist_ok=True)
        settings["broker_transport"] = "testplatform.tasks.file_broker:Transport"
        settings["broker_transport_options"] = {
            "data_folder_in": str(folder / "messages"),
            "data_folder_out": str(folder / "messages"),
            "control_folder": str(folder / "control"),
        }
    return settings


def wake(task: Any, *arguments: int | str) -> bool:
    """Send a wake-up call; a silent broker is no error, for the sweep finds the work anyway."""
    try:
        task.apply_async(args=arguments)
    except (OperationalError, OSError) as problem:
        logger.warning("wake-up call not sent", task=task.name, problem=type(problem).__name__)
        return False
    return True
