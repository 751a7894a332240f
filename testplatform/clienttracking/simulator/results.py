"""The results that the simulator received: each once in effect, every revision kept."""

import hashlib
import json
import sqlite3
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from testplatform.clienttracking.contract import ResultMessage, result_message_from_document
from testplatform.clienttracking.simulator.store import instant_from_text, instant_to_text


class Verdict(StrEnum):
    """What a delivered result is beside those already held."""

    NEW = "new"
    SAME = "same"
    DIFFERS = "differs"
    OUTDATED = "outdated"


@dataclass(frozen=True, slots=True, kw_only=True)
class HeldResult:
    """A result as it was received; `current` unless another one replaces it."""

    message: ResultMessage
    idempotency_key: str
    body_hash: str
    received_at: datetime
    last_received_at: datetime
    deliveries: int
    current: bool


def judge_result(message: ResultMessage, key: str, held: Sequence[HeldResult]) -> Verdict:
    """Decide on a delivery, given every held result that shares its key, its id, or replaces it."""
    for result in held:
        if (result.message.result, result.message.revision) == (message.result, message.revision):
            return Verdict.SAME if result.body_hash == hash_body(message) else Verdict.DIFFERS
    if any(result.idempotency_key == key for result in held):
        return Verdict.DIFFERS
    if any(result.message.revision >= message.revision for result in held):
        return Verdict.OUTDATED
    return Verdict.NEW


def receive_result(
    connection: sqlite3.Connection, message: ResultMessage, key: str, now: datetime
) -> Verdict:
    """Judge a delivery and store what follows: a new result, or one more delivery of a held one."""
    verdict = judge_result(message, key, _list_related(connection, message, key))
    if verdict is Verdict.NEW:
        _insert(connection, message, key, now)
    if verdict is Verdict.SAME:
        connection.execute(
            "UPDATE results SET deliveries = deliveries + 1, last_received_at = ? "
            "WHERE result = ? AND revision = ?",
            (instant_to_text(now), message.result, message.revision),
        )
    return verdict


def find_result(connection: sqlite3.Connection, result: str) -> HeldResult | None:
    """Find the highest revision held under a result id."""
    row = connection.execute(
        f"{_SELECT} WHERE result = ? ORDER BY revision DESC", (result,)
    ).fetchone()
    return None if row is None else _from_row(row)


def list_results(connection: sqlite3.Connection) -> list[HeldResult]:
    """List all results in the order in which they first came."""
    return [_from_row(row) for row in connection.execute(f"{_SELECT} ORDER BY held.rowid")]


def list_results_of_dossier(connection: sqlite3.Connection, number: str) -> list[HeldResult]:
    """List the results of a dossier, the newest first."""
    rows = connection.execute(f"{_SELECT} WHERE dossier = ? ORDER BY held.rowid DESC", (number,))
    return [_from_row(row) for row in rows]


def hash_body(message: ResultMessage) -> str:
    return hashlib.sha256(message.to_bytes()).hexdigest()


_SELECT = (
    "SELECT held.*, NOT EXISTS (SELECT 1 FROM results AS other "
    "WHERE (other.supersedes = held.result OR other.result = held.result) "
    "AND other.revision > held.revision) AS current FROM results AS held"
)


def _list_related(
    connection: sqlite3.Connection, message: ResultMessage, key: str
) -> list[HeldResult]:
    rows = connection.execute(
        f"{_SELECT} WHERE result = ? OR supersedes = ? OR idempotency_key = ? ORDER BY held.rowid",
        (message.result, message.result, key),
    )
    return [_from_row(row) for row in rows]


def _insert(
    connection: sqlite3.Connection, message: ResultMessage, key: str, now: datetime
) -> None:
    connection.execute(
        "INSERT INTO results (result, revision, dossier, supersedes, idempotency_key, body_hash, "
        "document, received_at, last_received_at, deliveries) VALUES (?,?,?,?,?,?,?,?,?,1)",
        (
            message.result,
            message.revision,
            message.dossier,
            message.supersedes,
            key,
            hash_body(message),
            message.to_bytes().decode(),
            instant_to_text(now),
            instant_to_text(now),
        ),
    )


def _from_row(row: sqlite3.Row) -> HeldResult:
    return HeldResult(
        message=result_message_from_document(json.loads(row["document"])),
        idempotency_key=row["idempotency_key"],
        body_hash=row["body_hash"],
        received_at=instant_from_text(row["received_at"]),
        last_received_at=instant_from_text(row["last_received_at"]),
        deliveries=row["deliveries"],
        current=bool(row["current"]),
    )
