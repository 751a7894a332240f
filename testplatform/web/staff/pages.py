"""Values that all staff pages print."""

from dataclasses import dataclass
from enum import StrEnum


class Tone(StrEnum):
    """How a word stands out; the names are those of Bootstrap's colours."""

    NEUTRAL = "secondary"
    ACTIVE = "primary"
    INFORMING = "info"
    GOOD = "success"
    WARNING = "warning"
    BAD = "danger"


@dataclass(frozen=True, slots=True, kw_only=True)
class Badge:
    """A short word with its tone; the word alone says everything."""

    word: str
    tone: Tone


@dataclass(frozen=True, slots=True, kw_only=True)
class Link:
    """A place to go to."""

    label: str
    url: str
    is_current: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Message:
    """What the last step did, or why it did nothing. `role` is how a screen reader says it."""

    text: str
    tone: Tone
    role: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Frame:
    """What stands around every page of somebody who has signed in."""

    links: tuple[Link, ...]
    person: str
    place: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Option:
    """One choice of a filter."""

    value: str
    label: str
    is_chosen: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Count:
    """A number with its word, and where to see what was counted."""

    badge: Badge
    number: int
    url: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class LanguageName:
    """A language under its own name and in Dutch."""

    tag: str
    own_name: str
    dutch_name: str
    direction: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Paging:
    """Where a page of a list stands."""

    number: int
    last: int
    total: int
    offset: int
    previous_url: str | None
    next_url: str | None

    @property
    def is_needed(self) -> bool:
        return self.last > 1
