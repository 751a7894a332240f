"""One HTTP exchange with a system that is not trusted: bounded in time and size, not redirected."""

import time
from dataclasses import dataclass
from email.message import Message

import httpx

MOST_ANSWER_BYTES = 2 * 1024 * 1024


@dataclass(frozen=True, slots=True, kw_only=True)
class Timeouts:
    """How long each phase may take, in seconds; `answer_seconds` bounds the reading of the body."""

    connect_seconds: float = 5.0
    read_seconds: float = 20.0
    answer_seconds: float = 60.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """What came back. `media_type` is in lower case and without parameters."""

    status: int
    media_type: str
    body: bytes
    retry_after: str | None


class NoConnection(Exception):
    """Sending failed or the answer broke off: the request may or may not have been carried out."""


class TookTooLong(NoConnection):
    """No complete answer within the time-outs: it may or may not have been carried out."""


class AnswerNotReadable(NoConnection):
    """The answer is larger than agreed or encoded in a way that was not asked for."""


def open_client(*, headers: dict[str, str], timeouts: Timeouts) -> httpx.Client:
    """Open an HTTP client that follows no redirect and takes nothing from the environment."""
    return httpx.Client(
        headers={"Accept-Encoding": "identity", "User-Agent": "testplatform", **headers},
        timeout=httpx.Timeout(timeouts.read_seconds, connect=timeouts.connect_seconds),
        follow_redirects=False,
        trust_env=False,
    )


def exchange(client: httpx.Client, request: httpx.Request, *, answer_seconds: float) -> Answer:
    """Send a request and read its answer.

    Raises:
        NoConnection, TookTooLong, AnswerNotReadable: without anything of the request or the answer.
    """
    try:
        response = client.send(request, stream=True)
        try:
            return _read_answer(response, deadline=time.monotonic() + answer_seconds)
        finally:
            response.close()
    except httpx.TimeoutException:
        raise TookTooLong from None
    except httpx.HTTPError:
        raise NoConnection from None


def _read_answer(response: httpx.Response, *, deadline: float) -> Answer:
    # Compressed answers are refused: a small one can unfold into more than the memory holds.
    if response.headers.get("Content-Encoding", "identity") != "identity":
        raise AnswerNotReadable
    body = bytearray()
    for chunk in response.iter_raw():
        body += chunk
        if len(body) > MOST_ANSWER_BYTES:
            raise AnswerNotReadable
        if time.monotonic() > deadline:
            raise TookTooLong
    return Answer(
        status=response.status_code,
        media_type=_media_type(response.headers.get("Content-Type", "")),
        body=bytes(body),
        retry_after=response.headers.get("Retry-After"),
    )


def _media_type(content_type: str) -> str:
    header = Message()
    header["Content-Type"] = content_type or "application/octet-stream"
    return header.get_content_type()
