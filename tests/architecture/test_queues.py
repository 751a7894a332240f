"""Every task goes to a queue, and every queue has a worker that takes from it."""

from pathlib import Path

from celery import Celery

from testplatform import create_app
from testplatform.cli.run import build_processes
from testplatform.tasks import QueueName
from testplatform.tasks.schedule import SCHEDULE
from tests.integration.conftest import a_config


def celery_app(folder: Path) -> Celery:
    found: Celery = create_app(a_config(folder, "sqlite://")).extensions["celery"]
    found.loader.import_default_modules()
    return found


class TestQueues:
    def test_every_queue_is_consumed(self) -> None:
        commands = " ".join(build_processes({}, 8000).values())

        assert [queue for queue in QueueName if f"--queues {queue.value}" not in commands] == []

    def test_every_task_has_a_queue_of_ours(self, tmp_path: Path) -> None:
        app = celery_app(tmp_path)
        own = [name for name in app.tasks if not name.startswith("celery.")]

        queues = {app.amqp.router.route({}, name)["queue"].name for name in own}

        assert own
        assert queues == {queue.value for queue in QueueName}

    def test_every_scheduled_task_exists(self, tmp_path: Path) -> None:
        app = celery_app(tmp_path)

        assert [
            entry["task"] for entry in SCHEDULE.values() if entry["task"] not in app.tasks
        ] == []
