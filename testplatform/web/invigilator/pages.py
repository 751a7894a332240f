"""What the invigilator's pages print."""

from dataclasses import dataclass
from datetime import datetime

from testplatform.web.staff.pages import Badge, Count, LanguageName


@dataclass(frozen=True, slots=True, kw_only=True)
class SittingRow:
    """One sitting in a list."""

    url: str
    starts_at: datetime
    programme: str
    test_centre: str
    opening: Badge
    counts: tuple[Count, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class SittingsPage:
    """Today's sittings and those of the coming days."""

    today: tuple[SittingRow, ...]
    coming: tuple[SittingRow, ...]
    coming_days: int
    has_test_centre: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class CandidateRow:
    """One candidate of a sitting; an address that is None means that its button is not shown.

    `booked_parts` are those of a resit, empty where the whole test is sat; `part` is where
    somebody is in a test of which the parts have times of their own. `facts` are what others told.
    """

    anchor: str
    family_name: str
    given_name: str
    dossier: str
    language: LanguageName
    moment: str
    booked_parts: str
    facts: tuple[str, ...]
    resit_problems: tuple[str, ...]
    needs: tuple[str, ...]
    state: Badge
    part: str | None
    read_aloud: Badge
    audio_first_problem: str | None
    held_entries: int
    held_url: str | None
    check_in_url: str | None
    code_url: str | None
    new_code_url: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class SittingPage:
    """One sitting with its candidates. `shown_at` is when the states were read."""

    url: str
    programme: str
    test_centre: str
    starts_at: datetime
    opens_at: datetime
    closes_at: datetime
    opening: Badge
    open_url: str | None
    codes_url: str | None
    counts: tuple[Count, ...]
    candidates: tuple[CandidateRow, ...]
    query: str
    shown_at: str


@dataclass(frozen=True, slots=True, kw_only=True)
class CodeCard:
    """What a candidate gets in hand."""

    full_name: str
    dossier: str
    language: LanguageName
    programme: str
    test_centre: str
    starts_at: datetime
    code: str
    start_address: str
    qr_image: str


@dataclass(frozen=True, slots=True, kw_only=True)
class CodesPage:
    """The cards of one candidate or of a whole sitting, ready to print."""

    title: str
    sitting_url: str
    cards: tuple[CodeCard, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class NewCodePage:
    """The question before a code is replaced."""

    full_name: str
    url: str
    sitting_url: str
