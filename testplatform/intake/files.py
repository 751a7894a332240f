"""What a check of a file gives: the bytes to keep, or why there are none."""

from dataclasses import dataclass
from enum import StrEnum

from itembank.media import MediaKind


class Refusal(StrEnum):
    """Why a file is not kept."""

    EMPTY = "empty"
    TOO_LARGE = "too_large"
    TOO_LONG = "too_long"
    UNKNOWN = "unknown"
    DAMAGED = "damaged"
    MORE_THAN_ONE = "more_than_one"
    TOO_MANY_PIXELS = "too_many_pixels"
    MOVING = "moving"
    NOT_ALLOWED = "not_allowed"
    NOT_CHECKED = "not_checked"


@dataclass(eq=False)
class FileRefused(Exception):
    """A file is not kept; `detail` names what was met, where that helps."""

    refusal: Refusal
    detail: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class CheckedFile:
    """A file as it is kept."""

    data: bytes
    kind: MediaKind
    extension: str
    duration_ms: int | None = None
