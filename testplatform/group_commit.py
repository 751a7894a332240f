"""One commit for the entries of many devices: who leads writes for all who wait.

A commit that reaches the disk takes milliseconds, whatever it holds. While one request commits, the
others queue their messages; the next leader takes the whole queue along. Nobody is told more than
is true: a receipt is handed out after the commit that it speaks of, or not at all.
"""

from collections import deque
from threading import Event, Lock

from testplatform.clock import now_utc
from testplatform.db import unit_of_work
from testplatform.services.journal import JournalMessage, JournalReceipt, append_messages

MOST_TOGETHER = 64


class _Ticket:
    def __init__(self, message: JournalMessage) -> None:
        self.message = message
        self.receipt: JournalReceipt | None = None
        self.failure: Exception | None = None
        self.is_called = Event()  # served, or asked to lead

    @property
    def is_served(self) -> bool:
        return self.receipt is not None or self.failure is not None


class JournalDesk:
    """Where the requests of one process hand in journal messages."""

    def __init__(self) -> None:
        self._waiting: deque[_Ticket] = deque()
        self._has_leader = False
        self._queue = Lock()

    def take_in(self, message: JournalMessage) -> JournalReceipt:
        """Return the receipt once the message is on disk; raise what went wrong with it alone."""
        ticket = _Ticket(message)
        if not self._join(ticket):
            ticket.is_called.wait()
        if not ticket.is_served:
            self._lead()
        if ticket.receipt is None:
            raise ticket.failure or RuntimeError("a journal message was not served")
        return ticket.receipt

    def _join(self, ticket: _Ticket) -> bool:
        """Queue the ticket; True when its request is to lead."""
        with self._queue:
            self._waiting.append(ticket)
            leads, self._has_leader = not self._has_leader, True
            return leads

    def _lead(self) -> None:
        """Serve the queue as it is when the transaction begins, then hand the lead over."""
        batch: list[_Ticket] = []
        try:
            self._serve(batch)
        finally:
            self._hand_over()
            for ticket in batch:
                ticket.is_called.set()

    def _hand_over(self) -> None:
        with self._queue:
            if self._waiting:
                self._waiting[0].is_called.set()
            else:
                self._has_leader = False

    def _serve(self, batch: list[_Ticket]) -> None:
        """Serve a batch; an empty one is filled once the database lets this process write."""
        try:
            with unit_of_work() as session:
                if not batch:
                    batch += self._next_batch()
                messages = [ticket.message for ticket in batch]
                receipts = append_messages(session, messages, now=now_utc())
        except Exception as failure:
            self._serve_alone(batch or self._next_batch(), failure)
        else:
            for ticket, receipt in zip(batch, receipts, strict=True):
                ticket.receipt = receipt

    def _serve_alone(self, batch: list[_Ticket], failure: Exception) -> None:
        """A batch failed: nobody pays for another's message, so each one is tried by itself."""
        if len(batch) == 1:
            batch[0].failure = failure
            batch[0].is_called.set()
            return
        for ticket in batch:
            self._serve([ticket])
            ticket.is_called.set()

    def _next_batch(self) -> list[_Ticket]:
        with self._queue:
            number = min(len(self._waiting), MOST_TOGETHER)
            return [self._waiting.popleft() for _ in range(number)]
