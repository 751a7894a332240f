"""What the page of the engines prints."""

from dataclasses import dataclass
from datetime import datetime

from testplatform.web.read_aloud.engines.forms import SwitchForm
from testplatform.web.staff.pages import Badge, LanguageName


@dataclass(frozen=True, slots=True, kw_only=True)
class VoiceRow:
    """One voice: what it speaks, what its licence permits, and whether it is here.

    `state` says what is missing; `version` is empty until nothing is.
    """

    language: LanguageName
    name: str
    licence: str
    permits: Badge
    state: Badge
    version: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Departure:
    """What leaves the house when an engine is on, and to whom."""

    recipient: str
    leaves: tuple[str, ...]
    stays: tuple[str, ...]
    example: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Pause:
    """An engine that is left alone for a while: after failures, or because it asked for it."""

    texts: int
    until: datetime
    problem: str


@dataclass(frozen=True, slots=True, kw_only=True)
class EngineSection:
    """One engine; `decided` says who turned it on or off, `departure` is None when all stays in."""

    code: str
    title: str
    about: str
    switch: Badge
    is_on: bool
    decided: str
    decided_at: datetime | None
    installed: Badge
    wanted: int
    breaker: Badge
    pause: Pause | None
    voices: tuple[VoiceRow, ...]
    departure: Departure | None
    form: SwitchForm
    switch_url: str

    @property
    def is_asked(self) -> bool:
        """Whether turning it on needs a confirmation."""
        return self.departure is not None and not self.is_on


@dataclass(frozen=True, slots=True, kw_only=True)
class EnginesPage:
    """Every engine, in the order of the table of engines."""

    engines: tuple[EngineSection, ...]
