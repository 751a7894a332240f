"""A broker of files gives whole messages, whoever looks at whatever moment."""

import threading
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from queue import Empty
from typing import Any

import pytest
from kombu import Connection

from testplatform.tasks import celery_settings
from testplatform.tasks.file_broker import Channel
from tests.integration.conftest import a_config

QUEUE = "results"
MESSAGES = 400
READERS = 3


@pytest.fixture
def connection(tmp_path: Path) -> Iterator[Connection]:
    """A connection as workers open it."""
    config = replace(a_config(tmp_path, "sqlite://"), broker_url="filesystem://")
    settings = celery_settings(config)
    with Connection(
        settings["broker_url"],
        transport=settings["broker_transport"],
        transport_options=settings["broker_transport_options"],
    ) as opened:
        yield opened


class TestFileBroker:
    def test_is_the_one_that_workers_use(self, connection: Connection) -> None:
        assert isinstance(connection.channel(), Channel)

    def test_a_message_is_whole_when_it_is_there(self, connection: Connection) -> None:
        sent, got, trouble = threading.Event(), [], []

        def read(channel: Any) -> None:
            is_last_look = False
            while not is_last_look:
                is_last_look = sent.is_set()
                try:
                    got.extend(list_waiting(channel))
                except Exception as problem:
                    trouble.append(problem)
                    return

        readers = [
            threading.Thread(target=read, args=[connection.channel()]) for _ in range(READERS)
        ]
        for reader in readers:
            reader.start()
        channel = connection.channel()
        for number in range(MESSAGES):
            channel._put(QUEUE, {"number": number})
        sent.set()
        for reader in readers:
            reader.join()

        assert trouble == []
        assert sorted(got) == list(range(MESSAGES))

    @pytest.mark.parametrize("content", [b"", b'{"number": 1', b"\xff"])
    def test_what_cannot_be_read_is_dropped_and_ends_nobody(
        self, connection: Connection, content: bytes
    ) -> None:
        channel = connection.channel()
        broken = Path(channel.data_folder_in) / f"0_broken.{QUEUE}.msg"
        broken.write_bytes(content)
        channel._put(QUEUE, {"number": 1})

        with pytest.raises(Empty):
            channel._get(QUEUE)

        assert channel._get(QUEUE) == {"number": 1}
        assert not broken.exists()

    def test_two_that_declare_a_queue_at_once_both_do(self, connection: Connection) -> None:
        channels = [connection.channel() for _ in range(8)]
        start = threading.Barrier(len(channels))
        trouble: list[Exception] = []

        def bind(channel: Any, number: int) -> None:
            start.wait()
            try:
                channel._queue_bind("results", "", "", f"queue-{number}")
            except Exception as problem:
                trouble.append(problem)

        threads = [
            threading.Thread(target=bind, args=[channel, number])
            for number, channel in enumerate(channels)
        ]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()

        assert trouble == []
        bound = {row.queue for row in channels[0].get_table("results")}
        assert bound == {f"queue-{number}" for number in range(len(channels))}


def list_waiting(channel: Any) -> Iterator[int]:
    """The numbers of the messages that wait, taken one by one."""
    while True:
        try:
            yield channel._get(QUEUE)["number"]
        except Empty:
            return
