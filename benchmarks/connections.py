"""HTTP/1.1 over keep-alive connections, by hand.

The generator shares the cores with what it measures, so it has to be light.
"""

import asyncio
import gzip
from collections.abc import Mapping
from dataclasses import dataclass

HEAD_END = b"\r\n\r\n"
# What a Chromebook's browser sends with every request: bytes and parsing are those of real ones.
BROWSER_HEADERS = (
    "Connection: keep-alive\r\n"
    'sec-ch-ua-platform: "Chrome OS"\r\n'
    "User-Agent: Mozilla/5.0 (X11; CrOS x86_64 14541.0.0) AppleWebKit/537.36"
    " (KHTML, like Gecko) Chrome/138.0.0.0 Safari/537.36\r\n"
    'sec-ch-ua: "Not)A;Brand";v="8", "Chromium";v="138", "Google Chrome";v="138"\r\n'
    "sec-ch-ua-mobile: ?0\r\n"
    "Accept: */*\r\n"
    "Sec-Fetch-Site: same-origin\r\n"
    "Sec-Fetch-Mode: cors\r\n"
    "Sec-Fetch-Dest: empty\r\n"
    "Accept-Encoding: gzip, deflate, br, zstd\r\n"
    "Accept-Language: nl-BE,nl;q=0.9\r\n"
)


class ConnectionLost(Exception):
    """The server closed the connection before it had answered."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """What the server answered; header names are in lower case."""

    status: int
    headers: tuple[tuple[str, str], ...]
    body: bytes

    @property
    def text(self) -> bytes:
        """The body as it was before it was compressed for the way."""
        is_small = ("content-encoding", "gzip") in self.headers
        return gzip.decompress(self.body) if is_small else self.body


class Connection(asyncio.Protocol):
    """One connection that carries one exchange at a time."""

    def __init__(self) -> None:
        self.bytes_received = 0
        self.is_open = False
        self._transport: asyncio.Transport | None = None
        self._received = bytearray()
        self._head: tuple[int, tuple[tuple[str, str], ...], int, int] | None = None
        self._waiting: asyncio.Future[Answer] | None = None

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        assert isinstance(transport, asyncio.Transport)
        self._transport = transport
        self.is_open = True

    def connection_lost(self, exc: Exception | None) -> None:
        self.is_open = False
        if self._waiting is not None and not self._waiting.done():
            self._waiting.set_exception(ConnectionLost())

    def data_received(self, data: bytes) -> None:
        self.bytes_received += len(data)
        self._received += data
        if self._head is None:
            self._head = _read_head(self._received)
        if self._head is None or self._waiting is None or self._waiting.done():
            return
        status, headers, begin, end = self._head
        if len(self._received) >= end:
            body = bytes(self._received[begin:end])
            self._waiting.set_result(Answer(status=status, headers=headers, body=body))

    async def exchange(self, message: bytes) -> Answer:
        """Send a request and wait for its answer; raises ConnectionLost."""
        if self._transport is None or not self.is_open:
            raise ConnectionLost
        self._received.clear()
        self._head = None
        self._waiting = asyncio.get_running_loop().create_future()
        self._transport.write(message)
        answer = await self._waiting
        if ("connection", "close") in answer.headers:
            self.close()
        return answer

    def close(self) -> None:
        self.is_open = False
        if self._transport is not None:
            self._transport.close()


class Client:
    """A device's way to the server: one connection, opened again when the server closed it."""

    def __init__(self, port: int) -> None:
        self.bytes_sent = 0
        self.reconnections = 0
        self._port = port
        self._connection = Connection()
        self._received_before = 0

    @property
    def bytes_received(self) -> int:
        return self._received_before + self._connection.bytes_received

    async def exchange(self, message: bytes) -> Answer:
        """Send a request; once more when an idle connection was closed, as browsers do."""
        self.bytes_sent += len(message)
        if self._connection.is_open:
            try:
                return await self._connection.exchange(message)
            except ConnectionLost:
                self.reconnections += 1
                self.bytes_sent += len(message)
        await self._connect()
        return await self._connection.exchange(message)

    def close(self) -> None:
        self._connection.close()

    async def _connect(self) -> None:
        self._received_before += self._connection.bytes_received
        loop = asyncio.get_running_loop()
        _, self._connection = await loop.create_connection(Connection, "127.0.0.1", self._port)


def build_request(
    method: str,
    path: str,
    *,
    port: int,
    cookies: Mapping[str, str],
    body: bytes = b"",
    content_type: str = "application/json",
) -> bytes:
    """The bytes of a request as a browser sends it."""
    origin = f"http://127.0.0.1:{port}"
    head = f"{method} {path} HTTP/1.1\r\nHost: 127.0.0.1:{port}\r\n{BROWSER_HEADERS}"
    head += f"Referer: {origin}/sitting/test\r\n"
    if cookies:
        head += "Cookie: " + "; ".join(f"{name}={value}" for name, value in cookies.items())
        head += "\r\n"
    if method == "POST":
        head += f"Origin: {origin}\r\nContent-Type: {content_type}\r\n"
        head += f"Content-Length: {len(body)}\r\n"
    return head.encode() + b"\r\n" + body


def _read_head(received: bytearray) -> tuple[int, tuple[tuple[str, str], ...], int, int] | None:
    """Status, headers, and where the body begins and ends; None while the head is incomplete."""
    end = received.find(HEAD_END)
    if end < 0:
        return None
    status_line, *lines = received[:end].decode("latin-1").split("\r\n")
    headers = tuple(
        (name.lower(), value.strip()) for name, _, value in (line.partition(":") for line in lines)
    )
    lengths = [int(value) for name, value in headers if name == "content-length"]
    if not lengths:
        raise ValueError("the benchmark reads answers with a Content-Length only")
    begin = end + len(HEAD_END)
    return int(status_line.split(" ", 2)[1]), headers, begin, begin + lengths[0]
