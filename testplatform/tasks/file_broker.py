"""A broker of files in which a message is whole or not there.

The transport of kombu makes the file of a message first and writes it afterwards. A worker that
looks in between takes an empty file away, cannot read it and ends, and with it all that runs beside
it. Here a file gets its name when it is written; one that is not JSON is told and dropped, for a
message only says when to look.
"""

import os
import uuid
from pathlib import Path
from queue import Empty
from time import monotonic
from typing import Any

import structlog
from kombu.transport import filesystem
from kombu.utils.json import dumps

logger = structlog.get_logger(__name__)


class Channel(filesystem.Channel):  # type: ignore[misc]  # kombu ships no types
    """The queues of files, written whole."""

    def _put(self, queue: str, payload: Any, **_options: Any) -> None:
        name = f"{round(monotonic() * 1000)}_{uuid.uuid4()}.{queue}.msg"
        _write_whole(Path(self.data_folder_out) / name, dumps(payload))

    def _get(self, queue: str) -> Any:
        try:
            return super()._get(queue)
        except ValueError:
            logger.warning("a message that cannot be read was dropped", queue=queue)
            raise Empty from None

    def _queue_bind(self, exchange: str, *binding: Any) -> None:
        file = self._exchange_file(exchange)
        if not file.exists():
            file.parent.mkdir(exist_ok=True)
            _write_whole(file, "[]", may_be_there=True)
        super()._queue_bind(exchange, *binding)


class Transport(filesystem.Transport):  # type: ignore[misc]
    """The transport of kombu, with these channels."""

    Channel = Channel


def _write_whole(file: Path, text: str, *, may_be_there: bool = False) -> None:
    """Write a file beside its place and put it there; one that is there already stays."""
    beside = file.with_name(f".{uuid.uuid4()}.part")
    try:
        beside.write_text(text)
        os.link(beside, file)
    except FileExistsError:
        if not may_be_there:
            raise
    finally:
        beside.unlink(missing_ok=True)
