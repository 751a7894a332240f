"""Read the player's JSON strictly: a value, or one clear refusal."""

import hashlib
import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from flask import request

from testplatform.errors import PlatformError
from testplatform.services.journal import EntryMessage

MAX_ENTRIES = 200
# The longest writing that an item takes (20,000 characters), were each of them an escape.
MAX_VALUE_CHARACTERS = 220_000
MAX_NUMBER = 2**31 - 1
RECORDING_KEY = re.compile(r"[0-9a-f]{32}", re.ASCII)
MAX_INSTANT_MS = 4_102_444_800_000  # the year 2100


@dataclass(eq=False)
class RequestUnreadable(PlatformError):
    """The body of a request is not what the protocol says."""

    field: str


@dataclass(eq=False)
class RequestFromElsewhere(PlatformError):
    """Another site made the browser send this."""


@dataclass(eq=False)
class OtherAttempt(PlatformError):
    """The page belongs to another attempt than the pass: somebody else signed in on this device."""


def check_same_origin() -> None:
    """Refuse a POST that another site caused: the player's own pages say where they come from."""
    site = request.headers.get("Sec-Fetch-Site")
    if site is not None:
        if site != "same-origin":
            raise RequestFromElsewhere
        return
    if request.headers.get("Origin") != request.host_url.rstrip("/"):
        raise RequestFromElsewhere


def read_body() -> Mapping[str, Any]:
    """The JSON object of the request."""
    if not request.is_json:
        raise RequestUnreadable("content-type")
    body = request.get_json(silent=True)
    if not isinstance(body, dict):
        raise RequestUnreadable("body")
    return body


def read_number(body: Mapping[str, Any], field: str) -> int:
    value = body.get(field)
    if isinstance(value, bool) or not isinstance(value, int) or not 0 <= value <= MAX_NUMBER:
        raise RequestUnreadable(field)
    return value


def read_numbers(body: Mapping[str, Any], field: str) -> tuple[int, ...]:
    values = body.get(field, [])
    if not isinstance(values, list) or len(values) > MAX_ENTRIES * 50:
        raise RequestUnreadable(field)
    return tuple(read_number({field: value}, field) for value in values)


def read_recording_key(key: object) -> str:
    """The name that a device gives a recording."""
    if not isinstance(key, str) or not RECORDING_KEY.fullmatch(key):
        raise RequestUnreadable("recording")
    return key


def read_recording_keys(body: Mapping[str, Any], field: str) -> tuple[str, ...]:
    keys = body.get(field, [])
    if not isinstance(keys, list) or len(keys) > MAX_ENTRIES:
        raise RequestUnreadable(field)
    return tuple(read_recording_key(key) for key in keys)


def read_piece() -> bytes:
    """The bytes of the request, which must be those that the device meant to send."""
    data = request.get_data(cache=False)
    if not data:
        raise RequestUnreadable("body")
    if hashlib.sha256(data).hexdigest() != request.args.get("sha256"):
        raise RequestUnreadable("sha256")
    return data


def read_entries(body: Mapping[str, Any]) -> tuple[EntryMessage, ...]:
    """The entries of a journal message, each with a number of its own."""
    entries = body.get("entries")
    if not isinstance(entries, list) or not 1 <= len(entries) <= MAX_ENTRIES:
        raise RequestUnreadable("entries")
    return tuple(_read_entry(entry) for entry in entries)


def _read_entry(entry: object) -> EntryMessage:
    if not isinstance(entry, dict):
        raise RequestUnreadable("entries")
    seq = read_number(entry, "seq")
    kind, item, value = entry.get("kind"), entry.get("item"), entry.get("value")
    if seq < 1:
        raise RequestUnreadable("seq")
    if not isinstance(kind, str) or len(kind) > 40:
        raise RequestUnreadable("kind")
    if not isinstance(item, str) or len(item) > 16:
        raise RequestUnreadable("item")
    if not isinstance(value, dict) or len(str(value)) > MAX_VALUE_CHARACTERS:
        raise RequestUnreadable("value")
    return EntryMessage(seq=seq, kind=kind, item=item, value=value, made_at=_read_instant(entry))


def _read_instant(entry: Mapping[str, Any]) -> datetime:
    milliseconds = entry.get("made_at_ms")
    if isinstance(milliseconds, bool) or not isinstance(milliseconds, int):
        raise RequestUnreadable("made_at_ms")
    if not 0 <= milliseconds <= MAX_INSTANT_MS:
        raise RequestUnreadable("made_at_ms")
    return datetime.fromtimestamp(milliseconds / 1000, UTC)
