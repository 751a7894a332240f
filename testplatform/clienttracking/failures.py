"""What can go wrong between the two systems, sorted by what is to be done about it.

These errors carry ids, numbers and reasons, never a body: a body holds names.
"""

from enum import StrEnum

from testplatform.errors import PlatformError


class UnreachableReason(StrEnum):
    """Why a delivery or a pull is to be tried again later."""

    NO_CONNECTION = "no_connection"
    TIMEOUT = "timeout"
    BUSY = "busy"
    SERVER_ERROR = "server_error"
    NOT_ADMITTED = "not_admitted"
    UNEXPECTED_ANSWER = "unexpected_answer"


class ClientTrackingError(PlatformError):
    """What the client-tracking system did not take or give."""


class Unreachable(ClientTrackingError):
    """Nothing is known of the request: try again, with the same key.

    A wrong token (`NOT_ADMITTED`) and an answer that is not of the contract (`UNEXPECTED_ANSWER`:
    a proxy's page, a redirect) are here too: they say nothing about the message, and pass when
    somebody repairs them.
    `retry_after_seconds` is what the system asked for, or None.
    """

    def __init__(
        self,
        reason: UnreachableReason,
        status: int | None = None,
        retry_after_seconds: int | None = None,
    ) -> None:
        super().__init__(reason, status, retry_after_seconds)
        self.reason = reason
        self.status = status
        self.retry_after_seconds = retry_after_seconds

    def __str__(self) -> str:
        return self.reason.value if self.status is None else f"{self.reason.value} ({self.status})"


class UnknownDossier(ClientTrackingError):
    """The client-tracking system has no such dossier: park the result, visibly."""

    def __init__(self, dossier: str, result: str) -> None:
        super().__init__(dossier, result)
        self.dossier = dossier
        self.result = result

    def __str__(self) -> str:
        return f"unknown dossier {self.dossier}"


class Refused(ClientTrackingError):
    """The message itself was refused, and would be again: park it, visibly.

    `problem_type` is the URN of the problem and `fields` the names of the fields it speaks of.
    """

    def __init__(self, status: int, problem_type: str, fields: tuple[str, ...] = ()) -> None:
        super().__init__(status, problem_type, fields)
        self.status = status
        self.problem_type = problem_type
        self.fields = fields

    def __str__(self) -> str:
        named = f": {', '.join(self.fields)}" if self.fields else ""
        return f"refused ({self.status} {self.problem_type}){named}"
