"""The adapter to the client-tracking system over HTTP: delivers results, fetches bookings."""

import logging
from dataclasses import dataclass
from datetime import datetime
from email.utils import parsedate_to_datetime
from types import TracebackType
from typing import Self
from urllib.parse import quote

import httpx

from testplatform.clienttracking import problems
from testplatform.clienttracking.contract import ResultMessage
from testplatform.clienttracking.documents import DocumentUnreadable, read_json
from testplatform.clienttracking.exchanges import (
    Answer,
    AnswerNotReadable,
    NoConnection,
    Timeouts,
    TookTooLong,
    exchange,
    open_client,
)
from testplatform.clienttracking.failures import (
    ClientTrackingError,
    Refused,
    UnknownDossier,
    Unreachable,
    UnreachableReason,
)
from testplatform.clock import now_utc

__all__ = [
    "BookingPage",
    "ClientTracking",
    "ClientTrackingError",
    "Delivered",
    "Refused",
    "Timeouts",
    "UnknownDossier",
    "Unreachable",
    "UnreachableReason",
]

JSON = "application/json"
LONGEST_CURSOR = 200
LONGEST_WAIT_SECONDS = 24 * 60 * 60

logger = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True, kw_only=True)
class Delivered:
    """The result is on the other side; `already` when an earlier try had brought it there."""

    result: str
    revision: int
    already: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class BookingPage:
    """Booking documents as they came, unread, in the order of their changes.

    `next` goes with the next pull and is to be stored with the bookings, in one transaction. A page
    without documents ends the pull.
    """

    documents: tuple[object, ...]
    next: str


class ClientTracking:
    """A connection to the client-tracking system; use it as a context, in one process."""

    def __init__(self, base_url: str, token: str, timeouts: Timeouts | None = None) -> None:
        self._base_url = base_url.rstrip("/")
        self._timeouts = timeouts or Timeouts()
        self._http = open_client(
            headers={
                "Authorization": f"Bearer {token}",
                "Accept": f"{JSON}, {problems.MEDIA_TYPE}",
            },
            timeouts=self._timeouts,
        )

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        exc_type: type[BaseException] | None,
        exc_value: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        self.close()

    def close(self) -> None:
        self._http.close()

    def deliver_result(self, message: ResultMessage) -> Delivered:
        """Deliver a result; the same message may be delivered any number of times.

        Raises:
            Unreachable: try again later.
            UnknownDossier, Refused: do not; somebody must look at it.
        """
        request = self._http.build_request(
            "PUT",
            f"{self._base_url}/v1/results/{quote(message.result, safe='')}",
            content=message.to_bytes(),
            headers={"Content-Type": JSON, "Idempotency-Key": message.idempotency_key},
        )
        answer = self._exchange(request)
        if answer.status in (200, 201):
            return self._read_receipt(answer, message)
        problem = _read_problem(answer)
        if problem.type == problems.UNKNOWN_DOSSIER:
            raise UnknownDossier(message.dossier, message.result)
        raise Refused(answer.status, problem.type, problem.fields)

    def pull_bookings(self, after: str | None) -> BookingPage:
        """Fetch the bookings that changed after the cursor; None begins at the beginning.

        Raises:
            Unreachable: try again later, with the same cursor.
            Refused: the cursor is not one of this system.
        """
        parameters = {} if after is None else {"after": after}
        request = self._http.build_request(
            "GET", f"{self._base_url}/v1/bookings", params=parameters
        )
        answer = self._exchange(request)
        if answer.status == 200:
            return _read_page(answer)
        problem = _read_problem(answer)
        raise Refused(answer.status, problem.type, problem.fields)

    def _exchange(self, request: httpx.Request) -> Answer:
        try:
            answer = exchange(self._http, request, answer_seconds=self._timeouts.answer_seconds)
        except TookTooLong:
            raise Unreachable(UnreachableReason.TIMEOUT) from None
        except AnswerNotReadable:
            raise Unreachable(UnreachableReason.UNEXPECTED_ANSWER) from None
        except NoConnection:
            raise Unreachable(UnreachableReason.NO_CONNECTION) from None
        reason = _reason_to_wait(answer.status)
        if reason is not None:
            raise Unreachable(reason, answer.status, _retry_after(answer.retry_after, now_utc()))
        return answer

    def _read_receipt(self, answer: Answer, message: ResultMessage) -> Delivered:
        # The page of a proxy or a sign-in portal is a 200 too; only an echo of the result counts.
        receipt = _read_object(answer)
        if (receipt.get("result"), receipt.get("revision")) != (message.result, message.revision):
            raise Unreachable(UnreachableReason.UNEXPECTED_ANSWER, answer.status)
        already = answer.status == 200
        logger.info(
            "result delivered",
            extra={"result": message.result, "revision": message.revision, "already": already},
        )
        return Delivered(result=message.result, revision=message.revision, already=already)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Problem:
    type: str
    fields: tuple[str, ...]


def _reason_to_wait(status: int) -> UnreachableReason | None:
    """Why this status says nothing about the message; None when it does."""
    match status:
        case 401 | 403 | 407:
            return UnreachableReason.NOT_ADMITTED
        case 408 | 425 | 429:
            return UnreachableReason.BUSY
        case _ if status >= 500:
            return UnreachableReason.SERVER_ERROR
        case _ if 300 <= status < 400:
            return UnreachableReason.UNEXPECTED_ANSWER
        case _:
            return None


def _retry_after(header: str | None, now: datetime) -> int | None:
    """Read Retry-After (RFC 9110 10.2.3): seconds, or a date."""
    if header is None:
        return None
    if header.isascii() and header.isdigit():
        return min(int(header[:9]), LONGEST_WAIT_SECONDS)
    try:
        seconds = (parsedate_to_datetime(header) - now).total_seconds()
    except (TypeError, ValueError, OverflowError):
        return None
    return max(0, min(int(seconds), LONGEST_WAIT_SECONDS))


def _read_object(answer: Answer, media_type: str = JSON) -> dict[str, object]:
    unexpected = Unreachable(UnreachableReason.UNEXPECTED_ANSWER, answer.status)
    if answer.media_type != media_type:
        raise unexpected
    try:
        document = read_json(answer.body)
    except DocumentUnreadable:
        raise unexpected from None
    if not isinstance(document, dict):
        raise unexpected
    return document


def _read_page(answer: Answer) -> BookingPage:
    page = _read_object(answer)
    documents, cursor = page.get("bookings"), page.get("next")
    if not isinstance(documents, list) or not _is_cursor(cursor):
        raise Unreachable(UnreachableReason.UNEXPECTED_ANSWER, answer.status)
    return BookingPage(documents=tuple(documents), next=str(cursor))


def _is_cursor(value: object) -> bool:
    return (
        isinstance(value, str)
        and 1 <= len(value) <= LONGEST_CURSOR
        and value.isascii()
        and value.isprintable()
    )


def _read_problem(answer: Answer) -> _Problem:
    document = _read_object(answer, problems.MEDIA_TYPE)
    fields = document.get("problems")
    return _Problem(
        type=_plain(document.get("type")) or "about:blank",
        fields=tuple(_plain(name) for name in fields) if isinstance(fields, dict) else (),
    )


def _plain(value: object) -> str:
    """Keep of a foreign text what may stand in a log line."""
    return ascii(value)[1:-1][:80] if isinstance(value, str) else ""
