"""What is swept, and how often. A message that was not taken in time is not worth taking."""

from typing import Any

from testplatform.tasks import QueueName

SWEEP_SECONDS = 5
RESCORING_SECONDS = 10
PULL_SECONDS = 30
AUDIO_SECONDS = 3
CHECK_SECONDS = 30
HEAR_SECONDS = 30
DELETE_SECONDS = 3_600
UNFINISHED_SECONDS = 21_600


def _entry(task: str, seconds: int, queue: QueueName) -> dict[str, Any]:
    return {
        "task": task,
        "schedule": seconds,
        "options": {"queue": queue.value, "expires": seconds},
    }


SCHEDULE = {
    "sweep-results": _entry("results.sweep", SWEEP_SECONDS, QueueName.RESULTS),
    "sweep-rescoring": _entry("rescoring.sweep", RESCORING_SECONDS, QueueName.RESULTS),
    "pull-bookings": _entry("bookings.pull", PULL_SECONDS, QueueName.RESULTS),
    "check-recordings": _entry("audio.check_recordings", CHECK_SECONDS, QueueName.AUDIO),
    "delete-recordings": _entry("audio.delete_old_recordings", DELETE_SECONDS, QueueName.AUDIO),
    "hear-languages": _entry("audio.hear_languages", HEAR_SECONDS, QueueName.AUDIO),
    "sweep-unfinished": _entry("audio.sweep_unfinished", UNFINISHED_SECONDS, QueueName.AUDIO),
    "build-audio": _entry("audio.build_wanted", AUDIO_SECONDS, QueueName.AUDIO),
}
