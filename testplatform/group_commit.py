"""One commit for the entries of many devices: who holds the lock writes for all who wait.

A commit that reaches the disk takes milliseconds, whatever it holds. While one request commits, the
others queue their messages; the next one takes the whole queue along. Nobody is told more than is
true: a receipt is handed out after the commit that it speaks of, or not at all.
"""

from collections import deque
from threading import Lock

from testplatform.clock import now_utc
from testplatform.db import unit_of_work
from testplatform.services.journal import JournalMessage, JournalReceipt, append_messages

MOST_TOGETHER = 64


class _Ticket:
    def __init__(self, message: JournalMessage) -> None:
        self.message = message
        self.receipt: JournalReceipt | None = None
        self.failure: Exception | None = None

    @property
    def is_served(self) -> bool:
        return self.receipt is not None or self.failure is not None


class JournalDesk:
    """Where the requests of one process hand in journal messages."""

    def __init__(self) -> None:
        self._waiting: deque[_Ticket] = deque()
        self._writing = Lock()

    def take_in(self, message: JournalMessage) -> JournalReceipt:
        """Return the receipt once the message is on disk; raise what went wrong with it alone."""
        ticket = _Ticket(message)
        self._waiting.append(ticket)
        with self._writing:
            while not ticket.is_served:
                self._serve(self._next_batch())
        if ticket.receipt is None:
            raise ticket.failure or RuntimeError("a journal message was not served")
        return ticket.receipt

    def _next_batch(self) -> list[_Ticket]:
        number = min(len(self._waiting), MOST_TOGETHER)
        return [self._waiting.popleft() for _ in range(number)]

    def _serve(self, batch: list[_Ticket]) -> None:
        try:
            with unit_of_work() as session:
                messages = [ticket.message for ticket in batch]
                receipts = append_messages(session, messages, now=now_utc())
        except Exception as failure:
            self._serve_alone(batch, failure)
        else:
            for ticket, receipt in zip(batch, receipts, strict=True):
                ticket.receipt = receipt

    def _serve_alone(self, batch: list[_Ticket], failure: Exception) -> None:
        """A batch failed: nobody pays for another's message, so each one is tried by itself."""
        if len(batch) == 1:
            batch[0].failure = failure
            return
        for ticket in batch:
            self._serve([ticket])
