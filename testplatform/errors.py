"""What can go wrong in the shell, as data. `web/errors.py` says how each is answered."""

from dataclasses import dataclass
from datetime import datetime

from itembank.lifecycle import ItemState


class PlatformError(Exception):
    """The root of everything the shell refuses."""


class CodeUnknown(PlatformError):
    """No attempt has this code."""


class CodeUsed(PlatformError):
    """The attempt of this code has been handed in."""


@dataclass(eq=False)
class SittingNotOpen(PlatformError):
    """The sitting has not opened yet, or is over."""

    opens_at: datetime
    closes_at: datetime
    is_over: bool


@dataclass(eq=False)
class LeaseSuperseded(PlatformError):
    """Another device holds the attempt now."""

    fence: int
    current_fence: int


class AttemptAlreadySubmitted(PlatformError):
    """The attempt was handed in; nothing can be added to it."""


class AttemptNotStarted(PlatformError):
    """The clock of the attempt does not run yet."""


class NoSuchTest(PlatformError):
    """The attempt has no such test: it never opened, or all of it is there from the start."""


@dataclass(eq=False)
class EntriesMissing(PlatformError):
    """The device says it wrote more than has arrived."""

    missing: tuple[int, ...]


@dataclass(eq=False)
class RecordingsMissing(PlatformError):
    """Answers name recordings that have not arrived whole."""

    keys: tuple[str, ...]


@dataclass(eq=False)
class ChunksMissing(PlatformError):
    """The device says a recording has more pieces than have arrived."""

    missing: tuple[int, ...]


@dataclass(eq=False)
class RecordingRefused(PlatformError):
    """A piece of a recording that cannot be taken; the reason is a word of the protocol."""

    reason: str


@dataclass(eq=False)
class TransitionRefused(PlatformError):
    """A state machine was asked for a step it does not have."""

    machine: str
    from_state: str
    event: str

    def __str__(self) -> str:
        return f"{self.machine}: no '{self.event}' from '{self.from_state}'"


@dataclass(eq=False)
class BookingRefused(PlatformError):
    """A booking that names something we do not have; field → what is wrong."""

    problems: dict[str, str]

    def __str__(self) -> str:
        return "; ".join(f"{field}: {problem}" for field, problem in self.problems.items())


@dataclass(eq=False)
class BookingConflict(PlatformError):
    """The same revision of a booking came with another content, or after the test began."""

    external_id: str
    problem: str


class NoFormInLanguage(PlatformError):
    """No published form has the language of the booking."""


@dataclass(eq=False)
class NotReleased(PlatformError):
    """The exam may not be given in this language yet, or no more."""

    language: str


class CheckedInElsewhere(PlatformError):
    """The booking belongs to another test centre than the person who asks."""


class PackageUnknown(PlatformError):
    """No package of this attempt has this hash."""


@dataclass(eq=False)
class TranslationNotTheirs(PlatformError):
    """Somebody wrote or reviewed in a language that is not one of theirs."""

    language: str


class SheetChangedMeanwhile(PlatformError):
    """The sheet, or the source of it, is not the one that somebody worked on."""


class VersionRetired(PlatformError):
    """A retired version of an item is translated no more."""


class SourceNotReady(PlatformError):
    """The source of an item is not sound yet, so that there is nothing to translate."""


class TermTaken(PlatformError):
    """The language has a fixed translation of this term already."""


class TermNotSound(PlatformError):
    """A term or its translation is empty, too long or holds control characters."""


class ItemNotTheirs(PlatformError):
    """Somebody has no role that writes items."""


@dataclass(eq=False)
class ItemCodeTaken(PlatformError):
    """There is an item with that code already."""

    code: str


@dataclass(eq=False)
class ItemNotEditable(PlatformError):
    """A version cannot be written in the state that it is in."""

    state: ItemState


@dataclass(eq=False)
class ItemChangedMeanwhile(PlatformError):
    """Somebody else saved first; `edits` is where the version stands now."""

    edits: int
